package generator

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"sync"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"gongshi"
)

// words gives the site's words, as the layouts have them: those of the source's own i18n/ in place
// of the built-in ones, file by file. A word that the own file lacks is the built-in one. Words
// that cannot be read are left to render, which says what is wrong before anything is released. They
// are read when the first is wanted: whoever asks for the names of the exports alone wants none.
func words(source, language string) func(key string) string {
	file := "i18n/" + language + ".toml"
	builtIn := sync.OnceValue(func() map[string]string { return readWords(gongshi.Theme, file) })
	own := sync.OnceValue(func() map[string]string { return readWords(os.DirFS(source), file) })
	return func(key string) string { return cmp.Or(own()[key], builtIn()[key]) }
}

// readWords reads one file of words; of one with plurals, the form without a number.
func readWords(fsys fs.FS, file string) map[string]string {
	info, err := fs.Lstat(fsys, file)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := fs.ReadFile(fsys, file)
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var entries map[string]any
	if err != nil || !utf8.Valid(data) || toml.Unmarshal(data, &entries) != nil {
		return nil
	}
	words := map[string]string{}
	for key, entry := range entries {
		switch entry := entry.(type) {
		case string:
			words[key] = entry
		case map[string]any:
			words[key], _ = entry["other"].(string)
		}
	}
	return words
}

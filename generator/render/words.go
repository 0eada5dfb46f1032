package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"gongshi/generator/source"
)

// A site's own words override the built-in ones word by word: its i18n/zh.toml holds those that it
// changes or adds. The merged file is the own one with the missing words behind it, so that a line
// of it is the author's line.

// builtInWords stands between the own words of a merged file and the built-in ones.
const builtInWords = "\n# gongshi: built-in words\n"

// Words gives what the site's words say, for what is not made from layouts: the same words as
// layouts have; of one with plural forms, the form "other". The file is parsed when the first word
// is wanted. Words that cannot be parsed are empty: [Renderer.Render] says why.
func (r *Renderer) Words() func(key string) string {
	entries := sync.OnceValue(func() map[string]any {
		entries, _ := parseWords(r.theme[wordsFile(r.site.Language)].data)
		return entries
	})
	return func(key string) string {
		switch entry := entries()[key].(type) {
		case string:
			return entry
		case map[string]any:
			word, _ := entry["other"].(string)
			return word
		}
		return ""
	}
}

func wordsFile(language string) string { return source.I18nDir + "/" + language + ".toml" }

func parseWords(data []byte) (entries map[string]any, err error) {
	return entries, toml.Unmarshal(data, &entries)
}

// mergeWords appends the built-in words to the site's own files of words. A file that is no TOML
// stays as it is: Hugo names the place. Built-in words are tables: these may stand behind any
// other.
func (o overlay) mergeWords(builtIn fs.FS) error {
	for path, f := range o {
		if !f.own || !strings.HasPrefix(path, source.I18nDir+"/") || !strings.HasSuffix(path, ".toml") {
			continue
		}
		data, err := fs.ReadFile(builtIn, path)
		if err != nil {
			continue // a language that is not built in
		}
		own, err := parseWords(f.data)
		if err != nil {
			continue
		}
		missing, err := parseWords(data)
		if err != nil {
			return fmt.Errorf("built-in %s: %w", path, err)
		}
		for key := range own {
			delete(missing, key)
		}
		rest, err := toml.Marshal(missing)
		if err != nil {
			return fmt.Errorf("built-in %s: %w", path, err)
		}
		f.data = append(append(bytes.Clone(f.data), builtInWords...), rest...)
		o[path] = f
	}
	return nil
}

// definesWord says whether the site's own file has a word.
func (o overlay) definesWord(path, key string) bool {
	f := o[path]
	own, _, _ := bytes.Cut(f.data, []byte(builtInWords))
	entries, _ := parseWords(own)
	_, defined := entries[key]
	return f.own && defined
}

// Package gongshi holds the face that every site has until it brings its own: the layouts, the
// styles and scripts, and the words, as they were when the binary was built.
//
// It holds almost no code. What becomes of these files is decided in generator/render, and a site's own
// file of the same path is used in place of the one in here.
package gongshi

import (
	"embed"

	"github.com/pelletier/go-toml/v2"
)

// Theme is a root with the folders layouts, static and i18n. Without "all:" the names that begin
// with _ would be left out, and the partials with them.
//
//go:embed all:layouts all:static all:i18n
var Theme embed.FS

// Words gives the built-in words of a language, zh or en; of one with plural forms, "other".
func Words(language string) map[string]string {
	data, _ := Theme.ReadFile("i18n/" + language + ".toml")
	var entries map[string]map[string]string
	_ = toml.Unmarshal(data, &entries) // a test reads both
	words := make(map[string]string, len(entries))
	for name, forms := range entries {
		words[name] = forms["other"]
	}
	return words
}

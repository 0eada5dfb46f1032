package preview

import (
	"embed"
	"encoding/json"
)

// face is all that the browser gets from the preview itself. clock.js runs before a page's own
// scripts; words.json is sent along with each page.
//
//go:embed face
var face embed.FS

// vocabulary gives the words of a language; those of Chinese where it is not known.
func vocabulary(language string) map[string]string {
	data, err := face.ReadFile("face/words.json")
	if err != nil {
		panic(err)
	}
	var all map[string]map[string]string
	if err := json.Unmarshal(data, &all); err != nil {
		panic(err)
	}
	if words, known := all[language]; known {
		return words
	}
	return all["zh"]
}

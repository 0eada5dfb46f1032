package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"

	"gongshi/generator/encoding"
)

// HTML shows an author what a text will look like, before it is checked: raw HTML and links that run
// a script are left out. The site itself is rendered elsewhere.
func HTML(typed string) string {
	var b bytes.Buffer
	typed = strings.Map(func(r rune) rune {
		if encoding.Forbidden(r) { // register refuses it, and goldmark panics over it
			return -1
		}
		return r
	}, strings.ToValidUTF8(typed, ""))
	text := Emphasis(Read(typed).Text)
	if err := goldmark.New(extensions()).Convert([]byte(text), &b); err != nil {
		return "" // a buffer takes all
	}
	return b.String()
}

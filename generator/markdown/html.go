package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
)

// HTML shows an author what a text will look like, before it is checked: raw HTML and links that run
// a script are left out. The site itself is rendered elsewhere.
func HTML(typed string) string {
	typed = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' { // register refuses it
			return -1
		}
		return r
	}, strings.ToValidUTF8(typed, "")) // goldmark panics over others
	var b bytes.Buffer
	if err := goldmark.New(extensions()).Convert([]byte(Emphasis(Read(typed).Text)), &b); err != nil {
		return "" // a buffer takes all
	}
	return b.String()
}

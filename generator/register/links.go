package register

import (
	"net/url"
	"path"
	"strings"
)

// Link is a destination in Markdown.
type Link struct {
	Raw     string // as it is written
	To      string // as a browser would see it
	Finding string // the id of the finding that it leads to; empty where it leads elsewhere
	File    string // the attachment that it leads to, relative to the source; likewise

	image  bool
	listed bool // lists show this text too, on pages of other folders
	at     place
}

// Links gives the destinations in the register's introduction.
func (r *Register) Links() []Link { return r.links }

// Links gives the destinations in the inspection's prose.
func (i *Inspection) Links() []Link { return i.links }

// Links gives the destinations in the category's prose.
func (c *Category) Links() []Link { return c.links }

// Links gives the destinations in all of the finding's Markdown.
func (f *Finding) Links() []Link { return f.links }

// resolve finds out where a link within the register leads, from the file that it stands in: a
// name that ends in .md is a finding's, wherever that lies; any other is a file's.
func (l *Link) resolve(file string) {
	to := l.To
	if decoded, err := url.PathUnescape(to); err == nil {
		to = decoded
	}
	if id, ok := strings.CutSuffix(path.Base(to), ".md"); ok {
		l.Finding = id
		return
	}
	l.File = path.Join(path.Dir(file), to)
}

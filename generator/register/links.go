package register

import (
	"net/url"
	"path"
	"strings"
)

// link is where Markdown points within the register; it is looked up once everything has been read.
type link struct {
	raw    string // as the Markdown has it
	to     string // as a browser would see it: asset-growth.md, photo.jpg
	image  bool
	listed bool // lists show this text too, on pages of other folders
	at     place
}

// Linked is a text whose Markdown may point into the register.
type Linked interface {
	// Links gives each destination as it is written, with the file that it stands in.
	Links() map[string]string
}

func linksOf(links []link, file string) map[string]string {
	m := make(map[string]string, len(links))
	for _, l := range links {
		m[l.raw] = file
	}
	return m
}

// Links gives the destinations in the register's introduction.
func (r *Register) Links() map[string]string { return linksOf(r.links, r.Body.File) }

// Links gives the destinations in the inspection's prose.
func (i *Inspection) Links() map[string]string { return linksOf(i.links, i.Body.File) }

// Links gives the destinations in the category's prose.
func (c *Category) Links() map[string]string { return linksOf(c.links, c.Body.File) }

// Links gives the destinations in all of the finding's Markdown.
func (f *Finding) Links() map[string]string { return linksOf(f.links, f.Body.File) }

// LinkTarget gives what a link within the register, as an author writes it, leads to: the id of a finding, or the path
// of an attachment relative to the source; file is where the link stands.
func LinkTarget(file, to string) (id, attachment string) {
	if decoded, err := url.PathUnescape(to); err == nil {
		to = decoded
	}
	if name, ok := strings.CutSuffix(path.Base(to), ".md"); ok {
		return name, ""
	}
	return "", path.Join(path.Dir(file), to)
}

package render

import (
	"fmt"
	"path"
	"strings"

	"github.com/spf13/afero"
)

// source lays out one batch in memory as Hugo expects a site: the layouts, the words, and a content
// file for each page.
func (r *Renderer) source(batch []Page) (afero.Fs, error) {
	memory := afero.NewMemMapFs()
	site := afero.NewBasePathFs(memory, home)
	for _, name := range r.theme.paths() {
		err := afero.WriteFile(site, disguise(name), r.theme[name].data, 0o644)
		if err != nil {
			return nil, err
		}
	}
	for i, p := range batch {
		text, err := content(p)
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", p.URL, err)
		}
		if err := afero.WriteFile(site, contentPath(i), text, 0o644); err != nil {
			return nil, err
		}
	}
	return memory, nil
}

// contentPath names the content file of the i-th page of a batch. The author's path would mean
// something to Hugo (_index.md, x.en.md); a number does not, and leads back to the page.
func contentPath(i int) string { return fmt.Sprintf(contentFormat, i) }

const contentFormat = "content/%06d.md"

// layoutPrefix stands before the layouts' names as Hugo sees them. Some names (home, 404, section)
// mean a kind of page to it, and are never found for an ordinary page; others (page, single, all)
// would be taken in place of a layout that is missing.
const layoutPrefix = "kind-"

// disguise is the path under which Hugo sees a file of the theme.
func disguise(name string) string {
	folder, base := path.Split(name)
	if folder != "layouts/" || base == "baseof.html" {
		return name
	}
	return folder + layoutPrefix + base
}

// undisguise gives the path back that disguise was given.
func undisguise(name string) string {
	return strings.Replace(name, "layouts/"+layoutPrefix, "layouts/", 1)
}

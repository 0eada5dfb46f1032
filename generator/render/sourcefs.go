package render

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/afero"
)

// sourceFs is the filesystem in memory that Hugo reads as a site: the layouts, the words, and a
// folder for content.
func (r *Renderer) sourceFs() (afero.Fs, error) {
	memory := afero.NewMemMapFs()
	site := afero.NewBasePathFs(memory, home)
	called := r.theme.dynamicCalls()
	for name, file := range r.theme {
		if err := afero.WriteFile(site, hugoPath(name), called(file.data), 0o644); err != nil {
			return nil, err
		}
	}
	return memory, site.MkdirAll(contentFolder, 0o755)
}

// Built-in partials call each other as Go templates, {{ template "_partials/x.html" . }}: Hugo's
// partial takes 2 µs more, and a finding in the notice calls fifty. A template is exactly that
// file; a site's own partial may have a language or a format in its name, or return a value, and is
// called by Hugo's partial. In layouts the calls are Hugo's too: Go checks all that a template
// calls once more for each that calls it, and every layout stands on the base by itself.
var templateCall = regexp.MustCompile(`\btemplate(\s+)"_partials/([^".]+)`)

// dynamicCalls gives what puts partial in the place of template, in the same columns, where a
// layout calls one of the site's own partials.
func (o overlay) dynamicCalls() func(layout []byte) []byte {
	own := map[string]bool{}
	for path, f := range o {
		name, isPartial := strings.CutPrefix(currentPath(path), "layouts/_partials/")
		if stem, _, _ := strings.Cut(name, "."); isPartial && f.own {
			own[strings.ToLower(stem)] = true
		}
	}
	return func(layout []byte) []byte {
		if len(own) == 0 {
			return layout
		}
		return templateCall.ReplaceAllFunc(layout, func(call []byte) []byte {
			m := templateCall.FindSubmatch(call)
			if !own[strings.ToLower(string(m[2]))] {
				return call
			}
			return fmt.Appendf(nil, `partial%s%11s"%s`, m[1], "", m[2])
		})
	}
}

// writeContent adds a content file for each page.
func writeContent(source afero.Fs, batch []Page) error {
	site := afero.NewBasePathFs(source, home)
	for i, p := range batch {
		text, err := contentFile(p)
		if err != nil {
			return fmt.Errorf("page %s: %w", p.URL, err)
		}
		if err := afero.WriteFile(site, contentPath(i), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// contentPath names the content file of the i-th page of a batch. The author's path would mean
// something to Hugo (_index.md, x.en.md); a number does not, and leads back to the page.
func contentPath(i int) string { return fmt.Sprintf(contentFormat, i) }

const (
	contentFolder = "content"
	contentFormat = contentFolder + "/%06d.md"
)

// layoutPrefix stands before the layouts' names as Hugo sees them. Some names (home, 404, section)
// mean a kind of page to it, and are never found for an ordinary page; others (page, single, all)
// would be taken in place of a layout that is missing.
const layoutPrefix = "kind-"

// hugoPath is the path under which Hugo sees a file of the theme.
func hugoPath(name string) string {
	folder, base := path.Split(name)
	if folder != "layouts/" || base == "baseof.html" {
		return name
	}
	return folder + layoutPrefix + base
}

// themePath finds the file of the theme that Hugo knows as name.
func (o overlay) themePath(name string) string {
	paths := o.paths()
	for _, rename := range []func(string) string{hugoPath, currentPath} {
		i := slices.IndexFunc(paths, func(p string) bool { return rename(p) == name })
		if i >= 0 {
			return paths[i]
		}
	}
	return strings.Replace(name, "layouts/"+layoutPrefix, "layouts/", 1)
}

// currentPath is the name that Hugo gives to a layout in one of the folders of its earlier
// versions.
func currentPath(path string) string {
	for old, now := range map[string]string{
		"layouts/_default/": "layouts/", "layouts/partials/": "layouts/_partials/",
		"layouts/shortcodes/": "layouts/_shortcodes/",
	} {
		if rest, isOld := strings.CutPrefix(path, old); isOld {
			return now + rest
		}
	}
	return path
}

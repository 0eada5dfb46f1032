package generator

import (
	"io/fs"
	"os"

	"gongshi"
	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/render"
)

// takenAway is what can be taken away from a site besides its pages.
func takenAway(source string, s *register.Snapshot, pages []page.Page,
	files attachments) export.Site {
	theme := render.Theme{BuiltIn: gongshi.Theme, Own: os.DirFS(source)}
	e := export.Site{Snapshot: s, Word: render.Words(theme, s.Config.Language),
		Files: files.published, OwnRobots: hasRobots(source)}
	for _, p := range pages {
		if p.Canonical == "" {
			e.Pages = append(e.Pages, export.Page{URL: p.URL, Modified: p.Modified})
		}
	}
	return e
}

// hasRobots says whether a site tells search engines itself what they may read. It is the one
// export that says nothing of the register: in the way of any other a file of the site's own would
// have it say something else, so that is refused.
func hasRobots(source string) bool {
	info, err := fs.Lstat(os.DirFS(source), "static/robots.txt")
	return err == nil && info.Mode().IsRegular()
}

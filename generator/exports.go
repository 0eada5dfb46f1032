package generator

import (
	"io/fs"
	"os"

	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/register"
)

// takenAway is what can be taken away from a site besides its pages.
func takenAway(source string, r *register.Register, today register.Day, pages []page.Page,
	files attachments) export.Site {
	s := export.Site{Register: r, Today: today, Word: words(source, r.Config.Language),
		Files: map[string]export.File{}, OwnRobots: hasRobots(source)}
	for _, p := range pages {
		if p.Canonical == "" {
			s.Pages = append(s.Pages, export.Page{URL: p.URL, Modified: p.Modified})
		}
	}
	for name, f := range files.published {
		s.Files[name] = export.File(f)
	}
	return s
}

// hasRobots says whether a site tells search engines itself what they may read. It is the one
// export that says nothing of the register: in the way of any other a file of the site's own would
// have it say something else, so that is refused.
func hasRobots(source string) bool {
	info, err := fs.Lstat(os.DirFS(source), "static/robots.txt")
	return err == nil && info.Mode().IsRegular()
}

package generator

import (
	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/register"
)

// takenAway is what can be taken away from a site besides its pages.
func takenAway(source string, r *register.Register, today register.Day, pages []page.Page,
	files attachments) export.Site {
	s := export.Site{Register: r, Today: today, Word: words(source, r.Config.Language),
		Files: map[string]export.File{}}
	for _, p := range pages {
		if p.Canonical == "" {
			s.Pages = append(s.Pages, export.Page{URL: p.URL, Modified: p.Modified})
		}
	}
	for name, f := range files.published {
		s.Files[name] = export.File{URL: f.URL, Type: f.Type, Size: f.Size}
	}
	return s
}

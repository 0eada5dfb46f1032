package erasure_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"gongshi/generator/erasure"
	"gongshi/generator/register"
)

func TestSiteOfBeforeIsToldByThePageOfTheFindingOrOfItsFormerIDs(t *testing.T) {
	gone := &register.Finding{ID: "gone", Aliases: []string{"old-gone"},
		Withdrawn: &register.Withdrawal{Erase: true}}
	twice := &register.Finding{ID: "twice", Withdrawn: &register.Withdrawal{}}
	c := &register.Category{Withdrawn: []*register.Finding{gone, twice}}
	c.Inspection = &register.Inspection{ID: "audit", Categories: []*register.Category{c}}
	gone.Category, twice.Category = c, c
	r := &register.Register{Inspections: []*register.Inspection{c.Inspection}}
	marked := erasure.Mark + ` content="2024-03-03">`
	for page, want := range map[string]bool{"<p>the text</p>": true, marked: false} {
		for _, name := range []string{"findings/gone.html", "findings/old-gone.html"} {
			site := fstest.MapFS{name: {Data: []byte(page)},
				"findings/twice.html": {Data: []byte("<p>withdrawn only</p>")}}
			if got := erasure.Of(r).Within(reading(site)); got != want {
				t.Errorf("%s with %q: %v, want %v", name, page, got, want)
			}
		}
	}
	if erasure.Of(r).Within(reading(fstest.MapFS{})) {
		t.Error("a site without such a page has the text")
	}
}

func reading(site fs.FS) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) { return fs.ReadFile(site, name) }
}

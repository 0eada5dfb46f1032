package deploy

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Random sites, one after another, some interrupted: what was there before and is not ours stays,
// and the last that ends is the site that is there.
func TestAnyWayOfDeployingEndsWithTheSite(t *testing.T) {
	dir := t.TempDir() + "/site"
	rapid.Check(t, func(r *rapid.T) {
		s := &shelf{files: pages{"theirs.html": "x"}, left: -1}
		name := rapid.SampledFrom([]string{"index.html", "a.html", "b/c.html", "files/1.pdf",
			"files/2.pdf", "assets/s.css", "data/x.json", "data/log/checkpoint"})
		for range rapid.IntRange(1, 4).Draw(r, "releases") {
			p := pages{"index.html": page()}
			for _, n := range rapid.SliceOfN(name, 0, 6).Draw(r, "names") {
				p[n] = page(rapid.SampledFrom([]string{"x", "y"}).Draw(r, "text"))
			}
			site := lay(t, dir, p)
			s.left = rapid.IntRange(-1, 12).Draw(r, "left")
			_, err := deployTo(s, site, Options{Adopt: true})
			if err != nil && !errors.Is(err, errBroken) {
				r.Fatal(err)
			}
			s.left = -1
			if _, err := deployTo(s, site, Options{Adopt: true}); err != nil {
				r.Fatal(err)
			}
			own := s.own()
			delete(own, "theirs.html")
			if s.files["theirs.html"] != "x" || !whole(own, site) {
				r.Fatalf("%v", slices.Sorted(maps.Keys(s.files)))
			}
		}
	})
}

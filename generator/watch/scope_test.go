package watch

import "testing"

func TestAPathIsJudgedWithTheFoldersAboveIt(t *testing.T) {
	s := newScope("/", Options{Names: []string{"content", "config.toml"},
		Ignore: func(p string) bool { return p == "content/no" }})
	for _, p := range []string{"content", "content/a/b.md", "config.toml", "content/nobody"} {
		if !s.holds(p) {
			t.Errorf("%s is not held", p)
		}
	}
	for _, p := range []string{".", "contents", "contents/a.md", "public/a.md", "content/no",
		"content/no/x/y.md", "content/.a.swp/x.md", "content/a/b~", "..", "../content"} {
		if s.holds(p) {
			t.Errorf("%s is held", p)
		}
	}
}

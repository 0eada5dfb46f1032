package watch

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

func TestOnlyNamesThatPeopleKnowHaveChanged(t *testing.T) {
	source := fstest.MapFS{
		"config.toml":        {},
		"content/a/old.md":   {},
		"content/a/kept.md":  {},
		"layouts/other.html": {},
	}
	known := NewNames([]string{"config.toml", "content", "layouts", "static", "i18n"})
	known.Changed(source, Batch{Rescan: true})
	delete(source, "content/a/old.md")
	source["content/a/new.md"] = &fstest.MapFile{}
	source["static/b/c.css"] = &fstest.MapFile{}
	for _, step := range []struct{ changed, want []string }{
		{[]string{"content/a/kept.md", "content/a/sedVx8qLk"}, []string{"content/a/kept.md"}},
		{[]string{"content/a/new.md", "content/a/old.md"},
			[]string{"content/a/new.md", "content/a/old.md"}},
		{[]string{"content/a/old.md"}, nil},
		{[]string{"static"}, []string{"static"}},
		{[]string{"static/b/c.css"}, []string{"static/b/c.css"}},
	} {
		got := known.Changed(fs.FS(source), Batch{Changed: step.changed})
		if !slices.Equal(got, step.want) {
			t.Errorf("%v: got %v, want %v", step.changed, got, step.want)
		}
	}
}

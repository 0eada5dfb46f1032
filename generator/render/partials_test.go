package render

import (
	"testing"
	"testing/fstest"
)

// A site's own partial wins over the built-in one that the built-in partials call as a template,
// in whatever way Hugo lets a partial be written.
func TestOwnPartialIsCalledByBuiltInPartials(t *testing.T) {
	for name, text := range map[string]string{
		"layouts/_partials/q.html":        "own {{ . }}",
		"layouts/partials/q.html":         "own {{ . }}",
		"layouts/_partials/q.zh.html":     "own {{ . }}",
		"layouts/_partials/Q.html":        "own {{ . }}",
		"layouts/_partials/q.page.html":   "own {{ . }}",
		"layouts/_partials/unlike.html":   "nobody calls it",
		"layouts/_partials/sub/back.html": `{{ return print "own " . }}`,
	} {
		t.Run(name, func(t *testing.T) {
			builtIn := fstest.MapFS{
				"layouts/x.html": {Data: []byte(`{{ partial "p.html" . }}`)},
				"layouts/_partials/p.html": {Data: []byte(
					"{{ template \"_partials/q.html\" 1 }}, " +
						"{{ template\n  \"_partials/sub/back.html\" 2 }}")},
				"layouts/_partials/q.html":        {Data: []byte("built in {{ . }}")},
				"layouts/_partials/sub/back.html": {Data: []byte("built in {{ . }}")},
			}
			dynamic := fstest.MapFS{}
			for path, f := range builtIn {
				dynamic[path] = f
			}
			dynamic["layouts/_partials/p.html"] = &fstest.MapFile{Data: []byte(
				`{{ partial "q.html" 1 }}, {{ partial "sub/back.html" 2 }}`)}
			own := fstest.MapFS{name: {Data: []byte(text)}}
			pages := []Page{{URL: "x.html", Layout: "x"}}
			got := together(t, mustNew(t, Theme{BuiltIn: builtIn, Own: own}, plain), pages)
			want := together(t, mustNew(t, Theme{BuiltIn: dynamic, Own: own}, plain), pages)
			if got != want {
				t.Errorf("got %s, but by partial %s", got, want)
			}
			t.Log(got)
		})
	}
}

func TestFaultBehindACallOfAnOwnPartialKeepsItsColumn(t *testing.T) {
	theme := Theme{BuiltIn: fstest.MapFS{
		"layouts/x.html": {Data: []byte(`{{ partial "p.html" . }}`)},
		"layouts/_partials/p.html": {Data: []byte(
			`{{ template "_partials/q.html" }}{{ index 1 1 }}`)},
		"layouts/_partials/q.html": {Data: []byte("built in")},
	}}
	places := map[string]bool{}
	for _, own := range []fstest.MapFS{{}, {"layouts/_partials/q.html": {Data: []byte("own")}}} {
		theme.Own = own
		pages := []Page{{URL: "x.html", Layout: "x"}}
		err := mustNew(t, theme, plain).Render(t.Context(), each(pages), nil)
		places[err.Error()] = true
	}
	if len(places) != 1 {
		t.Errorf("%v", places)
	}
}

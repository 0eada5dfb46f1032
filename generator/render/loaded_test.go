package render

import (
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// renderedBy gives the bytes of pages by URL.
func renderedBy(t *testing.T, r *Renderer, pages []Page) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := r.Render(t.Context(), each(pages), func(url string, data []byte) error {
		out[url] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLoadedThemeGivesTheSameBytes(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	want := renderedBy(t, r, findings(3))
	for range 2 {
		r.WarmUp()
		if got := renderedBy(t, r, findings(3)); !maps.Equal(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
	}
}

// A layout that needs pages of Hugo's has sites loaded for its builds.
func TestSpareSitesGiveTheSameBytes(t *testing.T) {
	theme := small()
	theme["layouts/_partials/foot.html"].Data = []byte("{{ .Permalink }}")
	r := mustNew(t, Theme{BuiltIn: theme}, plain)
	want := renderedBy(t, r, findings(3))
	r.WarmUp()
	for len(spares(r)) < spareSites { // it is done in the background
		time.Sleep(time.Millisecond)
	}
	for range spareSites + 1 {
		if got := renderedBy(t, r, findings(3)); !maps.Equal(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
	}
	if len(spares(r)) != 0 {
		t.Error("a spare site was not used")
	}
}

func spares(r *Renderer) []*hugoSite {
	r.loaded.mu.Lock()
	defer r.loaded.mu.Unlock()
	return r.loaded.spare
}

// A site loaded with some settings must not render pages of others.
func TestLoadedSiteIsForItsSettingsOnly(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	renderedBy(t, r, findings(1))
	other := plain
	other.Params = map[string]any{"lang": "xx"}
	want := renderedBy(t, mustNew(t, Theme{BuiltIn: small()}, other), findings(1))
	for url, got := range renderedBy(t, r.For(other), findings(1)) {
		if got != want[url] {
			t.Errorf("%q, want %q", got, want[url])
		}
	}
}

// Params are set after Hugo has read the theme, and look as if they had been in its configuration.
func TestParamsAreAsHugosConfigurationHasThem(t *testing.T) {
	theme := Theme{BuiltIn: fstest.MapFS{"layouts/x.html": {Data: []byte(
		`{{ jsonify site.Params }} {{ site.Params.OWN.in.B }} {{ printf "%T" site.Params.own.in }}` +
			` {{ site.Language.Params.lang }}`)}}}
	site := plain
	site.Params = map[string]any{"Lang": "zh", "own": map[string]any{"_merge": "none",
		"In": map[string]any{"B": 1.0}, "list": []any{map[string]any{"Key": int64(1)}}}}
	const want = `{"lang":"zh","own":{"in":{"b":1},"list":[{"Key":1}]}} 1 hmaps.Params zh`
	bare := plain
	for name, load := range map[string]func() *Renderer{
		"at once": func() *Renderer { return mustNew(t, theme, site) },
		"by Hugo": func() *Renderer { return onlyHugo(mustNew(t, theme, site)) },
		"later": func() *Renderer {
			_, r, _, err := theme.Load(ByContent, bare)()
			if err != nil || len(spares(r)) != 1 {
				t.Fatal(err, "not loaded")
			}
			return r.For(site)
		},
	} {
		r := load()
		got := renderedBy(t, r, []Page{{URL: "x.html", Layout: "x"}})["x.html"]
		if strings.TrimSpace(got) != want || len(spares(r)) != 0 {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}

// What was loaded for another title, zone or address is not used.
func TestSpareSiteIsForItsSettingsOnly(t *testing.T) {
	theme := Theme{BuiltIn: fstest.MapFS{"layouts/x.html": {Data: []byte("{{ site.Title }}")}}}
	_, r, _, err := theme.Load(ByContent, plain)()
	if err != nil {
		t.Fatal(err)
	}
	other := plain
	other.Title = "另一个"
	got := renderedBy(t, r.For(other), []Page{{URL: "x.html", Layout: "x"}})["x.html"]
	if strings.TrimSpace(got) != other.Title {
		t.Errorf("got %s", got)
	}
}

func TestWarmingUpAndRenderingAtOnceIsSafe(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	var all sync.WaitGroup
	for range 4 {
		r.WarmUp()
		all.Go(func() { renderedBy(t, r, findings(2)) })
	}
	all.Wait()
}

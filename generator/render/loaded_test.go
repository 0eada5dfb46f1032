package render

import (
	"maps"
	"sync"
	"testing"
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

func TestWarmingUpAndRenderingAtOnceIsSafe(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	var all sync.WaitGroup
	for range 4 {
		r.WarmUp()
		all.Go(func() { renderedBy(t, r, findings(2)) })
	}
	all.Wait()
}

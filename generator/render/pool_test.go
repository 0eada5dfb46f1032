package render

import (
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

// warmedUp waits until a renderer's pool is full.
func warmedUp(t *testing.T, r *Renderer) {
	t.Helper()
	r.WarmUp()
	for range 500 {
		if !r.pool.wants(r.Digest()) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing was loaded")
}

func TestLoadedSitesGiveTheSameBytes(t *testing.T) {
	r, err := New(Theme{BuiltIn: small()}, plain)
	if err != nil {
		t.Fatal(err)
	}
	want := renderedBy(t, r, findings(3))
	for range 2 { // two of the pool, and the next ones
		warmedUp(t, r)
		for range poolSize + 1 {
			got := renderedBy(t, r, findings(3))
			for url := range want {
				if got[url] != want[url] {
					t.Errorf("%s: %q, want %q", url, got[url], want[url])
				}
			}
		}
	}
}

// A site loaded with some settings must not render pages of others.
func TestLoadedSiteIsForItsSettingsOnly(t *testing.T) {
	r, err := New(Theme{BuiltIn: small()}, plain)
	if err != nil {
		t.Fatal(err)
	}
	warmedUp(t, r)
	other := plain
	other.Params = map[string]any{"lang": "xx"}
	fresh, err := New(Theme{BuiltIn: small()}, other)
	if err != nil {
		t.Fatal(err)
	}
	want := renderedBy(t, fresh, findings(1))
	for url, got := range renderedBy(t, r.For(other), findings(1)) {
		if got != want[url] {
			t.Errorf("%q, want %q", got, want[url])
		}
	}
}

func TestWarmingUpAndRenderingAtOnceIsSafe(t *testing.T) {
	r, err := New(Theme{BuiltIn: small()}, plain)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		r.WarmUp()
		all.Go(func() { renderedBy(t, r, findings(2)) })
	}
	all.Wait()
	warmedUp(t, r)
}

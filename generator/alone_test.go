package generator

import (
	"bytes"
	"context"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"gongshi"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/render"
)

// What partials keep for other pages must be the same whichever page came first.
func TestPageAloneIsThePageInABatch(t *testing.T) {
	sources := []string{filepath.Join("testdata", "schedules"), ".."}
	if testing.Short() {
		sources = sources[:1]
	}
	for _, source := range sources {
		r, err := register.Read(os.DirFS(source))
		if err != nil {
			t.Fatal(err)
		}
		day, _ := register.ParseDay("2024-01-10")
		m := newMemo()
		files, err := m.attached.Read(os.DirFS(source), r)
		if err != nil {
			t.Fatal(err)
		}
		asOf := r.AsOf(day)
		pages, err := page.NewPlanner(asOf, files).Plan()
		if err != nil {
			t.Fatal(err)
		}
		theme := render.Theme{BuiltIn: gongshi.Theme}
		renderer, err := render.New(theme, siteOf(asOf, render.Assets{}))
		if err != nil {
			t.Fatal(err)
		}
		fresh := &pipeline{memo: m}
		made := map[string]action{}
		due := fresh.due(pages, fresh.isFast)
		together := drawn(t, renderer, fresh.contents(due, made))
		for _, p := range due {
			alone := drawn(t, renderer, fresh.contents([]*page.Page{p}, made))
			if !bytes.Equal(alone[p.URL], together[p.URL]) {
				t.Errorf("%s: %s alone:\n%s\nin a batch:\n%s", source, p.URL, alone[p.URL],
					together[p.URL])
			}
		}
	}
}

func drawn(t *testing.T, r *render.Renderer,
	pages iter.Seq2[render.Page, error]) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := r.Render(context.Background(), pages, func(url string, data []byte) error {
		out[url] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

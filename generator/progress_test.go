package generator

import (
	"slices"
	"sync"
	"testing"
	"time"

	"gongshi"
	"gongshi/.ci/bench/synthetic"
	"gongshi/generator/cache"

	"gongshi/generator/progress"
)

// heard builds a source and gives what was told of it, stage by stage: the last of each.
func heard(t *testing.T, o Options) ([]Progress, Result) {
	t.Helper()
	var mu sync.Mutex
	var all []Progress
	o.Progress = func(p Progress) {
		mu.Lock()
		defer mu.Unlock()
		if n := len(all); n == 0 || all[n-1].Stage != p.Stage {
			all = append(all, p)
		} else {
			all[n-1].Done = max(all[n-1].Done, p.Done)
			all[n-1].Total = p.Total
		}
	}
	result, err := build(t.Context(), o, gongshi.Theme)
	if err != nil {
		t.Fatal(err)
	}
	return all, result
}

func TestBuildTellsHowFarItIs(t *testing.T) {
	source := t.TempDir()
	if err := synthetic.Register(source, 60); err != nil {
		t.Fatal(err)
	}
	o := Options{Source: source, Output: source + "/public", Now: time.Unix(1700000000, 0)}
	all, result := heard(t, o)
	files := 0
	for _, p := range all {
		if p.Stage == progress.Exporting {
			files = p.Total
		}
	}
	want := []Progress{{Stage: progress.Reading, Done: 60, Total: 60},
		{Stage: progress.Planning, Done: 0, Total: 0},
		{Stage: progress.Rendering, Done: result.Pages, Total: result.Pages},
		{Stage: progress.Exporting, Done: files, Total: files},
		{Stage: progress.Releasing, Done: 0, Total: 0}}
	if !slices.Equal(all, want) || files == 0 {
		t.Errorf("got %v, want %v", all, want)
	}
	c := result.Cost
	if len(c.Took) != 5 || c.Tally.Files != result.Files || c.Tally.Written != result.Files ||
		c.Tally.Bytes == 0 || c.Tally.WrittenBytes != c.Tally.Bytes ||
		c.Register != cache.Missing || c.Site != cache.Missing {
		t.Errorf("the first build cost %+v", c)
	}

	whole := c.Tally
	_, result = heard(t, o)
	c = result.Cost
	if c.Tally.Files != whole.Files || c.Tally.Bytes != whole.Bytes || c.Tally.Written != 0 ||
		c.Tally.WrittenBytes != 0 || c.Site != cache.Used {
		t.Errorf("the second build cost %+v", c)
	}
}

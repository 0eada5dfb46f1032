package main

import (
	"strings"
	"testing"
)

func built(seconds float64) []cost {
	return []cost{{seconds, 2 * seconds, 10 * seconds}}
}

func TestTableGivesMediansRatiosAndGrowth(t *testing.T) {
	r := report{tools: tools{version: "v1.2.3"}, rounds: 3}
	for i, n := range []int{100, 1000} {
		ours := &builder{name: "gongshi", costs: map[string][]cost{}}
		theirs := &builder{name: "hugo", costs: map[string][]cost{}}
		ours.weight, theirs.weight = "gongshi 9 files, 1.0 MB", "hugo 9 files, 1.0 MB"
		for _, name := range cases() {
			at := []float64{1, 10}[i]
			for _, noise := range []float64{0.5, 0, 30} { // the median is of these
				ours.costs[name] = append(ours.costs[name], built(at+noise-0.5)...)
			}
			theirs.costs[name] = built([]float64{4, 400}[i])
		}
		r.add(n, []*builder{ours, theirs})
	}
	_, table, _ := strings.Cut(r.markdown(), "\n\n")
	want := `| findings | build | s | hugo | × | CPU s | hugo | × | peak MiB | hugo | × |
|--:|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| 100 | cold | 1.00 | 4.00 | 0.250 | 2.00 | 8.00 | 0.250 | 10 | 40 | 0.250 |
| 100 | one finding edited | 1.00 | 4.00 | 0.250 | 2.00 | 8.00 | 0.250 | 10 | 40 | 0.250 |
| 100 | nothing edited | 1.00 | 4.00 | 0.250 | 2.00 | 8.00 | 0.250 | 10 | 40 | 0.250 |
| 1000 | cold | 10.00 | 400.00 | 0.025 | 20.00 | 800.00 | 0.025 | 100 | 4000 | 0.025 |
| 1000 | one finding edited | 10.00 | 400.00 | 0.025 | 20.00 | 800.00 | 0.025 | 100 | 4000 | 0.025 |
| 1000 | nothing edited | 10.00 | 400.00 | 0.025 | 20.00 | 800.00 | 0.025 | 100 | 4000 | 0.025 |

- 100 findings: gongshi 9 files, 1.0 MB; hugo 9 files, 1.0 MB
- 1000 findings: gongshi 9 files, 1.0 MB; hugo 9 files, 1.0 MB
- 100 → 1000 findings, cold, grows by the power: gongshi 1.00 (s), 1.00 (CPU), 1.00 (MiB); ` +
		"hugo 2.00 (s), 2.00 (CPU), 2.00 (MiB)\n"
	if table != want {
		t.Errorf("got\n%s\nwant\n%s", table, want)
	}
}

// Of a size that hugo is left out of, and of the last one to it.
func TestTableHasRoomForOneAlone(t *testing.T) {
	r := report{rounds: 1}
	for _, n := range []int{100, 1000} {
		b := &builder{name: "gongshi", weight: "gongshi", costs: map[string][]cost{}}
		for _, name := range cases() {
			b.costs[name] = built(float64(n) / 100)
		}
		builders := []*builder{b}
		if n == 100 {
			builders = append(builders, &builder{name: "hugo", costs: b.costs})
		}
		r.add(n, builders)
	}
	got := r.markdown()
	for _, want := range []string{"\n| 1000 | cold | 10.00 | | | 20.00 | | | 100 | | |\n",
		"power: gongshi 1.00 (s), 1.00 (CPU), 1.00 (MiB)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwithout %q", got, want)
		}
	}
}

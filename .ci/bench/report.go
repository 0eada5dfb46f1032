package main

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"
)

// report is what was measured of whole builds.
type report struct {
	tools  tools
	rounds int
	sizes  []measured
}

// measured are the medians at one size, by case; ours first.
type measured struct {
	findings int
	weights  []string
	costs    map[string][]cost
}

func (r *report) add(findings int, builders []*builder) {
	m := measured{findings: findings, costs: map[string][]cost{}}
	for _, b := range builders {
		for name, costs := range b.costs {
			m.costs[name] = append(m.costs[name], middle(costs))
		}
		m.weights = append(m.weights, b.weight)
	}
	r.sizes = append(r.sizes, m)
}

func middle(costs []cost) (m cost) {
	for i := range m {
		var all []float64
		for _, c := range costs {
			all = append(all, c[i])
		}
		m[i] = median(all)
	}
	return m
}

// markdown is the table, with the day, the machine and how the cost grows.
func (r report) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Whole builds by fresh processes, %s, %s/%s, %d × %s, %s, hugo %s; medians "+
		"of %d interleaved rounds, from %d findings on of one; × is gongshi to hugo.\n\n",
		time.Now().Format(time.DateOnly), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		processor(), runtime.Version(), r.tools.version, r.rounds, alone)
	b.WriteString("| findings | build | s | hugo | × | CPU s | hugo | × | peak MiB | hugo | × |\n" +
		"|--:|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, m := range r.sizes {
		for _, name := range cases() {
			fmt.Fprintf(&b, "| %d | %s |", m.findings, name)
			for i, format := range []string{"%.2f", "%.2f", "%.0f"} {
				b.WriteString(cells(m.costs[name], i, format))
			}
			b.WriteString("\n")
		}
	}
	b.WriteString("\n")
	for _, m := range r.sizes {
		fmt.Fprintf(&b, "- %d findings: %s\n", m.findings, strings.Join(m.weights, "; "))
	}
	b.WriteString(r.growth())
	return b.String()
}

// cells are the ith figure of all builders, and ours to theirs.
func cells(costs []cost, i int, format string) string {
	if len(costs) == 1 {
		return fmt.Sprintf(" "+format+" | | |", costs[0][i])
	}
	ours, theirs := costs[0][i], costs[1][i]
	return fmt.Sprintf(" "+format+" | "+format+" | %.3f |", ours, theirs, ours/theirs)
}

// growth says by which power of the number of findings a cold build's cost grows, from one size to
// the next: 1 is linear.
func (r report) growth() string {
	var b strings.Builder
	for i, m := range r.sizes[min(1, len(r.sizes)):] {
		before := r.sizes[i]
		fmt.Fprintf(&b, "- %d → %d findings, cold, grows by the power:", before.findings,
			m.findings)
		for j, name := range []string{"gongshi", "hugo"} {
			was, is := before.costs["cold"], m.costs["cold"]
			if j >= len(was) || j >= len(is) {
				continue
			}
			by := func(i int) float64 {
				return math.Log(is[j][i]/was[j][i]) /
					math.Log(float64(m.findings)/float64(before.findings))
			}
			fmt.Fprintf(&b, " %s %.2f (s), %.2f (CPU), %.2f (MiB);", name, by(0), by(1), by(2))
		}
		text := strings.TrimSuffix(b.String(), ";") + "\n"
		b.Reset()
		b.WriteString(text)
	}
	return b.String()
}

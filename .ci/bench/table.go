package main

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// head says what was measured, where and when.
func head(version string, rounds int) {
	fmt.Printf("watch: from a save to the changed page being served, "+
		"median of %d (slowest), in ms\n", rounds)
	fmt.Printf("%s, %s/%s, %d × %s, %s, hugo %s\n\n", time.Now().Format(time.DateOnly),
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor(), runtime.Version(), version)
	fmt.Printf("%8s  %-13s %4s %14s %18s %6s %20s %6s\n", "findings", "page", "rows", "gongshi",
		"hugo server", "ratio", "--disableFastRender", "ratio")
}

var model = regexp.MustCompile(`(?m)^model name\s*: (.*)$`)

// processor names the machine's, where the system tells.
func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo") // without it, it has no name
	if found := model.FindSubmatch(data); found != nil {
		return string(found[1])
	}
	return "processor"
}

// lines prints what was measured at one size: ours first, and how many times as long the others
// take.
func lines(findings int, servers []*server) {
	for i, page := range []string{"the finding", "category list"} {
		rows := ""
		if i == 1 {
			var each []string
			for _, s := range servers[:2] {
				each = append(each, fmt.Sprint(s.rows))
			}
			rows = strings.Join(slices.Compact(each), "/")
		}
		ours := median(servers[0].times[i])
		fmt.Printf("%8d  %-13s %4s %14s", findings, page, rows, figures(servers[0].times[i]))
		for j, s := range servers[1:] {
			fmt.Printf(" %*s %5.1f×", 18+2*j, figures(s.times[i]),
				float64(median(s.times[i]))/float64(ours))
		}
		fmt.Println()
	}
}

func figures(times []time.Duration) string {
	return fmt.Sprintf("%d (%d)", median(times).Milliseconds(), slices.Max(times).Milliseconds())
}

func median[T time.Duration | float64](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

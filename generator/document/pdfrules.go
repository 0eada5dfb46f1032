package document

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// rule is a straight line that is printed on a page: at a distance from the left or from above,
// between two ends on the other axis, in points.
type rule struct{ at, from, to float64 }

// rules are those of a page.
type rules struct{ across, down []rule }

// What is a rule: a filled box at most thin and at least ruleLength long, or a stroke. Double
// lines are up to near apart, and ends that meet miss each other by less.
const (
	thin       = 2.5 // points
	ruleLength = 4
	near       = 3
)

// maxRules is the most rules of a page, before those in one line are joined. A table of a hundred
// rows and ten columns has 4,000; a page with more is a drawing.
const maxRules = 20_000

var (
	pathData   = pattern(`\sd="([^"]*)"`)
	pathMatrix = pattern(`transform="matrix\(([^)]*)\)"`)
)

// readRules reads the rules of each page from what pdftocairo -svg writes: a path a line, and signs
// within <defs>.
func readRules(svg []byte) []rules {
	pages := []rules{{}}
	signs := false
	for line := range bytes.Lines(svg) {
		last := &pages[len(pages)-1]
		switch {
		case bytes.Contains(line, []byte("<defs")):
			signs = true
		case bytes.Contains(line, []byte("</defs")):
			signs = false
		case bytes.HasPrefix(line, []byte("</page>")):
			pages = append(pages, rules{})
		case !signs && bytes.HasPrefix(line, []byte("<path")) &&
			len(last.across)+len(last.down) < maxRules:
			last.addPath(string(line))
		}
	}
	for i := range pages {
		pages[i].across, pages[i].down = joinRules(pages[i].across), joinRules(pages[i].down)
	}
	return pages
}

type point struct{ x, y float64 }

// addPath adds the rules of a path: its straight strokes, or thin boxes that are filled.
func (r *rules) addPath(path string) {
	found := pathData().FindStringSubmatch(path)
	if found == nil {
		return
	}
	m := [6]float64{1, 0, 0, 1, 0, 0}
	if matrix := pathMatrix().FindStringSubmatch(path); matrix != nil {
		for i, n := range strings.SplitN(matrix[1], ",", 6) {
			m[i], _ = strconv.ParseFloat(strings.TrimSpace(n), 64)
		}
	}
	stroked := strings.Contains(path, "fill:none")
	for _, part := range strings.Split(found[1], "M ")[1:] {
		points := pointsOf(part, m)
		if !stroked {
			r.addBox(points)
			continue
		}
		for i := 1; i < len(points); i++ {
			r.addBox(points[i-1 : i+1])
		}
	}
}

// pointsOf reads a part of a path, without its M; nothing where it is curved.
func pointsOf(part string, m [6]float64) []point {
	var points []point
	var numbers []float64
	fields := strings.Fields(part)
	for _, f := range fields {
		if f == "C" {
			return nil
		}
		if n, err := strconv.ParseFloat(f, 64); err == nil && -pageLimit <= n && n <= pageLimit {
			numbers = append(numbers, n)
		}
	}
	for i := 0; i+1 < len(numbers); i += 2 {
		x, y := numbers[i], numbers[i+1]
		points = append(points, point{m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]})
	}
	if len(points) > 2 && strings.Contains(part, "Z") {
		points = append(points, points[0])
	}
	return points
}

// addBox adds the box around points, where it is as thin as a rule.
func (r *rules) addBox(points []point) {
	if len(points) == 0 {
		return
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
	}
	switch wide, tall := high.x-low.x, high.y-low.y; {
	case tall <= thin && wide >= ruleLength:
		r.across = append(r.across, rule{(low.y + high.y) / 2, low.x, high.x})
	case wide <= thin && tall >= ruleLength:
		r.down = append(r.down, rule{(low.x + high.x) / 2, low.y, high.y})
	}
}

// joinRules joins rules that are parts of one line.
func joinRules(all []rule) []rule {
	slices.SortFunc(all, func(a, b rule) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from))
	})
	for from := 0; from < len(all); { // those at one place, by where they begin
		to := from + 1
		for to < len(all) && all[to].at-all[to-1].at < thin/2 {
			to++
		}
		slices.SortFunc(all[from:to], func(a, b rule) int { return cmp.Compare(a.from, b.from) })
		from = to
	}
	var joined []rule
	for _, r := range all {
		last := len(joined) - 1
		if last >= 0 && r.at-joined[last].at < thin && joined[last].at-r.at < thin &&
			r.from < joined[last].to+near {
			joined[last].to = max(joined[last].to, r.to)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// crosses says whether a rule across and one down meet.
func crosses(across, down rule) bool {
	return across.from-near <= down.at && down.at <= across.to+near &&
		down.from-near <= across.at && across.at <= down.to+near
}

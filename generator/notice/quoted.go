package notice

import (
	"slices"
	"strings"
)

// prosePlace is where text stands that belongs to no finding, and what it stands below.
type prosePlace struct {
	from, to int
	trail    trail
}

// manyProblems says whether a title is a list of problems.
func manyProblems(title string) bool {
	parts := bracketParts().Split(fold(title), -1)
	return len(parts) > 1 && strings.ContainsAny(title, "；;") &&
		!slices.ContainsFunc(parts, func(part string) bool {
			return !lex("problem-form").MatchString(part)
		})
}

// readQuoted reads the problems that prose names, but those that are findings already. What
// follows up to the next, or to the end of the paragraph, is what is said of it.
func (r *reader) readQuoted() {
	for _, p := range r.proses {
		for i := p.from; i < p.to; i++ {
			if r.Blocks[i].Table == 0 {
				r.readQuotedIn(i, p.trail)
			}
		}
	}
}

func (r *reader) readQuotedIn(i int, t trail) {
	text := r.folded[i]
	var leads [][]int // where each begins, its title from and to, and where its account begins
	for _, m := range lex("prose-several").FindAllStringIndex(text, -1) {
		r.ask("prose-several", i, shorten(text[m[0]:m[1]]))
		leads = append(leads, []int{m[0], m[0], m[0], m[0]})
	}
	for _, m := range lex("prose-lead").FindAllStringSubmatchIndex(text, -1) {
		title, quoted := m[2:4], m[2] >= 0
		if !quoted {
			title = m[4:6]
		}
		within := func(at []int) bool { return at[0] <= m[1] && m[0] <= at[0] }
		key := keyOf(text[title[0]:title[1]])
		if slices.ContainsFunc(leads, within) || len(r.findingsLike(key)) > 0 ||
			!quoted && !lex("problem-form").MatchString(text[title[0]:title[1]]) {
			continue
		}
		leads = append(leads, []int{m[0], title[0], title[1], m[1]})
	}
	if leads == nil {
		return
	}
	slices.SortFunc(leads, func(a, b []int) int { return a[0] - b[0] })
	r.Pieces = slices.DeleteFunc(r.Pieces, func(p Piece) bool { return p.Block == i })
	r.assign(i, 0, leads[0][0], Text, nil)
	for n, at := range leads {
		end := len(text)
		if n+1 < len(leads) {
			end = leads[n+1][0]
		}
		if at[0] == at[3] { // several at once
			r.assign(i, at[0], end, Text, nil)
			continue
		}
		f := r.begin(i, t)
		a := r.account(f, reported)
		a.assign(i, at[0], at[1], Label)
		a.segmentTitle(segment{block: i, from: at[1], to: at[2]})
		a.assign(i, at[2], at[3], Label)
		a.progress = []segment{{progress, i, at[3], end, at[3]}}
		a.readProgress()
		r.Findings = append(r.Findings, f)
	}
}

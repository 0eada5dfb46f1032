package notice

import (
	"strings"

	"gongshi/generator/register"
)

// A notice about one problem has a section for each thing that is said of it: the problem, what was
// done, until when, and what came of it.

func (r *reader) single(root *node, fields []field) {
	f := r.begin(root.kids[0].block, trail{})
	r.Findings = append(r.Findings, f)
	f.Number, f.Path = "1", []int{1}
	a := r.account(f, reported)
	for i, n := range root.kids {
		if fields[i] == none {
			r.aside(f, n)
			continue
		}
		a.assign(n.block, 0, len(r.folded[n.block]), Label)
		current := fields[i]
		for b := n.block + 1; b < n.end; b++ {
			from := readNumeral(r.folded[b]).size
			if current == progress {
				from = 0 // the numerals count measures
			}
			a.assign(b, 0, from, Numeral)
			s := segment{current, b, from, len(r.folded[b]), from}
			switch {
			case current == problemText && f.Title == "":
				a.segmentTitle(s)
			case current == deadline && f.Deadline+f.Condition != "":
				a.relabel(segment{block: b, label: from, to: s.to}, Body, f)
				f.Body = append(f.Body, r.Blocks[b].Text[from:])
			default:
				a.place(s)
			}
		}
	}
	a.readProgress()
	for i := r.bodyStart; i < root.kids[0].block && !f.settled; i++ {
		if lex("conclusion").MatchString(r.folded[i]) {
			a.setStatus(stated{status: register.Completed}, i)
		}
	}
}

// aside puts a section without a place of its own into the body, heading and all.
func (r *reader) aside(f *Finding, n *node) {
	if kind := r.kindOf(n); kind == contact || kind == onward {
		r.section(n)
		return
	}
	for b := n.block; b < n.end; b++ {
		if text := r.Blocks[b].Text; r.Blocks[b].Table == 0 {
			f.Body = append(f.Body, strings.TrimSpace(text))
			r.assign(b, 0, len(text), Body, f)
		}
	}
}

func (a *account) segmentTitle(s segment) {
	a.Title = titleOf(a.original(s))
	a.key = keyOf(a.Title)
	a.use(s, Title)
}

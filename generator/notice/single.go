package notice

import (
	"strings"

	"gongshi/generator/register"
)

// A notice about one problem has a section for each thing that is said of it: the problem, what was
// done, until when, and what came of it.

var conclusion = pattern("{conclusion}")

// fieldsOf gives what the sections of a notice about one problem hold, none for those that hold
// something else; nil where the notice is of another kind.
func (u *understanding) fieldsOf(root *node) []field {
	count := map[field]int{}
	var all []field
	for _, n := range root.kids {
		f := fieldOf(u.title(n))
		if f == problemText && len(n.kids) > 1 || n.inline {
			return nil
		}
		count[f]++
		all = append(all, f)
	}
	if count[problemText] != 1 || count[progress] == 0 || len(all) < 3 {
		return nil
	}
	return all
}

// single reads a notice about one problem.
func (u *understanding) single(root *node, fields []field) {
	f := u.begin(root.kids[0].block, trail{})
	u.Findings = append(u.Findings, f)
	f.Number, f.Path = "1", []int{1}
	var told []segment
	for i, n := range root.kids {
		if fields[i] == none {
			u.aside(f, n)
			continue
		}
		u.take(n.block, 0, len(u.folded[n.block]), Label, f)
		current := fields[i]
		for b := n.block + 1; b < n.end; b++ {
			from := readNumeral(u.folded[b]).size
			if current == progress {
				from = 0 // the numerals count measures
			}
			u.take(b, 0, from, Numeral, f)
			s := segment{current, b, from, len(u.folded[b]), from}
			switch {
			case current == problemText && f.Title == "":
				u.segmentTitle(f, s)
			case current == deadline && f.Deadline+f.Condition != "":
				u.relabel(segment{block: b, label: from, to: s.to}, Body, f)
				f.Body = append(f.Body, u.Source.Blocks[b].Text[from:])
			default:
				u.place(f, s, account, &told)
			}
		}
	}
	u.tell(f, told, account)
	for i := u.bodyStart; i < root.kids[0].block && !f.settled; i++ {
		if conclusion().MatchString(u.folded[i]) {
			u.setStatus(f, stated{status: register.Completed}, i)
		}
	}
}

// aside takes a section without a place of its own into the body, heading and all.
func (u *understanding) aside(f *Finding, n *node) {
	if kind := u.kindOf(n); kind == contact || kind == onward {
		u.heading(n)
		u.prose(n.block+1, n.end, nil)
		return
	}
	for b := n.block; b < n.end; b++ {
		if text := u.Source.Blocks[b].Text; u.Source.Blocks[b].Table == 0 {
			f.Body = append(f.Body, strings.TrimSpace(text))
			u.take(b, 0, len(text), Body, f)
		}
	}
}

// segmentTitle takes a segment as the title of a finding.
func (u *understanding) segmentTitle(f *Finding, s segment) {
	f.Title = titleOf(u.Source.Blocks[s.block].Text[s.from:s.to])
	f.key = keyOf(f.Title)
	u.take(s.block, s.from, s.to, Title, f)
}

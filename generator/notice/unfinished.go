package notice

import (
	"strings"

	"gongshi/generator/register"
)

// readUnfinished reads a section that names what is unfinished: entries with headings, rows of a
// table, or a sentence.
func (u *understanding) readUnfinished(n *node) {
	u.grounds = true
	u.heading(n)
	first := n.end
	if len(n.kids) > 0 {
		first = n.kids[0].block
	}
	named := 0
	if n.inline {
		named += u.mention(n.block)
	}
	for i := n.block + 1; i < first; i++ {
		if u.Source.Blocks[i].Table == 0 {
			u.take(i, 0, len(u.folded[i]), Text, nil)
			named += u.mention(i)
		}
	}
	u.unfinishedTables(n.block, n.end)
	if named+len(u.pending)+len(n.kids) == 0 && !u.saysNone(n) {
		u.ask("unfinished-prose", n.block)
		u.unmatched = true
	}
	for _, k := range n.kids {
		if u.tableOf(k.block, k.end) { // a heading of the table, which has been read
			u.heading(k)
			u.prose(k.block+1, k.end, nil)
			continue
		}
		if len(k.kids) > 0 && !k.labelled && u.kidsAreProblems(k) {
			u.heading(k)
			for _, deeper := range k.kids {
				u.entry(deeper)
			}
			continue
		}
		u.entry(k)
	}
}

// entry reads one unfinished matter.
func (u *understanding) entry(n *node) {
	f := &Finding{block: n.block, open: true, Number: n.numeral.shown, Path: []int{n.numeral.value}}
	first, from := u.headline(n, f)
	if at, end, d := planIn(fold(f.Title)); at < end && d.text != "" {
		f.Deadline, _ = dueDay(fold(f.Title), d)
	}
	u.fill(f, n, first, from, outstanding)
	u.pending = append(u.pending, f)
}

var mentionBreaks = pattern("{mention-breaks}")

var noneLeft = pattern("{none-left}")

// saysNone says whether a section for unfinished matters says that there are none.
func (u *understanding) saysNone(n *node) bool {
	for i := n.block; i < n.end; i++ {
		text := u.folded[i]
		if i == n.block {
			text = text[n.numeral.size+titleEnd(text[n.numeral.size:]):]
		}
		if noneLeft().MatchString(strings.TrimSpace(text)) {
			return true
		}
	}
	return false
}

// mention marks what a sentence in the section for unfinished matters names, and nothing that it
// merely holds: a whole part of the sentence has to be the title. It gives how many it has found.
func (u *understanding) mention(block int) int {
	named := 0
	for _, part := range mentionBreaks().Split(u.folded[block], -1) {
		key := keyOf(part)
		if key == "" {
			continue
		}
		for _, f := range u.keyed(key) {
			f.open = true
			named++
		}
	}
	return named
}

// join finds for every unfinished matter the finding that it is: by the same words, else by words
// that hold the other's, where there is but one such finding. Else a person is asked: one that has
// an account of its own is a finding by itself, and so are all where there are no others; what is
// said of any other is left over.
func (u *understanding) join() {
	alone := len(u.Findings) == 0
	for _, p := range u.pending {
		found := u.findingsLike(p.key)
		switch {
		case len(found) == 1 && !alone:
			u.merge(found[0], p)
		case alone:
			u.adopt(p)
		case p.said:
			u.adopt(p)
			u.ask("unfinished-own", p.block, p.Title)
		default:
			u.doubt(p, found)
		}
	}
}

// doubt leaves over what is said of an unfinished matter that may be several findings or none.
func (u *understanding) doubt(p *Finding, found []*Finding) {
	for i := range u.Pieces {
		if u.Pieces[i].Finding == p {
			u.Pieces[i].Finding, u.Pieces[i].Use = nil, Leftover
		}
	}
	if len(found) == 0 {
		u.ask("unfinished-unmatched", p.block, p.Title)
		u.unmatched = true
		return
	}
	u.ask("unfinished-several", p.block, p.Title, len(found))
	for _, f := range found {
		f.doubted = true
	}
}

// findingsLike gives the findings with a title's words, else those that hold them or are held.
func (u *understanding) findingsLike(key string) []*Finding {
	if same := u.keyed(key); len(same) > 0 {
		return same
	}
	var like []*Finding
	for _, f := range u.Findings {
		switch {
		case len(key) >= 12 && strings.Contains(f.key, key),
			len(f.key) >= 12 && strings.Contains(key, f.key):
			like = append(like, f)
		}
	}
	return like
}

// keyed gives the findings so far whose titles have a key.
func (u *understanding) keyed(key string) []*Finding {
	if u.keys == nil {
		u.keys = map[string][]*Finding{}
	}
	for ; u.known < len(u.Findings); u.known++ {
		f := u.Findings[u.known]
		u.keys[f.key] = append(u.keys[f.key], f)
	}
	return u.keys[key]
}

// merge puts what is said of an unfinished matter to its finding.
func (u *understanding) merge(f, p *Finding) {
	f.open = true
	f.Reason = append(f.Reason, p.Reason...)
	f.Next = append(f.Next, append(p.Next, p.Measures...)...)
	f.Body = append(f.Body, p.Body...)
	f.Responsible = append(f.Responsible, p.Responsible...)
	f.always = f.always || p.always
	if p.Deadline+p.Condition != "" {
		if f.Deadline != "" && p.Deadline != "" && f.Deadline != p.Deadline {
			u.ask("deadline-twice", p.block, f.Title, f.Deadline, p.Deadline)
		}
		f.Deadline, f.Condition = p.Deadline, p.Condition
	}
	switch {
	case p.settled:
		if f.settled && !f.Status.Open() && f.Status != p.Status {
			u.ask("status-twice", p.block, f.Title, string(f.Status), string(p.Status))
			f.Status = ""
			break
		}
		f.Status, f.settled = p.Status, true
	case f.Status == register.Completed:
		u.ask("status-twice", p.block, f.Title, string(f.Status), string(register.InProgress))
		f.Status = ""
	}
	for i, piece := range u.Pieces {
		if piece.Finding == p {
			u.Pieces[i].Finding = f
			switch {
			case piece.Use == Title && strings.ContainsAny(p.Title, "。；") && p.key != f.key:
				u.Pieces[i].Use = Body
				f.Body = append(f.Body, strings.TrimSpace(u.text(piece)))
			case piece.Use == Title:
				u.Pieces[i].Use = Repeat
			}
		}
	}
}

// adopt takes an unfinished matter that is told nowhere else as a finding.
func (u *understanding) adopt(f *Finding) {
	f.Category = u.categoryOf(trail{})
	f.said = f.said || len(f.Body)+len(f.Next)+len(f.Reason) > 0
	u.Findings = append(u.Findings, f)
}

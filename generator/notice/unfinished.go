package notice

import (
	"slices"
	"strings"

	"gongshi/generator/register"
)

// readUnfinished reads a section that names what is unfinished: entries with headings, rows of a
// table, or a sentence.
func (r *reader) readUnfinished(n *node) {
	r.grounds = true
	r.heading(n)
	named := 0
	if n.inline {
		named += r.mention(n.block)
	}
	for i := n.block + 1; i < n.firstKid(); i++ {
		if r.Blocks[i].Table == 0 {
			r.assignBlock(i, Text)
			named += r.mention(i)
		}
	}
	r.tables(n.block, n.end, trail{}, outstanding)
	if named+len(r.pending)+len(n.kids) == 0 && !r.saysNone(n) {
		r.ask("unfinished-prose", n.block)
		r.unmatched = true
	}
	for _, k := range n.kids {
		if r.tableOf(k.block, k.end) { // a heading of the table, which has been read
			r.section(k)
			continue
		}
		if len(k.kids) > 0 && !k.labelled && k.kidsAreProblems() {
			r.heading(k)
			for _, deeper := range k.kids {
				r.entry(deeper)
			}
			continue
		}
		r.entry(k)
	}
}

// entry reads one unfinished matter.
func (r *reader) entry(n *node) {
	f := &Finding{block: n.block, open: true, Number: n.numeral.shown, Path: []int{n.numeral.value}}
	a := r.account(f, outstanding)
	first, from := a.headline(n)
	if at, end, d := planIn(fold(f.Title)); at < end && d.text != "" {
		f.Deadline, _ = dueDay(fold(f.Title), d)
	}
	a.fill(n, first, from)
	r.pending = append(r.pending, f)
}

// mention marks what a sentence in the section for unfinished matters names, and nothing that it
// merely holds: a whole part of the sentence has to be the title. It gives how many it has found.
func (res *result) mention(block int) int {
	named := 0
	for _, part := range lex("mention-breaks").Split(res.folded[block], -1) {
		key := keyOf(part)
		if key == "" {
			continue
		}
		for _, f := range res.keyed(key) {
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
func (res *result) join() {
	alone := len(res.Findings) == 0
	for _, p := range res.pending {
		found := res.findingsLike(p.key)
		if p.told {
			found = slices.DeleteFunc(slices.Clone(found), func(f *Finding) bool {
				return f.Number != p.Number
			})
		}
		switch {
		case len(found) == 1 && !alone:
			res.merge(found[0], p)
		case alone:
			res.adopt(p)
		case p.said:
			res.adopt(p)
			res.ask("unfinished-own", p.block, p.Title)
		default:
			res.doubt(p, found)
		}
	}
}

// doubt leaves over what is said of an unfinished matter that may be several findings or none.
func (res *result) doubt(p *Finding, found []*Finding) {
	for i := range res.Pieces {
		if res.Pieces[i].Finding == p {
			res.Pieces[i].Finding, res.Pieces[i].Use = nil, Leftover
		}
	}
	if len(found) == 0 {
		res.ask("unfinished-unmatched", p.block, p.Title)
		res.unmatched = true
		return
	}
	res.ask("unfinished-several", p.block, p.Title, len(found))
	for _, f := range found {
		f.doubted = true
	}
}

// merge puts what is said of an unfinished matter to its finding.
func (res *result) merge(f, p *Finding) {
	f.open = true
	f.Reason = append(f.Reason, p.Reason...)
	f.Next = append(f.Next, append(p.Next, p.Measures...)...)
	f.Body = append(f.Body, p.Body...)
	f.Responsible = append(f.Responsible, p.Responsible...)
	f.always = f.always || p.always
	if p.Deadline+p.Condition != "" {
		if f.Deadline != "" && p.Deadline != "" && f.Deadline != p.Deadline {
			res.ask("deadline-twice", p.block, f.Title, f.Deadline, p.Deadline)
		}
		f.Deadline, f.Condition = p.Deadline, p.Condition
	}
	switch {
	case p.settled:
		if f.settled && !f.Status.Open() && f.Status != p.Status {
			res.ask("status-twice", p.block, f.Title, f.Status, p.Status)
			f.Status = ""
			break
		}
		f.Status, f.settled = p.Status, true
	case f.Status == register.Completed, f.Status == register.Closed,
		f.Status == register.LongTerm && p.Deadline != "": // what is for ever has no last day
		res.ask("status-twice", p.block, f.Title, f.Status, register.InProgress)
		f.Status = ""
	}
	for i, piece := range res.Pieces {
		if piece.Finding == p {
			res.Pieces[i].Finding = f
			switch {
			case piece.Use == Title && strings.ContainsAny(p.Title, "。；") && p.key != f.key:
				res.Pieces[i].Use = Body
				text := res.Blocks[piece.Block].Text[piece.From:piece.To]
				f.Body = append(f.Body, strings.TrimSpace(text))
			case piece.Use == Title:
				res.Pieces[i].Use = Repeat
			}
		}
	}
}

// adopt makes an unfinished matter that stands nowhere else a finding.
func (res *result) adopt(f *Finding) {
	f.Category = res.categoryOf(trail{})
	f.said = f.said || len(f.Body)+len(f.Next)+len(f.Reason) > 0
	res.Findings = append(res.Findings, f)
}

var quotation = pattern(`“([^”]+)”`)

// readExcept reads a sentence that names the unfinished findings as exceptions. It counts only
// where each that it names is a finding.
func (res *result) readExcept() {
	for _, text := range res.folded {
		m := lex("except-clause").FindStringSubmatch(text)
		if m == nil {
			continue
		}
		var found []*Finding
		for _, name := range excepted(m[1]) {
			like := res.findingsLike(keyOf(name))
			if len(like) != 1 {
				found = nil
				break
			}
			found = append(found, like[0])
		}
		for _, f := range found {
			f.open = true
			res.grounds = true
		}
	}
}

// excepted gives the names in a list of exceptions: those within quotation marks, else its parts.
func excepted(list string) []string {
	var names []string
	for _, m := range quotation().FindAllStringSubmatch(list, -1) {
		names = append(names, m[1])
	}
	if names == nil {
		for _, part := range lex("joints").Split(list, -1) {
			names = append(names, lex("except-tail").ReplaceAllString(part, ""))
		}
	}
	return names
}

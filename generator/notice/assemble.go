package notice

import (
	"strings"

	"gongshi/generator/register"
)

// finding reads a node as a finding: its title, and under their labels what was done, how far it
// is, and what is still to come.
func (u *understanding) finding(n *node, t trail) *Finding {
	f := u.begin(n.block, t)
	f.class = n.numeral.class
	t.cited = append(t.cited[:len(t.cited):len(t.cited)], n)
	f.Number, f.Path = citation(t.cited)
	first, from := u.headline(n, f)
	u.fill(f, n, first, from, account)
	u.Findings = append(u.Findings, f)
	return f
}

// begin makes a finding below its category and group.
func (u *understanding) begin(block int, t trail) *Finding {
	f := &Finding{block: block, open: t.said.status.Open(), Category: u.categoryOf(t),
		Group: u.groupOf(t)}
	f.Status, f.Completed = t.said.status, t.said.date
	return f
}

// headline reads the title of a finding, and gives the block and the offset behind it. A heading
// that is nothing but a numeral has its title in the next paragraph.
func (u *understanding) headline(n *node, f *Finding) (first, from int) {
	text := u.folded[n.block]
	start := n.numeral.size
	end := start + titleEnd(text[start:])
	if taskDone().MatchString(text) {
		u.setStatus(f, stated{status: register.Completed}, n.block)
	}
	u.take(n.block, 0, start, Numeral, f)
	if _, size := labelAt(text[start:end]); size > 0 {
		u.take(n.block, start, start+size, Label, f)
		start += size
	}
	title := end
	if m := bracketed().FindStringSubmatchIndex(text[start:end]); m != nil && m[0] > 0 {
		if s, ok := statusOf(text[start+m[2] : start+m[3]]); ok {
			title = start + m[0]
			u.setStatus(f, s, n.block)
			u.take(n.block, title, end, Status, f)
		}
	}
	f.Title = titleOf(u.Source.Blocks[n.block].Text[start:title])
	u.take(n.block, start, title, Title, f)
	first, from = n.block, end
	if next := n.block + 1; strings.Trim(text[start:], closing) == "" && next < n.end &&
		u.Source.Blocks[next].Table == 0 {
		field, label := labelAt(u.folded[next])
		if label == 0 || field == problemText && label < len(u.folded[next]) {
			f.Title = titleOf(u.Source.Blocks[next].Text[label:])
			u.take(next, 0, label, Label, f)
			u.take(next, label, len(u.folded[next]), Title, f)
			first, from = next, len(u.folded[next])
		}
	}
	if f.Title == "" {
		f.Title = strings.TrimSpace(u.Source.Blocks[n.block].Text)
	}
	f.key = keyOf(f.Title)
	return first, from
}

// mode is where a finding is read.
type mode int

const (
	account     mode = iota // where its progress is told
	outstanding             // where what is unfinished is named: measures are still to come
)

// fill reads the text of a finding, from an offset in a first block on.
func (u *understanding) fill(f *Finding, n *node, first, from int, m mode) {
	current := none
	var told []segment
	for i := first; i < n.end; i++ {
		start := 0
		if i == first {
			start = from
		}
		if u.Source.Blocks[i].Table > 0 {
			u.take(i, 0, len(u.folded[i]), Body, f)
			f.Body = append(f.Body, u.Source.Blocks[i].Text)
			continue
		}
		for _, s := range u.segmentsOf(i, start, current) {
			u.take(i, s.label, s.from, Label, f)
			current = u.place(f, s, m, &told)
		}
	}
	u.tell(f, told, m)
}

// place puts one segment of a finding where its label says. It gives the label that goes on in the
// next paragraph.
func (u *understanding) place(f *Finding, s segment, m mode, told *[]segment) field {
	text := u.Source.Blocks[s.block].Text[s.from:s.to]
	if note := u.folded[s.block][s.label:s.from]; s.label < s.from && s.field != person {
		if b := bracketed().FindStringSubmatch(strings.TrimRight(note, " 　:：")); b != nil {
			if st, ok := statusOf(b[1]); ok {
				u.setStatus(f, st, s.block)
			}
		}
	}
	if strings.TrimSpace(text) == "" {
		u.take(s.block, s.from, s.to, Label, f)
		return s.field
	}
	switch s.field {
	case status:
		u.readStatus(f, s, text)
		return none
	case deadline:
		u.readDeadline(f, s, text)
		return none
	case completed:
		u.readCompleted(f, s, text)
		return none
	case responsible:
		f.Responsible = append(f.Responsible, officesIn(text)...)
		u.take(s.block, s.from, s.to, Responsible, f)
		return none
	case reason:
		f.Reason = append(f.Reason, strings.TrimSpace(text))
		u.take(s.block, s.from, s.to, Reason, f)
		return reason
	case next:
		f.Next = append(f.Next, strings.TrimSpace(text))
		u.take(s.block, s.from, s.to, Next, f)
		return next
	case person, problemText:
		whole := u.Source.Blocks[s.block].Text[s.label:s.to]
		f.Body = append(f.Body, strings.TrimSpace(whole))
		u.relabel(s, Body, f)
		return none
	}
	if m == outstanding {
		return u.placeRest(f, s, text)
	}
	*told = append(*told, s)
	return s.field
}

// relabel takes a segment with its label.
func (u *understanding) relabel(s segment, use Use, f *Finding) {
	if last := len(u.Pieces) - 1; last >= 0 && u.Pieces[last].Use == Label &&
		u.Pieces[last].Block == s.block && u.Pieces[last].From == s.label {
		u.Pieces = u.Pieces[:last]
	}
	u.take(s.block, s.label, s.to, use, f)
}

// officesIn parts the names of several offices.
func officesIn(text string) []string {
	var offices []string
	for _, o := range strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune("、，,；;\n", r)
	}) {
		if o = strings.Trim(o, closing); o != "" {
			offices = append(offices, o)
		}
	}
	return offices
}

// setStatus notes a status that stands where one does. Two that do not agree are asked about.
func (u *understanding) setStatus(f *Finding, s stated, block int) {
	switch {
	case s.mixed:
		u.ask("status-mixed", block, f.Title)
		return
	case f.settled && f.Status != s.status:
		u.ask("status-twice", block, f.Title, string(f.Status), string(s.status))
		f.Status = ""
		return
	}
	f.Status, f.settled = s.status, true
	if s.status == register.Completed && s.date != "" {
		f.Completed = s.date
	}
	if f.Deadline == "" && s.due != "" {
		f.Deadline = s.due
		if s.roughly != "" {
			u.ask("deadline-day", block, f.Title, s.roughly, s.due)
		}
	}
}

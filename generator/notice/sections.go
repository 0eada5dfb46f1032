package notice

import (
	"regexp"
	"strings"
)

// section is what a part of the notice is about.
type section int

const (
	other section = iota
	organisation
	results
	accountability
	unfinished
	onward
	contact
)

// sectionForms are the words of the sections' headings; the first that occurs counts. An unfinished
// matter is one whatever else its heading says.
var sectionForms = []struct {
	section section
	form    func() *regexp.Regexp
}{
	{unfinished, pattern("{section-unfinished}")},
	{accountability, pattern("{section-accountability}")},
	{contact, pattern("{section-contact}")},
	{onward, pattern("{section-onward}")},
	{organisation, pattern("{section-organisation}")},
	{results, pattern("{section-results}")},
}

func sectionOf(title string) section {
	if englishProblem().MatchString(title) && strings.HasSuffix(title, ".") {
		return other // a sentence, and no heading of a section
	}
	for _, s := range sectionForms {
		if s.form().MatchString(title) {
			return s.section
		}
	}
	return other
}

var (
	aspectHeading  = pattern("{aspect-heading}")
	unfinishedLead = pattern("{unfinished-lead}")
	onwardLead     = pattern("{onward-lead}")
	deedLead       = pattern("{deed-lead}")
)

// kindOf says what a part of the notice is about. A problem is none of the parts whose words it
// holds: 信访件查处不力 does not tell who was held to account.
func (u *understanding) kindOf(n *node) section {
	title := u.title(n)
	kind := sectionOf(title)
	switch {
	case kind == unfinished:
		if aspectHeading().MatchString(title) ||
			!unfinishedLead().MatchString(title) && (n.problem || n.labelled) {
			return other
		}
		if onwardLead().MatchString(title) {
			return onward
		}
	case aspectHeading().MatchString(title), n.problem && kind != results,
		n.labelled && u.amongLabelled(n):
		return other
	}
	return kind
}

// sections gives every part of the notice below the root to what it is about.
func (u *understanding) sections(root *node) {
	first := root.end
	if len(root.kids) > 0 {
		first = root.kids[0].block
	}
	start := u.bodyStart
	u.tables(start, first, trail{})
	u.prose(start, first, nil)
	if fields := u.fieldsOf(root); fields != nil {
		u.single(root, fields)
		u.readContact()
		return
	}
	for _, n := range root.kids {
		labelled, problems, _ := u.weigh(n)
		if u.kindOf(n) != unfinished {
			u.labelled = u.labelled || labelled > 0
			u.worded = u.worded || problems > 0
		}
	}
	holds := u.unfinishedAlone(root)
	for _, n := range root.kids {
		kind := u.kindOf(n)
		switch {
		case kind == unfinished && !holds:
			u.readUnfinished(n)
		case kind == unfinished, u.findingsIn(n, kind):
			u.results(n, kind)
		case kind == accountability:
			u.heading(n)
			u.prose(n.block+1, n.end, nil)
		default:
			u.heading(n)
			u.prose(n.block+1, n.end, nil)
		}
	}
	u.readAccountability(root)
	u.readContact()
}

// unfinishedAlone says whether what the notice names as unfinished is told nowhere else, so that
// its sections are like all others: as in “one, completed; two, not completed”.
func (u *understanding) unfinishedAlone(root *node) bool {
	named, told := false, false
	for _, n := range root.kids {
		kind := u.kindOf(n)
		if kind == unfinished {
			named = true
			continue
		}
		told = told || u.findingsIn(n, kind) && statusIn(u.title(n)).status == ""
	}
	return named && !told
}

// findingsIn says whether a part of the notice holds findings, and not only text.
func (u *understanding) findingsIn(n *node, kind section) bool {
	if u.tableOf(n.block, n.end) {
		return true
	}
	labelled, problems, leaves := u.weigh(n)
	if labelled+problems == 0 && (u.labelled || u.worded && u.tellsDeeds(n)) {
		return false // where findings have labels or wordings, this is about something else
	}
	switch kind {
	case organisation, onward, accountability, contact:
		return labelled > 0 && kind == organisation || labelled > 1 && kind != contact ||
			kind == organisation && leaves > 1 && 2*problems > leaves
	case results:
		return labelled > 0 || problems > 0 || leaves > 0 && len(n.kids) > 0
	}
	return labelled > 0 || len(n.kids) > 0 && 2*problems >= leaves && problems > 0 ||
		n.problem && (n.inline || n.end > n.block+1)
}

// amongLabelled says whether another heading beside a node has an account of its own too.
func (u *understanding) amongLabelled(n *node) bool {
	for _, k := range n.parent.kids {
		if k != n && k.labelled && k.numeral.class == n.numeral.class {
			return true
		}
	}
	return false
}

// tellsDeeds says whether most headings right below a node are worded as what was done.
func (u *understanding) tellsDeeds(n *node) bool {
	count := 0
	for _, k := range n.kids {
		if deedLead().MatchString(u.title(k)) {
			count++
		}
	}
	return 2*count > len(n.kids)
}

// weigh counts below and in a node those with an account of progress, and of the lowest those that
// are worded as problems, and all of them.
func (u *understanding) weigh(n *node) (labelled, problems, leaves int) {
	if n.labelled {
		labelled++
	}
	if len(n.kids) == 0 {
		leaves++
		if n.problem && (n.numeral.size > 0 || n.heading > 0 || n.numeral.class == "bare") {
			problems++
		}
	}
	for _, k := range n.kids {
		l, p, a := u.weigh(k)
		labelled, problems, leaves = labelled+l, problems+p, leaves+a
		if len(k.kids) > 0 && k.problem {
			problems, leaves = problems+1, leaves+1
		}
	}
	return labelled, problems, leaves
}

// title is a heading without its numeral, folded.
func (u *understanding) title(n *node) string {
	rest := u.folded[n.block][n.numeral.size:]
	return strings.TrimSpace(rest[:titleEnd(rest)])
}

// heading takes a node's paragraph as a heading of the inspection's text, and what follows the
// title in it as text.
func (u *understanding) heading(n *node) {
	text := u.folded[n.block]
	end := n.numeral.size + titleEnd(text[n.numeral.size:])
	if !n.short && n.heading == 0 {
		u.take(n.block, 0, len(text), Text, nil)
		return
	}
	u.take(n.block, 0, end, Heading, nil)
	u.take(n.block, end, len(text), Text, nil)
}

// prose takes blocks as text of the inspection, or of a category; tables that hold findings are
// not its business.
func (u *understanding) prose(from, to int, c *Category) {
	for i := from; i < to; i++ {
		if u.Source.Blocks[i].Table > 0 {
			continue
		}
		u.takeFor(i, 0, len(u.folded[i]), Text, c)
	}
}

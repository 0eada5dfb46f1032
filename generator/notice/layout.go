package notice

import (
	"regexp"
	"slices"
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
	if lex("english-problem").MatchString(title) && strings.HasSuffix(title, ".") {
		return other // a sentence, and no heading of a section
	}
	for _, s := range sectionForms {
		if s.form().MatchString(title) {
			return s.section
		}
	}
	return other
}

// layout says what the parts of a notice are, and which headings are findings.
type layout struct {
	*tables
	labelled bool // findings have labels before their accounts
	worded   bool // findings are worded as problems
}

func newLayout(all *tables, root *node) *layout {
	l := &layout{tables: all}
	for _, n := range root.kids {
		labelled, problems, _ := n.weigh()
		if l.kindOf(n) != unfinished {
			l.labelled = l.labelled || labelled > 0
			l.worded = l.worded || problems > 0
		}
	}
	return l
}

// kindOf says what a part of the notice is about. A problem is none of the parts whose words it
// holds: 信访件查处不力 does not tell who was held to account.
func (l *layout) kindOf(n *node) section {
	title := l.title(n)
	kind := sectionOf(title)
	switch {
	case kind == unfinished:
		if lex("aspect-heading").MatchString(title) ||
			!lex("unfinished-lead").MatchString(title) && (n.problem || n.labelled) {
			return other
		}
		if lex("onward-lead").MatchString(title) {
			return onward
		}
	case lex("aspect-heading").MatchString(title), n.problem && kind != results,
		n.labelled && n.amongLabelled():
		return other
	}
	return kind
}

// unfinishedAlone says whether what the notice names as unfinished stands nowhere else, so that
// its sections are like all others: as in “one, completed; two, not completed”.
func (l *layout) unfinishedAlone(root *node) bool {
	named, elsewhere := false, false
	for _, n := range root.kids {
		kind := l.kindOf(n)
		if kind == unfinished {
			named = true
			continue
		}
		elsewhere = elsewhere || l.findingsIn(n, kind) && statusIn(l.title(n)).status == ""
	}
	return named && !elsewhere
}

// findingsIn says whether a part of the notice holds findings, and not only text.
func (l *layout) findingsIn(n *node, kind section) bool {
	if l.tableOf(n.block, n.end) {
		return true
	}
	labelled, problems, leaves := n.weigh()
	if labelled+problems == 0 && !n.problem && (l.labelled || l.worded && l.tellsDeeds(n)) {
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

// tellsDeeds says whether most headings right below a node are worded as what was done.
func (l *layout) tellsDeeds(n *node) bool {
	count := 0
	for _, k := range n.kids {
		if lex("deed-lead").MatchString(l.title(k)) {
			count++
		}
	}
	return 2*count > len(n.kids)
}

// framesCategories says whether the headings below a node are categories, and it is not one itself:
// none of them is where there are findings beside them and they are worded as problems.
func (l *layout) framesCategories(n *node) bool {
	containers, problems, direct := 0, 0, 0
	for _, k := range n.kids {
		switch {
		case l.isFinding(k):
			direct++
		case l.holds(k):
			containers++
			if k.problem {
				problems++
			}
		}
	}
	return containers > 0 && (direct == 0 || problems < containers)
}

// holds says whether there are findings in a node, itself included.
func (l *layout) holds(n *node) bool {
	return l.isFinding(n) || l.tableOf(n.block, n.end) || slices.ContainsFunc(n.kids, l.holds)
}

// isFinding says whether a node is itself a finding: the level that progress follows.
func (l *layout) isFinding(n *node) bool {
	below, like := 0, 0
	for _, k := range n.kids {
		l, _, _ := k.weigh()
		below += l
		if k.problem && k.hasContent() || k.short && !k.inline && k.end > k.block+1 {
			like++
		}
	}
	switch {
	case len(n.kids) > 0 && statusIn(l.title(n)).status != "":
		return false // 已完成整改的问题
	case n.labelled:
		return below < 2 || !n.kidsAreProblems()
	case below > 0:
		return false
	case len(n.kids) == 0:
		if n.parent != nil && n.siblingLabelled() && !n.problem && !n.hasContent() {
			return false
		}
		return (n.hasContent() || n.problem || l.statesOf(n.parent) && n.short) &&
			!l.tableOf(n.block, n.end)
	}
	return (n.problem || n.amongProblems()) && like == 0 && !n.kidsAreProblems()
}

// statesOf says whether a heading states the status of all below it: 整改到位的问题.
func (l *layout) statesOf(n *node) bool {
	return n != nil && n.block >= 0 && statusIn(l.title(n)).status != ""
}

// fieldsOf gives what the sections of a notice about one problem hold, none for those that hold
// something else; nil where the notice is of another kind.
func (l *layout) fieldsOf(root *node) []field {
	count := map[field]int{}
	var all []field
	for _, n := range root.kids {
		f := fieldOf(l.title(n))
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

// saysNone says whether a section for unfinished matters says that there are none.
func (l *layout) saysNone(n *node) bool {
	for i := n.block; i < n.end; i++ {
		text := l.folded[i]
		if i == n.block {
			text = text[n.numeral.size+titleEnd(text[n.numeral.size:]):]
		}
		if lex("none-left").MatchString(strings.TrimSpace(text)) {
			return true
		}
	}
	return false
}

package notice

import (
	"slices"
	"strings"
)

// A notice may list its problems first, and what was done about them in lists of their own: what
// belongs together only the numbers say, or the titles.

// itemList is a list that follows one of problems, and what its items are.
type itemList struct {
	*node
	field field
}

// listsOf finds a list of problems right below a node, and the lists that follow it; nil where
// there are none of either, or several lists of problems.
func (l *layout) listsOf(n *node) (problems *node, lists []itemList) {
	for _, k := range n.kids {
		f := l.listed(k)
		switch {
		case f == problemText && l.bareItems(k) && problems != nil:
			return nil, nil
		case f == problemText && l.bareItems(k):
			problems = k
		case problems != nil && f != none && f != problemText &&
			(len(k.kids) > 1 || l.tableOf(k.block, k.end)):
			lists = append(lists, itemList{k, f})
		}
	}
	if lists == nil {
		return nil, nil
	}
	return problems, lists
}

// listed says what the items of a list are, by its heading.
func (l *layout) listed(n *node) field {
	title := strings.TrimRight(l.title(n), closing)
	f := fieldOf(title)
	if f == none {
		title = lex("list-tail").ReplaceAllString(title, "")
		f = fieldOf(title)
	}
	switch {
	case f != none:
	case lex("caption-responsible").MatchString(title):
		f = person
	case lex("caption-problems").MatchString(title):
		f = problemText
	case lex("caption-progress").MatchString(title), lex("caption-measures").MatchString(title):
		f = progress
	}
	return f
}

// bareItems says whether a node has at least two items, and none with an account: those below a
// heading that is a label may have a text.
func (l *layout) bareItems(n *node) bool {
	labelled, _, _ := n.weigh()
	return len(n.kids) > 1 && labelled == 0 && n.kids[0].numeral.value == 1 &&
		!l.tableOf(n.block, n.end) && (fieldOf(l.title(n)) == problemText || !n.itemsHaveContent())
}

func (n *node) itemsHaveContent() bool {
	for _, k := range n.kids {
		if len(k.kids) == 0 && k.hasContent() || k.itemsHaveContent() {
			return true
		}
	}
	return false
}

// matches says whether a list has one item for each of a list of problems, by number.
func (n *node) matches(problems *node) bool {
	if len(problems.kids) == 0 {
		return true
	}
	if len(n.kids) != len(problems.kids) {
		return false
	}
	for i, k := range n.kids {
		if k.numeral.value != problems.kids[i].numeral.value || !k.matches(problems.kids[i]) {
			return false
		}
	}
	return true
}

// leaves are the lowest items of a list.
func (n *node) leaves() []*node {
	if len(n.kids) == 0 {
		return []*node{n}
	}
	var all []*node
	for _, k := range n.kids {
		all = append(all, k.leaves()...)
	}
	return all
}

// readLists reads a list of problems as findings, and those that follow as what was done about
// them, or is to be done. A list whose numbers do not match is left over, and asked about.
func (r *reader) readLists(problems *node, lists []itemList, t trail) {
	r.paired[problems] = true
	restated := false
	for _, l := range lists {
		r.paired[l.node] = true
		switch {
		case !r.restates(l.node, problems):
		case restated:
			r.restate(l.node, trail{})
		default:
			restated = true
			r.results(l.node, results)
		}
	}
	found := map[*node]*account{}
	r.problemsIn(problems, t, found, restated)
	for _, l := range lists {
		switch {
		case r.fate[l.node] != asText: // restated
		case r.tableOf(l.block, l.end):
			r.assignBlock(l.block, Label)
			r.restating = true
			r.tables(l.block+1, l.end, t, reported)
			r.restating = false
		case l.matches(problems):
			r.readList(l, l.node, problems, found)
		default:
			r.ask("lists-differ", l.block, r.cited(problems), len(problems.leaves()),
				r.cited(l.node), len(l.leaves()))
			for i := l.block; i < l.end; i++ {
				r.assignBlock(i, Leftover)
			}
		}
	}
}

// restates says whether most items of a list name the problems of another by their titles.
func (r *reader) restates(n, problems *node) bool {
	var titles []string
	for _, k := range n.kids {
		titles = append(titles, keyOf(r.plainTitle(k)))
	}
	named := 0
	for _, p := range problems.leaves() {
		key := keyOf(r.plainTitle(p))
		if slices.ContainsFunc(titles, func(own string) bool {
			return len(own) >= shortTitle &&
				(strings.Contains(own, key) || strings.Contains(key, own))
		}) {
			named++
		}
	}
	return 2*named > len(problems.leaves())
}

// restate gives the items of a list to the findings that it names by their titles once more; others
// are findings of their own.
func (r *reader) restate(n *node, t trail) {
	t = r.containerHead(n, t)
	r.fate[n] = asContainer
	r.prose(n.block+1, n.firstKid(), r.categoryOf(t))
	for _, k := range n.kids {
		like := r.findingsLike(keyOf(r.plainTitle(k)))
		if len(like) != 1 {
			r.finding(k, t)
			continue
		}
		r.fate[k] = asFinding
		a := r.account(like[0], reported)
		end := k.numeral.size + titleEnd(r.folded[k.block][k.numeral.size:])
		a.assign(k.block, 0, end, Repeat)
		a.fill(k, k.block, end)
	}
}

// problemsIn reads the problems of a list as findings, each with an account, but those that a list
// has restated: their texts go to what was found there.
func (r *reader) problemsIn(n *node, t trail, found map[*node]*account, restated bool) {
	t = r.containerHead(n, t)
	r.fate[n] = asContainer
	r.prose(n.block+1, n.firstKid(), r.categoryOf(t))
	for _, k := range n.kids {
		if len(k.kids) > 0 {
			r.problemsIn(k, t, found, restated)
			continue
		}
		if like := r.findingsLike(keyOf(r.plainTitle(k))); restated && len(like) == 1 {
			r.fate[k] = asFinding
			a := r.account(like[0], reported)
			end := k.numeral.size + len(r.plainTitle(k))
			a.assign(k.block, 0, end, Repeat)
			a.describe(k, k.block, end)
			continue
		}
		a, first, from := r.headed(k, t)
		a.describe(k, first, from)
		r.Findings = append(r.Findings, a.Finding)
		found[k] = a
	}
}

// describe puts what stands below a title in a list of problems into the body.
func (a *account) describe(n *node, first, from int) {
	for i := first; i < n.end; i++ {
		if text := strings.Trim(a.Blocks[i].Text[from:], closing); text != "" {
			a.Body = append(a.Body, strings.TrimSpace(a.Blocks[i].Text[from:]))
		}
		a.assign(i, from, len(a.folded[i]), Body)
		from = 0
	}
}

// readList gives the items of a list to the findings with their numbers.
func (r *reader) readList(l itemList, n, problems *node, found map[*node]*account) {
	r.assignBlock(n.block, Label)
	for i := n.block + 1; i < n.firstKid(); i++ {
		r.assignBlock(i, Text)
	}
	for i, p := range problems.kids {
		if a := found[p]; a != nil {
			a.item(n.kids[i], l)
			continue
		}
		r.readList(l, n.kids[i], p, found)
	}
}

// item reads one item of a list. Below a heading for measures it is one, unless it counts its own.
func (a *account) item(n *node, l itemList) {
	from, current := n.numeral.size, l.field
	a.assign(n.block, 0, from, Numeral)
	measures := l.field == progress && lex("measure-label").MatchString(a.folded[l.block])
	for i := n.block; i < n.end; i++ {
		cut := a.segmentsOf(i, from, current)
		from = 0
		for _, s := range cut {
			a.assign(i, s.label, s.from, Label)
			st, ok := statusOf(a.plain(s))
			switch {
			case ok && s.field == progress:
				a.setStatus(st, i)
				a.use(s, Status)
				a.said = true
			case measures && n.end == n.block+1 && len(cut) == 1 && len(a.ordinalsIn(s)) == 0:
				a.Measures = append(a.Measures, strings.TrimSpace(a.original(s)))
				a.use(s, Measure)
				a.said = true
			default:
				current = a.place(s)
			}
		}
	}
	a.readProgress()
}

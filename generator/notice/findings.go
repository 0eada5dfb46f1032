package notice

import "slices"

// trail is what a finding stands below.
type trail struct {
	cited []*node // the headings whose numerals make its number, the uppermost first
	above []*node // its category, then its groups
	said  stated  // what a heading says of all findings below it
}

// results reads a part of the notice that holds findings.
func (r *reader) results(n *node, kind section) {
	t := trail{said: statusIn(r.title(n))}
	if kind == unfinished && t.said.status == "" {
		t.said = stated{status: "in-progress"}
	}
	if r.isFinding(n) {
		r.finding(n, t)
		return
	}
	frame := kind == results || kind == unfinished || kind == organisation
	if !frame || !r.framesCategories(n) {
		r.container(n, t)
		return
	}
	r.heading(n)
	t.cited = []*node{n}
	r.below(n, t)
}

// finding reads a node as a finding: its title, and what is said of it.
func (r *reader) finding(n *node, t trail) {
	a, first, from := r.headed(n, t)
	a.fill(n, first, from)
	r.Findings = append(r.Findings, a.Finding)
	r.tables(first, n.end, t, reported)
}

// headed begins the finding that a node heads, and gives the block and the offset behind its title.
func (r *reader) headed(n *node, t trail) (a *account, first, from int) {
	r.fate[n] = asFinding
	f := r.begin(n.block, t)
	f.class = n.numeral.class
	f.Number, f.Path = citation(append(slices.Clip(t.cited), n))
	a = r.account(f, reported)
	first, from = a.headline(n)
	return a, first, from
}

// container reads a heading with findings below it, a category or a group.
func (r *reader) container(n *node, t trail) { r.below(n, r.containerHead(n, t)) }

// containerHead reads the heading alone, and gives the trail of what stands below it.
func (r *reader) containerHead(n *node, t trail) trail {
	if said := statusIn(r.title(n)); said.status != "" {
		t.said = said
	}
	t.above = append(slices.Clip(t.above), n)
	if n.numeral.class != "caption" {
		t.cited = append(slices.Clip(t.cited), n)
	}
	c := r.categoryOf(t)
	text := r.folded[n.block]
	end := n.numeral.size + titleEnd(text[n.numeral.size:])
	r.assign(n.block, 0, n.numeral.size, Numeral, nil)
	r.assignTo(n.block, n.numeral.size, end, Title, c)
	r.assignTo(n.block, end, len(text), Text, c)
	return t
}

// below reads what stands below a heading: its own text, tables, and its children.
func (r *reader) below(n *node, t trail) {
	r.fate[n] = asContainer
	var c *Category
	if len(t.above) > 0 {
		c = r.categoryOf(t)
	}
	r.prose(n.block+1, n.firstKid(), c)
	r.proses = append(r.proses, prosePlace{n.block + 1, n.firstKid(), t})
	r.tables(n.block+1, n.firstKid(), t, reported)
	if problems, lists := r.listsOf(n); problems != nil {
		r.readLists(problems, lists, t)
	}
	for _, k := range n.kids {
		switch {
		case r.paired[k]:
		case r.isFinding(k):
			r.finding(k, t)
		case r.holds(k):
			r.container(k, t)
		default:
			r.assignTo(k.block, 0, len(r.folded[k.block]), Text, c)
			r.prose(k.block+1, k.end, c)
			r.proses = append(r.proses, prosePlace{k.block, k.end, t})
		}
	}
}

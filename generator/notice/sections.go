package notice

// reader reads the sections of a notice: findings, and the inspection's own text.
type reader struct {
	*layout
	*result
	*Inspection
	bodyStart int // the first block behind the title
	fate      map[*node]fate
	paired    map[*node]bool // lists that go together by their numbers
	proses    []prosePlace
	restating bool // the rows of a table are about findings that are known
}

func newReader(l *layout, res *result, n *Inspection, bodyStart int) *reader {
	return &reader{l, res, n, bodyStart, map[*node]fate{}, map[*node]bool{}, nil, false}
}

// account begins to read what is said of a finding.
func (r *reader) account(f *Finding, m mode) *account {
	return &account{r.layout.tables, r.record, f, r.Published, m, false, nil}
}

// assignBlock notes what a whole block became for the inspection.
func (r *reader) assignBlock(i int, use Use) { r.assign(i, 0, len(r.folded[i]), use, nil) }

// section reads a part of the notice that holds no findings as text of the inspection.
func (r *reader) section(n *node) {
	r.heading(n)
	r.prose(n.block+1, n.end, nil)
	if !r.apart(n) {
		r.proses = append(r.proses, prosePlace{n.block, n.end, trail{cited: []*node{n}}})
	}
}

// sections gives every part of the notice below the root to what it is about.
func (r *reader) sections(root *node) {
	r.tables(r.bodyStart, root.firstKid(), trail{}, reported)
	r.prose(r.bodyStart, root.firstKid(), nil)
	r.proses = append(r.proses, prosePlace{r.bodyStart, root.firstKid(), trail{}})
	if fields := r.fieldsOf(root); fields != nil {
		r.single(root, fields)
		return
	}
	holds := r.unfinishedAlone(root)
	if problems, lists := r.listsOf(root); problems != nil {
		r.readLists(problems, lists, trail{})
	}
	for _, n := range root.kids {
		kind := r.kindOf(n)
		if kind == accountability {
			r.accountable = append(r.accountable, n)
		}
		switch {
		case r.paired[n]:
		case kind == unfinished && !holds:
			r.readUnfinished(n)
		case kind == unfinished, r.findingsIn(n, kind):
			r.results(n, kind)
		default:
			r.section(n)
		}
	}
	r.readQuoted()
	r.askSeries(root)
}

// heading makes a node's paragraph a heading of the inspection's text, and what follows the
// title in it as text.
func (r *reader) heading(n *node) {
	text := r.folded[n.block]
	end := n.numeral.size + titleEnd(text[n.numeral.size:])
	if !n.short && n.heading == 0 {
		r.assignBlock(n.block, Text)
		return
	}
	r.assign(n.block, 0, end, Heading, nil)
	r.assign(n.block, end, len(text), Text, nil)
}

// prose makes blocks text of the inspection, or of a category; tables that hold findings are
// not its business.
func (r *reader) prose(from, to int, c *Category) {
	for i := from; i < to; i++ {
		if r.Blocks[i].Table == 0 {
			r.assignTo(i, 0, len(r.folded[i]), Text, c)
		}
	}
}

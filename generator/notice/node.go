package notice

import "slices"

// node is a heading or a numbered paragraph, with all that stands below it.
type node struct {
	block    int // its own; -1 for the root
	end      int // the block after its last
	numeral  numeral
	heading  int
	problem  bool // it is worded as a problem
	short    bool // it can be a title
	inline   bool // something follows the title in the same paragraph
	uncited  bool // it says a status, and is no part of a number
	labelled bool // an account of progress begins in it, before its first child
	kids     []*node
	parent   *node
	depth    int // 0 of the root
	nth      int // among its siblings, from 1
	problems int // children that are worded as problems
}

// weigh counts below and in a node those with an account of progress, and of the lowest those that
// are worded as problems, and all of them.
func (n *node) weigh() (labelled, problems, leaves int) {
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
		l, p, a := k.weigh()
		labelled, problems, leaves = labelled+l, problems+p, leaves+a
		if len(k.kids) > 0 && k.problem {
			problems, leaves = problems+1, leaves+1
		}
	}
	return labelled, problems, leaves
}

// hasContent says whether a heading is more than a line.
func (n *node) hasContent() bool { return n.inline || n.end > n.block+1 }

func (n *node) kidsAreProblems() bool {
	count := 0
	for _, k := range n.kids {
		if k.problem || k.labelled && k.short {
			count++
		}
	}
	return 2*count >= len(n.kids) && count > 0
}

// amongLabelled says whether another heading beside a node has an account of its own too.
func (n *node) amongLabelled() bool {
	return slices.ContainsFunc(n.parent.kids, func(k *node) bool {
		return k != n && k.labelled && k.numeral.class == n.numeral.class
	})
}

func (n *node) siblingLabelled() bool {
	return slices.ContainsFunc(n.parent.kids, func(k *node) bool { return k.labelled })
}

// amongProblems says whether at least half of the headings beside a node are worded as problems, so
// that it is one in other words: 廉洁风险较大.
func (n *node) amongProblems() bool {
	p := n.parent
	return p != nil && p.block >= 0 && p.problems > 0 && 2*p.problems >= len(p.kids)-1
}

// firstKid is the block of the first child; the end where there is none.
func (n *node) firstKid() int {
	if len(n.kids) > 0 {
		return n.kids[0].block
	}
	return n.end
}

// endsBareList says whether a node is the last of at least two items that are one line each: the
// same numerals again begin no list within it.
func (n *node) endsBareList() bool {
	kids := n.parent.kids
	more := func(k *node) bool {
		return k.inline || k.labelled || len(k.kids) > 0 || !k.sameSeries(n)
	}
	return len(kids) > 1 && kids[len(kids)-1] == n && !slices.ContainsFunc(kids, more)
}

package notice

import "strings"

// resumes says whether a number of several parts goes on behind another at its next part: 2.1
// behind 1.3.
func (n numeral) resumes(before numeral) bool {
	part := func(shown string) int { return strings.LastIndexAny(shown, ".-(") }
	a, b := part(n.shown), part(before.shown)
	return a > 0 && b > 0 && n.shown[:a] != before.shown[:b]
}

// absorb makes the paragraphs 1.1 and 1.2 of a recommendation a part of it, and the recommendation
// that follows a finding a part of that, where each finding of a follow-up in English has no more
// than one: Finding 1, Recommendation 1, Response.
func (n *node) absorb() {
	several := false
	n.walk(func(k *node) {
		if k.numeral.isEnglish() && k.holdsParagraphs() {
			k.dissolve()
		}
		several = several || k.numeral.class == "english-finding" && len(k.kids) > 1
	})
	n.walk(func(k *node) {
		if k.numeral.class == "english-finding" && len(k.kids) == 1 && !several &&
			k.kids[0].numeral.class == "english" && len(k.kids[0].kids) == 0 {
			k.dissolve()
		}
	})
}

// holdsParagraphs says whether the numbers below a recommendation count paragraphs: no more than
// one of them has an account.
func (n *node) holdsParagraphs() bool {
	labelled := 0
	for _, k := range n.kids {
		if !strings.HasPrefix(k.numeral.class, "several") || len(k.kids) > 0 {
			return false
		}
		if k.labelled {
			labelled++
		}
	}
	return labelled < 2
}

// dissolve makes text of what stands below a node.
func (n *node) dissolve() {
	for _, k := range n.kids {
		n.labelled = n.labelled || k.labelled
	}
	n.kids = nil
}

// started gives the words of an account in English that tell of a beginning, where the status is
// “not implemented”, which does not say that nothing was begun; empty where there are none.
func (f *Finding) started() string {
	for _, text := range f.Body {
		if at := lex("work-begun").FindStringIndex(text); at != nil {
			return clauseAt(text, at)
		}
	}
	return ""
}

// ownPlan says whether what stands before a plan in English leaves no doubt that it is for the whole
// recommendation: nothing, who shall do it, or a status. The draft will be completed is for a part.
func ownPlan(lead string) bool {
	lead = strings.Trim(lead, closing)
	_, ok := statusOf(lead)
	return ok || lex("own-plan").MatchString(lead)
}

// walk calls a function for all nodes below one, the lowest first.
func (n *node) walk(visit func(*node)) {
	for _, k := range n.kids {
		k.walk(visit)
		visit(k)
	}
}

// readBehind reads the status that stands behind the number of a recommendation in the place of a
// title: Recommendation 2.1: Implemented (April 2024). It stays where it is.
func (a *account) readBehind(block, from int) {
	text := strings.TrimLeft(a.folded[block][from:], closing)
	if st, ok := openingStatus(text); ok && st.status != "" {
		a.setStatus(st, block)
	}
}

// titleless reads a heading that holds a status in the place of a title: “Recommendation 1 –
// Implemented”. Its number stands for the title, and a person is asked for it.
func (a *account) titleless(n *node, from, to int) bool {
	if !n.numeral.isEnglish() {
		return false
	}
	st, ok := statusOf(a.folded[n.block][from:to])
	if !ok || st.status == "" {
		return false
	}
	a.Title = strings.Trim(a.Blocks[n.block].Text[:from], closing+bullets)
	a.setStatus(st, n.block)
	a.assign(n.block, from, to, Status)
	a.ask("title-status", n.block, a.Title)
	return true
}

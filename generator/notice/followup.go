package notice

import (
	"slices"
	"strings"
)

// resumes says whether a number of several parts goes on behind another at its next part: 2.1
// behind 1.3.
func (n numeral) resumes(before numeral) bool {
	part := func(shown string) int { return strings.LastIndexAny(shown, ".-(") }
	a, b := part(n.shown), part(before.shown)
	return a > 0 && b > 0 && n.shown[:a] != before.shown[:b]
}

// absorb makes the recommendation that follows a finding a part of it, where each finding of a
// follow-up in English has no more than one: Finding 1, Recommendation 1, Response.
func (n *node) absorb() {
	single := true
	n.walk(func(k *node) {
		if k.numeral.class == "english-finding" {
			single = single && len(k.kids) <= 1
		}
	})
	if !single {
		return
	}
	n.walk(func(k *node) {
		if k.numeral.class != "english-finding" || len(k.kids) == 0 ||
			k.kids[0].numeral.class != "english" || len(k.kids[0].kids) > 0 {
			return
		}
		k.labelled = k.labelled || k.kids[0].labelled
		k.kids = nil
	})
}

// walk calls a function for all nodes below one.
func (n *node) walk(visit func(*node)) {
	for _, k := range slices.Clone(n.kids) {
		visit(k)
		k.walk(visit)
	}
}

// titleless reads a heading that holds a status in the place of a title: “Recommendation 1 –
// Implemented”. Its number stands for the title, and a person is asked for it.
func (a *account) titleless(n *node, from, to int) bool {
	st, ok := statusOf(a.folded[n.block][from:to])
	if !n.numeral.isEnglish() || !ok || st.status == "" {
		return false
	}
	a.Title = strings.Trim(a.Blocks[n.block].Text[:from], closing+bullets)
	a.setStatus(st, n.block)
	a.assign(n.block, from, to, Status)
	a.ask("title-status", n.block, a.Title)
	return true
}

package notice

import (
	"slices"
	"strings"
)

// fate is what a heading or a numbered paragraph was read as.
type fate int

const (
	asText fate = iota
	asFinding
	asContainer // of findings
)

// The items of one numbered list share one fate: all are findings, or none is. askSeries asks about
// those that do not, about numbers that are left out, and about items that ended as text. What
// tells of the organisation, of next steps and the like is no list of findings.
func (r *reader) askSeries(root *node) {
	last := map[string]int{} // of the numerals of a kind, in the order of the notice
	r.walkSeries(root, last)
}

func (r *reader) walkSeries(n *node, last map[string]int) {
	r.askGaps(n, last)
	for _, k := range n.kids {
		switch {
		case r.apart(k):
			continue
		case r.fate[k] == asText && r.strays(k):
			r.ask("series-text", k.block, r.cited(k))
			continue
		case r.fate[k] == asFinding && r.unlikeSiblings(k):
			r.ask("series-unlike", k.block, r.titled(k))
		}
		if r.fate[k] == asContainer {
			r.walkSeries(k, last)
		}
	}
}

// apart says whether a part of the notice is about something else than findings.
func (r *reader) apart(n *node) bool {
	if n.parent.block >= 0 || r.fate[n] != asText {
		return false
	}
	kind := r.kindOf(n)
	return kind != other && kind != results || r.tellsDeeds(n)
}

// strays says whether an item that ended as text stands beside or among items that did not, or beside
// those that hold some, or has items of its own.
func (r *reader) strays(n *node) bool {
	f := fieldOf(r.title(n))
	if n.numeral.size == 0 && n.heading == 0 || r.paired[n] || f == reason || f == next {
		return false
	}
	if n.parent.block >= 0 || len(n.kids) > 0 || n.problem {
		return true
	}
	return slices.ContainsFunc(n.parent.kids, func(k *node) bool {
		return k.sameSeries(n) && (r.fate[k] == asFinding ||
			r.fate[k] == asContainer && n.hasContent())
	})
}

// unlikeSiblings says whether a finding without the wording of a problem has no label before its
// account, where others of its list have, or is one where others hold some.
func (r *reader) unlikeSiblings(n *node) bool {
	if n.problem || n.labelled {
		return false
	}
	return slices.ContainsFunc(n.parent.kids, func(k *node) bool {
		return k != n && k.sameSeries(n) && (r.fate[k] == asContainer || k.labelled)
	})
}

// sameSeries says whether two headings are counted together.
func (n *node) sameSeries(k *node) bool {
	return n.numeral.class == k.numeral.class && n.numeral.kind == k.numeral.kind
}

// askGaps asks about numbers that are left out below a heading. A list may begin where the one
// before it has ended.
func (r *reader) askGaps(n *node, last map[string]int) {
	within := map[string]bool{}
	for _, k := range n.kids {
		key, value := k.numeral.class+" "+k.numeral.kind, k.numeral.value
		if value == 0 || k.numeral.isEnglish() { // 3(a) follows 2(d)
			continue
		}
		before := last[key]
		if !within[key] && value == 1 {
			before = 0
		}
		if value > before+1 {
			r.ask("series-gap", k.block, r.cited(k), value-before-1)
		}
		within[key], last[key] = true, value
	}
}

// titled is the title of the finding that a heading was read as.
func (r *reader) titled(n *node) string {
	at := slices.IndexFunc(r.Findings, func(f *Finding) bool { return f.block == n.block })
	if at < 0 {
		return r.cited(n)
	}
	return r.Findings[at].Title
}

// cited is the beginning of a heading with its numeral.
func (r *reader) cited(n *node) string {
	text := r.Blocks[n.block].Text
	end := n.numeral.size + titleEnd(r.folded[n.block][n.numeral.size:])
	return shorten(strings.TrimSpace(text[:end]))
}

package notice

import (
	"slices"
	"strings"
)

// bracketEnd is a pair of brackets at the end of a heading, bracketFirst one before an account.
var (
	bracketEnd   = pattern(`[（(【\[]([^（）()【】\[\]]{2,90})[)）】\]][\s　。；;:：]*$`)
	bracketFirst = pattern(`^[\s　]*[（(【\[]([^（）()【】\[\]]{2,60})[)）】\]]`)
)

// bracketParts parts what stands in the brackets behind a heading: （整改时限：2024年底前；已完成）.
var bracketParts = pattern(`[；;，,\s　]+`)

// readBracket reads the fields in the brackets that end a part of a block, and gives where they
// begin. What has no place of its own goes to the body; brackets without a field belong to the
// title.
func (a *account) readBracket(block, from, to int) int {
	m := bracketEnd().FindStringSubmatchIndex(a.folded[block][from:to])
	if m == nil {
		return to
	}
	inner := segment{block: block, from: from + m[2], to: from + m[3]}
	if s, ok := statusOf(a.plain(inner)); ok {
		a.setStatus(s, block)
		a.assign(block, from+m[0], to, Status)
		return from + m[0]
	}
	parts := a.bracketParts(inner)
	known := false
	for _, p := range parts {
		known = known || p.field != none || unknownLabel().MatchString(a.plain(p))
	}
	if !known {
		return to
	}
	for _, p := range parts {
		a.assign(block, p.label, p.from, Label)
		if st, ok := statusOf(a.plain(p)); ok && p.field != deadline && p.field != completed {
			a.setStatus(st, block)
			a.use(p, Status)
			continue
		}
		if p.field == none || p.field == progress {
			a.Body = append(a.Body, strings.TrimSpace(a.original(p)))
			a.use(p, Body)
			continue
		}
		a.place(p)
	}
	return from + m[0]
}

// endsWithFields says whether an account ends with several fields in brackets, a status or a deadline
// among them: …（正在整改，完成时限：2025年12月）
func (a *account) endsWithFields(s segment) bool {
	m := bracketEnd().FindStringSubmatchIndex(a.plain(s))
	if m == nil {
		return false
	}
	parts := a.bracketParts(segment{block: s.block, from: s.from + m[2], to: s.from + m[3]})
	return len(parts) > 1 && slices.ContainsFunc(parts, func(p segment) bool {
		return p.field == status || p.field == deadline || p.field == completed
	})
}

// bracketParts parts a text within brackets at its labels and statuses: what begins with neither
// belongs to the part before.
func (t *foldedText) bracketParts(inner segment) []segment {
	var parts []segment
	add := func(from, to int) {
		p := segment{none, inner.block, from, to, from}
		f, size := labelAt(t.plain(p))
		_, stated := statusOf(t.plain(p))
		if last := len(parts) - 1; size == 0 && !stated && last >= 0 &&
			!unknownLabel().MatchString(t.plain(p)) {
			parts[last].to = to
			return
		}
		p.field, p.from = f, from+size
		if stated && size == 0 {
			p.field = status
		}
		parts = append(parts, p)
	}
	at := inner.from
	for _, sign := range bracketParts().FindAllStringIndex(t.plain(inner), -1) {
		add(at, inner.from+sign[0])
		at = inner.from + sign[1]
	}
	add(at, inner.to)
	return parts
}

// leadingStatus reads a status in brackets before a title, and gives where the title begins:
// 1.【已完成】…
func (a *account) leadingStatus(block, from, to int) int {
	at := bracketFirst().FindStringSubmatchIndex(a.folded[block][from:to])
	if at == nil || from+at[1] == to {
		return from
	}
	s, ok := statusOf(a.folded[block][from+at[2] : from+at[3]])
	if !ok {
		return from
	}
	a.setStatus(s, block)
	a.assign(block, from, from+at[1], Status)
	return from + at[1]
}

// numbersNext says whether a block gives the number of the problem in the next one: 序号：2.
func (a *account) numbersNext(i int) bool {
	if i+1 >= len(a.folded) || !lex("number-label").MatchString(a.folded[i]) {
		return false
	}
	f, _ := a.labelOf(i + 1)
	return f == problemText
}

// numbered reads a heading that holds a number in the place of a title, 受理编号：D32024: the title is
// the first sentence of the description below.
func (a *account) numbered(n *node) bool {
	text, from := a.folded[n.block], n.numeral.size
	if !lex("number-label").MatchString(text[from:]) {
		return false
	}
	line := strings.TrimSpace(a.Blocks[n.block].Text[from:])
	a.Body = append(a.Body, line)
	a.assign(n.block, from, len(text), Body)
	for i := n.block + 1; i < n.end; i++ {
		if f, size := labelAt(a.folded[i]); f == problemText && size < len(a.folded[i]) {
			end := size + firstSentence(a.folded[i][size:])
			a.Title = titleOf(a.Blocks[i].Text[size:end])
			a.key = keyOf(a.Title)
			return true
		}
	}
	a.Title, a.key = line, keyOf(line)
	a.ask("title-status", n.block, a.Title)
	return true
}

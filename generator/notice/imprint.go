package notice

import "strings"

// issuedBelow reads a line below a title with who issues the notice and when: （某区审计局 2025年1月20日）.
func (r *frameReader) issuedBelow(i int) bool {
	text := strings.TrimRight(r.folded[i], " 　）)")
	from := len(text) - len(strings.TrimLeft(text, " 　（("))
	d := datesIn(text)
	if len(d) != 1 || d[0].to != len(text) || len(d[0].text) < len("2023-01") || d[0].from <= from ||
		!lex("body-name").MatchString(strings.TrimSpace(text[from:d[0].from])) {
		return false
	}
	r.Inspection.Published = d[0].text
	r.Inspection.Issuer = strings.TrimSpace(r.Blocks[i].Text[from:d[0].from])
	r.assign(i, 0, from, Label, nil)
	r.assign(i, from, d[0].from, Issuer, nil)
	r.assign(i, d[0].from, len(r.folded[i]), Published, nil)
	return true
}

// letterhead reads the red head of an official document: who issues it, above its number.
func (r *frameReader) letterhead(i, to int) bool {
	m := lex("letterhead-form").FindStringSubmatchIndex(r.folded[i])
	if m == nil && lex("body-name").MatchString(strings.TrimSpace(r.folded[i])) {
		m = []int{0, 0, 0, len(r.folded[i])}
	}
	if m == nil {
		return false
	}
	for next := i + 1; next < min(i+3, to); next++ {
		if lex("file-number").MatchString(strings.TrimSpace(r.folded[next])) {
			r.Inspection.Issuer = strings.TrimSpace(r.Blocks[i].Text[m[2]:m[3]])
			return true
		}
	}
	return false
}

// readImprint reads a line with the day of publication and the source.
func (r *frameReader) readImprint(i int) {
	text := r.folded[i]
	alone, _ := dateAlone(text)
	for _, d := range datesIn(text) {
		if r.Inspection.Published == "" && (lex("imprint-date").MatchString(text) || alone != "") {
			r.Inspection.Published = d.text
		}
	}
	if m := lex("imprint-from").FindStringSubmatch(text); m != nil && r.Inspection.Issuer == "" {
		r.Inspection.Issuer = m[1] + m[2]
	}
	r.assign(i, 0, len(r.folded[i]), Published, nil)
}

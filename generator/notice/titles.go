package notice

import (
	"slices"
	"strings"
)

var (
	keyNoise = pattern(`[ \t　，。、；：！？“”‘’「」『』《》（）()\[\]【】,.;:!?"'\-—–|]|{key-noise}`)
	// closing is what ends a title and is no part of it.
	closing = " \t　。：:；;，,、.|–—-"
)

// titleOf gives a problem in the notice's words, without those around it: 针对…的问题 is ….
func titleOf(text string) string {
	title := strings.Trim(text, closing)
	if !strings.Contains(title, "【") {
		title = strings.TrimSuffix(title, "】")
	}
	cut := func(from, to int) { title = strings.Trim(title[from:to], closing) }
	folded := fold(title)
	if quoted := lex("quoted-lead").FindStringIndex(folded); quoted != nil {
		cut(quoted[1]-len("“"), len(title))
		folded = fold(title)
	}
	led := lex("title-lead").FindStringIndex(folded)
	if led != nil {
		cut(led[1], len(title))
	}
	folded = fold(title)
	glued := false
	if at := lex("title-label").FindStringIndex(folded); at != nil &&
		lex("labelled-problem").MatchString(folded[:at[0]]) {
		cut(0, at[0])
		folded, glued = fold(title), true
	}
	glued = glued || led != nil
	if at := lex("title-tail").FindStringIndex(folded); at != nil && at[0] > 0 && (glued ||
		lex("problem-end").MatchString(folded) || strings.HasSuffix(folded[:at[0]], "”")) {
		cut(0, at[0])
	} else if m := lex("bare-problem").FindStringSubmatchIndex(folded); m != nil && glued {
		cut(0, m[3])
	}
	for _, q := range []string{"“”", "「」", "『』", `""`} {
		r := []rune(q)
		inner := strings.TrimSuffix(strings.TrimPrefix(title, string(r[0])), string(r[1]))
		if len(inner) == len(title)-len(string(r[0]))-len(string(r[1])) &&
			!strings.ContainsAny(inner, q) {
			title = inner
		}
	}
	if title == "" {
		return strings.TrimSpace(text)
	}
	return title
}

// keyOf is a title as two are compared: nothing but letters and figures, in simplified characters,
// without the words around a problem.
func keyOf(title string) string {
	folded := strings.ToLower(fold(titleOf(title)))
	folded = lex("key-tail").ReplaceAllString(folded, "")
	return keyNoise().ReplaceAllString(folded, "")
}

// refused says whether a text can be no title: it has no words, or is the head of a column.
// With a number it can be all that a notice calls one by: Recommendation 1.
func refused(title string) bool {
	return !hasWords(title) || isHead(title) && readNumeral(fold(title)).size == 0
}

// refuseTitles leaves over what was read as findings and has no title that one can have: a label, or
// a figure of a table that was not known as one.
func (res *result) refuseTitles() {
	gone := map[*Finding]bool{}
	for _, f := range res.Findings {
		if refused(f.Title) {
			gone[f] = true
			res.ask("title-refused", f.block, shorten(f.Title))
		}
	}
	for i, p := range res.Pieces {
		if gone[p.Finding] {
			res.Pieces[i].Use, res.Pieces[i].Finding = Leftover, nil
		}
	}
	res.Findings = slices.DeleteFunc(res.Findings, func(f *Finding) bool { return gone[f] })
}

package notice

import "strings"

var (
	keyNoise = pattern(`[ \t　，。、；：！？“”‘’「」『』《》（）()\[\]【】,.;:!?"'\-—–|]|{key-noise}`)
	// closing is what ends a title and is no part of it.
	closing = " \t　。：:；;，,、.|–—-"
)

// titleOf gives a problem in the notice's words, without those around it: 针对…的问题 is ….
func titleOf(text string) string {
	title := strings.Trim(text, closing)
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
	if at := lex("title-tail").FindStringIndex(folded); at != nil && at[0] > 0 && (led != nil ||
		lex("problem-end").MatchString(folded) || strings.HasSuffix(folded[:at[0]], "”")) {
		cut(0, at[0])
	} else if m := lex("bare-problem").FindStringSubmatchIndex(folded); m != nil && led != nil {
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

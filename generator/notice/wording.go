package notice

import (
	"strings"
	"unicode/utf8"
)

// titleLimit is how long a heading can be, in characters. The longest that were seen have 90.
const titleLimit = 100

var (
	// unknownLabel is a label of a field that has no place of its own: Priority: High.
	unknownLabel = pattern(`^(?:[A-Z][A-Za-z /-]{2,30}:\s|\p{Han}{2,6}：)\s*\S`)
	// sentence is the first sentence of a paragraph that goes on.
	sentence = pattern(`^[^。！？；：:]{2,60}[。：:]|^(?:[A-Z]|(?:was|is) )[^.:]{2,100}[.:]\s`)
	ended    = pattern(`[。；;！？!?]["”’]?$`)
	// enclosed is a text within brackets: no sentence ends and no label begins there.
	enclosed   = pattern(`[（(][^（）()]{2,90}[）)]`)
	innerSigns = strings.NewReplacer("。", "〇", "；", "〇", "：", "〇", "，", "〇", "【", "〇", "〔", "〇",
		":", "x", ";", "x", ".", "x", ",", "x")
)

func (o outliner) describe(n *node, rest string) {
	end := titleEnd(rest)
	title := strings.Trim(rest[:end], "：: 　")
	n.inline = strings.TrimSpace(rest[end:]) != ""
	f, _ := labelAt(rest)
	n.problem = f == problemText || lex("problem-number").MatchString(n.numeral.shown) || lex("audit-form").MatchString(strings.TrimSpace(title)) ||
		lex("problem-form").MatchString(strings.TrimSpace(title)) ||
		lex("english-problem").MatchString(strings.TrimSpace(title))
	n.short = utf8.RuneCountInString(title) <= titleLimit &&
		(n.problem || n.inline || !ended().MatchString(title))
	if n.numeral.isEnglish() {
		st, ok := statusOf(title)
		n.labelled = ok && st.status != "" || n.inline && lex("own-account").MatchString(rest[end:])
	}
	for _, s := range o.segmentsOf(n.block, n.numeral.size+end, none) {
		n.labelled = n.labelled || s.label < s.from && tells(s.field)
	}
	n.labelled = n.labelled || n.inline && lex("told-status").MatchString(rest[end:])
}

// titleEnd is where the title ends in a heading's text, in bytes: at a label, behind a problem's
// wording or behind the first sentence.
func titleEnd(rest string) int {
	rest = enclosed().ReplaceAllStringFunc(rest, innerSigns.Replace)
	if f, size := labelAt(rest); f == problemText && size > 0 && size < len(rest) {
		return size + titleEnd(rest[size:])
	}
	if m := lex("problem-lead").FindStringIndex(rest); m != nil {
		return m[1]
	}
	for _, b := range breaks().FindAllStringIndex(rest, -1) {
		if b[1] < len(rest) && strings.TrimSpace(rest[:b[0]]) != "" {
			if f, size := labelAt(rest[b[1]:]); size > 0 && f != problemText {
				return firstSentence(rest[:b[1]])
			}
		}
		if b[0] > 3*titleLimit {
			break
		}
	}
	if at := strings.IndexAny(rest, "【［[〔"); at > 0 {
		if _, size := labelAt(rest[at:]); size > 0 {
			return at
		}
	}
	return firstSentence(rest)
}

// firstSentence is where the first sentence of a text ends, in bytes.
func firstSentence(text string) int {
	if m := sentence().FindStringIndex(text); m != nil {
		return m[1]
	}
	return len(text)
}

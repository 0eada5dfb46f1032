package notice

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// titleLimit is how long a heading can be, in characters. The longest that were seen have 90.
const titleLimit = 100

var (
	// problemForm is a problem's wording. It is held against a title without its numeral.
	problemForm = regexp.MustCompile(`^(?:针对|关于|对于|就).{2,}(?:问题|方面|情况)[”"』」]?` +
		`(?:的?整改(?:情况)?)?[。：:；，,、]?$|的?问题[”"』」]?[。：:；，]?$|` +
		`(?:不够|不到位|不足|不严|不力|不实|不深|不强|不高|不细|不优|不大|不紧|不牢|不准|不清|不全|` +
		`不及时|不规范|不严格|不明显|不突出|不扎实|不深入|不完善|不健全|不充分|不彻底|不平衡|不严肃|` +
		`不严谨|缺失|缺位|薄弱|弱化|淡化|虚化|滞后|差距|短板|漏洞|隐患|偏差|流于形式|形式主义|欠缺|` +
		`尚未形成|未健全|较[慢少低弱差]|不[\p{Han}]{1,2}|未[\p{Han}]{1,6})[。；，、]?$`)
	// englishProblem is a sentence in English that tells of something amiss.
	englishProblem = regexp.MustCompile(`^[A-Z][^.:]*\b(?i:not|no|never|without|` +
		`in(?:complete|adequate|sufficient|consistent|accurate)|` +
		`weak|weaknesses|lack(?:s|ed|ing)?|missing|poor|late|overdue|` +
		`unclear|needs?|out of date|unreliable|failed|absent)\b[^.:]*\.?$`)
	// unknownLabel is a label of a field that has no place of its own: Priority: High.
	unknownLabel = regexp.MustCompile(`^(?:[A-Z][A-Za-z /-]{2,30}:\s|\p{Han}{2,6}：)\s*\S`)
	// problemLead is a problem's wording at the beginning of a paragraph that goes on.
	problemLead = regexp.MustCompile(`^(?:(?:针对|关于|对于)[^。；“]{2,90}?(?:的问题|问题)[”"』」]?` +
		`的?(?:整改)?(?:方面|情况)?[。：:；，,、]|(?:针对|关于|对于)?[“"「『][^”"」』]{2,200}[”"」』]的?` +
		`问题的?(?:整改)?(?:方面|情况)?(?:[。：:；，,、]|$))`)
	// sentence is the first sentence of a paragraph that goes on.
	sentence = regexp.MustCompile(`^[^。！？；：:]{2,60}[。：:]|^[A-Z][^.:]{2,100}[.:]\s`)
	ended    = regexp.MustCompile(`[。；;！？!?]["”’]?$`)
	// bareLead is a problem without a number, with its account in the same paragraph.
	bareLead = regexp.MustCompile(`^(?:针对|关于)(?:[^。；，“]{2,60}|“[^”]{2,200}”)的?问题[。：:]`)
	bareForm = regexp.MustCompile(`^(?:针对|关于)[^。]{2,90}(?:问题)[”"]?[。：:]?$`)
)

// describe looks at the words of a heading.
func (u *understanding) describe(n *node, rest string) {
	end := titleEnd(rest)
	title := rest[:end]
	n.inline = strings.TrimSpace(rest[end:]) != ""
	f, _ := labelAt(rest)
	n.problem = f == problemText || problemForm.MatchString(strings.TrimSpace(title)) ||
		englishProblem.MatchString(strings.TrimSpace(title))
	n.short = utf8.RuneCountInString(title) <= titleLimit &&
		(n.problem || n.inline || !ended.MatchString(title))
	for _, s := range u.segmentsOf(n.block, n.numeral.size+end, none) {
		n.labelled = n.labelled || s.label < s.from && tells(s.field)
	}
}

// titleEnd is where the title ends in a heading's text, in bytes: at a label, behind a problem's
// wording or behind the first sentence.
func titleEnd(rest string) int {
	if f, size := labelAt(rest); f == problemText && size > 0 && size < len(rest) {
		return size + titleEnd(rest[size:])
	}
	if m := problemLead.FindStringIndex(rest); m != nil {
		return m[1]
	}
	for _, b := range breaks.FindAllStringIndex(rest, -1) {
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
	if m := sentence.FindStringIndex(text); m != nil {
		return m[1]
	}
	return len(text)
}

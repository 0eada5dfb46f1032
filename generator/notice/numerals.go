package notice

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numeral is the number that a heading or an item begins with.
type numeral struct {
	class string // two numerals of one class count the same things
	value int    // from 1; 0 where there is none
	size  int    // in bytes, with the spaces behind it
	shown string // as it is cited: 二, (一), 1
	kind  string // of an English one: key, improvement; each kind counts for itself
}

const (
	digits = `[0-9０-９]{1,3}`
	blank  = `[\s　]*`
)

// numeralFirst are the Chinese characters that a numeral can begin with.
var numeralFirst = pattern("^{numeral-first}")

// forms are the ways to write a numeral, each a class of its own. The first group is the number.
// show is how it is cited.
var forms = []struct {
	class string
	form  func() *regexp.Regexp
	show  string
}{
	{"han", numeralForm(`({han-digits})` + blank + `[、．.]`), "%"},
	{"han-paren", numeralForm(`[（(〔]` + blank + `({han-digits})` + blank + `[)）〕][、．.]?`), "(%)"},
	{"paren", numeralForm(`[（(]` + blank + `(` + digits + `)` + blank + `[)）][、．.]?`), "(%)"},
	{"half", numeralForm(`(` + digits + `)[)）]`), "%)"},
	{"comma", numeralForm(`(` + digits + `)` + blank + `、`), "%"},
	{"dot", numeralForm(`(` + digits + `)` + blank + `[.．](?:[^0-9０-９]|$)`), "%"},
	{"dot", numeralForm(`(` + digits + `)` + blank + `[.．][0-9]{1,4}{counted-thing}`), "%"}, // 1.4家单位
	{"several1", numeralForm(`([0-9]{1,2})[ 　]+(?:\p{Han}[^。，,]{1,30})$`), "%"},
	{"item", numeralForm("{numeral-item}[、：:.．]?"), "第%项"},
	{"part", numeralForm("{numeral-part}[、：:.．]?"), "第%部分"},
	{"problem", numeralForm(`{numeral-problem}[)）]?(?:[、：:.．\s　]|$)`), "问题%"},
	{"problem", numeralForm(`[【〔\[]{numeral-problem-boxed}[】〕\]]`), "问题%"},
	{"roman", numeralForm(`([IVX]{1,5})[.、)]\s`), "%"},
	{"letter", numeralForm(`([A-Z])[.)]\s`), "%"},
	{"small", numeralForm(`\(?([a-z])[.)]\s`), "(%)"},
	{"english", numeralForm(`{english-item}(` + digits + `)(?:\s*[:.–—-]|\s|$)`), "%"},
	{"chapter", numeralForm(`{chapter}\s+(` + digits + `|[A-Z]|[IVX]{1,5})(?:\s*[:.–—-]|\s|$)`), "%"},
}

// composite is a number of several parts, 3(a), 1.2 or 2023-04, behind the word for a finding, and
// R1.
var composite = pattern(`^[\s　]*(?:{english-item}` +
	`((?:\d{1,4}[.-])*\d{1,3}(?:\s?\([a-z]{1,4}\))+|(?:\d{1,4}[.-])+\d{1,3}|[A-Z]{1,3}\d{1,3})|` +
	`((?:R(?:ec)?|F)\.?\s?\d{1,3}))(?:\s*[:.–—-]|\s|$)[\s　]*`)

// several is a number of more than one figure, 1.2 or 3.1.4. A measure such as 1.5亿元 is none.
var several = pattern(`^[\s　]*((?:\d{1,2}[.．]){1,4}\d{1,2})[.．、]?(?:[\s　]+|(\p{Han}))`)

// taskForm is the box of an item in a list of tasks, taskDone one that is ticked.
var (
	taskForm = pattern(`^[\s　]*(?:\[[ xX√✓✔]\]|[☐☑☒✅])[\s　]+`)
	taskDone = pattern(`^[\s　]*(?:\[[xX√✓✔]\]|[☑✅])`)
)

// unit follows a figure that is a quantity, found one that counts what is found.
var unit, found = pattern("^{unit}"), pattern("^{found}")

func numeralForm(form string) func() *regexp.Regexp { return pattern(`^` + blank + form) }

// signs are numbers that are one character, by the first of their row.
var signs = []struct {
	first rune
	count int
	class string
	show  string
}{
	{'①', 20, "circle", ""},
	{'㉑', 15, "circle", ""},
	{'❶', 10, "circle", ""},
	{'⑴', 20, "paren", "(%)"},
	{'⒈', 20, "dot", "%"},
	{'㈠', 10, "han-paren", ""},
	{'Ⅰ', 12, "roman", ""},
}

// readNumeral reads the numeral at the beginning of a text; its size is 0 where there is none.
func readNumeral(text string) numeral {
	first := firstRunes(strings.TrimLeft(text, " \t\u3000\u00a0"), 1)
	if first == "" || first[0] >= utf8.RuneSelf && unicode.Is(unicode.Han, []rune(first)[0]) &&
		!numeralFirst().MatchString(first) {
		return numeral{} // as nearly every sentence: the forms need not be tried
	}
	if m := taskForm().FindStringIndex(text); m != nil {
		return numeral{class: "task", size: m[1]}
	}
	if m := several().FindStringSubmatchIndex(text); m != nil {
		han := ""
		if m[4] >= 0 {
			han = text[m[4]:m[5]]
		}
		if han == "" || !unit().MatchString(han) {
			shown := strings.ReplaceAll(text[m[2]:m[3]], "．", ".")
			parts := strings.Split(shown, ".")
			value, _ := strconv.Atoi(parts[len(parts)-1])
			return numeral{"several" + strconv.Itoa(len(parts)), value, m[1] - len(han), shown, ""}
		}
	}
	if m := composite().FindStringSubmatchIndex(text); m != nil {
		return compositeNumeral(text, m)
	}
	for _, f := range forms {
		m := f.form().FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		number := text[m[2]:m[3]]
		value, end := numberOf(number, f.class), m[1]
		if value == 0 {
			continue
		}
		if f.class == "several1" {
			end = m[3]
			if unit().MatchString(strings.TrimLeft(text[end:], " 　")) {
				continue
			}
		}
		if f.class == "problem" && found().MatchString(text[end:]) {
			continue // 问题 3 个
		}
		if f.class == "dot" { // the form has looked one character ahead
			end = m[3] + strings.IndexAny(text[m[3]:], ".．")
			end += len(firstRunes(text[end:], 1))
		}
		end += len(text[end:]) - len(strings.TrimLeft(text[end:], " \t\u3000\u00a0"))
		show, kind := f.show, ""
		if f.class == "problem" {
			show = problemWord(text[:m[2]]) + "%"
		}
		class := f.class
		if class == "english" {
			class, kind = englishClass(text[:m[2]]), qualifier(text[:m[2]])
		}
		return numeral{class, value, end, strings.Replace(show, "%", narrow(number), 1), kind}
	}
	return readSign(text)
}

// bullets are signs that count nothing. Each is a class of its own.
const bullets = "★☆◆◇■□▲△●○►※•▪"

// problemWord is the word before a number that counts problems: 反馈问题一 is cited as 问题一.
func problemWord(before string) string {
	word := []rune(strings.TrimRight(before, "（( 　"))
	return string(word[max(0, len(word)-2):])
}

// englishClass parts what counts what is wrong from what counts what should be done.
func englishClass(word string) string {
	if lex("finding-noun").MatchString(word) {
		return "english-finding"
	}
	return "english"
}

// isEnglish says whether a numeral stands behind an English word for what it counts.
func (n numeral) isEnglish() bool { return strings.HasPrefix(n.class, "english") }

// qualifier is the word before what English numbers: improvement recommendation.
func qualifier(before string) string {
	if words := strings.Fields(strings.ToLower(before)); len(words) > 1 {
		return words[0]
	}
	return ""
}

// compositeNumeral counts by its last part: 3(b) is the second, 2023-04 the fourth.
func compositeNumeral(text string, m []int) numeral {
	from, to := m[2], m[3]
	if from < 0 {
		from, to = m[4], m[5]
	}
	shown := strings.ReplaceAll(text[from:to], " ", "")
	parts := strings.FieldsFunc(shown, func(r rune) bool {
		return !('0' <= r && r <= '9' || 'a' <= r && r <= 'z')
	})
	value := 1
	if len(parts) > 0 {
		value = max(1, numberOf(parts[len(parts)-1], ""))
	}
	word := text[:from]
	if m[2] < 0 {
		word = firstRunes(shown, 1)
	}
	return numeral{englishClass(word), value, m[1], shown, qualifier(text[:from])}
}

func readSign(text string) numeral {
	rest := strings.TrimLeft(text, " \t\u3000\u00a0")
	first := firstRunes(rest, 1)
	if first != "" && strings.Contains(bullets, first) {
		rest = strings.TrimLeft(strings.TrimLeft(rest, first), " \t\u3000\u00a0")
		return numeral{class: "bullet" + first, size: len(text) - len(rest)}
	}
	for _, s := range signs {
		r := []rune(first + "\x00")[0]
		if r < s.first || r >= s.first+rune(s.count) {
			continue
		}
		value := int(r-s.first) + 1
		if s.first == '㉑' {
			value += 20
		}
		shown := first
		switch {
		case s.class == "han-paren":
			shown = "(" + string([]rune("一二三四五六七八九十")[value-1]) + ")"
		case s.show != "":
			shown = strings.Replace(s.show, "%", strconv.Itoa(value), 1)
		}
		rest = strings.TrimLeft(rest[len(first):], " \t\u3000\u00a0、.．")
		return numeral{s.class, value, len(text) - len(rest), shown, ""}
	}
	return numeral{}
}

// numberOf reads a number in figures, Chinese, Roman or as a letter; 0 where it is none.
func numberOf(s, class string) int {
	if n, err := strconv.Atoi(narrow(s)); err == nil {
		return n
	}
	if n := hanNumber(s); n > 0 {
		return n
	}
	roman := 0
	if class == "roman" || len(s) > 1 {
		values := map[rune]int{'I': 1, 'V': 5, 'X': 10}
		last := 0
		for _, r := range s {
			v := values[r]
			if v > last {
				roman -= 2 * last
			}
			roman += v
			last = v
		}
		return roman
	}
	if len(s) == 1 {
		return int(strings.ToUpper(s)[0]-'A') + 1
	}
	return 0
}

// hanNumber reads 一 to 九百九十九, and figures side by side such as 二〇二五; 0 where it is neither.
func hanNumber(s string) int {
	total, digit, positional := 0, 0, false
	for _, r := range s {
		switch at := strings.IndexRune("零一二三四五六七八九", r); {
		case r == '十':
			total, digit, positional = total+max(digit, 1)*10, 0, true
		case r == '百':
			total, digit, positional = total+digit*100, 0, true
		case r == '〇' || r == '○' || r == 'Ｏ':
			digit *= 10
		case r == '两':
			digit = digit*10 + 2
		case at < 0:
			return 0
		case positional:
			digit = at / 3
		default:
			digit = digit*10 + at/3
		}
	}
	return total + digit
}

// narrow gives full-width figures as plain ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if '０' <= r && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

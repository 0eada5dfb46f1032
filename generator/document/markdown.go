package document

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// Markdown is read line by line and not with goldmark, as the room markdown does: that joins lines
// that editors meant as paragraphs, and takes lines that begin with four spaces for code.

var (
	atx    = pattern(`^\s{0,3}(#{1,6})(?:[ \t]+|$)`)
	hashes = pattern(`[ \t]+#+[ \t]*$`)
	setext = pattern(`^\s{0,3}(=+|-{2,}|([*_-])(\s*[*_-]){2,})\s*$`)
	quote  = pattern(`^\s{0,3}>+[ \t]?`)
	bullet = pattern(`^[\s\x{3000}]*[-*+•·●■◆][ \t]+`)
	fence  = pattern("^\\s{0,3}(```+|~~~+).*$")
	link   = pattern(`(!?\[)([^\[\]]*)` +
		`(\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\))`)
	autolink  = pattern(`(<)((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)(>)`)
	strong    = pattern(`(\*{1,3})([^*\s](?:[^*]*[^*\s])?)(\*{1,3})`)
	crossed   = pattern(`~~([^~]+)~~`)
	code      = pattern("(`+)([^`]+)(`+)")
	comment   = pattern(`<!--.*?-->`)
	tag       = pattern(`</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>`)
	lineBreak = pattern(`(?i)<br\s*/?>`)
	entity    = pattern(`&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,30}\d{0,2});`)
	escape    = pattern("\\\\([!-/:-@\\[-`{-~])")
)

// unmarked gives the text of a paragraph of Markdown and its level as a heading.
func (m *maker) unmarked(rows []string, at Place) (text string, heading int) {
	if len(rows) == 1 && (setext().MatchString(rows[0]) || fence().MatchString(rows[0])) {
		m.drop(rows[0], Markup, at)
		return "", 0
	}
	plain := make([]string, len(rows))
	for i, row := range rows {
		row = m.cut(row, quote(), at)
		if found := atx().FindStringSubmatch(row); found != nil {
			heading = len(found[1])
			row = m.cut(m.cut(row, atx(), at), hashes(), at)
		}
		plain[i] = m.cut(row, bullet(), at)
	}
	return m.inline(glue(plain), at), heading
}

// matter is a line of front matter: a key and what it says, a part of a list, or a remark.
var matter = pattern(`^(?:([A-Za-z_][\w-]*)\s*:(.*)|\s+\S.*|-\s.*|#.*|\s*)$`)

const matterLimit = 60

// frontMatter reads the keys that other programs put before a text, and gives the row behind them;
// 0 where there are none. Of them only the date is kept, and the title where the text has none.
func (m *maker) frontMatter(rows []string) int {
	end := 1
	for end < len(rows) && end < matterLimit && matter().MatchString(rows[end]) {
		end++
	}
	if strings.TrimRight(rows[0], " ") != "---" || end == len(rows) ||
		strings.TrimRight(rows[end], " ") != "---" {
		return 0
	}
	titled := slices.ContainsFunc(rows[end:], func(row string) bool {
		found := atx().FindStringSubmatch(row)
		return found != nil && len(found[1]) == 1
	})
	for i := 0; i <= end; i++ {
		at := Place{Line, i + 1}
		found := matter().FindStringSubmatch(rows[i])
		switch {
		case found == nil || found[1] == "" || found[1] == "title" && titled:
			m.drop(rows[i], Script, at)
		case found[1] == "title":
			m.drop("title:", Script, at)
			title := strings.Trim(strings.TrimSpace(found[2]), `"'`)
			m.block(Block{Text: title, Heading: 1, Place: at})
			m.drop(strings.Repeat(`"`, strings.Count(found[2], `"`)), Script, at)
		case found[1] == "date":
			m.block(Block{Text: rows[i], Place: at})
		default:
			m.drop(rows[i], Script, at)
		}
	}
	return end + 1
}

// begins says whether a row of Markdown begins a paragraph by its first sign.
func begins(row string) bool {
	return atx().MatchString(row) || bullet().MatchString(row) || quote().MatchString(row) ||
		setext().MatchString(row) || fence().MatchString(row)
}

// cut takes what matches out of a row, as markup.
func (m *maker) cut(row string, sign *regexp.Regexp, at Place) string {
	m.drop(sign.FindString(row), Markup, at)
	return sign.ReplaceAllString(row, "")
}

// escapable are what a backslash can stand before. Meanwhile control characters from hiding on
// stand for them, which decode has taken out of the text.
const (
	escapable = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	hiding    = '\u0080'
)

// inline takes the escapable out of a text. An escaped sign stays, so it is hidden from the others.
func (m *maker) inline(text string, at Place) string {
	for _, found := range comment().FindAllString(text, -1) {
		m.drop(found, Comment, at)
	}
	text = comment().ReplaceAllString(text, "")
	text = escape().ReplaceAllStringFunc(text, func(s string) string {
		m.drop(`\`, Markup, at)
		return string(hiding + rune(strings.IndexByte(escapable, s[1])))
	})
	text = crossed().ReplaceAllStringFunc(text, func(s string) string {
		m.drop(s, Struck, at)
		return ""
	})
	for _, pair := range []*regexp.Regexp{code(), link(), autolink(), strong()} {
		text = m.unwrapped(text, pair, at)
	}
	for _, found := range tag().FindAllString(text, -1) {
		m.drop(found, Markup, at)
	}
	text = tag().ReplaceAllString(lineBreak().ReplaceAllString(text, " "), "")
	text = entity().ReplaceAllStringFunc(text, func(s string) string {
		m.drop(s, Markup, at)
		return html.UnescapeString(s)
	})
	return strings.Map(func(r rune) rune {
		if hiding <= r && r < hiding+rune(len(escapable)) {
			return rune(escapable[r-hiding])
		}
		return r
	}, text)
}

// unwrapped takes the first and third group of each match out, as markup.
func (m *maker) unwrapped(text string, pair *regexp.Regexp, at Place) string {
	return pair.ReplaceAllStringFunc(text, func(found string) string {
		parts := pair.FindStringSubmatch(found)
		m.drop(parts[1]+parts[3], Markup, at)
		return parts[2]
	})
}

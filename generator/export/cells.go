package export

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

var (
	// number is what Excel and WPS take for a number, not for a formula: -3.5, -12%, +1,200.
	number = regexp.MustCompile(`^[+-]?\d+([.,]\d+)*%?$`)
	// plainNumber is a number that they show as it is written: not 0012, 1.10 or twelve figures.
	plainNumber = regexp.MustCompile(`^(0|[1-9]\d{0,10})$|^(0|[1-9]\d{0,7})\.\d{0,7}[1-9]$`)
	// wholeDay becomes a day of theirs, and is one.
	wholeDay = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	// converted is what they may turn into a number, a date, a time or a truth value where it has a
	// figure: (1), 0012, 1e5; 3/4, 1:30, 2023-04; mar-1; 4月13日.
	converted = regexp.MustCompile(`(?i)^(` + strings.Join([]string{
		`[(（]?[+＋－-]?[$€¥￥]?[\p{Nd}.,．，]+(e[+-]?\p{Nd}+)?[%％]?[)）]?`,
		`[\p{Nd}\p{Zs}.,:/：／－-]+([ap]m)?`,
		`([\p{Nd}\p{Zs}.,/-]*)` + month + `([\p{Nd}\p{Zs}.,:/-]*)`,
		`([上下]午)?(\p{Nd}+[年月日号时点分秒:：\p{Zs}]*)+`,
		`true|false`}, "|") + `)$`)
)

const month = `(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|` +
	`sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)`

// verbatim is a name for a cell: Excel, WPS and LibreOffice show it to the letter.
func verbatim(cell string) string {
	if converted.MatchString(cell) && hasFigure(cell) && !plainNumber.MatchString(cell) {
		return quoted(cell)
	}
	return escaped(cell)
}

// hasFigure says whether a cell that may be converted is no word: may is one.
func hasFigure(cell string) bool {
	return strings.ContainsFunc(cell, unicode.IsDigit) || strings.EqualFold(cell, "true") ||
		strings.EqualFold(cell, "false")
}

// quoted is a formula that gives a text, which office programs convert no further.
func quoted(cell string) string { return `="` + cell + `"` }

// escaped keeps a cell what it is. It puts an apostrophe before one that an office program would take for a formula, which
// could send the table's other cells elsewhere or start a program (OWASP: CSV injection). Chinese
// versions take the full-width signs too. Spaces and invisible characters before the sign do not
// count. What they would convert, though it is no number and no day, stays a text.
func escaped(cell string) string {
	visible := strings.TrimLeftFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc)
	})
	formula := strings.HasPrefix(cell, "\t")
	for _, sign := range "=+-@＝＋－＠" {
		formula = formula || strings.HasPrefix(visible, string(sign))
	}
	switch {
	case number.MatchString(cell), wholeDay.MatchString(cell):
		return cell
	case formula:
		return "'" + cell
	case converted.MatchString(cell) && hasFigure(cell):
		return quoted(cell)
	}
	return cell
}

// cellLimit is how long a cell may be for Excel, in UTF-16 units; of a longer one it would make
// further rows.
const cellLimit = 32_767

// held is what a cell can hold of a text: a line ends as all others do, and what is too long is cut.
// A page and findings.json have the whole of it.
func held(cell string) string {
	if strings.Contains(cell, "\r") {
		cell = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(cell)
	}
	const room = cellLimit - 2 // for the apostrophe and the dots
	if len(cell) <= room {
		return cell
	}
	length := 0
	for i, r := range cell {
		if length += utf16.RuneLen(r); length > room {
			return cell[:i] + "…"
		}
	}
	return cell
}

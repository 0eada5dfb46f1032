package register

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks of keys and items, as office texts have them.

// dashIn is how long a dash is that no space follows, or one of another width; 0 where there is
// none. A figure behind it makes it a sign.
func dashIn(rest string) int {
	r, size := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[size:])
	switch {
	case r == '-' && (unicode.IsLetter(next) || strings.ContainsRune("“《（", next)):
		return size
	case r == '－' || r == '–':
		return len(rest) - len(strings.TrimLeft(rest[size:], " "+wideSpace))
	}
	return 0
}

// itemMark begins an item of a list without a dash: a bullet, or a number, which stays.
var itemMark = regexp.MustCompile(`^(?:[•●·▪■○◆＊]\s*|[*+]\s+|` +
	`(?:[一二三四五六七八九十]+[是、]|第[一二三四五六七八九十]+[，,、]|[①-⑳]|` +
	`\d{1,2}[、．]|[(（][一二三四五六七八九十\d]+[)）]))`)

// itemIn is the bullet that a line begins with in place of a dash, or blank where it begins with a
// number; empty where it is no item.
func itemIn(rest string) string {
	if rest == "" || rest[0] < utf8.RuneSelf && !strings.ContainsRune("*+(0123456789", rune(rest[0])) {
		return ""
	}
	mark := itemMark.FindString(rest)
	r, _ := utf8.DecodeRuneInString(mark)
	if unicode.IsNumber(r) || unicode.IsLetter(r) || r == '(' || r == '（' {
		return " "
	}
	return mark
}

// keyLimit is how long a key may be, in bytes: longer, it is prose.
const keyLimit = 48

// cutKey parts a line behind its first colon, of either width, or equals sign, if a word stands
// before it, which may be between 【 and 】 or bold. colon is all that makes it a key.
func cutKey(line string) (key, colon, after string, ok bool) {
	end := ""
	for _, pair := range [][2]string{{"【", "】"}, {"**", "**"}} {
		if bare, ok := strings.CutPrefix(line, pair[0]); ok {
			line, end = bare, pair[1]
		}
	}
	head := line[:min(len(line), keyLimit)]
	i := strings.IndexFunc(head, func(r rune) bool {
		return r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if i <= 0 {
		return "", "", "", false
	}
	key, rest := line[:i], line[i:]
	if rest, ok = strings.CutPrefix(rest, end); !ok {
		return "", "", "", false
	}
	rest = strings.TrimLeft(rest, " "+wideSpace)
	for _, colon = range []string{":", "：", "=", "＝"} {
		if after, ok = strings.CutPrefix(rest, colon); ok {
			return key, colon + end, after, true
		}
	}
	return key, end, rest, end == "】"
}

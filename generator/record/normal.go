package record

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Typography is not a change: what looks the same to a reader but for spaces, line wrapping and the
// width or form of punctuation has one normal form. Letters and figures count, of any width.

// normal appends the normal form of a text.
func normal(to []byte, text string) []byte {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	space, last := false, rune(0)
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && r > ' ' || isHan(r): // nearly all
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.In(r, unicode.Cf, unicode.Cc): // not to be seen
			continue
		default:
			r = folded(r)
		}
		if space && isWord(last) && isWord(r) {
			to = append(to, ' ')
		}
		space, last = false, r
		if r == '…' {
			to = append(to, "..."...)
		} else {
			to = utf8.AppendRune(to, r)
		}
	}
	return to
}

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// isWord says whether a space between two such characters parts words; between Chinese ones, and
// beside punctuation, it does not.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return !isHan(r) && unicode.In(r, unicode.L, unicode.M, unicode.N) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// folded is a character in one width, and punctuation in one form.
func folded(r rune) rune {
	if f := width.LookupRune(r).Folded(); f != 0 {
		r = f
	}
	switch r {
	case '“', '”', '„', '‟', '″':
		return '"'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '─', '−':
		return '-'
	case '〜', '∼':
		return '~'
	case '。':
		return '.'
	case '・', '‧', '•':
		return '·'
	case '⋯':
		return '…'
	}
	return r
}

// Same says whether two texts differ in typography at most.
func Same(a, b string) bool { return bytes.Equal(normal(nil, a), normal(nil, b)) }

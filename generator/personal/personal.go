// Package personal finds personal data in a text: numbers, addresses and names that point to one
// private person. [Find] gives the place, the kind and the normalised value of each, however it is
// written: full-width, spaced, hyphened, split by markup, by characters that nobody sees or by the
// end of a line. [Mask] makes a text fit to be shown.
//
// What is personal differs by country: each has a file of its own. Where a number has a check
// digit, a date or a prefix, it must be right; where it has none, the words around it decide.
//
// The package reads no files, knows no register and allows nothing: the room privacy does.
package personal

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is a kind of personal data.
type Kind string

// The kinds. A name is a question: it may be right to name somebody.
const (
	ResidentID     Kind = "resident-id"
	Mobile         Kind = "mobile"
	BankCard       Kind = "bank-card"
	Passport       Kind = "passport"
	Plate          Kind = "plate"
	Email          Kind = "email"
	WeChat         Kind = "wechat"
	Address        Kind = "address"
	Name           Kind = "name"
	SocialSecurity Kind = "social-security"
)

// Kinds lists all kinds; of two that are as long in one place, the earlier one is meant.
func Kinds() []Kind {
	return []Kind{ResidentID, Email, Mobile, BankCard, SocialSecurity, Passport, Plate, WeChat,
		Address, Name}
}

// Hit is one piece of personal data.
type Hit struct {
	Kind       Kind
	Start, End int    // bytes of the text
	Value      string // normalised: the same however it is written
}

// Masked is the value as it may be shown.
func (h Hit) Masked() string { return masked(h.Kind, h.Value) }

// Find gives the personal data in a text, in its order; no two overlap.
func Find(text string) []Hit {
	clues := scan(text)
	if clues == 0 {
		return nil
	}
	v := newView(text)
	var hits []Hit
	if clues&digits != 0 {
		hits = v.numbers()
	}
	for _, p := range patterns() {
		if clues&p.clue != 0 {
			hits = append(hits, v.matches(p)...)
		}
	}
	order := Kinds()
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or((b.End-b.Start)-(a.End-a.Start),
			slices.Index(order, a.Kind)-slices.Index(order, b.Kind))
	})
	var found []Hit
	taken := make([]bool, len(text))
	for _, h := range hits {
		if slices.Contains(taken[h.Start:h.End], true) {
			continue
		}
		for i := h.Start; i < h.End; i++ {
			taken[i] = true
		}
		found = append(found, h)
	}
	slices.SortFunc(found, func(a, b Hit) int { return a.Start - b.Start })
	return found
}

// Mask gives a text with all but the ends of its personal data as asterisks, one for each letter
// and digit, so that lines and columns stay as they are. A number that was cut off for show, which
// nobody can recognise any more, is masked too.
func Mask(text string) string {
	hits := Find(text)
	if len(hits) == 0 && !strings.Contains(text, "…") {
		return text
	}
	var b strings.Builder
	last := 0
	for _, h := range hits {
		b.WriteString(text[last:h.Start])
		b.WriteString(masked(h.Kind, text[h.Start:h.End]))
		last = h.End
	}
	b.WriteString(text[last:])
	return maskCut(b.String())
}

// cutOff is how many digits before an ellipsis are the beginning of a number.
const cutOff = 7

// maskCut masks numbers that end in an ellipsis.
func maskCut(text string) string {
	out := []rune(text)
	for end, r := range out {
		start := end
		for r == '…' && start > 0 && unicode.IsDigit(out[start-1]) {
			start--
		}
		for i := start + 2; end-start >= cutOff && i < end; i++ {
			out[i] = '*'
		}
	}
	return string(out)
}

// shownEnds is how many letters and digits of a kind are shown at its beginning and at its end.
func shownEnds(kind Kind) (head, tail int) {
	switch kind {
	case ResidentID, Mobile:
		return 3, 2
	case BankCard, Plate:
		return 2, 2
	case Passport, Name, WeChat, SocialSecurity:
		return 1, 0
	}
	return 2, 0
}

func masked(kind Kind, written string) string {
	local, host, isMail := strings.Cut(written, "@")
	if kind == Email && isMail {
		first, size := utf8.DecodeRuneInString(local)
		return string(first) + stars(local[size:]) + "@" + host
	}
	out := []rune(written)
	head, tail := shownEnds(kind)
	count, left := 0, 0
	for _, r := range out {
		if isSign(r) {
			left++
		}
	}
	for i, r := range out {
		if !isSign(r) {
			continue
		}
		if count >= head && left > tail {
			out[i] = '*'
		}
		count++
		left--
	}
	return string(out)
}

func stars(text string) string {
	return strings.Map(func(r rune) rune {
		if isSign(r) {
			return '*'
		}
		return r
	}, text)
}

func isSign(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

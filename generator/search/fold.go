package search

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf16"

	"gongshi/generator/encoding"
)

// variants has traditional characters, each before its simplified one, as static/js/variants.js has.
//
//go:embed variants.txt
var variants string

// folding gives, for each UTF-16 unit, the one that readers take for the same; static/js/fold.js
// folds what is looked for in the same way. A pair of units is folded as a character.
type folding [1 << 16]uint16

func newFolding() *folding {
	var f folding
	simplified := map[rune]rune{}
	pairs := []rune(strings.ReplaceAll(variants, "\n", ""))
	for i := 0; i+1 < len(pairs); i += 2 {
		simplified[pairs[i]] = pairs[i+1]
	}
	for r := range rune(len(f)) {
		meant := plain(r)
		if simple, is := simplified[meant]; is {
			meant = simple
		}
		f[r] = uint16(meant)
	}
	return &f
}

// plain folds what is no Chinese variant: width, radicals, spaces and case. None changes its length.
func plain(r rune) rune {
	switch {
	case 0xff01 <= r && r <= 0xff5e:
		r -= 0xfee0
	case 0x2e80 <= r && r <= 0x2fdf, 0xf900 <= r && r <= 0xfaff:
		if meant := []rune(encoding.Ordinary(r)); len(meant) == 1 && meant[0] < 1<<16 {
			r = meant[0]
		}
	case r == 0x3000, r == 0xa0:
		return ' '
	case r == 'İ':
		return 'i'
	case utf16.IsSurrogate(r):
		return r
	}
	if r = unicode.ToLower(r); r == 'ς' {
		return 'σ'
	}
	return r
}

// fold gives a text as it is searched, in UTF-16 units, into room that may be used again.
func (f *folding) fold(text string, room []uint16) []uint16 {
	folded := room[:0]
	for _, r := range text {
		if r < 1<<16 {
			folded = append(folded, f[r])
		} else {
			folded = utf16.AppendRune(folded, unicode.ToLower(r))
		}
	}
	return folded
}

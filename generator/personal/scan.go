package personal

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// clue is what makes it worth to look closer at a text.
type clue int

const (
	digits clue = 1 << iota // enough of them together
	at                      // an at sign
	chat                    // a word for WeChat
	plate                   // a province's short name before a letter
	room                    // a number before a word for a room
	blame                   // a word of discipline

	// anything: a tag or an escape may hide whatever it is.
	anything = digits | at | chat | plate | room | blame
)

// A date has so many digits, a landline's number without its area code no more.
const fewDigits = 8

// houses are the last characters of words for houses and where people live.
const houses = "栋幢座楼苑园寓村舍区院元"

// fewRow is so many digits in a row that they may be a passport's, with a letter before them.
const fewRow = 7

// scanner goes once over the bytes of a text: a register has millions, and most say nothing.
// Where it gives no clue, nothing is there; the opposite is for others to say.
type scanner struct {
	text    string
	last    rune // of those that are seen
	run     int  // digits, whatever separates them
	row     int  // digits with nothing between them that is seen
	chinese int  // Chinese digits in a row
	found   clue
}

// scan gives the clues of a text.
func scan(text string) clue {
	s := scanner{text: text}
	telling := tellingSigns()
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			s.ascii(i, b)
			i++
			continue
		}
		// Nearly all are Chinese characters of three bytes.
		if 0xe4 <= b && b <= 0xe9 && i+2 < len(text) {
			r := rune(b&0xf)<<12 | rune(text[i+1]&0x3f)<<6 | rune(text[i+2]&0x3f)
			if r >= firstHanzi && !telling.has(r) {
				s.run, s.row, s.chinese, s.last = 0, 0, 0, r
				i += 3
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < firstHanzi || r > lastHanzi {
			s.other(i, r)
		} else {
			s.hanzi(r)
		}
		i += size
	}
	return s.found
}

// The Chinese characters of everyday use.
const (
	firstHanzi = 0x4e00
	lastHanzi  = 0x9fff
)

// signSet is a set of Chinese characters, a bit for each.
type signSet [(lastHanzi-firstHanzi)/64 + 1]uint64

func (s *signSet) has(r rune) bool {
	return r > lastHanzi || s[(r-firstHanzi)/64]>>((r-firstHanzi)%64)&1 != 0
}

// tellingSigns are the Chinese characters that hanzi looks at.
var tellingSigns = sync.OnceValue(func() *signSet {
	var s signSet
	for _, r := range "零一幺二三四五六七八九信室房户" + strings.ReplaceAll(blameWords, "|", "") {
		s[(r-firstHanzi)/64] |= 1 << ((r - firstHanzi) % 64)
	}
	return &s
})

func (s *scanner) digit() {
	if strings.ContainsRune(houses, s.last) {
		s.found |= room
	}
	s.run++
	s.row++
	s.chinese = 0
	s.last = '0'
	if s.run > fewDigits || s.row >= fewRow {
		s.found |= digits
	}
}

func (s *scanner) ascii(i int, b byte) {
	switch {
	case '0' <= b && b <= '9':
		s.digit()
		return
	case b == '*', b == '`', b == '~', b == '\n', b == '>', b == ' ', b == '_':
		if b == '\n' && i > 0 && s.text[i-1] == '\n' {
			s.run, s.row, s.last = 0, 0, '\n'
		}
		if b == ' ' && s.last == '0' && i > 0 && !strings.ContainsRune("\n >", rune(s.text[i-1])) {
			s.row = 0
		}
		return
	case b == '\\' && strings.HasPrefix(s.text[i+1:], "\n"):
		return
	case b == '<', b == '\\', b == '&':
		if i+1 < len(s.text) && (isASCIIAlnum(rune(s.text[i+1])) ||
			strings.IndexByte("/!#", s.text[i+1]) >= 0) {
			s.found |= anything
		}
	case b == '[' || b == ']':
		if s.last == '0' && linkMark(s.text[i:]) > 0 {
			s.found |= anything
		}
	case 'a' <= b|0x20 && b|0x20 <= 'z':
		s.letter(i, b)
		return
	case b == '@':
		s.found |= at
	case b == ',' || b == ':' || b == ';':
		s.run = 0
	}
	s.row, s.chinese, s.last = 0, 0, rune(b)
}

// letter looks for plates and the Latin words for WeChat.
func (s *scanner) letter(i int, b byte) {
	if isProvince(s.last) {
		s.found |= plate
	}
	if (b|0x20 == 'w' || b|0x20 == 'v') && s.found&chat == 0 &&
		latinChat().MatchString(s.text[i:min(len(s.text), i+8)]) {
		s.found |= chat
	}
	s.run, s.row, s.chinese, s.last = 0, 0, 0, rune(b)
}

// other takes a sign that is neither ASCII nor a Chinese character.
func (s *scanner) other(i int, r rune) {
	n := narrow(r)
	switch {
	case '0' <= n && n <= '9':
		s.digit()
	case n < utf8.RuneSelf && n != r:
		s.ascii(i, byte(n))
	case isUnseen(r):
	case r == '〇' || r == '○':
		s.number(r)
	default:
		s.run, s.row, s.chinese, s.last = 0, 0, 0, r
	}
}

// number takes a Chinese digit.
func (s *scanner) number(r rune) {
	s.run, s.row, s.last = 0, 0, r
	s.chinese++
	if s.chinese >= mobileLength {
		s.found |= digits
	}
}

// hanzi looks for the words that the patterns begin or end with.
func (s *scanner) hanzi(r rune) {
	if chineseDigit(r) >= 0 {
		s.number(r)
		return
	}
	switch r {
	case '信':
		if strings.ContainsRune("微薇威vV", s.last) {
			s.found |= chat
		}
	case '室', '房', '户':
		if unicode.IsDigit(s.last) || s.last == '号' || chineseDigit(s.last) >= 0 {
			s.found |= room
		}
	default:
		if strings.ContainsRune(blameBefore(r), s.last) {
			s.found |= blame
		}
	}
	s.run, s.row, s.chinese, s.last = 0, 0, 0, r
}

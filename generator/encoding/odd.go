package encoding

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Odd is a character that shows nothing, shows otherwise on other computers, or is not the one
// that it looks like.
type Odd struct {
	Offset int // in bytes
	Char   rune
	Rule   string // character-broken, -direction, -invisible, -private or -radical
	Meant  string // what to write instead, which may be nothing
	Sure   bool   // nothing else than Meant can be right
}

// Odds gives the odd characters of a text.
func Odds(text string) []Odd {
	var odds []Odd
	before := rune(-1)
	for i, r := range text {
		if r >= 0xa0 && (r < 0x3100 || r > 0x9fff) { // no usual letter, mark or Chinese character
			after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if o := odd(before, r, after); o.Rule != "" {
				o.Offset, o.Char = i, r
				odds = append(odds, o)
			}
		}
		before = r
	}
	return odds
}

// Mend puts right what is [Odd] and sure.
func Mend(text string) string {
	var b strings.Builder
	from := 0
	for _, o := range Odds(text) {
		if o.Sure {
			b.WriteString(text[from:o.Offset] + o.Meant)
			from = o.Offset + utf8.RuneLen(o.Char)
		}
	}
	return b.String() + text[from:]
}

func odd(before, r, after rune) Odd {
	switch {
	case r == utf8.RuneError:
		return Odd{Rule: "character-broken"}
	case unicode.Is(unicode.Co, r):
		return Odd{Rule: "character-private"}
	case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069,
		(r == 0x200e || r == 0x200f || r == 0x061c) && !leftward(before) && !leftward(after):
		return Odd{Rule: "character-direction", Sure: true}
	case r == 0x200b, r == 0x2060, r == 0xfeff, r == 0x180e, r == 0xad,
		(r == 0x200c || r == 0x200d) && !joined(before) && !joined(after):
		return Odd{Rule: "character-invisible", Sure: true}
	case 0x2e80 <= r && r <= 0x2fdf, 0xf900 <= r && r <= 0xfaff, 0x2f800 <= r && r <= 0x2fa1f:
		if meant := Ordinary(r); meant != string(r) {
			return Odd{Rule: "character-radical", Meant: meant, Sure: true}
		}
	}
	return Odd{}
}

// leftward says whether a character is of a script that is written from the right.
func leftward(r rune) bool {
	return unicode.IsLetter(r) &&
		unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// joined says whether a character may need to be told to join the next, as in some scripts and in
// emoji.
func joined(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Mc) ||
		unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Latin)
}

// Ordinary gives the character that a radical or a compatibility form stands for.
func Ordinary(r rune) string {
	if i := strings.IndexRune(radicals, r); i >= 0 {
		meant, _ := utf8.DecodeRuneInString(radicals[i+utf8.RuneLen(r):])
		return string(meant)
	}
	return norm.NFKC.String(string(r))
}

// radicals are those of which Unicode's normal form knows no character, each before its own, by
// Unicode's EquivalentUnifiedIdeograph.txt.
const radicals = "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月" +
	"⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱网⺲罒⺳网⺵羊⺶羊⺷羊⺹耂⺺肀⺻聿⺼肉⺽臼" +
	"⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页" +
	"⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙"

package document

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// radicals are the supplement of radicals that PDF programs write for characters that look the same,
// each before its character (Unicode, EquivalentUnifiedIdeograph.txt). Those without a character of
// everyday use are left as they are.
const radicals = "⺅亻⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬" +
	"⺧牛⺨犭⺩王⺫罒⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝" +
	"⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"

var radicalOf = pairs(radicals)

func pairs(text string) map[rune]string {
	all := map[rune]string{}
	signs := []rune(text)
	for i := 0; i+1 < len(signs); i += 2 {
		all[signs[i]] = string(signs[i+1])
	}
	return all
}

// ordinary puts ordinary characters in the place of radicals, compatibility ideographs and
// ligatures of Latin letters, and counts them. All other signs stay as they are typed: ①, ㎡ and
// full-width marks are what their author meant.
func (m *maker) ordinary(text string) string {
	if !strings.ContainsFunc(text, isAlike) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !isAlike(r) {
			b.WriteRune(r)
			continue
		}
		same := radicalOf[r]
		if same == "" {
			same = norm.NFKC.String(string(r))
		}
		if same != string(r) {
			m.alike++
		}
		b.WriteString(same)
	}
	return b.String()
}

func isAlike(r rune) bool {
	return '\u2e80' <= r && r <= '\u2fdf' || '\uf900' <= r && r <= '\ufaff' ||
		'\ufb00' <= r && r <= '\ufb06' || '\U0002f800' <= r && r <= '\U0002fa1f'
}

// Signs that have a form above the line, and that form.
var superscripts = pairs("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾nⁿiⁱ")

// exponent is what can stand above the line as a power; marks of notes and ordinals cannot.
var exponent = pattern(`^[-+−]?([0-9]{1,3}|[a-zA-Z])$`)

// Raised gives a text that is set above the line so that it still says the same: m² and 10³, or a ^
// before it. What is no power is left as it is.
func Raised(text string) string {
	if !exponent().MatchString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		sign, ok := superscripts[r]
		if !ok {
			return "^" + text
		}
		b.WriteString(sign)
	}
	return b.String()
}

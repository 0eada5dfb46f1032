package document

import (
	"fmt"
	"strconv"
	"strings"
)

// formatted writes a number as Word's formats of these names do (ECMA-376 part 1, 17.18.59). A
// format that is not known here gives plain digits: a wrong sign is worse than a plain one.
func formatted(name string, n int) string {
	if n < 0 || n > 1<<20 {
		return strconv.Itoa(n)
	}
	if row, ok := rowFormats[name]; ok {
		if signs := []rune(row); n >= 1 && n <= len(signs) {
			return string(signs[n-1])
		}
		return strconv.Itoa(n)
	}
	if write, ok := writtenFormats[name]; ok {
		return write(n)
	}
	return strconv.Itoa(n)
}

// rowFormats are signs in their order, from 1.
var rowFormats = map[string]string{
	"decimalEnclosedCircle":        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
	"decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
	"decimalEnclosedParen":         "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
	"decimalEnclosedFullstop":      "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
	"ideographEnclosedCircle":      "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
	"ideographTraditional":         "甲乙丙丁戊己庚辛壬癸",
	"ideographZodiac":              "子丑寅卯辰巳午未申酉戌亥",
}

var writtenFormats = map[string]func(int) string{
	"decimal":                    strconv.Itoa,
	"none":                       func(int) string { return "" },
	"bullet":                     func(int) string { return "" },
	"decimalZero":                func(n int) string { return fmt.Sprintf("%02d", n) },
	"decimalFullWidth":           fullWidth,
	"decimalFullWidth2":          fullWidth,
	"decimalHalfWidth":           strconv.Itoa,
	"numberInDash":               func(n int) string { return "- " + strconv.Itoa(n) + " -" },
	"ordinal":                    ordinal,
	"lowerLetter":                func(n int) string { return letters('a', n) },
	"upperLetter":                func(n int) string { return letters('A', n) },
	"lowerRoman":                 func(n int) string { return strings.ToLower(roman(n)) },
	"upperRoman":                 roman,
	"chineseCounting":            counting,
	"chineseCountingThousand":    counting,
	"japaneseCounting":           counting,
	"taiwaneseCounting":          counting,
	"taiwaneseCountingThousand":  counting,
	"ideographDigital":           func(n int) string { return oneByOne("〇一二三四五六七八九", n) },
	"japaneseDigitalTenThousand": func(n int) string { return oneByOne("〇一二三四五六七八九", n) },
	"taiwaneseDigital":           func(n int) string { return oneByOne("○一二三四五六七八九", n) },
	"chineseLegalSimplified":     func(n int) string { return chinese("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", n) },
	"ideographLegalTraditional":  func(n int) string { return chinese("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", n) },
	"japaneseLegal":              func(n int) string { return chinese("零壱弐参四伍六七八九", "拾百阡萬", n) },
	"ideographZodiacTraditional": sexagenary,
}

// sexagenary writes 甲子, 乙丑 … 癸亥, as years are counted.
func sexagenary(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	stems := []rune(rowFormats["ideographTraditional"])
	branches := []rune(rowFormats["ideographZodiac"])
	return string([]rune{stems[(n-1)%len(stems)], branches[(n-1)%len(branches)]})
}

func fullWidth(n int) string { return oneByOne("０１２３４５６７８９", n) }

// oneByOne writes a number digit by digit with ten signs.
func oneByOne(signs string, n int) string {
	tens := []rune(signs)
	var b strings.Builder
	for _, r := range strconv.Itoa(n) {
		b.WriteRune(tens[r-'0'])
	}
	return b.String()
}

func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}

// letters counts a … z, aa, bb …, as Word does. Beyond a page's width it gives digits.
func letters(first rune, n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
		{40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

// counting writes 十, 十一, 二十, 一百零一: numbers of headings, where ten has no 一 before it.
func counting(n int) string {
	s := chinese("零一二三四五六七八九", "十百千万", n)
	if n >= 10 && n < 20 {
		return strings.TrimPrefix(s, "一")
	}
	return s
}

// chinese writes a number with signs for the digits and for 10, 100, 1000 and 10000.
func chinese(signs, powers string, n int) string {
	digit, power := []rune(signs), []rune(powers)
	if n >= 10000 {
		rest := ""
		if n%10000 > 0 {
			rest = chinese(signs, powers, n%10000)
			if n%10000 < 1000 {
				rest = string(digit[0]) + rest
			}
		}
		return chinese(signs, powers, n/10000) + string(power[3]) + rest
	}
	if n == 0 {
		return string(digit[0])
	}
	var b strings.Builder
	gap := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(digit[0])
			gap = false
		}
		b.WriteRune(digit[d])
		if i < 3 {
			b.WriteRune(power[2-i])
		}
	}
	return b.String()
}

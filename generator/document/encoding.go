package document

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/traditionalchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"gongshi/generator/register"
)

// big5 is a page that says it is in the encoding of Taiwan and Hong Kong. Other names are not
// believed: a page that is valid UTF-8 is UTF-8, and GB18030 holds GBK and GB 2312.
var big5 = regexp.MustCompile(`(?i)charset\s*=\s*["']?big5`)

// head is how many bytes of a page may come before its charset.
const head = 4096

// decode gives a file's text in UTF-8, with \n at the ends of lines, and the name of the encoding
// that it was in, empty for UTF-8. It gives false where there is no telling.
func decode(data []byte) (text, name string, ok bool) {
	for _, mark := range []struct {
		bytes, name string
		order       utf16.Endianness
	}{{"\xff\xfe", "UTF-16 LE", utf16.LittleEndian}, {"\xfe\xff", "UTF-16 BE", utf16.BigEndian}} {
		if rest, found := bytes.CutPrefix(data, []byte(mark.bytes)); found {
			text, ok = strictly(utf16.UTF16(mark.order, utf16.IgnoreBOM), rest)
			return lines(text), mark.name, ok
		}
	}
	if bytes.IndexByte(data, 0) >= 0 {
		if text, name, ok = fromUTF16(data); ok {
			return text, name, ok
		}
		if data = bytes.ReplaceAll(data, []byte{0}, nil); !mostlyText(data) {
			return "", "", false
		}
	}
	if utf8.Valid(data) {
		return lines(string(data)), "", true
	}
	traditional, isBig5 := strictly(traditionalchinese.Big5, data)
	if big5.Match(data[:min(len(data), head)]) {
		return lines(traditional), "Big5", isBig5
	}
	text, ok = register.FromGB18030(data)
	if isBig5 && (!ok || 2*usual(text) < usual(traditional)) {
		return lines(traditional), "Big5", true
	}
	return lines(text), "GB18030", ok
}

// usualSigns are the commonest characters and marks of Chinese. Text read in the wrong encoding has
// next to none of them.
const usualSigns = "的一是在不有了和人及為为於于，。、：；（）"

// usual counts them at the beginning of a text.
func usual(text string) int {
	n := 0
	for i, r := range text {
		if i > 4*head {
			break
		}
		if strings.ContainsRune(usualSigns, r) {
			n++
		}
	}
	return n
}

// mostlyText says whether bytes are text once the NUL bytes are taken out that a damaged disk or a
// database left in it, and no program or picture.
func mostlyText(data []byte) bool {
	return utf8.Valid(data) && !bytes.ContainsAny(data, "\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x7f")
}

// fromUTF16 reads UTF-16 without a byte order mark, which only its NUL bytes betray. In the right
// order it is Chinese and ASCII; in the wrong one neither.
func fromUTF16(data []byte) (text, name string, ok bool) {
	for _, order := range []struct {
		endianness utf16.Endianness
		name       string
	}{{utf16.LittleEndian, "UTF-16 LE"}, {utf16.BigEndian, "UTF-16 BE"}} {
		text, good := strictly(utf16.UTF16(order.endianness, utf16.IgnoreBOM), data)
		if good && strings.IndexByte(text, 0) < 0 && mostlyUsual(text) {
			return lines(text), order.name, true
		}
	}
	return "", "", false
}

func mostlyUsual(text string) bool {
	usual, all := 0, 0
	for _, r := range text {
		all++
		if r < utf8.RuneSelf || '\u3000' <= r && r <= '\u9fff' || '\uff00' <= r && r <= '\uffef' {
			usual++
		}
	}
	return 10*usual >= 9*all
}

// strictly decodes, and gives false where a character came out that nobody wrote.
func strictly(e encoding.Encoding, data []byte) (string, bool) {
	decoded, err := e.NewDecoder().Bytes(data)
	wrong := func(r rune) bool { return r == utf8.RuneError || unicode.Is(unicode.Co, r) }
	return string(decoded), err == nil && !bytes.ContainsFunc(decoded, wrong)
}

// lines gives a text with one sort of line end, without characters that nobody sees. A form feed
// is what PDF tools put between pages.
func lines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n",
		"\u0085", "\n", "\v", "\n", "\f", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if Unseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

package encoding

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// big5 is a page that says it is in the encoding of Taiwan and Hong Kong. Other names are not
// believed: a page that is valid UTF-8 is UTF-8, and GB18030 holds GBK and GB 2312.
var big5 = regexp.MustCompile(`(?i)charset\s*=\s*["']?big5`)

// head is how many bytes of a page may come before its charset.
const head = 4096

var utf16Orders = []struct {
	mark, name string
	encoding   encoding.Encoding
}{
	{"\xff\xfe", "UTF-16 LE", utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM)},
	{"\xfe\xff", "UTF-16 BE", utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)},
}

// Detect gives a file's text in UTF-8, its line ends as they are, and the name of the encoding that
// it was in, empty for UTF-8. It gives false where there is no telling.
func Detect(data []byte) (text, name string, ok bool) {
	if text, name, ok = markedUTF16(data); name != "" {
		return text, name, ok
	}
	if bytes.IndexByte(data, 0) >= 0 {
		if text, name, ok = unmarkedUTF16(data); ok {
			return text, name, ok
		}
		if data = bytes.ReplaceAll(data, []byte{0}, nil); !mostlyText(data) {
			return "", "", false
		}
	}
	if utf8.Valid(data) {
		return string(data), "", true
	}
	traditional, isBig5 := strictly(traditionalchinese.Big5, data)
	if big5.Match(data[:min(len(data), head)]) {
		return traditional, "Big5", isBig5
	}
	text, ok = GB18030(data)
	if isBig5 && (!ok || 2*usual(text) < usual(traditional)) {
		return traditional, "Big5", true
	}
	return text, "GB18030", ok
}

// markedUTF16 reads UTF-16 whose byte order mark names it. A text has a line end or another
// character of ASCII, which UTF-8 behind a wrong mark does not read as.
func markedUTF16(data []byte) (text, name string, ok bool) {
	for _, order := range utf16Orders {
		if rest, found := bytes.CutPrefix(data, []byte(order.mark)); found {
			text, ok = strictly(order.encoding, rest)
			ascii := strings.ContainsFunc(text, func(r rune) bool { return r < utf8.RuneSelf })
			return text, order.name, ok && (ascii || text == "")
		}
	}
	return "", "", false
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

// unmarkedUTF16 reads UTF-16 without a byte order mark, which only its NUL bytes betray. In the
// right order it is Chinese and ASCII; in the wrong one neither.
func unmarkedUTF16(data []byte) (text, name string, ok bool) {
	for _, order := range utf16Orders {
		text, good := strictly(order.encoding, data)
		if good && strings.IndexByte(text, 0) < 0 && mostlyUsual(text) {
			return text, order.name, true
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
	return string(decoded), err == nil && !bytes.ContainsFunc(decoded, notText)
}

// notText are what a wrong guess at an encoding leaves: replacements and characters for private
// use.
func notText(r rune) bool { return r == utf8.RuneError || unicode.Is(unicode.Co, r) }

// GB18030 reads Windows' Chinese encoding, where a file that is not UTF-8 is certain to be in it.
// Nearly any bytes can be read as GB18030, so it must be told from a damaged file, which has
// Chinese in UTF-8 before the fault or ends within a character, and from other encodings: damaged
// UTF-8 and Latin-1 read as rare characters, while Chinese prose is made of the 7,000 common ones
// of GB 2312, both bytes of which lie above A0.
func GB18030(data []byte) (string, bool) {
	valid := validPrefix(data)
	if bytes.ContainsFunc(data[:valid], func(r rune) bool { return r >= 0x800 }) ||
		!utf8.FullRune(data[valid:]) {
		return "", false
	}
	decoded, ok := strictly(simplifiedchinese.GB18030, data)
	if !ok {
		return "", false
	}
	encoded, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(decoded))
	if err != nil || !bytes.Equal(encoded, data) {
		return "", false
	}
	common, rare := 0, 0
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] < utf8.RuneSelf:
		case data[i+1] < '@': // a character of four bytes
			rare++
			i += 3
		default:
			if data[i] > 0xa0 && data[i+1] > 0xa0 {
				common++
			} else {
				rare++
			}
			i++
		}
	}
	return decoded, common >= 9*rare
}

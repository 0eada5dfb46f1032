package personal

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// view is a text as it is read: full-width signs are narrow, escapes are what they stand for, and
// what nobody sees is left out.
type view struct {
	text  string // as it was written
	read  string
	start []int32 // where the sign of each byte of read begins in text; one more for the end
	end   []int32 // where it ends
}

func newView(text string) *view {
	w := viewer{view: view{text: text, start: make([]int32, 0, len(text)+1),
		end: make([]int32, 0, len(text)+1)}}
	w.b.Grow(len(text))
	for w.at < len(text) {
		w.next()
	}
	w.flush()
	w.read = w.b.String()
	w.start = append(w.start, int32(len(text)))
	w.end = append(w.end, int32(len(text)))
	return &w.view
}

// hit is what stands between two bytes of read.
func (v *view) hit(kind Kind, from, to int, value string) Hit {
	return Hit{kind, int(v.start[from]), int(v.end[to-1]), value}
}

// viewer makes a view.
type viewer struct {
	view
	b       strings.Builder
	at      int    // in text
	chinese []sign // Chinese digits that may be a number
}

// sign is one of a text, and its bytes there.
type sign struct {
	r          rune
	start, end int
}

// put adds a sign that stands in so many bytes of the text.
func (w *viewer) put(r rune, size int) {
	s := sign{r, w.at, w.at + size}
	w.at += size
	if chineseDigit(r) >= 0 {
		w.chinese = append(w.chinese, s)
		return
	}
	w.flush()
	w.write(s)
}

func (w *viewer) write(s sign) {
	before := w.b.Len()
	w.b.WriteRune(s.r)
	for range w.b.Len() - before {
		w.start, w.end = append(w.start, int32(s.start)), append(w.end, int32(s.end))
	}
}

// flush writes Chinese digits: a long row of them is a number, a shorter one a year or a count.
func (w *viewer) flush() {
	number := len(w.chinese) >= mobileLength
	for _, s := range w.chinese {
		if number {
			s.r = '0' + rune(chineseDigit(s.r))
		}
		w.write(s)
	}
	w.chinese = w.chinese[:0]
}

// next takes one sign, or an escape for one.
func (w *viewer) next() {
	rest := w.text[w.at:]
	switch rest[0] {
	case '\\':
		if r, size := backslashed(rest); size > 0 {
			w.put(narrow(r), size)
			return
		}
		w.at++ // of Markdown or YAML: what follows is meant as it is
		if strings.HasPrefix(rest, "\\\n") {
			w.lineEnd(rest[1:])
		}
		return
	case '*', '`', '~':
		w.at++ // emphasis
		return
	case '\n':
		w.lineEnd(rest)
		return
	case '[', ']':
		if size := linkMark(rest); size > 0 && w.endsInPart() {
			w.at += size
			return
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	if rest[0] == '&' {
		if meant, length := entity(rest); length > 0 {
			r, size = meant, length
		}
	}
	if skipped := tag(rest); skipped > 0 || isUnseen(r) {
		w.at += max(size, skipped)
		return
	}
	w.put(narrow(r), size)
}

// linkMark gives the length of what Markdown puts before or behind the words of a link, which may
// part a number: 138[0013](a.md)8000; 0 where it is none.
func linkMark(text string) int {
	if text[0] == '[' && linkBegin().MatchString(text[:min(len(text), longestTag)]) {
		return 1
	}
	return len(linkEnd().FindString(text[:min(len(text), longestTag)]))
}

var (
	linkBegin = lazily(`^\[[^\[\]\n]*\][(\[]`)
	linkEnd   = lazily(`^\](?:\([^()\n]*\)|\[[^\[\]\n]*\])`)
)

// endsInPart says whether what is read ends in digits that are too few for a number.
func (w *viewer) endsInPart() bool {
	read := w.b.String()
	rest := strings.TrimRight(read, "0123456789")
	return rest != read && len(read)-len(rest) < mobileLength
}

// A line end within a paragraph is a softEnd: a value may go on behind it. Any other is a line
// feed.
const (
	softEnd = '\v'
	hardEnd = '\n'
)

// lineEnd takes the end of a line with the blanks and quotation marks that begin the next one.
func (w *viewer) lineEnd(rest string) {
	next := strings.TrimLeft(rest[1:], " \t>")
	r := softEnd
	if next == "" || newBlock().MatchString(next[:min(len(next), maxContext)]) {
		r = hardEnd
	}
	w.put(r, len(rest)-len(next))
}

// backslashed reads an escape of YAML or JSON for a sign; size is 0 where there is none.
func backslashed(text string) (r rune, size int) {
	if len(text) < 2 {
		return 0, 0
	}
	length := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[1]]
	if length > 0 && len(text) >= 2+length {
		n, err := strconv.ParseUint(text[2:2+length], 16, 32)
		if err == nil && n <= unicode.MaxRune {
			return rune(n), 2 + length
		}
	}
	switch text[1] {
	case 'n', 'r', 't':
		return softEnd, 2
	}
	return 0, 0
}

// longestEntity is longer than any entity of HTML that stands for a sign of personal data.
const longestEntity = 12

// entity reads one of HTML; size is 0 where there is none.
func entity(text string) (r rune, size int) {
	end := strings.IndexByte(text[:min(len(text), longestEntity)], ';')
	if end < 0 {
		return 0, 0
	}
	means := html.UnescapeString(text[:end+1])
	r, length := utf8.DecodeRuneInString(means)
	if length != len(means) {
		return 0, 0
	}
	return r, end + 1
}

// longestTag is the longest tag or comment that may split a value.
const longestTag = 300

// tag gives the length of a tag or comment of HTML; 0 where there is none. An address in angle
// brackets is none.
func tag(text string) int {
	if len(text) < 3 || text[0] != '<' ||
		text[1] != '/' && text[1] != '!' && !isASCIIAlnum(rune(text[1])) {
		return 0
	}
	end := strings.IndexByte(text[:min(len(text), longestTag)], '>')
	if strings.HasPrefix(text, "<!--") {
		end = strings.Index(text[:min(len(text), longestTag)], "-->") + 2
	}
	if end < 2 || text[1] != '!' && strings.ContainsAny(text[:end], "@\n") ||
		strings.Contains(text[:end], ":") && !strings.Contains(text[:end], `="`) {
		return 0
	}
	return end + 1
}

// narrow is a sign as ASCII has it, where ASCII has it.
func narrow(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case 0xff01 <= r && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r == 'Х' || r == 'х' || r == 'Χ' || r == 'χ' || r == 'Ⅹ' || r == 'ⅹ' || r == '×':
		return 'X'
	case isDash(r):
		return '-'
	case unicode.IsSpace(r):
		return ' '
	case r < 0x4e00 && unicode.IsDigit(r) || r > 0xa000 && unicode.IsDigit(r):
		return '0' + rune(digitValue(r))
	}
	return r
}

// digitValue is what a digit of any script counts: Unicode has them in rows of ten.
func digitValue(r rune) int {
	first := r
	for unicode.IsDigit(first-1) && r-first < 9 {
		first--
	}
	if 0x1d7ce <= r && r <= 0x1d7ff { // mathematical digits: five rows without a gap
		return int(r-0x1d7ce) % 10
	}
	return int(r - first)
}

func isDash(r rune) bool {
	return 0x2010 <= r && r <= 0x2015 || strings.ContainsRune("−﹣－ー─", r)
}

// newBlock begins what does not belong to the line before: an item, a heading, a table's row, a key
// of YAML or TOML.
var newBlock = lazily(`^(\n|[|]|[-+*][ \n]|#+ |[0-9]{1,3}[.)] |` +
	`"?[\p{L}_][\p{L}\p{N}_-]*"?[ ]?(:[ \n]|=))`)

// isUnseen says whether a character shows nothing: zero-width ones, directions, soft hyphens;
// and the keycap around a digit.
func isUnseen(r rune) bool {
	return r >= 0xad && (unicode.Is(unicode.Cf, r) || 0xfe00 <= r && r <= 0xfe0f ||
		r == 0x34f || r == 0x20e3 || r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0)
}

// chineseDigit is what a Chinese digit counts; -1 of any other sign.
func chineseDigit(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '幺':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

func isASCIIAlnum(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
}

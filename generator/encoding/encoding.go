// Package encoding turns the bytes of a file into text in UTF-8, and says where that cannot be
// done: [UTF8] for the texts of a register, whose encoding is never guessed at, [Detect] for files
// from anywhere. It knows no format of files, and mends nothing.
package encoding

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Fault is why bytes are no text that can be published, and where. Line and Column count from 1,
// Column in characters.
type Fault struct {
	Rule         string // encoding-utf16, -gb18030, -unknown or control-character
	Line, Column int
	Args         []any // of the sentence for the rule: the character
}

// UTF8 gives a text with plain line ends; of bytes in another encoding it says which. A byte order
// mark, CRLF and UTF-16 with a mark are what Windows editors write, and are right.
func UTF8(data []byte) (string, *Fault) {
	if text, marked, ok := markedUTF16(data); ok {
		return Plain(text)
	} else if marked != "" {
		return "", &Fault{Rule: "encoding-utf16", Line: 1, Column: 1}
	}
	if utf8.Valid(data) {
		return Plain(string(data))
	}
	rule := "encoding-unknown"
	if _, ok := GB18030(data); ok {
		rule = "encoding-gb18030"
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return "", faultAt(string(data), validPrefix(data), rule)
}

// Plain takes byte order marks and carriage returns out of a text.
func Plain(text string) (string, *Fault) {
	text = strings.TrimLeft(text, "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	if i := strings.IndexFunc(text, Forbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		return "", faultAt(text, i, "control-character", r)
	}
	return text, nil
}

func faultAt(text string, offset int, rule string, args ...any) *Fault {
	line, column := Position(text, offset)
	return &Fault{rule, line, column, args}
}

// Position is where the byte at offset stands in a text with plain line ends: line and column from
// 1, the column in characters.
func Position(text string, offset int) (line, column int) {
	before := text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:])
}

// Forbidden are the control characters that no text has a use for, and the code points that are no
// characters: HTML may hold neither.
func Forbidden(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 ||
		0xfdd0 <= r && r <= 0xfdef || r&0xfffe == 0xfffe
}

// validPrefix is how many bytes stand before the first that is no UTF-8.
func validPrefix(data []byte) int {
	valid := 0
	for valid < len(data) {
		r, size := utf8.DecodeRune(data[valid:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		valid += size
	}
	return valid
}

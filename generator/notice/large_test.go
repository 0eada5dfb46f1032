package notice_test

import (
	"strings"
	"testing"

	"gongshi/generator/document"
	"gongshi/generator/notice"
)

// The longest notices have 200 kB. What is longer, or was made to be slow, is read all the same; what
// grows with the square of a length would not end within the time that a test has.
func TestALongTextIsUnderstood(t *testing.T) {
	for name, c := range map[string]struct {
		line     string
		findings int
	}{
		"beginnings": {"1. 甲\n", 0}, "clauses": {"一是开会；1、发文，整改情况：", 0},
		"brackets": {"（（【整改", 0}, "dates": {"2023年2月30日", 0}, "spaces": {"　 一、 ", 0},
		"cells":    {"问题 | 整改情况 | 状态\n", 0},
		"findings": {"1.关于档案不全的问题\n整改情况：一是补。二是查。\n", 2857},
	} {
		s := &document.Source{Name: "notice.txt"}
		for n, text := range strings.Split(strings.Repeat(c.line, 200_000/len(c.line)), "\n") {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			b := document.Block{Text: text, Place: document.Place{Unit: document.Line, Number: n + 1}}
			if strings.Contains(text, " | ") {
				b.Cells, b.Table = strings.Split(text, " | "), 1
			}
			s.Blocks = append(s.Blocks, b)
		}
		if got := len(notice.Understand(s).Findings); got != c.findings {
			t.Errorf("%s: %d blocks, %d findings, want %d", name, len(s.Blocks), got, c.findings)
		}
	}
}

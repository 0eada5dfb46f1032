package document_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gongshi/generator/document"
)

// sheetOf writes lines as pdftotext does: each at its place from the left and from above, in
// points, in characters of ten.
func sheetOf(lines ...[3]any) document.Tools {
	var b strings.Builder
	b.WriteString(`<html><body><doc><page width="600" height="800"><flow><block>`)
	for _, l := range lines {
		left, top, text := l[0].(int), l[1].(int), l[2].(string)
		at := fmt.Sprintf(`xMin="%d" yMin="%d" xMax="%d" yMax="%d"`, left, top,
			left+10*len([]rune(text)), top+10)
		fmt.Fprintf(&b, "<line %s><word %s>%s</word></line>", at, at, text)
	}
	b.WriteString("</block></flow></page></doc></body></html>")
	return document.Tools{PDF: func(context.Context, []byte) ([]byte, error) {
		return []byte(b.String()), nil
	}}
}

func printedAs(t *testing.T, tools document.Tools) string {
	t.Helper()
	s, err := document.Read(t.Context(), "notice.pdf", []byte("%PDF-1.7"), tools)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range s.Blocks {
		fmt.Fprintln(&b, block.Text)
	}
	return b.String()
}

func TestColumnsOfAPageAreReadOneAfterTheOther(t *testing.T) {
	const full = "堤坝加固以后各村排灌都好了许多今年汛期" // 19 characters
	lines := [][3]any{{200, 60, "某县水利整改情况的通报全文如下"}}
	for i := range 10 {
		lines = append(lines, [3]any{80, 100 + 12*i, full}, [3]any{320, 100 + 12*i, full})
	}
	got := printedAs(t, sheetOf(lines...))
	want := "某县水利整改情况的通报全文如下\n" + strings.Repeat(full, 20) + "\n"
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestRowsOfATableAreNoColumns(t *testing.T) {
	var lines [][3]any
	want := ""
	for i := range 10 {
		lines = append(lines, [3]any{80, 100 + 12*i, "堤坝"},
			[3]any{320, 100 + 12*i, "加固以后各村排灌都好了许多今年汛期"})
		want += "堤坝 | 加固以后各村排灌都好了许多今年汛期\n"
	}
	if got := printedAs(t, sheetOf(lines...)); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

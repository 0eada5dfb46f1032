package notice_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"gongshi/generator/document"
	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/problem"
)

// lost says what of a source is in no piece or in two, and what of the pieces is in no file.
func lost(i *notice.Import) string {
	next := 0
	for n, b := range i.Source.Blocks {
		at := 0
		for ; next < len(i.Pieces) && i.Pieces[next].Block == n; next++ {
			p := i.Pieces[next]
			if p.From != at || p.To <= p.From {
				return fmt.Sprintf("block %d: a piece from %d to %d behind %d", n, p.From, p.To, at)
			}
			at = p.To
		}
		if at != len(b.Text) {
			return fmt.Sprintf("block %d ends at %d of %d", n, at, len(b.Text))
		}
	}
	if len(i.Findings) == 0 {
		return ""
	}
	var written strings.Builder
	for _, f := range importer.Files(i, importer.Target{}) {
		text := string(f.Data)
		text = strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(text)
		written.WriteString(letters(text))
	}
	for _, p := range i.Pieces {
		switch p.Use {
		case notice.Measure, notice.Body, notice.Reason, notice.Next, notice.Text, notice.Title,
			notice.Leftover, notice.Heading:
			text := i.Source.Blocks[p.Block].Text[p.From:p.To]
			if p.Use == notice.Title {
				text = title(i, p)
			}
			if !strings.Contains(written.String(), letters(text)) {
				return fmt.Sprintf("block %d: %s %q is in no file", p.Block, p.Use, text)
			}
		}
	}
	return problems(i)
}

// title is what a title became: its words without those around them.
func title(i *notice.Import, p notice.Piece) string {
	switch {
	case p.Finding != nil:
		return p.Finding.Title
	case p.Category != nil:
		return p.Category.Title
	}
	return i.Inspection.Title
}

// letters are the letters and figures of a text, by which it is found again behind backslashes,
// quotes and the marks of Markdown.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		figure := '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		nothing := unicode.IsControl(r) || unicode.IsSpace(r) ||
			unicode.Is(unicode.Noncharacter_Code_Point, r)
		if r < unicode.MaxASCII && !figure || nothing {
			return -1
		}
		return r
	}, text)
}

// problems are those of the files that an import becomes which no question speaks of.
func problems(i *notice.Import) string {
	err := checked(i)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		return err.Error()
	}
	asked := map[string]int{}
	for _, q := range i.Questions {
		asked[q.Rule]++
	}
	for _, p := range list {
		switch p.Rule {
		case "value-empty", "value-needed", "value-choice", "contact-empty", "config-needs":
			if len(i.Questions) > 0 {
				continue
			}
		}
		return p.String()
	}
	return ""
}

func TestEachArchiveLosesNothing(t *testing.T) {
	for _, a := range archives(t) {
		if fault := lost(understood(t, a.Name, a.Data)); fault != "" {
			t.Errorf("%s: %s", a.Name, fault)
		}
	}
}

func FuzzUnderstanding(f *testing.F) {
	for _, a := range archives(f) {
		f.Add(string(a.Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		i := notice.Understand(typed(text))
		if fault := lost(i); fault != "" {
			t.Fatal(fault)
		}
	})
}

// FuzzReadingProgress reads any text as a later report on the findings of another: what is said of
// a finding, and what is left, is of the text, and which finding is meant is certain or asked.
func FuzzReadingProgress(f *testing.F) {
	all := archives(f)
	for i, a := range all {
		f.Add(string(all[(i+1)%len(all)].Data), string(a.Data))
		f.Add(string(a.Data), string(a.Data))
	}
	f.Fuzz(func(t *testing.T, first, later string) {
		if len(first)+len(later) > 1<<14 {
			return
		}
		later = strings.ToValidUTF8(later, "")
		var known []notice.Known
		for _, found := range notice.Understand(typed(first)).Findings {
			known = append(known, notice.Known{Title: found.Title, Number: found.Number})
		}
		p := notice.ReadProgress(typed(later), known)
		for _, item := range p.Items {
			if item.Known >= len(known) || (item.Known < 0) != (len(item.Candidates) > 0) {
				t.Fatalf("%+v of %d", item, len(known))
			}
			for _, text := range item.Text {
				if _, cell, ok := strings.Cut(text, ": "); !strings.Contains(later, text) &&
					!(ok && strings.Contains(later, cell)) && !strings.Contains(text, "：") {
					t.Fatalf("%q is not of the text", text)
				}
			}
		}
		for _, text := range p.Left {
			if !strings.Contains(later, text) {
				t.Fatalf("%q is not of the text", text)
			}
		}
	})
}

// typed is a text as a source, a row of a table where there are bars.
func typed(text string) *document.Source {
	s := &document.Source{Name: "notice.txt"}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.ToValidUTF8(line, ""))
		if line == "" {
			continue
		}
		b := document.Block{Text: line, Place: document.Place{Unit: document.Line, Number: n + 1}}
		if cells := strings.Split(line, " | "); len(cells) > 1 {
			b.Cells, b.Table = cells, 1
		}
		s.Blocks = append(s.Blocks, b)
	}
	return s
}

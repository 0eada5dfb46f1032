package office_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// Each archive in testdata/paper is a register, and under want the paper of its first inspection:
// part and level, then the text, and what is set bold.
func TestNoticeIsInItsOwnOrderAndNumbers(t *testing.T) {
	golden.Archives(t, "testdata/paper/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		r := read(t, a)
		p, err := office.Notice(r, r.Inspections[0])
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, paragraph := range p.Paragraphs {
			b.WriteString(string(paragraph.Part)[:1])
			if paragraph.Level > 0 {
				b.WriteByte('0' + byte(paragraph.Level))
			}
			b.WriteString(" " + paragraph.Text())
			for _, run := range paragraph.Runs {
				if run.Strong {
					b.WriteString("  [bold: " + run.Text + "]")
				}
			}
			b.WriteByte('\n')
		}
		return b.String()
	})
}

func read(t *testing.T, a *txtar.Archive) *register.Register {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		if f.Name != "want" {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	r, err := register.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r.Published()
}

// The reader refuses such a character, but the paper may be made of a register that nobody has read.
func TestTextThatXMLCannotHoldIsRefusedByName(t *testing.T) {
	i := &register.Inspection{Title: "Audit", Inspected: "Office"}
	c := &register.Category{Inspection: i, Title: "Money"}
	f := &register.Finding{ID: "bills", Number: "1", Title: "Bills", Category: c,
		Body: register.Body{File: "content/a/m/bills.md", Text: "A \ufffe."}}
	c.Findings, i.Categories = []*register.Finding{f}, []*register.Category{c}
	_, err := office.Notice(&register.Register{Config: register.Config{Language: "en"}}, i)
	var refused *office.UnprintableError
	if !errors.As(err, &refused) || refused.File != f.Body.File || refused.Character != '\ufffe' {
		t.Fatalf("%v", err)
	}
}

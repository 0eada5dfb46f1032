package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io/fs"
	"slices"
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

func TestWordIsTheSameTwiceAndSaysNothingOfItsMaker(t *testing.T) {
	for _, file := range golden.Files(t, "testdata/paper/*.txtar") {
		r := read(t, golden.Parse(t, file))
		p, err := office.Notice(r, r.Inspections[0])
		if err != nil {
			t.Fatal(err)
		}
		first, err := p.Word()
		if err != nil {
			t.Fatal(err)
		}
		second, _ := p.Word()
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two files of one paper differ", file)
		}
		z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range z.File {
			names = append(names, f.Name)
			if data, err := fs.ReadFile(z, f.Name); err != nil || xml.Unmarshal(data, new(any)) != nil {
				t.Errorf("%s: %s is no XML: %v", file, f.Name, err)
			}
		}
		if want := []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml",
			"word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml",
			"word/fontTable.xml", "word/footer1.xml",
			"word/footer2.xml"}; !slices.Equal(names, want) {
			t.Errorf("%s: %v", file, names)
		}
	}
}

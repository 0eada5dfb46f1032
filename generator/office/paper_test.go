package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/markdown"
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

// GB/T 9704-2012, 7.3.5: the day begins two characters right of the name. The name ends two before
// the margin; where the day would end behind it, the day does, and the name goes left with it.
func TestTheDayBeginsTwoCharactersRightOfTheName(t *testing.T) {
	for _, c := range []struct{ name, day, indents string }{
		{"中共某市某委员会", "2023年4月13日", "[5530 6162]"},
		{"中共某市人民政府国有资产监督管理委员会", "2023年4月13日", "[2212 2844]"},
		{"某局", "2023年4月13日", "[5530 6162]"},
		{"某局", "", "[7584]"},
		{strings.Repeat("某", 30), "2023年4月13日", "[0 632]"},
	} {
		p := office.Paper{Language: "zh", Paragraphs: []office.Paragraph{{Part: office.PaperTitle}}}
		for _, text := range []string{c.name, c.day} {
			if text != "" {
				p.Paragraphs = append(p.Paragraphs, office.Paragraph{Part: office.Signature,
					Runs: []markdown.Run{{Text: text}}})
			}
		}
		data, err := p.Word()
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		document, err := fs.ReadFile(z, "word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		var indents []string
		for _, m := range regexp.MustCompile(`w:left="(\d+)" w:firstLine`).FindAllSubmatch(document, -1) {
			indents = append(indents, string(m[1]))
		}
		if got := fmt.Sprint(indents); got != c.indents {
			t.Errorf("%s, %s: %s, want %s", c.name, c.day, got, c.indents)
		}
	}
}

func TestFileNameFitsIntoAFolder(t *testing.T) {
	for _, title := range []string{strings.Repeat("某", 400), strings.Repeat("\U00020BB7", 80)} {
		p := office.Paper{Paragraphs: []office.Paragraph{{Runs: []markdown.Run{{Text: title}}}}}
		for _, form := range office.Forms() {
			if name := p.FileName(form); len(name) > 255 || !utf8.ValidString(name) {
				t.Errorf("%q: %d bytes", name, len(name))
			}
		}
	}
}

func TestTitleSaysOnceWhatItIsAbout(t *testing.T) {
	i := &register.Inspection{Title: "关于2024年审计整改（第二批）", Issuer: "某局", Inspected: "某局"}
	p, err := office.Notice(&register.Register{Config: register.Config{Language: "zh"}}, i)
	if want := "某局关于2024年审计整改（第二批）进展情况的通报"; err != nil || p.Title() != want {
		t.Errorf("%q, %v, want %q", p.Title(), err, want)
	}
}

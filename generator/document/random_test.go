package document_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongshi/generator/document"
)

// random writes paragraphs and tables of a Word file as no program would, but as its format allows.
type random struct {
	*rand.Rand
	text rune // of the next character: each stands once, so that none can stand for another
}

func (r *random) one(of ...func() string) string { return of[r.IntN(len(of))]() }

func (r *random) some(most int, of func() string) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteString(of())
	}
	return b.String()
}

func (r *random) letters() string {
	r.text++
	return string(r.text)
}

func (r *random) run() string {
	inside := r.some(3, func() string {
		return r.one(
			func() string { return "<w:t>" + r.letters() + "</w:t>" },
			func() string { return "<w:delText>" + r.letters() + "</w:delText>" },
			func() string { return "<w:instrText>" + r.letters() + "</w:instrText>" },
			func() string { return `<w:fldChar w:fldCharType="begin"/>` },
			func() string { return `<w:fldChar w:fldCharType="separate"/>` },
			func() string { return `<w:fldChar w:fldCharType="end"/>` },
			func() string { return "<w:br/><w:tab/>" },
			func() string { return `<w:footnoteReference w:id="1"/>` },
			r.box,
		)
	})
	return "<w:r>" + r.one(func() string { return "<w:rPr><w:vanish/></w:rPr>" },
		func() string { return "" }, func() string { return "" }) + inside + "</w:r>"
}

func (r *random) box() string {
	if r.IntN(4) > 0 {
		return ""
	}
	inside := "<w:txbxContent>" + r.paragraph() + "</w:txbxContent>"
	old := "<w:txbxContent>" + r.paragraph() + "</w:txbxContent>"
	return "<mc:AlternateContent><mc:Choice><w:drawing>" + inside + "</w:drawing></mc:Choice>" +
		"<mc:Fallback><w:pict>" + old + "</w:pict></mc:Fallback></mc:AlternateContent>"
}

func (r *random) paragraph() string {
	props := r.one(
		func() string { return "" },
		func() string { return `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>` },
		func() string { return "<w:rPr><w:del/></w:rPr>" },
		func() string { return `<w:pStyle w:val="toc"/>` },
	)
	runs := r.some(4, func() string {
		name := []string{"ins", "del", "moveFrom", "hyperlink", "smartTag", "fldSimple"}[r.IntN(6)]
		return r.one(r.run, r.run, func() string {
			return fmt.Sprintf("<w:%s>%s</w:%s>", name, r.run(), name)
		})
	})
	return "<w:p><w:pPr>" + props + "</w:pPr>" + runs + "</w:p>"
}

func (r *random) table() string {
	return "<w:tbl>" + r.some(3, func() string {
		props := r.one(func() string { return "" },
			func() string { return "<w:trPr><w:del/></w:trPr>" })
		return "<w:tr>" + props + r.some(3, func() string {
			merge := r.one(func() string { return "" }, func() string { return "<w:vMerge/>" },
				func() string { return `<w:gridSpan w:val="2"/>` })
			return "<w:tc><w:tcPr>" + merge + "</w:tcPr>" + r.some(2, r.content) + "</w:tc>"
		}) + "</w:tr>"
	}) + "</w:tbl>"
}

func (r *random) content() string {
	return r.one(r.paragraph, r.paragraph, r.paragraph, func() string {
		if r.IntN(3) > 0 {
			return ""
		}
		return r.table()
	}, func() string { return "<w:sdt><w:sdtContent>" + r.paragraph() + "</w:sdtContent></w:sdt>" },
		func() string { return "<w:del>" + r.paragraph() + "</w:del>" })
}

// Of whatever a Word file holds, each character goes into one block or is dropped once.
func TestNothingOfAnyWordFileIsLostOrReadTwice(t *testing.T) {
	for seed := range uint64(500) {
		r := &random{rand.New(rand.NewPCG(seed, 0)), '\u6000'}
		parts := map[string]string{
			"document":  r.some(8, r.content) + wordParagraph("", "终"),
			"footnotes": `<w:footnote w:id="1">` + r.paragraph() + "</w:footnote>",
			"comments":  "<w:comment>" + r.paragraph() + "</w:comment>",
			"header1":   r.paragraph(),
			"styles":    `<w:style w:styleId="toc"><w:name w:val="toc 1"/></w:style>`,
			"numbering": wholeNumbering,
		}
		data := docx(t, parts)
		s, err := document.Read(t.Context(), "notice.docx", data, document.Tools{})
		if err != nil {
			t.Fatalf("%v: %v", parts, err)
		}
		wellFormed(t, s)
		account(t, "notice.docx", data, s)
		twiceRead(t, s)
		if t.Failed() {
			t.Fatalf("%v\n%s", parts, dump(s))
		}
	}
}

// twiceRead finds letters that stand in a source more often than in the random file: once.
func twiceRead(t *testing.T, s *document.Source) {
	t.Helper()
	seen := map[rune]bool{}
	texts := ""
	for _, b := range s.Blocks {
		texts += strings.TrimPrefix(b.Text, b.Number)
	}
	for _, d := range s.Dropped {
		texts += d.Text
	}
	for _, r := range texts {
		if seen[r] && r >= '\u6000' && r < '\u6400' {
			t.Errorf("%q was read twice", r)
		}
		seen[r] = true
	}
}

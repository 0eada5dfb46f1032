package document_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongshi/generator/document"
)

// wordFile packs a document.xml as it stands.
func wordFile(t testing.TB, xml string) []byte {
	t.Helper()
	return packed(t, map[string]string{"_rels/.rels": `<Relationships><Relationship Type="` + kind +
		`officeDocument" Target="word/document.xml"/></Relationships>`, "word/document.xml": xml})
}

func wordBody(inside string) string {
	return "<w:document " + wordSpace + "><w:body>" + inside + "</w:body></w:document>"
}

// noise is text of a size in bytes, at least, that packs about 20 to 1: what is repeated lies
// farther back than a packer looks.
func noise(size int) string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for b.Len() < 40_000 {
		fmt.Fprintf(&b, "%08x%0120d", r.Uint32(), 0)
	}
	return strings.Repeat(b.String(), size/b.Len()+1)
}

func TestHostileFilesAreRefused(t *testing.T) {
	many := map[string]string{}
	for i := range 1001 {
		many[fmt.Sprintf("%d.xml", i)] = ""
	}
	word := func(inside string) []byte { return wordFile(t, wordBody(inside)) }
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"entries": {packed(t, many), "zip-entries: [1001 1000]"},
		"ratio": {word("<w:p><w:r><w:t>" + strings.Repeat("a", 3<<20) + "</w:t></w:r></w:p>"),
			"zip-ratio: [word/document.xml 100]"},
		"size": {word("<w:p><w:r><w:t>" + noise(65<<20) + "</w:t></w:r></w:p>"),
			"part-large: [word/document.xml 64]"},
		"depth": {word(strings.Repeat("<w:sdt>", 300) + strings.Repeat("</w:sdt>", 300)),
			"part-deep: [word/document.xml 256]"},
		"elements": {word(elements(1_100_000)), "part-full: [word/document.xml 2000000]"},
		"definition": {wordFile(t, `<!DOCTYPE x [<!ENTITY a "b">]>`+wordBody("<w:p/>")),
			"part-dtd: [word/document.xml]"},
		"entity": {word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"),
			"file-damaged: [word/document.xml: XML syntax error on line 1: " +
				"invalid character entity &a;]"},
		"unpaired": {word("<w:p></w:r>"), "file-damaged: [word/document.xml: unpaired element]"},
		"slip": {packed(t, map[string]string{"../../etc/passwd": ""}),
			"zip-name: [../../etc/passwd]"},
		"rooted": {packed(t, map[string]string{"/etc/passwd": ""}), "zip-name: [/etc/passwd]"},
		"drive":  {packed(t, map[string]string{`C:\a.xml`: ""}), `zip-name: [C:\a.xml]`},
		"twice":  {twice(t), "zip-twice: [WORD/document.xml]"},
		"outside": {packed(t, map[string]string{"_rels/.rels": `<Relationships><Relationship ` +
			`Type="` + kind + `officeDocument" TargetMode="External" ` +
			`Target="http://example.org/"/>` +
			`</Relationships>`}), "no-document"},
		"above": {packed(t, map[string]string{"_rels/.rels": `<Relationships><Relationship Type="` +
			kind + `officeDocument" Target="../../../etc/passwd"/></Relationships>`}),
			"no-document"},
		"other zip": {packed(t, map[string]string{"a.txt": "a"}), "no-document"},
		"cut":       {word("<w:p/>")[:100], "file-damaged: [zip: not a valid zip file]"},
		"empty":     {word("<w:p/>"), "no-text"},
		"locked": {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
			"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...),
			"encrypted"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := document.Read(t.Context(), "a.docx", c.data, document.Tools{})
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestWhatIsLongerThanAnyNoticeIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"rows.txt": {strings.Repeat("某事。\n", 50_001), "source-long: [50000]"},
		"cells.html": {"<table>" + strings.Repeat("<tr><td colspan=100>a<td>b", 10_000),
			"source-long: [50000]"},
		"tags.html": {strings.Repeat("<b>a</b>", 200_001), "part-full: [html 400000]"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := document.Read(t.Context(), name, []byte(c.data), document.Tools{})
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func elements(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range 10_000 {
		fmt.Fprintf(&b, "<e%x/>", r.Uint32()>>20)
	}
	return strings.Repeat(b.String(), n/10_000)
}

func twice(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"word/document.xml", "WORD/document.xml"} {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBytesThatAreNoTextAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"a.txt":  {"通报\xff\xfe\xfd", "encoding-unknown"},
		"b.txt":  {"R\xe9sum\xe9 de l'ann\xe9e", "encoding-unknown"},
		"c.html": {"<p>\xff\xfe</p>", "encoding-unknown"},
		"d.png":  {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "format-unknown: [d.png]"},
		"e.txt":  {" \n　\n", "no-text"},
		"f.html": {"<html>" + strings.Repeat("<div>", 600) + "深", "part-deep: [html 512]"},
	} {
		_, err := document.Read(t.Context(), name, []byte(c.data), document.Tools{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

// A label of Word is short, and a cell reaches over few columns: what a file says of them must not
// make it a thousand times larger.
func TestSmallFilesStaySmall(t *testing.T) {
	long := docx(t, map[string]string{"document": strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl `+
		`w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, 1000),
		"numbering": `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="` +
			strings.Repeat("%1", 10000) + `"/></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`})
	row := "<tr>" + strings.Repeat(`<td colspan="100">a</td>`, 9) + "</tr>"
	wide := "<table>" + strings.Repeat(row, 100)
	for name, data := range map[string][]byte{"a.docx": long, "b.html": []byte(wide)} {
		s, err := document.Read(t.Context(), name, data, document.Tools{})
		if err != nil {
			t.Fatal(err)
		}
		if size := len(dump(s)); size > 200_000 {
			t.Errorf("%s: %d bytes became %d", name, len(data), size)
		}
	}
}

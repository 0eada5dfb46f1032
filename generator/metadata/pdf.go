package metadata

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"sync"

	"gongshi/generator/document"
)

// pdfLimit is how much of a PDF besides pages, fonts and pictures is looked at, in bytes.
const pdfLimit = 16 << 20

// pdf looks for what a PDF (ISO 32000-1) says of itself and holds beside its pages. It follows no
// references: names that stand for nothing else are looked for in all of its objects, those in
// compressed streams included. A PDF is not cleaned: what is appended to it leaves the old bytes
// where they were, and to write it anew takes a program that understands all of it.
func pdf(data []byte) (found, error) {
	p := pdfPatterns()
	objects, ok := pdfObjects(data, p)
	if !ok {
		return found{}, unreadable(document.PartLarge, "pdf", pdfLimit>>20)
	}
	var t tally
	for key, kind := range map[string]Kind{"/Author": Author, "/Manager": Author,
		"/Company": Organisation} {
		if saysString(objects, key) {
			t.add(kind)
		}
	}
	for _, pattern := range p.marks {
		if pattern.re.Match(objects) {
			t.add(pattern.kind)
		}
	}
	t.count(Comments, len(p.annotation.FindAllIndex(objects, -1)))
	signatures := len(p.signature.FindAllIndex(objects, -1))
	updates := bytes.Count(data, []byte("startxref")) - 1 - signatures
	if bytes.Contains(data, []byte("/Linearized")) {
		updates-- // which has two tables from the beginning
	}
	if updates > 0 {
		t.add(Earlier)
	}
	for i := range t.traces {
		t.traces[i].ByHand = true
	}
	return found{t.sorted(), nil}, nil
}

type pdfPattern struct {
	kind Kind
	re   *regexp.Regexp
}

type patterns struct {
	marks                         []pdfPattern
	annotation, signature         *regexp.Regexp
	stream, inflated, escapedName *regexp.Regexp
}

// pdfPatterns are compiled once. Each begins with a long literal, which makes it fast.
var pdfPatterns = sync.OnceValue(func() patterns {
	re := regexp.MustCompile
	const first = `(?:\s{0,8}<rdf:(?:Seq|Bag|Alt)>)?(?:\s{0,8}<rdf:li[^>]{0,50}>)?\s{0,8}[^<\s]`
	return patterns{
		marks: []pdfPattern{{Author, re(`<dc:creator>` + first)},
			{Author, re(`<pdf:Author>` + first)}, {Author, re(`pdf:Author="[^"]`)},
			{Author, re(`<photoshop:AuthorsPosition>` + first)},
			{Embedded, re(`/EmbeddedFile\b`)}, {Script, re(`/JavaScript\b`)},
			{Script, re(`/JS\s{0,8}[(<\d]`)},
			{External, re(`/S\s{0,8}/(?:Launch|GoToR|SubmitForm|ImportData)\b`)}},
		annotation: re(`/Subtype\s{0,8}/(?:Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|` +
			`Ink|Caret|FileAttachment|Sound|Redact)\b`),
		signature:   re(`/ByteRange\s{0,8}\[`),
		stream:      re(`stream\r?\n`),
		inflated:    re(`/Type\s{0,8}/(?:ObjStm|Metadata)\b`),
		escapedName: re(`#[0-9A-Fa-f]{2}`),
	}
})

// pdfObjects gives the objects of a PDF without the data of its streams, but with that of streams
// that hold objects or XMP. Names are without escapes. It gives false where that is too much.
func pdfObjects(data []byte, p patterns) ([]byte, bool) {
	const end = "endstream"
	var out bytes.Buffer
	for out.Len() <= pdfLimit {
		at := p.stream.FindIndex(data)
		if at == nil {
			break
		}
		head := data[:at[0]]
		out.Write(head)
		data = data[at[1]:]
		length := bytes.Index(data, []byte(end))
		if length < 0 {
			break
		}
		dictionary := head[max(0, bytes.LastIndex(head, []byte("obj"))):]
		if p.inflated.Match(dictionary) {
			inflate(&out, data[:length])
		}
		data = data[length+len(end):]
	}
	out.Write(data)
	if out.Len() > pdfLimit {
		return nil, false
	}
	return p.escapedName.ReplaceAllFunc(out.Bytes(), unescapeName), true
}

// inflate adds what a stream holds, as far as it can be unpacked.
func inflate(out *bytes.Buffer, stream []byte) {
	z, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		out.Write(stream) // it is not packed, as XMP should be
		return
	}
	_, _ = io.Copy(out, io.LimitReader(z, pdfLimit+1)) // of a damaged one, the beginning
}

// unescapeName reads #41 as A: letters alone, of which the names here are made.
func unescapeName(escaped []byte) []byte {
	c, err := hex.DecodeString(string(escaped[1:]))
	if err != nil || !('A' <= c[0] && c[0] <= 'Z' || 'a' <= c[0] && c[0] <= 'z') {
		return escaped
	}
	return c
}

// saysString says whether a key has a string that says something, or leads to one.
func saysString(objects []byte, key string) bool {
	for {
		at := bytes.Index(objects, []byte(key))
		if at < 0 {
			return false
		}
		objects = objects[at+len(key):]
		value := bytes.TrimLeft(objects[:min(len(objects), 40)], " \t\r\n")
		if len(value) > 0 && !isBlankString(string(value)) {
			return true
		}
	}
}

// isBlankString says whether the beginning of a value is an empty string, which may have the mark
// of UTF-16, or no string at all.
func isBlankString(value string) bool {
	switch c := value[0]; {
	case c == '(':
		text, _, whole := strings.Cut(value[1:], ")")
		return whole && (text == "" || text == "\xfe\xff" || text == `\376\377` || text == " ")
	case c == '<' && !strings.HasPrefix(value, "<<"):
		text, _, whole := strings.Cut(value[1:], ">")
		return whole && (text == "" || strings.EqualFold(text, "feff"))
	case '0' <= c && c <= '9':
		return false // a reference
	}
	return true
}

package document_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"

	parser "golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"gongshi/generator/document"
)

// account holds that every visible character of a file went into a block or was dropped, as often
// as it stands in the file. The characters are found by other means than the reader's.
func account(t testing.TB, name string, data []byte, s *document.Source) {
	t.Helper()
	left := map[rune]int{}
	// A superscript, a ligature and a radical are what they stand for.
	for _, r := range norm.NFKC.String(characters(t, name, data)) {
		if !document.Unseen(r) {
			left[r]++
		}
	}
	for _, b := range s.Blocks {
		for _, r := range norm.NFKC.String(b.Text) {
			left[r]--
		}
	}
	for _, d := range s.Dropped {
		for _, r := range norm.NFKC.String(d.Text) {
			left[r]--
		}
	}
	for r, n := range left {
		if n > 0 {
			t.Errorf("%q was lost, %d times", r, n)
		}
	}
}

func characters(t testing.TB, name string, data []byte) string {
	t.Helper()
	switch {
	case strings.HasSuffix(name, ".docx"):
		return wordCharacters(t, data)
	case strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".doc"):
		return pageCharacters(data)
	}
	return string(data)
}

// pageCharacters are the texts and comments of a web page.
func pageCharacters(data []byte) string {
	var b strings.Builder
	z := parser.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case parser.ErrorToken:
			return b.String()
		case parser.TextToken, parser.CommentToken:
			b.WriteString(z.Token().Data)
		}
	}
}

// wordText is whatever holds the characters of a Word file.
var wordText = regexp.MustCompile(`<(?:w:t|w:delText|w:instrText|m:t)(?: [^>]*)?>([^<]*)<`)

func wordCharacters(t testing.TB, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range wordText.FindAllSubmatch(part, -1) {
			b.WriteString(html.UnescapeString(string(found[1])))
		}
	}
	return b.String()
}

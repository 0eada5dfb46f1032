package document_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
)

// seeds gives the files of the cases whose names end so.
func seeds(f *testing.F, ending string) {
	f.Helper()
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if filepath.Ext(file.Name) == ending {
				f.Add(string(file.Data))
			}
		}
	}
}

// accounted reads a file that may be anything, and holds that nothing of it is lost.
func accounted(t *testing.T, name string, data []byte) {
	t.Helper()
	s, err := document.Read(t.Context(), name, data, document.Tools{})
	var refused *document.Unreadable
	switch {
	case errors.As(err, &refused):
	case err != nil:
		t.Fatalf("neither a source nor a reason: %v", err)
	default:
		wellFormed(t, s)
		account(t, name, data, s)
	}
}

// wellFormed holds what the types promise of every source.
func wellFormed(t *testing.T, s *document.Source) {
	t.Helper()
	for _, b := range s.Blocks {
		switch {
		case strings.TrimSpace(b.Text) == "" || strings.ContainsAny(b.Text, "\n\r\t\u3000"):
			t.Errorf("not one line: %q", b.Text)
		case len(b.Cells) != len(b.Merged) || (b.Table > 0) != (len(b.Cells) > 0):
			t.Errorf("not a row: %+v", b)
		case b.Table == 0 && !strings.HasPrefix(b.Text, b.Number):
			t.Errorf("%q does not begin with %q", b.Text, b.Number)
		case b.Place.Number < 1:
			t.Errorf("no place: %+v", b)
		}
	}
}

// FuzzText holds that of any text nothing is lost, in Markdown and without.
func FuzzText(f *testing.F) {
	seeds(f, ".txt")
	seeds(f, ".md")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\x00") || !utf8.ValidString(text) {
			t.Skip("another encoding")
		}
		text = "通报\n" + text // else it may be a web page
		accounted(t, "notice.txt", []byte(text))
		accounted(t, "notice.md", []byte(text))
	})
}

// FuzzBytes holds that any bytes give a source or a reason.
func FuzzBytes(f *testing.F) {
	f.Add([]byte("\xff\xfe\x10\x62"))
	f.Add([]byte("\xd6\xd0\xb9\xfa"))
	f.Add([]byte("%PDF-1.7"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a", "a.txt", "a.html", "a.doc"} {
			_, err := document.Read(t.Context(), name, data, document.Tools{})
			var refused *document.Unreadable
			if err != nil && !errors.As(err, &refused) {
				t.Fatalf("%s: neither a source nor a reason: %v", name, err)
			}
		}
	})
}

// FuzzPage holds that of any web page nothing is lost.
func FuzzPage(f *testing.F) {
	seeds(f, ".html")
	page, err := os.ReadFile("testdata/whole/page.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(page))
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\x00") || !utf8.ValidString(text) {
			t.Skip("another encoding")
		}
		accounted(t, "notice.html", []byte(text))
	})
}

// FuzzWord holds that of any body, styles and numbering nothing is lost.
func FuzzWord(f *testing.F) {
	files, err := filepath.Glob("testdata/cases/docx-*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		parts := map[string]string{}
		for _, file := range archive.Files {
			parts[file.Name] = string(file.Data)
		}
		f.Add(parts["document.xml"], parts["styles.xml"], parts["numbering.xml"])
	}
	f.Fuzz(func(t *testing.T, body, styles, numbering string) {
		data := docx(t, map[string]string{"document": body, "styles": styles,
			"numbering": numbering})
		s, err := document.Read(t.Context(), "notice.docx", data, document.Tools{})
		var refused *document.Unreadable
		if err != nil && !errors.As(err, &refused) {
			t.Fatalf("neither a source nor a reason: %v", err)
		}
		if err == nil {
			wellFormed(t, s)
		}
	})
}

// FuzzArchive holds that any bytes behind a zip's first four give a source or a reason.
func FuzzArchive(f *testing.F) {
	f.Add(wordFile(f, wordBody("<w:p><w:r><w:t>a</w:t></w:r></w:p>")))
	f.Fuzz(func(t *testing.T, data []byte) {
		data = append([]byte("PK\x03\x04"), data...)
		_, err := document.Read(t.Context(), "a.docx", data, document.Tools{})
		var refused *document.Unreadable
		if err != nil && !errors.As(err, &refused) {
			t.Fatal(fmt.Errorf("neither a source nor a reason: %w", err))
		}
	})
}

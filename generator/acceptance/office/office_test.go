//go:build acceptance

// Package office reads what office programs write, with the real programs.
package office

import (
	"os"
	"slices"
	"testing"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/document"
)

// whole is the folder of a notice that was written in many formats; what its .docx says is held to
// the notice by the tests of package document.
const whole = "../../document/testdata/whole/"

// texts are the paragraphs and rows of a file of that folder, with their numbers.
func texts(t *testing.T, name string, tools document.Tools) []string {
	t.Helper()
	data, err := os.ReadFile(whole + name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := document.Read(t.Context(), name, data, tools)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, b := range s.Blocks {
		texts = append(texts, b.Number+b.Text)
	}
	return texts
}

func TestLibreOfficeReadsOldWordFilesWhole(t *testing.T) {
	program.Find(t, "soffice")
	want := texts(t, "libreoffice.docx", document.Tools{})
	got := texts(t, "notice.doc", document.Installed())
	if !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestPdftotextReadsAPrintedNotice(t *testing.T) {
	program.Find(t, "pdftotext")
	want := texts(t, "libreoffice.docx", document.Tools{})
	got := texts(t, "end.pdf", document.Installed())
	if !slices.Equal(got, want[len(want)-2:]) {
		t.Errorf("got %q\nwant %q", got, want[len(want)-2:])
	}
}

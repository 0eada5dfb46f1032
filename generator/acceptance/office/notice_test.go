//go:build acceptance

package office

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// LibreOffice sets the notice in the form of GB/T 9704: 22 lines a page of at most 28 characters. A
// page has fewer where the next begins with a heading, which is not left alone at the foot of one.
func TestLibreOfficeSetsTheNoticeInTheFormOfOfficialDocuments(t *testing.T) {
	r, err := register.Read(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	p, err := office.Notice(r, r.Inspections[0])
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.Word()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "notice.docx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command(program.Find(t, "soffice"), "--headless",
		"-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir",
		dir, in)
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := exec.Command(program.Find(t, "pdftotext"), "-layout",
		filepath.Join(dir, "notice.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	headings := map[string]bool{}
	for _, paragraph := range p.Paragraphs {
		if paragraph.Part == office.Heading {
			headings[beginning(paragraph.Text())] = true
		}
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	full := 0
	for n, page := range pages {
		lines := strings.FieldsFunc(page, func(r rune) bool { return r == '\n' })
		if foot := strings.ReplaceAll(lines[len(lines)-1], " ", ""); foot != "—"+strconv.Itoa(n+1)+"—" {
			t.Errorf("page %d ends with %q", n+1, foot)
		}
		lines = lines[:len(lines)-1]
		for _, line := range lines {
			if width := halfWidths(strings.TrimSpace(line)); width > 2*28+2 {
				t.Errorf("page %d: %d half characters: %s", n+1, width, line)
			}
		}
		if n == 0 || n+1 == len(pages) {
			continue // the title is larger, and the text has its end
		}
		next := strings.TrimSpace(strings.Split(pages[n+1], "\n")[0])
		switch {
		case len(lines) == 22:
			full++
		case len(lines) > 22 || !headings[beginning(next)]:
			t.Errorf("page %d has %d lines, and the next begins with %q", n+1, len(lines), next)
		}
	}
	if full < len(pages)/2 {
		t.Errorf("%d of %d pages are full", full, len(pages))
	}
}

// beginning is how a heading begins, which may be of several lines.
func beginning(text string) string {
	runes := []rune(strings.ReplaceAll(text, " ", ""))
	return string(runes[:min(8, len(runes))])
}

// halfWidths is how wide a line is: Chinese is twice as wide as a figure, beside which pdftotext
// puts spaces that nobody has written.
func halfWidths(line string) int {
	width := 0
	for _, r := range strings.ReplaceAll(line, " ", "") {
		width++
		if r > 0xff {
			width++
		}
	}
	return width
}

package document_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gongshi/generator/document"
)

func TestWholeNoticeIsTheSameInEveryFormat(t *testing.T) {
	parts := whole(t)
	text, crlf := asText(parts), strings.ReplaceAll(asText(parts), "\n", "\r\n")
	indented := "　　" + strings.ReplaceAll(text, "\n", "\n　　")
	for name, data := range map[string][]byte{
		"plain.txt":    []byte(text),
		"windows.txt":  []byte("\ufeff" + crlf),
		"indented.txt": []byte(indented),
		"gb18030.txt":  encoded(t, simplifiedchinese.GB18030, crlf),
		"utf16le.txt":  encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), crlf),
		"utf16be.txt":  encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text),
		"utf16unmarked.txt": encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
			crlf),
		"notice.md":   []byte(asMarkdown(parts)),
		"notice.html": []byte(asHTML(t, parts, "utf-8")),
		"gb2312.htm": encoded(t, simplifiedchinese.GBK,
			asHTML(t, parts, "gb2312")),
		"webpage.doc":      []byte(asHTML(t, parts, "utf-8")),
		"notice.docx":      asDocx(t, parts),
		"libreoffice.docx": []byte(file(t, "whole/libreoffice.docx")),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := document.Read(context.Background(), name, data, document.Tools{})
			if err != nil {
				t.Fatal(err)
			}
			sameBlocks(t, parts, s)
			if utf8.Valid(data) && !bytes.HasPrefix(data, []byte("\ufeff")) ||
				strings.HasSuffix(name, ".docx") {
				account(t, name, data, s)
			}
		})
	}
}

// sameBlocks compares the blocks of a source with the outline, and what a web page adds.
func sameBlocks(t *testing.T, parts []part, s *document.Source) {
	t.Helper()
	var want, got strings.Builder
	for _, p := range parts {
		fmt.Fprintln(&want, p.text())
	}
	for _, b := range s.Blocks {
		if strings.HasPrefix(b.Text, "发布时间：2024-12-23") {
			continue
		}
		fmt.Fprintln(&got, b.Text)
		if b.Number != "" && !strings.HasPrefix(b.Text, b.Number) {
			t.Errorf("%q does not begin with its number %q", b.Text, b.Number)
		}
		if len(b.Cells) > 0 && b.Text != strings.Join(b.Cells, " | ") {
			t.Errorf("%q is not its cells %q", b.Text, b.Cells)
		}
	}
	if got.String() != want.String() {
		t.Errorf("the blocks differ:\n%s", firstDifference(got.String(), want.String()))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("%d: got  %s\n%d: want %s", i+1, g[i], i+1,
				append(w, "")[min(i, len(w))])
		}
	}
	return "too few: want next " + w[len(g)]
}

// The file holds what pdftotext says of the notice that LibreOffice printed.
func TestWholeNoticeIsTheSameInPrint(t *testing.T) {
	tools := document.Tools{PDF: func(context.Context, []byte) ([]byte, error) {
		return []byte(file(t, "whole/pdf.words.html")), nil
	}}
	s, err := document.Read(t.Context(), "notice.pdf", []byte("%PDF-1.6"), tools)
	if err != nil {
		t.Fatal(err)
	}
	sameBlocks(t, whole(t), s)
}

// Where a program is not installed, there is nothing to test.
func TestInstalledProgramsAreUsed(t *testing.T) {
	tools := document.Installed()
	for name, c := range map[string]struct {
		missing bool
		parts   []part
	}{
		"notice.doc": {tools.Docx == nil, whole(t)},
		"end.pdf":    {tools.PDF == nil, whole(t)[len(whole(t))-2:]},
	} {
		t.Run(name, func(t *testing.T) {
			if c.missing {
				t.Skip("the program that reads it is not installed")
			}
			data := []byte(file(t, "whole/"+name))
			s, err := document.Read(t.Context(), name, data, tools)
			if err != nil {
				t.Fatal(err)
			}
			sameBlocks(t, c.parts, s)
		})
	}
}

func TestMissingProgramsAreNamed(t *testing.T) {
	for name, want := range map[string]string{
		"end.pdf":    "converter-missing: [pdftotext poppler-utils]",
		"notice.doc": "converter-missing: [LibreOffice libreoffice-writer]",
	} {
		data := []byte(file(t, "whole/"+name))
		_, err := document.Read(t.Context(), name, data, document.Tools{})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A converter that hangs or fails is told of, with what it said.
func TestBrokenFilesAreToldOfByTheirPrograms(t *testing.T) {
	tools := document.Installed()
	if tools.PDF == nil {
		t.Skip("pdftotext is not installed")
	}
	_, err := document.Read(t.Context(), "a.pdf", []byte("%PDF-1.7 and no more"), tools)
	if err == nil || !strings.HasPrefix(err.Error(), "converter-failed: [pdftotext ") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := document.Read(ctx, "a.pdf", []byte("%PDF-1.7"), tools); !errors.Is(err, ctx.Err()) {
		t.Error(err)
	}
}

// All that a government's page puts around its text is left out, and nothing else.
func TestWholePageIsRidOfItsFrame(t *testing.T) {
	data := []byte(asHTML(t, whole(t), "utf-8"))
	s, err := document.Read(t.Context(), "notice.html", data, document.Tools{})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, d := range s.Dropped {
		fmt.Fprintf(&got, "%s: %s\n", d.Why, d.Text)
	}
	if want := file(t, "whole/page.dropped"); got.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
	}
}

func TestReadIsTheSameTwice(t *testing.T) {
	data := asDocx(t, whole(t))
	first, _ := document.Read(t.Context(), "a.docx", data, document.Tools{})
	again, _ := document.Read(t.Context(), "a.docx", bytes.Clone(data), document.Tools{})
	if dump(first) != dump(again) {
		t.Error("two readings differ")
	}
}

// In the encoding of Taiwan and Hong Kong without a charset; with NUL bytes, as a damaged disk
// leaves them; and what is no text for all that.
func TestTextsInOddBytesAreRead(t *testing.T) {
	const text = "某署就審計報告各項建議的落實情況\n整改情況：已完成，並加強培訓。\n"
	for name, c := range map[string]struct {
		data string
		want string
	}{
		"big5":    {string(encoded(t, traditionalchinese.Big5, text)), text},
		"nul":     {strings.Replace(text, "落實", "落\x00實", 1), text},
		"program": {"\x7fELF\x02\x01\x01\x00\x00\x03", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := document.Read(t.Context(), "notice.txt", []byte(c.data), document.Tools{})
			got := ""
			if err == nil {
				for _, b := range s.Blocks {
					got += b.Text + "\n"
				}
			}
			if got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"
)

// compound is the beginning of a compound file whose root has a stream.
func compound(stream string) []byte {
	data := make([]byte, 512*3)
	copy(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	data[30] = 9 // sectors of 512 bytes; the directory is the first of them
	for i := range len(stream) {
		data[512+128+2*i] = stream[i]
	}
	data[512+128+64] = byte(2*len(stream) + 2)
	return data
}

func packed(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if name == "mimetype" {
			_, _ = w.Write([]byte("application/vnd.oasis.opendocument.spreadsheet"))
		}
	}
	_ = z.Close()
	return out.Bytes()
}

func TestWhatHoldsNoTextDocumentIsNamed(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want UnreadableRule
	}{
		{"t.doc", compound("Workbook"), SheetFound},
		{"t.doc", compound("Book"), SheetFound},
		{"t.doc", compound("PowerPoint Document"), SlidesFound},
		{"t.doc", compound("EncryptedPackage"), Encrypted},
		{"t.doc", compound("WordDocument"), ConverterMissing},
		{"t.wps", compound("WordDocument"), ConverterMissing},
		{"t.wps", compound("Other"), OldWPS},
		{"t.et", compound("Other"), SheetFound},
		{"t.dps", compound("Other"), SlidesFound},
		{"t.docx", packed(t, "mimetype"), SheetFound},
		{"t.docx", packed(t, "xl/workbook.bin"), SheetFound},
		{"t.docx", packed(t, "ppt/presentation.xml"), SlidesFound},
		{"t.docx", packed(t, "OFD.xml"), OFDFound},
		{"t.docx", packed(t, "notice.docx"), NoDocument},
		{"t.docx", []byte("Rar!\x1a\x07\x00"), ArchivePacked},
		{"t.xls", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`),
			SheetFound},
	} {
		_, err := Read(t.Context(), c.name, c.data, Tools{})
		var u *Unreadable
		if !errors.As(err, &u) || u.Rule != c.want {
			t.Errorf("%s %.20q: %v, want %s", c.name, c.data, err, c.want)
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			if text, fix := u.Sentences(lang); text == "" || fix == "" {
				t.Errorf("%s: no words in %s", u.Rule, lang)
			}
		}
	}
}

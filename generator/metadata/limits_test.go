package metadata_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
	"gongshi/generator/metadata"
)

// zipped makes a zip of names and texts in turn.
func zipped(t testing.TB, namesAndTexts ...string) string {
	var parts []txtar.File
	for i := 0; i < len(namesAndTexts); i += 2 {
		parts = append(parts, txtar.File{Name: namesAndTexts[i], Data: []byte(namesAndTexts[i+1])})
	}
	return string(file(t, parts))
}

func word(t testing.TB, document string) string {
	return zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", document)
}

func deflated(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

func TestHostileFilesAreRefused(t *testing.T) {
	nested := zipped(t, "a.txt", "x")
	for range 5 {
		nested = zipped(t, "a.zip", nested)
	}
	var many []string
	for i := range 1001 {
		many = append(many, fmt.Sprintf("%d.txt", i), "")
	}
	locked := []byte(zipped(t, "a.txt", "x"))
	locked[bytes.LastIndex(locked, []byte("PK\x01\x02"))+8] |= 1
	jpeg, png := string(jpegWith(t, everything())), string(pngWith(t, everything()))
	noise := ""
	for i := range 4000 { // what is repeated lies farther back than a packer looks
		noise += fmt.Sprintf("<e%x/>", i*i*7919)
	}
	for name, c := range map[string]struct {
		data string
		want document.UnreadableRule
	}{
		"bomb":       {word(t, "<a>"+strings.Repeat(" ", 64<<20)+"</a>"), document.ZipRatio},
		"depth":      {word(t, strings.Repeat("<a>", 300)), document.PartDeep},
		"unpaired":   {word(t, "<a></b>"), document.FileDamaged},
		"open":       {word(t, "<a>"), document.FileDamaged},
		"markup":     {word(t, "<a>"+strings.Repeat(noise, 700)+"</a>"), document.PartLarge},
		"definition": {word(t, `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`), document.PartDTD},
		"nested":     {nested, document.PartDeep},
		"entries":    {zipped(t, many...), document.ZipEntries},
		"slip":       {zipped(t, "../a.txt", "x"), document.ZipName},
		"locked":     {string(locked), document.Encrypted},
		"cut":        {word(t, "<a/>")[:100], document.FileDamaged},
		"jpeg":       {jpeg[:60], document.FileDamaged},
		"png":        {png[:60], document.FileDamaged},
		"picture in": {zipped(t, "a.png", png[:60]), document.FileDamaged},
		"pdf": {"%PDF-1.4\n1 0 obj <</Type /ObjStm>>\nstream\n" +
			deflated(strings.Repeat(" ", 40<<20)) + "endstream", document.PartLarge},
		"large": {"PK\x03\x04" + strings.Repeat(" ", document.Limit), document.FileLarge},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := metadata.Find([]byte(c.data))
			var why *document.Unreadable
			if !errors.As(err, &why) || why.Rule != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// Objects may be packed, and a name may be written with escapes.
func TestPackedObjectsOfAPDFAreRead(t *testing.T) {
	pdf := "%PDF-1.5\n1 0 obj <</Type/ObjStm /Filter/FlateDecode>>\r\nstream\r\n" +
		deflated("1 0 <</Auth#6Fr (San)>>") + "\nendstream\nendobj\n2 0 obj <<>>\nstream\n" +
		deflated("/Company (not an object)") + "\nendstream\nendobj\n" +
		"3 0 obj <</JS (a)>> endobj\nstartxref"
	found, err := metadata.Find([]byte(pdf))
	if got := metadata.Describe(found, "en"); got != "scripts, an author's name" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestOtherFormatsAreNotLookedAt(t *testing.T) {
	for _, data := range []string{"", "某年某月\n", "BM6", "\xd0\xcf\x11\xe0", "\xff\xd8"} {
		if found, err := metadata.Find([]byte(data)); found != nil || err != nil {
			t.Errorf("%q: %v, %v", data, found, err)
		}
	}
}

func TestEveryKindHasItsWords(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		seen := map[string]bool{}
		for _, kind := range metadata.Kinds() {
			word := metadata.Describe([]metadata.Trace{{Kind: kind}}, lang)
			if word == "" || seen[word] {
				t.Errorf("%s: %s is %q", lang, kind, word)
			}
			seen[word] = true
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(jpegWith(f, everything()))
	f.Add(pngWith(f, everything()))
	f.Add([]byte(word(f, "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r></w:p>")))
	f.Add([]byte(zipped(f, "a.jpg", string(jpegWith(f, everything())), ".DS_Store", "x")))
	f.Add([]byte(riff(chunked("VP8X", flagsXMPAndEXIF), chunked("EXIF", string(tiff(6))))))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00rgbrgb!\xfe\x01a\x00,\x00\x00\x00\x00\x01\x00\x01\x00" +
		"\x00\x02\x01a\x00;"))
	f.Add([]byte("%PDF-1.4\n1 0 obj <</Author (a)>>\nstream\nendstream\nstartxref"))
	f.Fuzz(func(t *testing.T, data []byte) {
		found, err := metadata.Find(data)
		if err != nil {
			return
		}
		clean, err := metadata.Clean(data)
		if len(found) == 0 && (clean != nil || err != nil) {
			t.Fatalf("nothing found, but %d bytes, %v", len(clean), err)
		}
		if clean == nil {
			return
		}
		if left, err := metadata.Find(clean); err != nil || len(left) > 0 {
			t.Fatalf("left: %v, %v", left, err)
		}
	})
}

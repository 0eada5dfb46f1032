package privacy_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
	"gongshi/generator/privacy"
)

const picture, emptyPicture = "\xff\xd8\xff\xfe\x00\x04ab\xff\xd9", "\xff\xd8\xff\xd9"

// attachments are files that a test or an example may name.
func attachments(t testing.TB) map[string]string {
	word := func(comments string) string {
		return zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<d/>",
			"word/comments.xml", comments)
	}
	return map[string]string{
		"list.xls": "\xd0\xcf\x11\xe0", "list.csv": "",
		"photo.jpg": picture, "photo.clean.jpg": "\xff\xd8\xff\xdb\x00\x02\xff\xd9",
		"report.docx":       word(`<c><comment author="张三"/></c>`),
		"report-final.docx": word("<c/>"),
		"all.zip":           zipped(t, "现场.jpg", picture),
		"author.pdf":        "%PDF-1.4\n1 0 obj <</Author (San Zhang)>>",
	}
}

// fixed gives a source after its fixes, and what they say.
func fixed(t *testing.T, fsys fstest.MapFS) (fstest.MapFS, string) {
	t.Helper()
	fixes, err := privacy.Fixes(fsys)
	if err != nil {
		t.Fatal(err)
	}
	after := maps.Clone(fsys)
	var said strings.Builder
	for _, f := range fixes {
		if old := fsys[f.File]; f.Of != "" && old != nil || f.Of == "" && !bytes.Equal(old.Data, f.Before) {
			t.Errorf("%s is not as the fix says", f.File)
		}
		after[f.File] = &fstest.MapFile{Data: f.After, Mode: 0o644}
		if f.Of != "" {
			said.WriteString(f.Of + " → " + f.File + ", with " + strings.Join(f.With, ", ") + "\n")
			continue
		}
		said.WriteString("-- " + f.File + " --\n")
		was := strings.Split(f.Text, "\n")
		for line := range strings.Lines(string(f.After)) {
			if !slices.Contains(was, strings.TrimSuffix(line, "\n")) {
				said.WriteString(line)
			}
		}
	}
	return after, said.String()
}

func TestCleanedCopiesAreNamedInTheRegister(t *testing.T) {
	archive := txtar.Parse([]byte(`
-- content/audit/money/late-bills.md --
---
` + front + `evidence:
  - title: 照片
    file: photo.jpg
  - {title: 又一张, file: "现场 图.jpg"}
documents:
  - title: 压缩
    date: 2024-05-06
    file: files/all.zip
  - title: 报告
    date: 2024-05-06
    file: report.docx
---
见![照片](photo.jpg)和[图](<现场 图.jpg>)。
-- content/audit/money/other.md --
title: 另一个
evidence:
  - title: 照片
    file: photo.jpg
-- content/audit/money/not-yet.md --
title: 草稿
draft: true
evidence:
  - title: 照片
    file: not-yet.jpg
-- content/audit/money/photo.jpg --
@photo.jpg
-- content/audit/money/现场 图.jpg --
@photo.jpg
-- content/audit/money/现场 图.clean.jpg --
somebody's own
-- content/audit/money/not-yet.jpg --
@photo.jpg
-- content/audit/money/files/all.zip --
@all.zip
-- content/audit/money/report.docx --
@report.docx
`))
	fsys := with(t, archive)
	after, said := fixed(t, fsys)
	want := `content/audit/money/files/all.zip → content/audit/money/files/all.clean.zip, with content/audit/money/late-bills.md
content/audit/money/photo.jpg → content/audit/money/photo.clean.jpg, with content/audit/money/late-bills.md, content/audit/money/other.md
content/audit/money/现场 图.jpg → content/audit/money/现场 图.clean2.jpg, with content/audit/money/late-bills.md
-- content/audit/money/late-bills.md --
    file: photo.clean.jpg
  - {title: 又一张, file: 现场 图.clean2.jpg}
    file: files/all.clean.zip
见![照片](photo.clean.jpg)和[图](<现场 图.clean2.jpg>)。
-- content/audit/money/other.md --
    file: photo.clean.jpg
`
	if said != want {
		t.Errorf("got:\n%s", said)
	}
	gate := &privacy.Gate{Tools: &document.Tools{}}
	if got := rules(read(t, gate, after)); got != "attachment-by-hand" {
		t.Errorf("left: %s", got)
	}
	for name, f := range fsys {
		if strings.HasSuffix(name, ".jpg") && !bytes.Equal(f.Data, after[name].Data) {
			t.Errorf("%s is changed", name)
		}
	}
	if _, said := fixed(t, after); said != "" {
		t.Errorf("a second time:\n%s", said)
	}
}

// A copy that was edited has traces once more; what was is kept, and belongs to the newest copy.
func TestACopyOfACopyHasANumber(t *testing.T) {
	fsys := with(t, txtar.Parse([]byte(`
-- content/audit/money/late-bills.md --
evidence:
  - title: 照片
    file: photo.clean.jpg
-- content/audit/money/photo.jpg --
@photo.jpg
-- content/audit/money/photo.clean.jpg --
@photo.jpg
`)))
	after, said := fixed(t, fsys)
	if !strings.HasPrefix(said, "content/audit/money/photo.clean.jpg → content/audit/money/photo.clean2.jpg,") {
		t.Error(said)
	}
	if left := read(t, &privacy.Gate{Tools: &document.Tools{}}, after); len(left) > 0 {
		t.Error(left)
	}
}

func TestACopyOfAnotherTimeIsUsed(t *testing.T) {
	fsys := with(t, txtar.Parse([]byte(`
-- content/audit/money/late-bills.md --
evidence:
  - title: 照片
    file: photo.jpg
-- content/audit/money/photo.jpg --
@photo.jpg
`)))
	fsys["content/audit/money/photo.clean.jpg"] = &fstest.MapFile{Data: []byte(emptyPicture)}
	if _, said := fixed(t, fsys); said != `-- content/audit/money/late-bills.md --
    file: photo.clean.jpg
` {
		t.Error(said)
	}
}

func TestAnAllowedFileIsLeft(t *testing.T) {
	fsys := with(t, txtar.Parse([]byte(`
-- content/audit/money/late-bills.md --
evidence:
  - title: 照片
    file: photo.jpg
-- content/audit/money/photo.jpg --
@photo.jpg
`)))
	gate := &privacy.Gate{Tools: &document.Tools{}}
	list := read(t, gate, fsys)
	if rules(list) != "attachment-metadata" {
		t.Fatal(list)
	}
	advice := strings.Replace(list[0].Args[3].(string), "reason:", "reason: 拍摄地点应当公开", 1)
	advice = strings.Replace(advice, "who:", "who: 办公室主任", 1)
	fsys["record/allow.yml"] = &fstest.MapFile{Data: []byte(advice)}
	if list := read(t, gate, fsys); len(list) > 0 {
		t.Errorf("its own advice: %v", list)
	}
	if _, said := fixed(t, fsys); said != "" {
		t.Error(said)
	}
}

package privacy_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/generator/document"
	"gongshi/generator/privacy"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// zipped makes an archive of names and texts.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// commented makes an archive with a comment.
func commented(t testing.TB, comment string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := errors.Join(z.SetComment(comment), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// attached is the base with one attachment.
func attached(name, data string) fstest.MapFS {
	fsys := base()
	fsys[finding] = &fstest.MapFile{Data: []byte("---\n" + front +
		"evidence:\n  - title: 附件\n    file: " + name + "\n---\n")}
	fsys["content/audit/money/"+name] = &fstest.MapFile{Data: []byte(data), Mode: 0o644}
	return fsys
}

// rules lists the rules of problems.
func rules(list problem.List) string {
	var all []string
	for _, p := range list {
		all = append(all, p.Rule)
	}
	return strings.Join(all, " ")
}

const id, phone = "11010519491231002X", "13800138000"

func TestAttachmentsAreSearchedInside(t *testing.T) {
	pdf := func(words string) *document.Tools {
		return &document.Tools{PDF: func(context.Context, []byte) ([]byte, error) {
			return []byte(words), nil
		}}
	}
	bare := zipped(t, "a.txt", "没有")
	for name, c := range map[string]struct {
		file, data, want string
		tools            *document.Tools
	}{
		"docx, across runs": {"a.docx", zipped(t, "word/document.xml", `<w:p><w:r><w:t>110105</w:t></w:r>`+
			`<w:proofErr w:type="x"/><w:r><w:rPr><w:b/></w:rPr><w:t>19491231002X</w:t></w:r></w:p>`),
			"personal-data", nil},
		"docx, comment": {"a.docx", zipped(t, "word/comments.xml",
			`<w:comment w:author="王某"><w:p><w:r><w:t>`+phone+`</w:t></w:r></w:p></w:comment>`),
			"personal-data", nil},
		"docx, properties": {"a.docx", zipped(t, "docProps/core.xml",
			`<dc:creator>zhang@qq.com</dc:creator>`), "personal-data", nil},
		"docx, link": {"a.docx", zipped(t, "word/_rels/document.xml.rels",
			`<Relationship Target="mailto:zhang@qq.com"/>`), "personal-data", nil},
		"docx, apart": {"a.docx", zipped(t, "word/document.xml",
			`<w:p><w:r><w:t>138</w:t></w:r></w:p><w:p><w:r><w:t>00138000</w:t></w:r></w:p>`), "", nil},
		"xlsx, text": {"a.xlsx", zipped(t, "xl/sharedStrings.xml",
			`<sst><si><r><t>1380013</t></r><r><rPr><b/></rPr><t>8000</t></r></si></sst>`),
			"personal-data", nil},
		"xlsx, figure": {"a.xlsx", zipped(t, "xl/worksheets/sheet1.xml",
			`<row><c r="A1"><v>138</v></c><c r="B1"><v>13800138000</v></c></row>`), "personal-data", nil},
		"xlsx, cells apart": {"a.xlsx", zipped(t, "xl/worksheets/sheet1.xml",
			`<row><c r="A1"><v>138</v></c><c r="B1"><v>00138000</v></c></row>`), "", nil},
		"pptx":              {"a.pptx", zipped(t, "ppt/slides/slide1.xml", "<a:p><a:r><a:t>"+id+"</a:t></a:r></a:p>"), "personal-data", nil},
		"odt":               {"a.odt", zipped(t, "content.xml", "<text:p>11010519<text:span>491231002X</text:span></text:p>"), "personal-data", nil},
		"entities":          {"a.docx", zipped(t, "word/document.xml", "<w:p>&#49;3800138000</w:p>"), "personal-data", nil},
		"embedded":          {"a.docx", zipped(t, "word/embeddings/b.xlsx", zipped(t, "xl/a.xml", "<t>"+phone+"</t>")), "personal-data", nil},
		"zip":               {"a.zip", zipped(t, "内/b.csv", "张三,"+phone), "personal-data", nil},
		"zip, a name":       {"a.zip", zipped(t, "材料-"+phone+".txt", "x"), "personal-data", nil},
		"zip, unreadable":   {"a.zip", zipped(t, "b.xls", "\xd0\xcf\x11\xe0"), "attachment-unread", nil},
		"csv in GB18030":    {"a.csv", "\xd5\xc5\xc8\xfd," + phone + "\r\n", "personal-data", nil},
		"csv, lone returns": {"a.csv", "x,1\ry," + phone + "\r", "personal-data", nil},
		"xlsx, Java":        {"a.xlsx", zipped(t, "xl/s.xml", "<v>1.3800138E10</v>"), "personal-data", nil},
		"xlsx, a fraction":  {"a.xlsx", zipped(t, "xl/s.xml", "<v>13800138000.0</v>"), "personal-data", nil},
		"docx, drawing": {"a.docx", zipped(t, "word/media/a.svg", "<text>"+phone+"</text>"),
			"personal-data", nil},
		"zip, a comment":    {"a.zip", commented(t, phone), "personal-data", nil},
		"zip, more bytes":   {"a.zip", zipped(t, "a.txt", "x") + phone, "attachment-unread", nil},
		"old Word":          {"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "attachment-unread", nil},
		"damaged":           {"a.docx", "PK\x03\x04 and no more", "attachment-unread", nil},
		"no archive at all": {"a.docx", "no zip", "attachment-unread", nil},
		"clean":             {"a.zip", bare, "", nil},
		"picture":           {"a.jpg", phone, "", nil},
		"pdf": {"a.pdf", "%PDF-1.4", "personal-data",
			pdf("<page><line><word>证件</word><word>1101051949</word></line><line><word>1231002X</word></line></page>")},
		"pdf without text": {"a.pdf", "%PDF-1.4", "attachment-unread", pdf("<page></page>")},
		"pdf, no program":  {"a.pdf", "%PDF-1.4", "attachment-unread", &document.Tools{}},
		"pdf, clean":       {"a.pdf", "%PDF-1.4", "", pdf("<word>台账</word>")},
	} {
		tools := c.tools
		if tools == nil {
			tools = &document.Tools{}
		}
		list := read(t, &privacy.Gate{Tools: tools}, attached(c.file, c.data))
		if got := rules(list); got != c.want {
			t.Errorf("%s: %q, want %q\n%v", name, got, c.want, list)
		}
		if said := list.Error(); strings.Contains(said, phone) || strings.Contains(said, id) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

func TestOtherBytesThanTheGateHasSeenAreRefused(t *testing.T) {
	gate := &privacy.Gate{Tools: &document.Tools{}}
	read(t, gate, attached("a.csv", "没有"))
	for data, refused := range map[string]bool{"没有": false, phone: true} {
		name := "content/audit/money/a.csv"
		files := register.Files{name: register.NewFile(name, []byte(data))}
		err := gate.Changed(files)
		if refused != (err != nil && strings.Contains(err.Error(), "[file-changed]")) {
			t.Errorf("%s: %v", data, err)
		}
	}
}

func TestAListOfPeopleIsNotListedWhole(t *testing.T) {
	var all strings.Builder
	for i := range 500 {
		fmt.Fprintf(&all, "13800138%03d\n", i)
	}
	for name, fsys := range map[string]fstest.MapFS{"an attachment": attached("a.csv", all.String()),
		"a text": attached("a.csv", "没有")} {
		if name == "a text" {
			fsys[finding].Data = append(fsys[finding].Data, all.String()...)
		}
		if n := len(read(t, &privacy.Gate{Tools: &document.Tools{}}, fsys)); n != 50 {
			t.Errorf("%s: %d problems", name, n)
		}
	}
}

func TestWhatSomebodyHasReadIsAllowedByItsBytes(t *testing.T) {
	fsys := attached("a.doc", "\xd0\xcf\x11\xe0 old")
	gate := &privacy.Gate{Tools: &document.Tools{}}
	list := read(t, gate, fsys)
	if rules(list) != "attachment-unread" {
		t.Fatal(list)
	}
	advice := fmt.Sprint(list[0].Args[2])
	advice = strings.Replace(advice, "reason:", "reason: 已经逐页看过", 1)
	advice = strings.Replace(advice, "who:", "who: 办公室主任", 1)
	fsys["record/allow.yml"] = &fstest.MapFile{Data: []byte(advice)}
	if list := read(t, gate, fsys); len(list) > 0 {
		t.Errorf("its own advice: %v", list)
	}
	fsys["content/audit/money/a.doc"] = &fstest.MapFile{Data: []byte("\xd0\xcf\x11\xe0 new"),
		ModTime: time.Unix(9, 0)}
	if got := rules(read(t, gate, fsys)); got != "attachment-unread allowance-unneeded" {
		t.Errorf("other bytes: %s", got)
	}
}

func TestAnArchiveThatIsMadeToHarmIsNotUnpacked(t *testing.T) {
	zeros := strings.Repeat("0", 1<<20)
	var parts []string
	for i := range 60 {
		parts = append(parts, fmt.Sprintf("%d.xml", i), zeros)
	}
	nested := zipped(t, "a.txt", "x")
	for range 8 {
		nested = zipped(t, "a.zip", nested)
	}
	var many []string
	for i := range 2001 {
		many = append(many, fmt.Sprintf("%d.txt", i), "")
	}
	for name, data := range map[string]string{"bomb": zipped(t, parts...), "nested": nested,
		"many parts": zipped(t, many...)} {
		start := time.Now()
		got := rules(read(t, &privacy.Gate{Tools: &document.Tools{}}, attached("a.zip", data)))
		if got != "attachment-unread" {
			t.Errorf("%s: %s", name, got)
		}
		t.Logf("%s: %v", name, time.Since(start))
	}
}

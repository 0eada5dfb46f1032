package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"gongshi/generator/document"
)

// parts are those of a workbook with one sheet, each written by a function: large ones are not kept.
type parts map[string]func(io.Writer)

func text(s string) func(io.Writer) { return func(w io.Writer) { _, _ = io.WriteString(w, s) } }

func repeated(before string, n int, each func(i int) string, after string) func(io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, before)
		for i := range n {
			_, _ = io.WriteString(w, each(i))
		}
		_, _ = io.WriteString(w, after)
	}
}

const (
	sheetHead = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<dimension ref="A1:XFD1048576"/><sheetData>`
	sheetEnd = `</sheetData></worksheet>`
	table    = `<row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c>` +
		`<c r="B1" t="inlineStr"><is><t>问题</t></is></c></row>`
	wbRels = relations + `<Relationship Id="r1" Type="` + related + `/worksheet" ` +
		`Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="` + related +
		`/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="` + related +
		`/styles" Target="styles.xml"/>%s</Relationships>`
)

func (p parts) workbook(t *testing.T) []byte {
	t.Helper()
	all := parts{
		"[Content_Types].xml": text(contentTypes),
		"_rels/.rels": text(relations + fmt.Sprintf(relation, 1, "officeDocument", "xl/workbook.xml") +
			`</Relationships>`),
		"xl/workbook.xml": text(fmt.Sprintf(workbook, false,
			`<sheet name="台账" sheetId="1" r:id="r1"/>`)),
		"xl/_rels/workbook.xml.rels": text(fmt.Sprintf(wbRels, "")),
		"xl/worksheets/sheet1.xml":   text(sheetHead + table + sheetEnd),
	}
	for name, write := range p {
		all[name] = write
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, write := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		write(w)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// formatted is a column of numbers with a format.
func formatted(format string, rows int) parts {
	return parts{"xl/worksheets/sheet1.xml": repeated(sheetHead, rows, func(i int) string {
		return fmt.Sprintf(`<row r="%d"><c s="1"><v>%d</v></c></row>`, i+1, i*i)
	}, sheetEnd), "xl/styles.xml": text(`<styleSheet xmlns="` + namespace +
		`spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="` + format +
		`"/></numFmts><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>` +
		`</styleSheet>`)}
}

// hostile are workbooks that are made to harm, and what is said of them; no rule: they are read.
var hostile = map[string]struct {
	rule  document.UnreadableRule
	parts parts
}{
	"a million empty rows": {"", parts{"xl/worksheets/sheet1.xml": repeated(sheetHead+table, 1<<20-1,
		func(i int) string { return fmt.Sprintf(`<row r="%d" ht="15.%d"/>`, i+2, i) }, sheetEnd)}},
	"the last cell of all": {"", parts{"xl/worksheets/sheet1.xml": text(sheetHead + table +
		`<row r="1048576"><c r="A1048576" t="str"><v>x</v></c><c r="XFD1048576"/></row>` + sheetEnd)}},
	"the last column": {document.PartFull, parts{"xl/worksheets/sheet1.xml": text(sheetHead +
		`<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>` + sheetEnd)}},
	"a far column in every row": {document.PartFull, parts{"xl/worksheets/sheet1.xml": repeated(
		sheetHead, 100_000, func(i int) string {
			return fmt.Sprintf(`<row r="%d"><c r="ZZ%d"><v>%d</v></c></row>`, i+1, i+1, i*i)
		}, sheetEnd)}},
	"dates":                  {"", formatted("yyyy-mm-dd", 14_000)},
	"numbers with formats":   {"", formatted("0.00%", 10_000)},
	"rows beyond any ledger": {document.SourceLong, formatted("General", 20_000)},
	"far too many numbers":   {document.PartFull, formatted("0.00%", 30_000)},
	"a format as long as a book": {document.PartFull, parts{"xl/styles.xml": text(
		`<styleSheet xmlns="` + namespace + `spreadsheetml/2006/main"><numFmts count="1"><numFmt ` +
			`numFmtId="164" formatCode="` + strings.Repeat("0", 1<<19) + `"/></numFmts>` +
			`<cellXfs count="1"><xf numFmtId="164"/></cellXfs></styleSheet>`)}},
	"styles that are not there": {"", parts{"xl/worksheets/sheet1.xml": text(sheetHead +
		`<row r="1"><c r="A1" s="99999"><v>1</v></c></row>` + sheetEnd)}},
	"far too many shared texts": {document.PartFull, parts{"xl/sharedStrings.xml": repeated(
		`<sst xmlns="`+namespace+`spreadsheetml/2006/main">`, 310_000,
		func(i int) string { return fmt.Sprintf(`<si><t>%d</t></si>`, i*i) }, `</sst>`)}},
	"one long text in every cell": {document.PartLarge, parts{"xl/sharedStrings.xml": text(
		`<sst xmlns="` + namespace + `spreadsheetml/2006/main"><si><t>` +
			strings.Repeat("长", 30_000) + `</t></si></sst>`),
		"xl/worksheets/sheet1.xml": repeated(sheetHead, 100_000, func(i int) string {
			return fmt.Sprintf(`<row r="%d"><c t="s" s="%d"><v>0</v></c></row>`, i+1, i%7)
		}, sheetEnd)}},
	"a shared text that is not there": {document.FileDamaged, parts{
		"xl/worksheets/sheet1.xml": text(sheetHead + `<row r="1"><c r="A1" t="s"><v>7</v></c></row>` +
			sheetEnd)}},
	"rows that go backwards": {document.FileDamaged, parts{"xl/worksheets/sheet1.xml": text(sheetHead +
		`<row r="9"><c t="str"><v>a</v></c></row><row r="2"><c t="str"><v>a</v></c></row>` + sheetEnd)}},
	"entities": {document.PartDTD, parts{"xl/worksheets/sheet1.xml": text(
		`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + sheetHead + sheetEnd)}},
	"entities of texts": {document.PartDTD, parts{"xl/sharedStrings.xml": text(
		`<!DOCTYPE x [<!ENTITY a "aaaa">]><sst/>`)}},
	"deep": {document.PartDeep, parts{"xl/worksheets/sheet1.xml": text(strings.Repeat("<a>", 1<<16))}},
	"packed a thousand to one": {document.ZipRatio, parts{"xl/worksheets/sheet1.xml": text(sheetHead +
		strings.Repeat(" ", 32<<20) + sheetEnd)}},
	"two thousand parts": {document.ZipEntries, func() parts {
		p := parts{}
		for i := range 2000 {
			p[fmt.Sprintf("xl/media/%d", i)] = text("x")
		}
		return p
	}()},
	"merged everywhere": {document.PartFull, parts{"xl/worksheets/sheet1.xml": repeated(
		sheetHead+table+`</sheetData><mergeCells>`, 300_000,
		func(i int) string { return fmt.Sprintf(`<mergeCell ref="A1:XFD%d"/>`, 1<<20-i) },
		`</mergeCells></worksheet>`)}},
	"no sheet": {document.NoText, parts{"xl/workbook.xml": text(fmt.Sprintf(workbook, false, ""))}},
	"cut":      {document.FileDamaged, parts{"xl/worksheets/sheet1.xml": text(sheetHead + `<row><c>`)}},
}

// The limits are those of every file from outside: five seconds, 512 MiB.
func TestHostileWorkbooksAreRefusedWithinLimits(t *testing.T) {
	for name, c := range hostile {
		t.Run(name, func(t *testing.T) {
			data := c.parts.workbook(t)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			w, err := open(data)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			var u *document.Unreadable
			switch {
			case c.rule == "" && err != nil:
				t.Error(err)
			case c.rule != "" && (!errors.As(err, &u) || u.Rule != c.rule):
				t.Errorf("%v, want %s", err, c.rule)
			}
			_ = w
			if os.Getenv("GONGSHI_COST") != "" {
				t.Logf("%v, %d MiB allocated, %d MiB from the system", took.Round(time.Millisecond),
					(after.TotalAlloc-before.TotalAlloc)>>20, after.Sys>>20)
			}
		})
	}
}

func open(data []byte) (*document.Source, error) {
	if !IsWorkbook(data) {
		_, err := document.OpenArchive(data)
		return nil, err
	}
	w, err := Open("x.xlsx", data)
	if err != nil {
		return nil, err
	}
	return w.Source()
}

func TestWhatIsNotReadIsNamed(t *testing.T) {
	rels := `<Relationship Id="r8" Type="http://schemas.microsoft.com/office/2006/relationships/` +
		`vbaProject" Target="vbaProject.bin"/><Relationship Id="r9" Type="` + related +
		`/externalLink" Target="externalLinks/externalLink1.xml"/>`
	w, err := Open("x.xlsm", parts{"xl/_rels/workbook.xml.rels": text(fmt.Sprintf(wbRels, rels)),
		"xl/vbaProject.bin": text("x"), "xl/externalLinks/externalLink1.xml": text("<x/>"),
		"xl/comments1.xml": text("<x/>"), "xl/media/image1.png": text("x")}.workbook(t))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range w.Remarks {
		got += r.Sentence("zh") + "；"
	}
	if want := "有1张图片，里面的文字没有读；有批注，没有读；有1个指向别的文件的链接，没有打开；" +
		"有宏，没有运行，也没有读；"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestStruckOutTextIsLeftOutAndSaid(t *testing.T) {
	w, err := Open("x.xlsx", parts{
		"xl/sharedStrings.xml": text(`<sst><si><t>序号</t></si><si><r><rPr><strike/></rPr><t>旧</t></r>` +
			`<r><t>新建20m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>` +
			`<si><r><rPr><strike/></rPr><t>全划</t></r></si></sst>`),
		"xl/styles.xml": text(`<styleSheet xmlns="` + namespace + `spreadsheetml/2006/main"><fonts><font/>` +
			`<font><strike/></font></fonts><cellXfs>` +
			`<xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>`),
		"xl/worksheets/sheet1.xml": text(sheetHead + `<row r="1"><c r="A1" t="s"><v>0</v></c>` +
			`<c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>` +
			`<row r="2"><c r="A2" s="1"><v>7</v></c></row>` + sheetEnd),
	}.workbook(t))
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Source()
	if err != nil {
		t.Fatal(err)
	}
	got := s.Blocks[0].Text
	for _, d := range s.Dropped {
		got += fmt.Sprintf("; %v %s %s", d.Place, d.Why, d.Text)
	}
	const want = "序号 | 新建20m²; row 1 struck 旧; row 1 struck 全划; row 2 struck 7"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

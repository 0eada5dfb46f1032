package document_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gongshi/generator/document"
)

// drawing is what pdftocairo -svg writes of pages: per page, boxes to stroke by their left, top,
// right and bottom, in points.
func drawing(pages ...[][4]int) func(context.Context, []byte) ([]byte, error) {
	var b strings.Builder
	b.WriteString("<svg>\n<defs>\n<path d=\"M 0 0 L 0 90 \"/>\n</defs>\n<pageSet>\n")
	for _, boxes := range pages {
		b.WriteString("<page>\n")
		for _, r := range boxes {
			// as LibreOffice and Word draw it: upwards from below
			fmt.Fprintf(&b, `<path style="fill:none;stroke-width:0.5;" d="M %d %d L %d %d L %d %d `+
				`L %d %d Z" transform="matrix(1,0,0,-1,0,800)"/>`+"\n", r[0], 800-r[1], r[2], 800-r[1],
				r[2], 800-r[3], r[0], 800-r[3])
		}
		b.WriteString("</page>\n")
	}
	svg := b.String() + "</pageSet>\n</svg>\n"
	return func(context.Context, []byte) ([]byte, error) { return []byte(svg), nil }
}

// The head has two rows and merged cells, cells are wrapped and set to their middle, and a row
// goes on behind the head of the next page.
func TestRulesPartTheCellsOfATable(t *testing.T) {
	head := [][4]int{{80, 100, 110, 140}, {110, 100, 210, 140}, {210, 100, 400, 120},
		{210, 120, 320, 140}, {320, 120, 400, 140}}
	headWords := [][3]any{{85, 115, "序号"}, {130, 115, "存在问题"}, {250, 105, "整改情况"},
		{220, 125, "整改措施"}, {330, 125, "完成情况"}}
	first := append([][3]any{{80, 60, "附件台账如下"}, {90, 165, "1"}, {112, 155, "采砂监管不到位存"},
		{112, 170, "在死角"}, {212, 145, "一是夜间巡查二十四"}, {212, 160, "次。二是安装监控，"},
		{212, 175, "与公安联网。"}, {330, 160, "已完成"}, {90, 195, "2"}, {112, 195, "经费拨付"},
		{212, 195, "一是拨付经费三百二"}, {330, 195, "正在整改"}}, headWords...)
	second := append([][3]any{{112, 145, "不及时"}, {212, 145, "十万元。"}, {90, 165, "3"},
		{112, 165, "水质检测频次不足"}, {212, 165, "一是每月检测。"}, {330, 165, "已完成"},
		{80, 300, "联系我们请来信"}}, headWords...)
	row := func(top, bottom int) [][4]int {
		return [][4]int{{80, top, 110, bottom}, {110, top, 210, bottom}, {210, top, 320, bottom},
			{320, top, 400, bottom}}
	}
	tools := pagesOf(first, second)
	tools.Rules = drawing(append(append(row(140, 190), row(190, 210)...), head...),
		append(append(row(140, 160), row(160, 180)...), head...))
	want := `附件台账如下
序号 | 存在问题 | 整改情况 |` + " " + `
 |  | 整改措施 | 完成情况
1 | 采砂监管不到位存在死角 | 一是夜间巡查二十四次。二是安装监控，与公安联网。 | 已完成
2 | 经费拨付不及时 | 一是拨付经费三百二十万元。 | 正在整改
3 | 水质检测频次不足 | 一是每月检测。 | 已完成
联系我们请来信
`
	if got := printedAs(t, tools); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// Words of a line have boxes of their own: what stands above the line says the same, and what a
// rule runs through is dropped, but not what it underlines.
func TestPowersAndStruckWordsOfAPDF(t *testing.T) {
	word := func(left, top, right, bottom int, text string) string {
		return fmt.Sprintf(`<word xMin="%d" yMin="%d" xMax="%d" yMax="%d">%s</word>`, left, top,
			right, bottom, text)
	}
	tools := document.Tools{PDF: func(context.Context, []byte) ([]byte, error) {
		return []byte(`<page width="600" height="800"><line xMin="80" yMin="92" xMax="300" yMax="118">` +
			word(80, 92, 120, 118, "征收土地") + word(120, 100, 135, 112, "32m") +
			word(135, 97, 139, 106, "2") + word(139, 92, 239, 118, "，追责三人已整改完成") +
			word(239, 97, 250, 106, "[1]") + "</line></page>"), nil
	}}
	// 追责三人, then below 已整改
	tools.Rules = drawing([][4]int{{149, 107, 189, 108}, {189, 112, 219, 113}})
	s, err := document.Read(t.Context(), "a.pdf", []byte("%PDF-1.7"), tools)
	if err != nil {
		t.Fatal(err)
	}
	want := "page 1: 征收土地32m²，已整改完成[1]\npage 1 dropped as struck: 追责三人\n"
	if got := dump(s); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestGapsPartTheColumnsOfATableWithoutRulesBetweenThem(t *testing.T) {
	tools := sheetOf([3]any{82, 102, "序号"}, [3]any{112, 102, "存在问题"}, [3]any{230, 102, "完成情况"},
		[3]any{90, 130, "1"}, [3]any{112, 122, "采砂监管不到位存在"}, [3]any{112, 136, "死角"},
		[3]any{230, 130, "已完成"}, [3]any{90, 155, "2"}, [3]any{112, 155, "经费拨付不及时"},
		[3]any{230, 155, "正在整改"}, [3]any{80, 200, "特此公示"})
	line := func(y int) [4]int { return [4]int{80, y, 300, y} }
	tools.Rules = drawing([][4]int{line(98), line(118), line(150), line(170)})
	want := "序号 | 存在问题 | 完成情况\n1 | 采砂监管不到位存在死角 | 已完成\n2 | 经费拨付不及时 | 正在整改\n特此公示\n"
	if got := printedAs(t, tools); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestABoxAroundAPageIsNoTable(t *testing.T) {
	lines := [][3]any{{80, 100, "某局关于整改情况的通报"}, {80, 160, "一、落实情况"}}
	tools := pagesOf(lines)
	tools.Rules = drawing([][4]int{{20, 20, 580, 780}, {80, 130, 300, 132}})
	if got, want := printedAs(t, tools), "某局关于整改情况的通报\n一、落实情况\n"; got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestLookAlikesOfAPDFBecomeOrdinaryCharacters(t *testing.T) {
	s, err := document.Read(t.Context(), "a.pdf", []byte("%PDF-1.7"), sheetOf(
		[3]any{80, 100, "⼀、⻓期⻅效⺠⽣⼯程"}, [3]any{80, 120, "ﬁx①㎡，ＡＢ１（全角）"}))
	if err != nil {
		t.Fatal(err)
	}
	want := "page 1: 一、长期见效民生工程\npage 1: fix①㎡，ＡＢ１（全角）\nremark alike [7]\n"
	if got := dump(s); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// FuzzPrinted holds that whatever the tools write of a PDF gives a source or a reason.
func FuzzPrinted(f *testing.F) {
	tools := pagesOf([][3]any{{80, 60, "台账"}, {90, 165, "1"}}, [][3]any{{80, 60, "台账"}})
	words, _ := tools.PDF(context.Background(), nil)
	svg, _ := drawing([][4]int{{80, 50, 110, 140}, {80, 140, 110, 180}, {110, 50, 200, 140}})(
		context.Background(), nil)
	f.Add(string(words), string(svg))
	f.Fuzz(func(t *testing.T, words, svg string) {
		give := func(text string) func(context.Context, []byte) ([]byte, error) {
			return func(context.Context, []byte) ([]byte, error) { return []byte(text), nil }
		}
		s, err := document.Read(t.Context(), "a.pdf", []byte("%PDF-1.7"),
			document.Tools{PDF: give(words), Rules: give(svg)})
		if err == nil {
			wellFormed(t, s)
		}
	})
}

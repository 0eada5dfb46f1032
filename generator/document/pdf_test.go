package document_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gongshi/generator/document"
)

// sheetOf writes lines as pdftotext does: each at its place from the left and from above, in
// points, in characters of ten.
func sheetOf(lines ...[3]any) document.Tools { return pagesOf(lines) }

func pagesOf(pages ...[][3]any) document.Tools {
	var b strings.Builder
	b.WriteString("<html><body><doc>")
	for _, lines := range pages {
		b.WriteString(`<page width="600" height="800"><flow><block>`)
		for _, l := range lines {
			left, top, text := l[0].(int), l[1].(int), l[2].(string)
			at := fmt.Sprintf(`xMin="%d" yMin="%d" xMax="%d" yMax="%d"`, left, top,
				left+10*len([]rune(text)), top+10)
			fmt.Fprintf(&b, "<line %s><word %s>%s</word></line>", at, at, text)
		}
		b.WriteString("</block></flow></page>")
	}
	b.WriteString("</doc></body></html>")
	return document.Tools{PDF: func(context.Context, []byte) ([]byte, error) {
		return []byte(b.String()), nil
	}}
}

func printedAs(t *testing.T, tools document.Tools) string {
	t.Helper()
	s, err := document.Read(t.Context(), "notice.pdf", []byte("%PDF-1.7"), tools)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range s.Blocks {
		fmt.Fprintln(&b, block.Text)
	}
	return b.String()
}

func TestColumnsOfAPageAreReadOneAfterTheOther(t *testing.T) {
	const full = "堤坝加固以后各村排灌都好了许多今年汛期" // 19 characters
	lines := [][3]any{{200, 60, "某县水利整改情况的通报全文如下"}}
	for i := range 10 {
		lines = append(lines, [3]any{80, 100 + 12*i, full}, [3]any{320, 100 + 12*i, full})
	}
	got := printedAs(t, sheetOf(lines...))
	want := "某县水利整改情况的通报全文如下\n" + strings.Repeat(full, 20) + "\n"
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestRowsOfATableAreNoColumns(t *testing.T) {
	var lines [][3]any
	want := ""
	for i := range 10 {
		lines = append(lines, [3]any{80, 100 + 12*i, "堤坝"},
			[3]any{320, 100 + 12*i, "加固以后各村排灌都好了许多今年汛期"})
		want += "堤坝 | 加固以后各村排灌都好了许多今年汛期\n"
	}
	if got := printedAs(t, sheetOf(lines...)); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// set breaks paragraphs at a width, in characters, as a program sets them: a line for each row, at
// a left margin, the first of a paragraph behind an indent.
func set(width, indent int, paragraphs ...string) [][3]any {
	var lines [][3]any
	for _, p := range paragraphs {
		left, rest := 80+10*indent, []rune(p)
		for len(rest) > 0 {
			n := min(len(rest), width-(left-80)/10)
			lines = append(lines, [3]any{left, 100 + 14*len(lines), string(rest[:n])})
			left, rest = 80, rest[n:]
		}
	}
	return lines
}

func TestNoHeadingSwallowsTheItemBelowIt(t *testing.T) {
	for _, indent := range []int{0, 2} {
		for length := 6; length < 38; length++ {
			paragraphs := []string{"某局关于整改进展情况的通报", "整改进展情况：成立专班并逐项销号。"}
			for i := range 3 {
				title := strings.Repeat("河道采砂监管不够严格存在死角", 3)
				paragraphs = append(paragraphs,
					fmt.Sprintf("（%c）关于%s", []rune("一二三")[i], string([]rune(title)[:length])),
					fmt.Sprintf("%d.台账不清", i+1), "整改进展情况：逐月对账，全年查处违规采砂三起并移送公安机关。")
			}
			got := printedAs(t, sheetOf(set(24, indent, paragraphs...)...))
			if want := strings.Join(paragraphs, "\n") + "\n"; got != want {
				t.Errorf("indent %d, length %d:\n%swant:\n%s", indent, length, got, want)
			}
		}
	}
}

func TestANumberThatIsCitedOpensNoParagraph(t *testing.T) {
	for _, indent := range []int{0, 2} {
		for before := range 20 {
			filled := strings.Repeat("堤坝加固", 5)[:3*before]
			paragraphs := []string{"一、总体情况", filled + "按照整改方案第（一）项、第（二）项继续推进完成工程建设。",
				"二、落实情况", filled + "正在实施一、二、三级渠道改造，共完成工程建设投资三百万元。",
				"三、下步打算", "各村排灌都好了许多今年汛期平稳正在实施渠道改造工程建设。"}
			got := printedAs(t, sheetOf(set(20, indent, paragraphs...)...))
			if want := strings.Join(paragraphs, "\n") + "\n"; got != want {
				t.Errorf("indent %d, %d before:\n%swant:\n%s", indent, before, got, want)
			}
		}
	}
}

func TestWhatStandsInTheMarginOfPagesIsNoText(t *testing.T) {
	page := func(n int) [][3]any {
		number := fmt.Sprintf("— %d —", n)
		return [][3]any{{80, 30, "某县整改公示"}, {80, 60, "夜间巡查二十四次。"},
			{80, 120, "夜间巡查二十四次。"}, {80, 160, "夜间巡查二十四次。"}, {290, 770, number}}
	}
	got := printedAs(t, pagesOf(page(1), page(2), page(3)))
	if want := strings.Repeat("夜间巡查二十四次。\n", 9); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestANumberBesideOtherTextIsNoPageNumber(t *testing.T) {
	got := printedAs(t, sheetOf([3]any{80, 60, "12"}, [3]any{200, 60, "水库管护"},
		[3]any{80, 80, "13"}, [3]any{200, 80, "山塘管护"}))
	if want := "12 | 水库管护\n13 | 山塘管护\n"; got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// Most lines of a list end anywhere: what two of them end at is no margin where others go on far
// behind it.
func TestTheLongestOfShortLinesIsNoMargin(t *testing.T) {
	texts := []string{"问题一：企业改革推进迟缓两家企业尚未出清", "责任领导：党委副书记", "责任部门：企业管理部门和人力资源部门等",
		"整改情况：企业甲已于一月完成注销企业乙正在进行清算拟于今年第三季度完成。", "完成情况：正在整改",
		"问题二：重大事项决策程序不规范", "整改情况：修订决策制度并补充会议记录十二份同时建立台账逐件销号专人负责。",
		"完成情况：已完成", "问题三：选人用人把关不严"}
	var lines [][3]any
	for i, text := range texts {
		lines = append(lines, [3]any{80, 60 + 15*i, text})
	}
	got := printedAs(t, sheetOf(lines...))
	if want := strings.Join(texts, "\n") + "\n"; got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// Fields beside each other are read from the left; other lines may be a table.
func TestFieldsBesideEachOtherAreNoTable(t *testing.T) {
	for second, want := range map[string]int{"责任部门：企业管理部": 0, "企业管理部": 1} {
		s, err := document.Read(t.Context(), "notice.pdf", []byte("%PDF-1.7"), sheetOf(
			[3]any{80, 60, "整改情况如下。"}, [3]any{80, 80, "责任领导：副书记"}, [3]any{300, 80, second}))
		if err != nil {
			t.Fatal(err)
		}
		beside := 0
		for _, r := range s.Remarks {
			if r.Rule == document.RemarkBeside {
				beside = r.Args[0].(int)
			}
		}
		if beside != want {
			t.Errorf("%s: %d lines beside others", second, beside)
		}
	}
}

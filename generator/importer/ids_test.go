package importer

import (
	"strings"
	"testing"

	"gongshi/generator/document"
	"gongshi/generator/notice"
	"gongshi/generator/register"
)

func TestIDsAreTheFirstWordsOfTitles(t *testing.T) {
	for title, want := range map[string]string{
		"推动国有资产保值增值成效不大":                 "tui-dong-guo-you-zi-chan-bao-zhi",
		"“三公”经费 < 预算 & 超支":               "san-gong-jing-fei-yu-suan-chao-zhi",
		"ＩＰＯ３项未按期完成":                     "ipo3-xiang-wei-an-qi-wan-cheng",
		"女职工權益保護落實不到位":                   "nv-zhi-gong-quan-yi-bao-hu-luo",
		"⼯作台账不健全":                        "gong-zuo-tai-zhang-bu-jian-quan",
		"The Board’s café didn't pay":    "the-boards-cafe-didnt-pay",
		"Bills were paid late":           "bills-were-paid-late",
		"Con":                            "con-x2",
		"320":                            "audit-1-2",
		"／":                              "audit-1-2",
		strings.Repeat("supercalif", 20): strings.Repeat("supercalif", 3)[:24],
	} {
		w := &writer{Import: &notice.Import{}, slug: "audit"}
		got := unique(w.idOf(&notice.Finding{Title: title, Path: []int{1, 2}}), map[string]int{})
		if got != want || len(register.CheckID(got)) > 0 {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

func TestSummariesAreTheFirstSentenceWithAFact(t *testing.T) {
	long := strings.Repeat("加强学习", 26)
	for text, want := range map[string]string{
		"一是加强信息宣传。在官网首页设立专栏。":         "在官网首页设立专栏。",
		"提高认识；2023年1月清退资金3.5万元；今后常抓。": "2023年1月清退资金3.5万元",
		"已完成整改。": "",
		"账单支付不及时的问题已完成整改。":                                      "",
		"制定《付款办法》，" + long + "，明确时限，但尚未印发。":                     "制定《付款办法》，" + long + "…",
		"制定“" + long + long + "”办法，印发。":                         "",
		"Mr. Hu left. The Board adopted 3.5 rules. It is done.": "The Board adopted 3.5 rules.",
		"修订制度2项;召开会议3次。":                                        "修订制度2项",
	} {
		f := &notice.Finding{Title: "账单支付不及时"}
		source := &document.Source{Blocks: []document.Block{{Text: text}}}
		w := &writer{Import: &notice.Import{Source: source, Findings: []*notice.Finding{f},
			Pieces: []notice.Piece{{To: len(text), Use: notice.Body, Finding: f}}}}
		if got := w.summaryOf(f); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

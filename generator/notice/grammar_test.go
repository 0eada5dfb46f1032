package notice_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/notice"
)

// styles are numerals that a random notice may use, in any order of levels.
var styles = []func(n int) string{
	func(n int) string { return han(n) + "、" },
	func(n int) string { return "（" + han(n) + "）" },
	func(n int) string { return "(" + han(n) + ")" },
	func(n int) string { return fmt.Sprint(n) + "." },
	func(n int) string { return fmt.Sprint(n) + "、" },
	func(n int) string { return fmt.Sprintf("（%d）", n) },
	func(n int) string { return string('①' + rune(n-1)) },
	func(n int) string { return string('⑴' + rune(n-1)) },
	func(n int) string { return "第" + han(n) + "项：" },
}

// exclusive are styles that are read as one class: at most one of each line is used.
var exclusive = [][]int{{1, 2}, {5, 7}}

func han(n int) string { return string([]rune("一二三四五六七八九十")[n-1]) }

var (
	faults   = []string{"不到位", "不够严格", "流于形式", "存在短板", "有差距", "滞后"}
	subjects = []string{"河道巡查", "档案管理", "学习教育", "项目招标", "财务报销", "信访办理", "车辆使用",
		"会议记录", "人员培训", "资产登记", "合同审核", "安全检查", "票据保管", "政务公开", "绩效考核",
		"物资采购", "工程验收", "窗口服务", "值班备勤", "印章使用"}
	wordingsOf = []string{"针对%s的问题", "关于%s的问题", "关于“%s”的问题", "%s", "针对%s问题"}
	labelsOf   = []string{"整改进展情况：", "整改情况：", "【整改情况】", "整改措施及成效：", "整改完成情况:"}
	deeds      = []string{"召开专题会议研究", "印发管理办法2份", "开展检查12次，发现*问题*3处",
		"与乡镇签订责任书[附件]", "投入资金1.5亿元", "清理台账<2023版>", "完成整改方案的制定"}
)

// drawn is a random notice, and what it says.
type drawn struct {
	text                         strings.Builder
	findings, measures, groups   int
	categories, unfinished, next int
	alone                        int // findings on the level of the groups
	titles                       []string
	styles                       []int
	label, wording               string
}

func (d *drawn) line(parts ...string) { d.text.WriteString(strings.Join(parts, "") + "\n") }

// notices draws a notice from a grammar: sections, categories, perhaps groups, findings with
// measures, and some of them named as unfinished.
func notices(t *rapid.T) *drawn {
	d := &drawn{
		styles:  drawStyles(t),
		label:   rapid.SampledFrom(labelsOf).Draw(t, "label"),
		wording: rapid.SampledFrom(wordingsOf).Draw(t, "wording"),
	}
	d.line("某县某局党组关于巡察整改进展情况的通报")
	d.line(styles[d.styles[0]](1), "提高思想认识，加强组织领导")
	d.line("先后召开会议3次。")
	d.line(styles[d.styles[0]](2), "巡察反馈问题整改落实情况")
	for c := range rapid.IntRange(1, 3).Draw(t, "categories") {
		d.category(t, c+1)
	}
	d.line(styles[d.styles[0]](3), "尚未完成整改的事项")
	d.named(t)
	d.line("中共某县某局党组")
	d.line("2024年9月10日")
	return d
}

// drawStyles gives a style for sections, categories, groups, findings and measures, each a class of
// its own.
func drawStyles(t *rapid.T) []int {
	order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8}).Draw(t, "styles")
	var chosen []int
	for _, s := range order {
		clash := false
		for _, pair := range exclusive {
			for _, c := range chosen {
				clash = clash || s != c && (s == pair[0] || s == pair[1]) &&
					(c == pair[0] || c == pair[1])
			}
		}
		if !clash {
			chosen = append(chosen, s)
		}
	}
	return chosen[:5]
}

func (d *drawn) category(t *rapid.T, n int) {
	d.categories++
	d.line(styles[d.styles[1]](n), "聚焦", han(n), "号任务落实方面")
	grouped := rapid.Bool().Draw(t, "grouped")
	for g := range rapid.IntRange(1, 3).Draw(t, "groups") {
		if !grouped {
			d.alone++
			d.finding(t, styles[d.styles[2]](g+1))
			continue
		}
		d.groups++
		d.line(styles[d.styles[2]](g+1), "关于", han(g+1), "号领域工作不到位的问题")
		for f := range rapid.IntRange(1, 3).Draw(t, "findings") {
			d.finding(t, styles[d.styles[3]](f+1))
		}
	}
}

func (d *drawn) finding(t *rapid.T, numeral string) {
	d.findings++
	title := subjects[d.next%len(subjects)] + han(d.next/len(subjects)+1) +
		rapid.SampledFrom(faults).Draw(t, "fault")
	d.next++
	d.titles = append(d.titles, title)
	d.line(numeral, fmt.Sprintf(d.wording, title))
	var deedsOf []string
	for range rapid.IntRange(1, 4).Draw(t, "deeds") {
		deedsOf = append(deedsOf, rapid.SampledFrom(deeds).Draw(t, "deed"))
	}
	if len(deedsOf) == 1 {
		d.line(d.label, deedsOf[0], "。")
		return
	}
	d.measures += len(deedsOf)
	switch rapid.SampledFrom([]string{"within", "numbered", "lines"}).Draw(t, "way") {
	case "within":
		for i, deed := range deedsOf {
			deedsOf[i] = han(i+1) + "是" + deed + "。"
		}
		d.line(d.label, strings.Join(deedsOf, ""))
	case "numbered":
		for i, deed := range deedsOf {
			deedsOf[i] = styles[d.styles[4]](i+1) + deed + "；"
		}
		d.line(d.label, strings.Join(deedsOf, ""))
	case "lines":
		d.line(d.label)
		for i, deed := range deedsOf {
			d.line(styles[d.styles[4]](i+1), deed, "。")
		}
	}
}

// named names some findings as unfinished.
func (d *drawn) named(t *rapid.T) {
	for _, title := range d.titles {
		if !rapid.Bool().Draw(t, "unfinished") {
			continue
		}
		d.unfinished++
		if d.unfinished > 9 {
			d.unfinished--
			return
		}
		d.line(styles[d.styles[1]](d.unfinished), "关于", title, "的问题")
		d.line("未完成原因：经费不足。")
		d.line("下一步措施：争取经费。")
		d.line("整改时限：2025年6月30日")
	}
}

func TestRandomNoticesAreUnderstoodAndNothingIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := notices(rt)
		text := d.text.String()
		i := understood(t, "notice.txt", []byte(text))
		if d.groups > 0 {
			d.groups += d.alone
		}
		got := []int{len(i.Findings), i.Unfinished, measuresOf(i), len(i.Categories),
			i.Groups}
		want := []int{d.findings, d.unfinished, d.measures, d.categories, d.groups}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			rt.Fatalf("findings, unfinished, measures, categories, groups: %v, want %v\n%s\n%s",
				got, want, text, reported(i))
		}
		if fault := lost(i); fault != "" {
			rt.Fatalf("%s\n%s", fault, text)
		}
		if again := notice.Understand(i.Source); reported(again) != reported(i) {
			rt.Fatal("a second reading differs")
		}
	})
}

func measuresOf(i *notice.Import) int {
	n := 0
	for _, f := range i.Findings {
		n += len(f.Measures)
	}
	return n
}

package notice

import (
	"regexp"
	"strings"
)

// field is what a label announces.
type field int

const (
	none field = iota
	progress
	problemText
	status
	deadline
	completed
	reason
	next
	responsible
	person
)

// labelForms are the words of the labels, each a whole label but for numbers and brackets. The
// first that fits counts. They are held against folded text.
var labelForms = []struct {
	field field
	form  string
}{
	{reason, `(?:未|尚未|暂未|没有)(?:能)?(?:按[时期])?(?:全部|完全)?(?:完成|整改|到位|办结|落实)*` +
		`(?:整改)?(?:到位)?的?(?:主要|具体)?原因(?:分析|说明)?|(?:延期|滞后|主要)?原因(?:分析|说明)?|` +
		`存在的?(?:主要)?困难(?:和原因|及原因)?|reasons?(?: for (?:the )?delay)?|` +
		`why (?:it is )?not complete`},
	{deadline, `(?:整改|预计|计划|预定|拟|承诺)?(?:全部)?(?:整改|完成|办结|落实)?(?:整改)?的?` +
		`(?:时限|期限|限期)(?:要求)?|(?:预计|计划|预定|拟|承诺|整改)(?:整改)?(?:完成|办结|落实|到位)的?` +
		`(?:时间|日期)|(?:整改|完成)时间(?:节点)?|(?:(?:revised|target|expected|planned|original|due|` +
		`agreed|implementation|anticipated) )+(?:completion |` +
		`implementation )?date(?: for completion)?|` +
		`due(?: date| by)?|deadline|timescale|timeframe|target date for implementation`},
	{completed, `(?:实际)?(?:完成|办结|销号)(?:整改)?(?:时间|日期)|(?:date (?:completed|closed|` +
		`implemented)|(?:actual )?completion date|completed on)`},
	{status, `(?:整改|完成|落实|办理|当前|目前|问题|实施)*(?:状态|进度状态)|是否(?:已)?(?:完成|整改)` +
		`(?:整改|到位|完成|销号)*|整改结论|整改评价|销号情况|(?:(?:current|implementation|progress) )?status`},
	{next, `(?:下一?步|下阶段|下一阶段|后续|今后|进一步|继续)(?:的)?(?:整改|工作|推进)*的?` +
		`(?:措施|计划|打算|安排|举措|思路|整改|工作|方向|重点)(?:及安排|和打算|及计划)?|` +
		`(?:整改|工作)(?:计划|打算)|next steps?|further actions?|(?:planned|outstanding|remaining) ` +
		`actions?|way forward`},
	{responsible, `(?:整改)?(?:责任|牵头|主责|主办|承办|配合|协办)(?:整改)?` +
		`(?:单位|部门|科室|处室|主体|支部|股室)|整改(?:实施)?主体|` +
		`responsible (?:office|unit|department|body|division)|` +
		`lead (?:office|department|unit|division)|(?:action )?owner|` +
		`(?:department|unit|office|division|entity)s? responsible`},
	{person, `(?:整改)?(?:责任|牵头|分管|包案|联系)(?:整改)?(?:人|领导|人员)|` +
		`(?:responsible|accountable) (?:officer|person|manager|official)|(?:lead|action) officer`},
	{progress, `(?:(?:目前|当前|主要|具体|重点|已采取的?|采取的?|截至目前|落实)?` +
		`(?:整改|工作|落实|进展|完成|办理|推进|处理|跟进|改善|实施|应对)(?:工作|任务)?` +
		`(?:落实|完成|措施|举措|进展|推进|成效)?(?:[及和与、]|以及)?(?:取得的?|主要)?` +
		`(?:整改|工作|落实)?(?:进展|完成|落实|成效)?(?:情况|情形|进展|措施|举措|成效|效果|结果|进度|做法|` +
		`落实|成果)|(?:主要|具体|采取的?|已采取的?)(?:措施|举措|做法)|(?:审核)?单位回应|管理层回应|(?:政府)?回应|` +
		`(?:最新|目前|当前)?(?:进展|进度))|` +
		`(?:management|auditee|agency|department|departmental|entity|government)(?:'s|’s)? ` +
		`(?:response|comments?|action)(?: and (?:progress|actions?|action plan))?|` +
		`(?:agreed |management )?actions?(?: taken| plan)?|action(?:s)? to date|progress` +
		`(?: (?:to date|update|made|report))?|update|corrective actions?|response|` +
		`measures(?: taken)?|` +
		`implementation progress|results|comments?`},
	{problemText, `(?:存在的?)?(?:主要|具体|突出|反馈|整改|审议|督察|巡察|巡视|审计|检查|发现|查出|原)*的?(?:反馈)?` +
		`(?:问题|意见)(?:描述|表现|内容|摘要|清单|事项|概述)?|(?:整改|审计)(?:事项|任务)|主要表现|具体表现|` +
		`缺失(?:事项|情形)?|审计(?:发现|建议|意见)|(?:审核|稽核)?(?:建议|发现)|` +
		`(?:audit )?(?:findings?|issues?|observations?|` +
		`recommendations?)(?: \d+)?|background|what we found|description|problem`},
}

// labels is all of labelForms, each within brackets or before a colon.
var labels = compileLabels()

type labelForm struct {
	field field
	form  *regexp.Regexp
}

func compileLabels() []labelForm {
	var compiled []labelForm
	for _, l := range labelForms {
		words := `(?i:` + l.form + `)`
		compiled = append(compiled, labelForm{l.field, regexp.MustCompile(
			`^[\s　—–·•]*(?:[【〔［\[(（]` + blank + words + blank + `[】〕］\])）]` + blank + `[：:]?|` +
				words + blank + `(?:[（(][^（）()]{2,16}[)）]` + blank + `)?(?:[：:]|$))` + blank)})
	}
	return compiled
}

// labelAt reads the label at the beginning of a folded text; size 0 where there is none.
func labelAt(text string) (f field, size int) {
	if !mayBeLabel(firstRunes(text, 48), text) {
		return none, 0
	}
	for _, l := range labels {
		if at := l.form.FindStringIndex(text); at != nil {
			return l.field, at[1]
		}
	}
	return none, 0
}

// mayBeLabel says whether the forms of the labels need be tried: most paragraphs begin with none.
func mayBeLabel(start, text string) bool {
	if strings.ContainsAny(start, "：:】〕］])）") {
		return true
	}
	return len(start) == len(text) && !strings.ContainsAny(text, "。，；！？,;!?")
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// breaks are the places within a paragraph where a label or an ordinal may stand.
var breaks = regexp.MustCompile(`[。；;！!？?：:】\]）)]["”’』」]?[\s　]*|\.\s+|[\s　]{2,}|　`)

// segment is a part of a block that stands under one label.
type segment struct {
	field    field
	block    int
	from, to int // of its text
	label    int // where the label begins; equal to from where there is none
}

// segmentsOf cuts a block, from an offset on, at its labels. current is the field that goes on from
// the block before.
func (u *understanding) segmentsOf(block, from int, current field) []segment {
	text := u.folded[block]
	var cut []segment
	at := func(offset int) bool {
		numeral := readNumeral(text[offset:]).size
		f, size := labelAt(text[offset+numeral:])
		if size == 0 && numeral > 0 {
			f, size = labelAt(text[offset:])
			numeral = 0
		}
		if size == 0 {
			return false
		}
		cut = append(cut, segment{f, block, offset + numeral + size, len(text), offset})
		return true
	}
	if !at(from) {
		cut = append(cut, segment{current, block, from, len(text), from})
	}
	for _, b := range breaks.FindAllStringIndex(text[from:], -1) {
		last := &cut[len(cut)-1]
		if offset := from + b[1]; offset >= last.from && offset < len(text) && at(offset) {
			cut[len(cut)-2].to = offset
		}
	}
	return cut
}

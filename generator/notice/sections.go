package notice

import (
	"regexp"
	"strings"
)

// section is what a part of the notice is about.
type section int

const (
	other section = iota
	organisation
	results
	accountability
	unfinished
	onward
	contact
)

// sectionForms are the words of the sections' headings; the first that occurs counts. An unfinished
// matter is one whatever else its heading says.
var sectionForms = []struct {
	section section
	form    *regexp.Regexp
}{
	{unfinished, regexp.MustCompile(`未(?:能)?(?:按[时期])?(?:全部|完全)?(?:完成|整改|办结|到位|销号|落实)+` +
		`(?:的?(?:整改|销号|情况|问题|事项|任务|原因|及|和|$|[（(：:]))|` +
		`(?:需要?|仍需|尚需|有待|须)(?:进一步|继续|持续|长期|深入|和|、|并)*(?:整改|推进|解决|跟进|坚持)|` +
		`(?:正在|继续|持续|长期|进一步)(?:推进|坚持)?的?整改的?(?:问题|事项|任务)(?:$|[及和与（(：:]|` +
		`的?(?:情况|进展|整改|原因))|长期坚持的|进一步整改的|正在推进(?:的|$)|` +
		`(?:尚|仍|还)在(?:整改|推进)|(?:推进|整改)中(?:的|$)|暂未(?:完成|整改|解决)|` +
		`(?i)outstanding|unimplemented|not yet (?:implemented|complete)|incomplete|` +
		`remaining open`)},
	{accountability, regexp.MustCompile(`线索|问责|追责|责任追究|处理情况|查处|信访件|移送|` +
		`(?i)accountability|disciplin`)},
	{contact, regexp.MustCompile(`联系(?:方式|我们|电话)|监督(?:方式|电话)|意见反馈(?:方式|渠道)|` +
		`反馈(?:方式|渠道)|(?i)^contacts?\b|contact (?:us|details)|how to (?:reach|contact)`)},
	{onward, regexp.MustCompile(`^(?:下一?步|下阶段|今后|后续|接下来)|下一步|努力方向|工作打算|` +
		`(?i)next steps|way forward|looking ahead`)},
	{organisation, regexp.MustCompile(`组织(?:领导|开展|实施|推进|情况)|加强组织|提高.{0,6}(?:站位|认识)|` +
		`部署|总体(?:情况|进展)?|主要做法|基本情况|概况|工作开展|责任落实|` +
		`主体责任.{0,8}整改|履行.{0,12}责任|` +
		`(?i)background|introduction|overview|summary|about this|methodology`)},
	{results, regexp.MustCompile(`整改.{0,12}(?:情况|进展|结果|成效|落实)|反馈(?:的)?(?:问题|意见)|` +
		`问题.{0,6}整改|具体问题|逐[项条]|落实情况|跟进|进度|` +
		`(?i)findings|recommendations|responses|action plan|progress`)},
}

func sectionOf(title string) section {
	if englishProblem.MatchString(title) && strings.HasSuffix(title, ".") {
		return other // a sentence, and no heading of a section
	}
	for _, s := range sectionForms {
		if s.form.MatchString(title) {
			return s.section
		}
	}
	return other
}

var (
	// aspect is what findings are about: their heading, whatever words for a section it holds.
	aspect = regexp.MustCompile(`^聚焦[^，,]*$|^在[“"]|方面[：:]?$`)
	// rest is how the heading of what is unfinished begins; a problem such as 上轮巡察反馈意见未整改到位
	// holds the same words further on.
	rest = regexp.MustCompile(`^(?:关于|目前|截至目前|集中整改期内|整改|暂时?|部分|还|仍|尚|有|需要?|巡[察视]|审计|` +
		`反馈|指出|查出|的|问题|事项|意见|中)*(?:未|待|正?在|推进|持续|继续|进一步|长期|深入)`)
	// later begins what is planned, for what is unfinished among others.
	later = regexp.MustCompile(`^(?:下一?步|下阶段|今后|后续|接下来)`)
	// deed begins a heading that tells what was done about the whole.
	deed = regexp.MustCompile(`^(?:提高|统一|加强|强化|成立|建立|健全|召开|制定|印发|细化|压实|坚持|深化|严格|` +
		`认真|切实|明确|迅速|及时|深刻|专题|扛[牢起]|高度重视|推动|落实|抓好|注重|层层)`)
)

// kindOf says what a part of the notice is about. A problem is none of the parts whose words it
// holds: 信访件查处不力 does not tell who was held to account.
func (u *understanding) kindOf(n *node) section {
	title := u.title(n)
	kind := sectionOf(title)
	switch {
	case kind == unfinished:
		if aspect.MatchString(title) || !rest.MatchString(title) && (n.problem || n.labelled) {
			return other
		}
		if later.MatchString(title) {
			return onward
		}
	case aspect.MatchString(title), n.problem && kind != results, n.labelled && u.amongLabelled(n):
		return other
	}
	return kind
}

// sections gives every part of the notice below the root to what it is about.
func (u *understanding) sections(root *node) {
	first := root.end
	if len(root.kids) > 0 {
		first = root.kids[0].block
	}
	start := u.bodyStart
	u.tables(start, first, trail{})
	u.prose(start, first, nil)
	if fields := u.fieldsOf(root); fields != nil {
		u.single(root, fields)
		u.readContact()
		return
	}
	for _, n := range root.kids {
		labelled, problems, _ := u.weigh(n)
		if u.kindOf(n) != unfinished {
			u.labelled = u.labelled || labelled > 0
			u.worded = u.worded || problems > 0
		}
	}
	holds := u.unfinishedAlone(root)
	for _, n := range root.kids {
		kind := u.kindOf(n)
		switch {
		case kind == unfinished && !holds:
			u.readUnfinished(n)
		case kind == unfinished, u.findingsIn(n, kind):
			u.results(n, kind)
		case kind == accountability:
			u.heading(n)
			u.prose(n.block+1, n.end, nil)
		default:
			u.heading(n)
			u.prose(n.block+1, n.end, nil)
		}
	}
	u.readAccountability(root)
	u.readContact()
}

// unfinishedAlone says whether what the notice names as unfinished is told nowhere else, so that
// its sections are like all others: as in “one, completed; two, not completed”.
func (u *understanding) unfinishedAlone(root *node) bool {
	named, told := false, false
	for _, n := range root.kids {
		kind := u.kindOf(n)
		if kind == unfinished {
			named = true
			continue
		}
		told = told || u.findingsIn(n, kind) && statusIn(u.title(n)).status == ""
	}
	return named && !told
}

// findingsIn says whether a part of the notice holds findings, and not only text.
func (u *understanding) findingsIn(n *node, kind section) bool {
	if u.tableOf(n.block, n.end) {
		return true
	}
	labelled, problems, leaves := u.weigh(n)
	if labelled+problems == 0 && (u.labelled || u.worded && u.tellsDeeds(n)) {
		return false // where findings have labels or wordings, this is about something else
	}
	switch kind {
	case organisation, onward, accountability, contact:
		return labelled > 0 && kind == organisation || labelled > 1 && kind != contact ||
			kind == organisation && leaves > 1 && 2*problems > leaves
	case results:
		return labelled > 0 || problems > 0 || leaves > 0 && len(n.kids) > 0
	}
	return labelled > 0 || len(n.kids) > 0 && 2*problems >= leaves && problems > 0 ||
		n.problem && (n.inline || n.end > n.block+1)
}

// amongLabelled says whether another heading beside a node has an account of its own too.
func (u *understanding) amongLabelled(n *node) bool {
	for _, k := range n.parent.kids {
		if k != n && k.labelled && k.numeral.class == n.numeral.class {
			return true
		}
	}
	return false
}

// tellsDeeds says whether most headings right below a node are worded as what was done.
func (u *understanding) tellsDeeds(n *node) bool {
	count := 0
	for _, k := range n.kids {
		if deed.MatchString(u.title(k)) {
			count++
		}
	}
	return 2*count > len(n.kids)
}

// weigh counts below and in a node those with an account of progress, and of the lowest those that
// are worded as problems, and all of them.
func (u *understanding) weigh(n *node) (labelled, problems, leaves int) {
	if n.labelled {
		labelled++
	}
	if len(n.kids) == 0 {
		leaves++
		if n.problem && (n.numeral.size > 0 || n.heading > 0 || n.numeral.class == "bare") {
			problems++
		}
	}
	for _, k := range n.kids {
		l, p, a := u.weigh(k)
		labelled, problems, leaves = labelled+l, problems+p, leaves+a
		if len(k.kids) > 0 && k.problem {
			problems, leaves = problems+1, leaves+1
		}
	}
	return labelled, problems, leaves
}

// title is a heading without its numeral, folded.
func (u *understanding) title(n *node) string {
	rest := u.folded[n.block][n.numeral.size:]
	return strings.TrimSpace(rest[:titleEnd(rest)])
}

// heading takes a node's paragraph as a heading of the inspection's text, and what follows the
// title in it as text.
func (u *understanding) heading(n *node) {
	text := u.folded[n.block]
	end := n.numeral.size + titleEnd(text[n.numeral.size:])
	if !n.short && n.heading == 0 {
		u.take(n.block, 0, len(text), Text, nil)
		return
	}
	u.take(n.block, 0, end, Heading, nil)
	u.take(n.block, end, len(text), Text, nil)
}

// prose takes blocks as text of the inspection, or of a category; tables that hold findings are
// not its business.
func (u *understanding) prose(from, to int, c *Category) {
	for i := from; i < to; i++ {
		if u.Source.Blocks[i].Table > 0 {
			continue
		}
		u.takeFor(i, 0, len(u.folded[i]), Text, c)
	}
}

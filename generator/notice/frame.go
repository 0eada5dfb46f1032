package notice

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"
)

// frameLines is how many blocks at either end of a notice are looked at for what frames it.
const frameLines = 15

var (
	titleWords = regexp.MustCompile(`通报|公告|公示|报告|通知|公开|整改|情[况形]|(?i)report|response|` +
		`follow-up|recommendation|tracker|status|notice|action plan|audit`)
	// titleEnds are the words that a title ends with: no line below it is a part of it.
	titleEnds = regexp.MustCompile(`(?:通报|公告|公示|报告|关于.*(?:情况|方案|函))(?:[（(][^（）()]*[）)])?$`)
	// bodyName is a line that names a body and says nothing else.
	bodyName = regexp.MustCompile(`^[\p{Han}（）()·]{2,30}(?:党组|党委|委员会|工委|党支部|党总支|局|厅|院|公司|` +
		`学校|大学|政府|集团|中心|办公室|银行)$`)
	// imprint is what a web page puts below a title.
	imprint = regexp.MustCompile(`^(?:发[布表](?:时间|日期)|时间|日期|来源|信息来源|文号|发文字号|索引号|` +
		`(?i:published|issued|date|source))\s*[：:]|^(?i:published|issued)\s[^:]{0,90}\b[12]\d{3}\b`)
	imprintDate = regexp.MustCompile(`发[布表](?:时间|日期)|(?:^|\s)(?:时间|日期)|` +
		`(?i)published|issued|(?:^|\s)date`)
	imprintFrom = regexp.MustCompile(`来源\s*[：:]\s*([^\s　|]+)|` +
		`(?i:published|issued)\s[^:]*?\bby\s(?:the\s)?([A-Z][\pL&' -]+?)(?:\son\s|\sin\s|[.,]|$)`)
	// imprintBelow is one that stands below a text instead of a signature.
	imprintBelow = regexp.MustCompile(`^(?:发[布表](?:时间|日期)|(?i:published|issued))`)
	// letterheadForm is the red head of an official document, leadsOn a line that says what
	// follows or whom it is for.
	letterheadForm = regexp.MustCompile(`^\s*([\p{Han}（）()]{4,40}?)文\s*件$`)
	leadsOn        = regexp.MustCompile(`[：:]["”]?$`)
	fileNumber     = regexp.MustCompile(`^[\p{Han}]{2,12}[〔\[（(]\d{4}[〕\]）)]\d+号$`)
	// farewell begins what stands behind the last finding.
	farewell = regexp.MustCompile(`^(?:欢迎|如有|如果?对|以上|特此|经过|总之|公示期|公开期|监督电话|联系电话|联系方式|(?i:if you|` +
		`for (?:more|further)|contact|` +
		`we welcome|the public))`)
	// forward begins it too, where it speaks of the whole and not of one finding.
	forward = regexp.MustCompile(`^(?:下一?步|下阶段|今后|在今后|接下来|在下一?步)[^。]{0,60}(?:党委|党组|整改|` +
		`巡[察视]|审计|我[局委厅区县市镇街办处院校司们]|我单位|全[局区县市镇]|从严治党)`)
	nothing = regexp.MustCompile(`^(?:无|没有|暂无|无。|none|nil|n/a)$`)
	// reach is what no name of a body holds.
	reach = regexp.MustCompile(`联系|电话|@|[0-9]{7}`)
	// printedOn and copied are the last lines of an official document.
	printedOn = regexp.MustCompile(`\d[日号]\s*印[发發]$`)
	copied    = regexp.MustCompile(`^(?:抄[送报]|分送|主送|印[发送])\s*[：:]`)
	signedOff = regexp.MustCompile(`^(?:附件|附：|（此件|\(此件|抄送|主办|责任编辑)`)
	ordered   = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,2}是|[一二三四五六七八九十]{1,2}要)`)
)

// frame reads what stands around the parts of a notice: title and imprint before them, farewell,
// signature and date behind them. It gives the blocks between, from a first to before a last one.
func (u *understanding) frame() (from, to int) {
	to = u.readSignature(len(u.folded))
	to = u.readFarewell(to)
	from = u.readTitle(to)
	u.bodyStart = from
	u.readIntroduction(from, to)
	return from, to
}

// readTitle reads the lines above the first paragraph: the first of them that go together are the
// title.
func (u *understanding) readTitle(to int) int {
	i := 0
	var title []string
	titled := false
	for ; i < to && i < frameLines; i++ {
		b, text := u.Source.Blocks[i], strings.TrimSpace(u.folded[i])
		alone, _ := dateAlone(text)
		switch {
		case b.Table > 0 || ended.MatchString(text):
			return u.titled(title, i)
		case imprint.MatchString(text) || alone != "":
			u.readImprint(i)
			continue
		case fileNumber.MatchString(text):
			u.take(i, 0, len(b.Text), Text, nil)
			continue
		case u.letterhead(i, to):
			u.take(i, 0, len(b.Text), Issuer, nil)
			continue
		case leadsOn.MatchString(text):
			return u.titled(title, i)
		}
		long := utf8.RuneCountInString(text) > 60 && b.Heading == 0
		if long && u.Language == "en" {
			long = len(text) > 120
		}
		heading := b.Heading == 1 || b.Heading == 0
		if readNumeral(text).size > 0 || long || !heading || b.Heading == 0 && u.labelledBlock(i) ||
			len(title) > 0 && b.Heading == 1 || bareForm.MatchString(text) && i > 0 ||
			sectionOf(text) != other && len(title) > 0 && b.Heading == 0 && len(title) > 1 {
			return u.titled(title, i)
		}
		if len(title) > 0 && !strings.Contains(text, "关于") &&
			(titled || titleEnds.MatchString(strings.Join(title, ""))) {
			if !u.readBelowTitle(i) {
				return u.titled(title, i)
			}
			continue
		}
		titled = b.Heading == 1
		title = append(title, strings.TrimSpace(b.Text))
		u.take(i, 0, len(b.Text), Title, nil)
	}
	return u.titled(title, i)
}

// readBelowTitle reads a line right below a title: who issues the notice, or where it was read. It
// gives false for any other.
func (u *understanding) readBelowTitle(i int) bool {
	text := u.Source.Blocks[i].Text
	switch {
	case strings.HasPrefix(text, "—"):
		u.take(i, 0, len(text), Text, nil)
	case bodyName.MatchString(u.folded[i]):
		u.Inspection.Issuer = cmp.Or(u.Inspection.Issuer, strings.TrimSpace(text))
		u.take(i, 0, len(text), Issuer, nil)
	default:
		return false
	}
	return true
}

// letterhead reads the red head of an official document: who issues it, above its number.
func (u *understanding) letterhead(i, to int) bool {
	m := letterheadForm.FindStringSubmatchIndex(u.folded[i])
	if m == nil {
		return false
	}
	for next := i + 1; next < min(i+3, to); next++ {
		if fileNumber.MatchString(strings.TrimSpace(u.folded[next])) {
			u.Inspection.Issuer = u.Source.Blocks[i].Text[m[2]:m[3]]
			return true
		}
	}
	return false
}

func (u *understanding) labelledBlock(i int) bool {
	_, size := labelAt(u.folded[i])
	return size > 0
}

// titled puts the lines of a title together. Lines without a word that titles have are none.
func (u *understanding) titled(lines []string, next int) int {
	joint := ""
	if u.Language == "en" {
		joint = " "
	}
	title := strings.Join(lines, joint)
	if titleWords.MatchString(fold(title)) {
		u.Inspection.Title = title
		return next
	}
	for i := range u.Pieces {
		if u.Pieces[i].Use == Title {
			u.Pieces[i].Use = Text
		}
	}
	return next
}

// readImprint reads a line with the day of publication and the source.
func (u *understanding) readImprint(i int) {
	text := u.folded[i]
	for _, d := range datesIn(text) {
		alone, _ := dateAlone(text)
		if u.Inspection.Published == "" && (imprintDate.MatchString(text) || alone != "") {
			u.Inspection.Published = d.text
		}
	}
	if m := imprintFrom.FindStringSubmatch(text); m != nil && u.Inspection.Issuer == "" {
		u.Inspection.Issuer = m[1] + m[2]
	}
	u.take(i, 0, len(u.Source.Blocks[i].Text), Published, nil)
}

// readSignature reads the issuer and the date below a notice, and gives the first block of them.
func (u *understanding) readSignature(end int) int {
	end = u.readColophon(end)
	u.colophon = end
	for i := end - 1; i >= 0 && i >= end-frameLines; i-- {
		text := u.Source.Blocks[i].Text
		f, label := u.labelOf(i)
		if u.Source.Blocks[i].Table > 0 || label > 0 && tells(f) {
			return end // what stands above an account is no signature
		}
		if imprintBelow.MatchString(u.folded[i]) && imprint.MatchString(u.folded[i]) {
			u.readImprint(i)
			return i
		}
		if date, ok := dateAlone(u.folded[i]); ok {
			u.Inspection.Published = date
			u.take(i, 0, len(text), Published, nil)
			if i > 0 && u.signs(i-1) {
				signature := u.Source.Blocks[i-1].Text
				u.Inspection.Issuer = strings.Trim(signature, closing)
				u.take(i-1, 0, len(signature), Issuer, nil)
				i--
			}
			return i
		}
		days := datesIn(u.folded[i])
		if n := len(days); n > 0 && strings.Trim(text[days[n-1].to:], closing) == "" &&
			!strings.ContainsAny(text[:days[n-1].from], "：:") &&
			!ended.MatchString(text) && utf8.RuneCountInString(text) < 60 &&
			readNumeral(text).size == 0 && !u.labelledBlock(i) {
			d := days[n-1]
			u.Inspection.Published = d.text
			u.Inspection.Issuer = strings.Trim(text[:d.from], closing)
			u.take(i, 0, d.from, Issuer, nil)
			u.take(i, d.from, len(text), Published, nil)
			return i
		}
	}
	return end
}

// readColophon reads what an official document ends with, below its signature: whom a copy went to,
// and who printed it when. It gives the first block of it.
func (u *understanding) readColophon(end int) int {
	last := max(0, len(u.folded)-frameLines)
	for i := end - 1; i >= last; i-- {
		text := strings.TrimSpace(u.folded[i])
		switch {
		case printedOn.MatchString(text):
			if days := datesIn(text); len(days) > 0 {
				u.Inspection.Published = days[len(days)-1].text
			}
			u.take(i, 0, len(u.folded[i]), Published, nil)
		case copied.MatchString(text):
			u.take(i, 0, len(u.folded[i]), Text, nil)
		default:
			return i + 1
		}
	}
	return last
}

// signs says whether a block can be the name of who signs.
func (u *understanding) signs(i int) bool {
	text := strings.TrimSpace(u.folded[i])
	return text != "" && !nothing.MatchString(text) && !reach.MatchString(text) &&
		utf8.RuneCountInString(text) <= 60 &&
		!ended.MatchString(text) && readNumeral(text).size == 0 && !u.labelledBlock(i) &&
		contactIn(text) == 0 && u.Source.Blocks[i].Table == 0
}

// readFarewell reads what stands behind the last finding and above the signature, as text of the
// inspection, and gives its first block. Blocks behind the signature that say nothing of the body
// are left over.
func (u *understanding) readFarewell(end int) int {
	first := end
	for i := end - 1; i >= 0 && i >= end-frameLines; i-- {
		text := strings.TrimSpace(u.folded[i])
		if u.Source.Blocks[i].Table > 0 || u.Source.Blocks[i].Heading > 0 ||
			u.labelledBlock(i) && contactIn(text) == 0 ||
			readNumeral(text).size > 0 && !ordered.MatchString(text) {
			break
		}
		if farewell.MatchString(text) || forward.MatchString(text) || contactIn(text) > 0 {
			first = i
		}
	}
	for i := first; i < end; i++ {
		u.take(i, 0, len(u.folded[i]), Text, nil)
	}
	signed := map[int]bool{}
	for _, p := range u.Pieces {
		signed[p.Block] = true
	}
	for i := end; i < u.colophon; i++ {
		if signed[i] {
			continue
		}
		if contactIn(u.folded[i]) > 0 || signedOff.MatchString(u.folded[i]) {
			u.take(i, 0, len(u.folded[i]), Text, nil)
		}
	}
	return first
}

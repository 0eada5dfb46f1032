package notice

import (
	"regexp"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

var (
	// until is when the inspection was.
	until = regexp.MustCompile(`(?:至|到|—+|–|-|~|～)\s*$`)
	// yearless is a second date that leaves the year to the first.
	yearless = regexp.MustCompile(`^\s*(?:至|到|—+|–|-|~|～)\s*` + smallForm + `月份?(?:` +
		smallForm + `[日号])?`)
	// dayOfYear is a day without its year.
	dayOfYear = regexp.MustCompile(`(?:^|[^年0-9]|[同当]年)([0-9]{1,2})月([0-9]{1,2})日`)
	// visit is who inspected whom.
	visit = regexp.MustCompile(`(?:^|` +
		`[，,。；;])\s*([^，,。；;]{2,40}?)(?:派出?[^，,。；;]{2,20}?)?对([^，,。；;]{2,60}?)` +
		`(?:党委|党组|)?(?:开展|进行|实施)了?[^，,。；;]{0,30}(?:巡[察视]|审计|检查|督[察查导]|监督)`)
	// patrol is a shorter sentence for it.
	patrol = regexp.MustCompile(`(?:^|[，,。；;])([^，,。；;]{2,30}巡[察视]组)巡[察视]了?([^，,。；;组]{2,40})`)
	told   = regexp.MustCompile(`(?:进行了?)?反馈(?:了|会|[。，；]|$|[^。；;，,]{0,8}(?:意见|情况|问题))|` +
		`(?:下达|出具)[^。，,]{0,12}(?:意见|报告)`)
	// invited are those who are asked to watch the rectification.
	invited   = regexp.MustCompile(`欢迎|群众|社会|整改`)
	underway  = regexp.MustCompile(`开展|进行|实施`)
	clauseEnd = regexp.MustCompile(`[。；;]`)
	promised  = regexp.MustCompile(`每([一二两三四六]|[0-9]{1,2})?个?(季度|季|月|半年|年)[^。；;]{0,12}` +
		`(?:报送|报告|公布|公开|通报|公示|上报)[^。；;]{0,8}` +
		`(?:整改|进展|情况|结果)`)
	wording = regexp.MustCompile(`现将([^，,。；;]{2,40}?)(?:予以)?(?:公布|公示|公开|通报|公告|报告|汇报)`)
	english = regexp.MustCompile(`(?i)(?:the )?([A-Z][\w&' ]{3,60}?) (?:audited|inspected|` +
		`reviewed|examined) ` +
		`(?:the )?([A-Z][\w&' ]{3,80}?)(?:[.,;]| between| from| in | and )`)
	often = regexp.MustCompile(`(?i)(?:report|update|publish)[^.]{0,60}(?:every (three|six|two|` +
		`\d+) ` +
		`months|(quarterly|monthly|annually|every quarter|each quarter|every year))`)
)

// readIntroduction reads who inspected whom, when, and when the findings were given, from the first
// paragraphs.
func (u *understanding) readIntroduction(from, to int) {
	for i := from; i < to && i < from+6; i++ {
		text := u.folded[i]
		u.readNamed(i)
		if u.Inspection.Body == "" {
			u.readVisit(i)
		}
		if u.Inspection.Feedback == "" {
			u.Inspection.Feedback = feedbackIn(text)
		}
	}
	if u.Inspection.Title == "" {
		u.composeTitle(from, to)
	}
}

// readVisit reads a sentence such as 2022年8月23日至9月28日，巡察组对甲局党组开展了巡察.
func (u *understanding) readVisit(i int) {
	text, original := u.folded[i], u.Source.Blocks[i].Text
	m := visit.FindStringSubmatchIndex(text)
	if m == nil {
		m = patrol.FindStringSubmatchIndex(text)
	}
	if m != nil && !invited.MatchString(text[m[2]:m[5]]) {
		u.Inspection.Inspector = inspectorOf(original[m[2]:m[3]])
		body := original[m[4]:m[5]]
		if end := strings.Index(text[m[5]:], "开展"); end > 0 && end <= len("党委党组") {
			body = original[m[4] : m[5]+end]
		}
		for _, verb := range []string{"进行", "实施"} {
			if end := strings.Index(text[m[5]:], verb); end > 0 && end <= len("党委") {
				body = original[m[4] : m[5]+end]
			}
		}
		if d := datesIn(fold(body)); len(d) > 0 && d[0].from > 0 {
			body = body[:d[0].from]
		}
		u.Inspection.Body = strings.TrimSpace(body)
	} else if m := english.FindStringSubmatch(original); m != nil {
		u.Inspection.Inspector, u.Inspection.Body = strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
	} else {
		return
	}
	days := datesIn(text)
	for j, d := range days {
		if m := yearless.FindStringSubmatch(text[d.to:]); m != nil && len(d.text) > len("2023") {
			u.Inspection.From, u.Inspection.To = d.text, dateOf(d.text[:4], m[1], m[2])
			return
		}
		if j+1 < len(days) {
			between := strings.TrimSpace(text[d.to:days[j+1].from])
			if until.MatchString(between) && len(between) <= 6 || between == "to" ||
				between == "and" && strings.Contains(strings.ToLower(text[:d.from]), "between") {
				u.Inspection.From, u.Inspection.To = d.text, days[j+1].text
				return
			}
		}
	}
}

// inspectorOf drops the time that stands before an inspector.
func inspectorOf(text string) string {
	if d := datesIn(fold(text)); len(d) > 0 {
		if before := strings.TrimRight(text[:d[0].from], "于自从在 "); before != "" {
			return strings.TrimSpace(before)
		}
		text = text[d[len(d)-1].to:]
	}
	for _, word := range []string{"期间", "起", "由", "至", "，", ","} {
		text = strings.TrimPrefix(strings.TrimSpace(text), word)
	}
	return strings.TrimSpace(text)
}

// feedbackIn reads the day on which the findings were given; empty where a text gives none.
func feedbackIn(text string) string {
	for _, at := range told.FindAllStringIndex(text, -1) {
		clause := 0
		if stop := clauseEnd.FindAllStringIndex(text[:at[0]], -1); stop != nil {
			clause = stop[len(stop)-1][1]
		}
		days := datesIn(text[clause:at[0]])
		if n := len(days); n > 0 {
			d := days[n-1]
			if after := text[clause+d.to : at[0]]; !underway.MatchString(after) &&
				len(after) < 100 {
				return d.text
			}
		}
		if date := laterThatYear(text, clause, at[0]); date != "" {
			return date
		}
	}
	return ""
}

// laterThatYear reads a day whose year is that of the date before it: 2023年4月10日至5月30日 …，7月5日
// …. One that is not later than all days before it is in another year, which is not said.
func laterThatYear(text string, from, to int) string {
	days := dayOfYear.FindAllStringSubmatchIndex(text[:to], -1)
	if len(days) == 0 {
		return ""
	}
	at := days[len(days)-1]
	if at[0] < from-len("日") || underway.MatchString(text[at[1]:to]) {
		return ""
	}
	latest := ""
	for _, d := range datesIn(text[:at[0]]) {
		if len(d.text) > len("2023") { // 2022年度 is not when something was done
			latest = d.text
		}
	}
	if latest == "" {
		return ""
	}
	year := latest[:4]
	for _, d := range days[:len(days)-1] {
		latest = max(latest, dateOf(year, text[d[2]:d[3]], text[d[4]:d[5]]))
	}
	if date := dateOf(year, text[at[2]:at[3]], text[at[4]:at[5]]); date > latest {
		return date
	}
	return ""
}

// readPeriod reads how often there will be a report. What is said of a finding is a promise of
// others, or to others.
func (u *understanding) readPeriod() {
	own := u.findingBlocks()
	for i := range u.folded {
		if u.Inspection.ReportEvery == "" && !own[i] {
			u.Inspection.ReportEvery = periodIn(u.folded[i])
		}
	}
}

// periodIn reads a promise to report: every 3 months is P3M.
func periodIn(text string) string {
	if m := promised.FindStringSubmatch(text); m != nil {
		n := m[1]
		switch {
		case n == "":
			n = "1"
		case n == "两":
			n = "2"
		case hanNumber(n) > 0:
			n = strconv.Itoa(hanNumber(n))
		}
		switch m[2] {
		case "月":
			return "P" + n + "M"
		case "季度", "季":
			return "P3M"
		case "半年":
			return "P6M"
		case "年":
			return "P" + n + "Y"
		}
		return ""
	}
	m := often.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	switch word := strings.ToLower(m[1] + m[2]); word {
	case "quarterly", "every quarter", "each quarter", "three":
		return "P3M"
	case "six":
		return "P6M"
	case "two":
		return "P2M"
	case "monthly":
		return "P1M"
	case "annually", "every year":
		return "P1Y"
	default:
		return "P" + word + "M"
	}
}

// composeTitle makes a title of the notice's own words where it has none: of whom, and what is made
// public.
func (u *understanding) composeTitle(from, to int) {
	for i := from; i < to && i < from+6; i++ {
		if m := wording.FindStringSubmatchIndex(u.folded[i]); m != nil {
			what := u.Source.Blocks[i].Text[m[2]:m[3]]
			what = strings.TrimPrefix(strings.TrimPrefix(what, "有关"), "本次")
			u.Inspection.Title = u.Inspection.Body + what
			if strings.Contains(what, u.Inspection.Body) {
				u.Inspection.Title = what
			}
			return
		}
	}
}

// ownName is the name of a body that reports about itself, at the beginning of a title.
var ownName = regexp.MustCompile(`^([^：:《“]{3,40}?)(?:关于|落实|贯彻)`)

// noName are beginnings of titles that name a matter and no body.
var noName = regexp.MustCompile(`^(?:就|对|针对|关于)|的$|建议|意见`)

// nameBody says which body was inspected where no sentence does: the one that the title begins
// with, or who signs. It is asked about.
func (u *understanding) nameBody() {
	n := &u.Inspection
	if n.Title == "" {
		u.ask("title-missing", -1)
	}
	ours := strings.HasPrefix(n.Body, "我") || strings.HasPrefix(n.Body, "本")
	if n.Body != "" && !ours {
		return
	}
	title := fold(n.Title)
	if m := ownName.FindStringSubmatchIndex(title); m != nil && !noName.MatchString(title[:m[3]]) {
		n.Body = n.Title[m[2]:m[3]]
	} else {
		n.Body = n.Issuer
	}
	if ours && n.Body != "" {
		return // 我局 is whose notice it is
	}
	if n.Body == "" {
		u.ask("body-missing", -1)
		return
	}
	u.ask("body-taken", -1, n.Body)
}

// year is the year of an inspection, for the name of its folder; empty where nothing gives it.
func (i *Inspection) year() string {
	for _, date := range []string{i.From, i.Published, i.Feedback} {
		if _, err := register.ParseDate(date); err == nil {
			return date[:4]
		}
	}
	return ""
}

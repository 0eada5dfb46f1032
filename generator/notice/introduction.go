package notice

import (
	"cmp"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

var clauseEnd = pattern(`[。；;]|\.\s+`)

// nameRest is the longest part of a body's name that the form of a visit leaves out: 党委党组.
const nameRest = 12 // bytes

var (
	// inspectedBy and inspected are labels for who inspected whom.
	inspectedBy = pattern(`^{inspected-by}\s*[：:]\s*([^。；;\n]{2,60})$`)
	inspected   = pattern(`^{inspected}\s*[：:]\s*([^。；;\n]{2,60})$`)
)

// introduction reads who inspected whom from the first paragraphs.
type introduction struct {
	*foldedText
	*Inspection
}

// readIntroduction reads who inspected whom, when, and when the findings were given, from the first
// paragraphs.
func readIntroduction(t *foldedText, n *Inspection, from, to int) {
	r := introduction{t, n}
	for i := from; i < to && i < from+6; i++ {
		text := r.folded[i]
		r.readNamed(i)
		if r.Inspection.Body == "" {
			r.readVisit(i)
		}
		r.Inspection.Feedback = cmp.Or(r.Inspection.Feedback, feedbackIn(text))
	}
	if r.Inspection.Title == "" {
		r.composeTitle(from, to)
	}
}

// readVisit reads a sentence such as 2022年8月23日至9月28日，巡察组对甲局党组开展了巡察.
func (r introduction) readVisit(i int) {
	text, original := r.folded[i], r.Blocks[i].Text
	m := lex("visit").FindStringSubmatchIndex(text)
	if m == nil {
		m = lex("visit-short").FindStringSubmatchIndex(text)
	}
	if m != nil && !lex("invitation").MatchString(text[m[2]:m[5]]) {
		r.Inspection.Inspector = inspectorOf(original[m[2]:m[3]])
		body := original[m[4]:m[5]]
		for _, verb := range list("visit-verbs") {
			if end := strings.Index(text[m[5]:], verb); end > 0 && end <= nameRest {
				body = original[m[4] : m[5]+end]
			}
		}
		if d := datesIn(fold(body)); len(d) > 0 && d[0].from > 0 {
			body = body[:d[0].from]
		}
		r.Inspection.Body = strings.TrimSpace(body)
	} else if m := lex("visit-english").FindStringSubmatch(original); m != nil {
		r.Inspection.Inspector, r.Inspection.Body = strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
	} else {
		return
	}
	days := datesIn(text)
	for j, d := range days {
		if m := lex("yearless").FindStringSubmatch(text[d.to:]); m != nil && len(d.text) > len("2023") {
			r.Inspection.From, r.Inspection.To = d.text, dateOf(d.text[:4], m[1], m[2])
			return
		}
		if j+1 < len(days) {
			between := strings.TrimSpace(text[d.to:days[j+1].from])
			if lex("range-dash").MatchString(between) && len(between) <= 6 || between == "to" ||
				between == "and" && strings.Contains(strings.ToLower(text[:d.from]), "between") {
				r.Inspection.From, r.Inspection.To = d.text, days[j+1].text
				return
			}
		}
	}
}

// inspectorOf drops the time that stands before an inspector.
func inspectorOf(text string) string {
	if d := datesIn(fold(text)); len(d) > 0 {
		if before := lex("before-time").ReplaceAllString(text[:d[0].from], ""); before != "" {
			return strings.TrimSpace(before)
		}
		text = text[d[len(d)-1].to:]
	}
	for _, word := range list("before-inspector") {
		text = strings.TrimPrefix(strings.TrimSpace(text), word)
	}
	return strings.TrimSpace(text)
}

// feedbackIn reads the day on which the findings were given; empty where a text gives none.
func feedbackIn(text string) string {
	for _, at := range lex("feedback-given").FindAllStringIndex(text, -1) {
		clause := 0
		if stop := clauseEnd().FindAllStringIndex(text[:at[0]], -1); stop != nil {
			clause = stop[len(stop)-1][1]
		}
		days := datesIn(text[clause:at[0]])
		if n := len(days); n > 0 {
			d := days[n-1]
			if after := text[clause+d.to : at[0]]; !lex("inspection-verb").MatchString(after) &&
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
	days := lex("day-of-year").FindAllStringSubmatchIndex(text[:to], -1)
	if len(days) == 0 {
		return ""
	}
	at := days[len(days)-1]
	if at[0] < from-len("日") || lex("inspection-verb").MatchString(text[at[1]:to]) {
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
func readPeriod(t *foldedText, rec *record) (period string) {
	own := rec.findingBlocks()
	for i := 0; i < len(t.folded) && period == ""; i++ {
		if !own[i] {
			period = periodIn(t.folded[i])
		}
	}
	return period
}

// periodIn reads a promise to report: every 3 months is P3M.
func periodIn(text string) string {
	count, unit := "1", ""
	if m := lex("report-promise").FindStringSubmatch(text); m != nil {
		count, unit = cmp.Or(m[1], count), m[2]
	} else if m := lex("period-english").FindStringSubmatch(text); m != nil {
		count, unit = m[1], cmp.Or(strings.ToLower(m[1]+m[2]), "months")
	} else {
		return ""
	}
	if n := hanNumber(count); n > 0 {
		count = strconv.Itoa(n)
	}
	for _, l := range lexicons() {
		if period := l.Periods[unit]; period != "" {
			return strings.Replace(period, "%", count, 1)
		}
	}
	return "P" + count + "M" // every 4 months
}

// composeTitle makes a title of the notice's own words where it has none: of whom, and what is made
// public.
func (r introduction) composeTitle(from, to int) {
	for i := from; i < to && i < from+6; i++ {
		if m := lex("made-public").FindStringSubmatchIndex(r.folded[i]); m != nil {
			what := r.Blocks[i].Text[m[2]:m[3]]
			what = lex("subject-lead").ReplaceAllString(what, "")
			r.Inspection.Title = r.Inspection.Body + what
			if strings.Contains(what, r.Inspection.Body) {
				r.Inspection.Title = what
			}
			return
		}
	}
}

// nameBody says which body was inspected where no sentence does: the one that the title begins
// with, or who signs. It is asked about.
func nameBody(n *Inspection, rec *record) {
	if n.Title == "" {
		rec.ask("title-missing", -1)
	}
	ours := lex("own-body").MatchString(n.Body)
	if n.Body != "" && !ours {
		return
	}
	title := fold(n.Title)
	if m := lex("body-in-title").FindStringSubmatchIndex(title); m != nil &&
		!lex("no-body").MatchString(title[:m[3]]) {
		n.Body = n.Title[m[2]:m[3]]
	} else {
		n.Body = n.Issuer
	}
	if ours && n.Body != "" {
		return // 我局 is whose notice it is
	}
	if n.Body == "" {
		rec.ask("body-missing", -1)
		return
	}
	rec.ask("body-taken", -1, n.Body)
}

// kindIn is the kind of inspection that a text names; empty where it names none, or several.
func kindIn(text string) (kind register.InspectionKind) {
	text = fold(text)
	for _, k := range register.Keys("inspection-kind") {
		if !lex("kind-" + k.Name).MatchString(text) {
			continue
		}
		if kind != "" {
			return ""
		}
		kind = register.InspectionKind(k.Name)
	}
	return kind
}

func (r introduction) readNamed(i int) {
	text, original := r.folded[i], r.Blocks[i].Text
	if m := inspectedBy().FindStringSubmatchIndex(text); m != nil {
		r.Inspection.Inspector = original[m[2]:m[3]]
	}
	if m := inspected().FindStringSubmatchIndex(text); m != nil {
		r.Inspection.Body = original[m[2]:m[3]]
	}
}

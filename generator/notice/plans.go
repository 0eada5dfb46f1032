package notice

import (
	"regexp"
	"strings"
)

var (
	// planBefore and planBehind are the words around the day by which something shall be done.
	planBefore = regexp.MustCompile(`(?:计划|预计|预期|拟定?|力争|争取|确保|承诺)(?:将|可|能|于|在|到)*$`)
	planBehind = regexp.MustCompile(`^\s*(?:之前|以前|前|内)?(?:全部|全面|基本|可|能|可以|能够)*` +
		`(?:完成整改|整改完成|整改到位|完成|到位|办结|销号|落实)?`)
	// planDone says that something is done, which is a plan at the end of a month, or behind words
	// for what is under way, without 已 before.
	planDone = regexp.MustCompile(`^\s*完成`)
	already  = regexp.MustCompile(`已(?:经)?(?:于|在)?$`)
	ongoing  = regexp.MustCompile(`正在|推进|未完成|尚未|整改中`)
	byThen   = regexp.MustCompile(`^\s*(?:之前|以前|前|内)`)
	// partOfYear follows a year and says when in it something shall be done.
	partOfYear = regexp.MustCompile(`^\s*(?:(上半年)|(下半年|年?内)|第?([一二三四1-4])季度)[底末]?`)
	// aim is what shall be done by a day: a plan of any other kind is no deadline of the finding.
	aim = regexp.MustCompile(`(?:完成|整改到位|办结|销号|竣工|完工|建成|投用|投入使用|还清|清零|落实|` +
		`到位|挂牌|实现|达到|降至)`)
)

// planIn finds what a text says about the day by which something shall be done: 预计2024年6月底前完成. It
// gives its place, empty where there is none, and the date.
func planIn(text string) (from, to int, d dated) {
	for _, d := range datesIn(text) {
		from, to := d.from, d.to
		if m := partOfYear.FindStringIndex(text[to:]); m != nil {
			to += m[1]
		}
		by := byThen.MatchString(text[to:])
		if planDone.MatchString(text[to:]) && (d.end || ongoing.MatchString(text[:from])) &&
			!already.MatchString(text[:from]) {
			by = true
		}
		if m := planBefore.FindStringIndex(text[:from]); m != nil {
			from, by = m[0], true
		}
		if by {
			return from, to + planBehind.FindStringIndex(text[to:])[1], d
		}
	}
	return 0, 0, dated{}
}

// dueDay is the last day that a date may mean as a deadline, and whether the text says so itself:
// 2024年6月底 and 2024年上半年 do, 2024年6月 does not.
func dueDay(text string, d dated) (day string, precise bool) {
	precise = len(d.text) == len("2023-12-31") || d.end
	m := partOfYear.FindStringSubmatch(text[d.to:])
	if m == nil || len(d.text) != len("2023") {
		return lastDay(d.text), precise
	}
	switch {
	case m[1] != "":
		return d.text + "-06-30", true
	case m[2] != "":
		return d.text + "-12-31", true
	}
	return lastDay(d.text + []string{"", "-03", "-06", "-09", "-12"}[numberOf(m[3], "")]), true
}

// thisYear is the day that a deadline without its year may mean: the next one behind the notice's
// own date; empty where that is not known.
func (u *understanding) thisYear(text string) string {
	m := dateless.FindStringSubmatch(text)
	if m == nil || len(u.Inspection.Published) < len("2023-01") || m[1]+m[2] == "" {
		return ""
	}
	year, month := u.Inspection.Published[:4], "12"
	if m[1] != "" {
		month = m[1]
	}
	if day := lastDay(dateOf(year, month, "")); day > u.Inspection.Published {
		return day
	}
	return ""
}

// readPlan takes the deadline of a finding that is not done from its own text, where that names
// one day and no label did.
func (u *understanding) readPlan(f *Finding) {
	if f.Deadline+f.Condition != "" || f.always || !(f.open || f.Status.Open()) {
		return
	}
	found, said, precise := "", "", true
	for _, texts := range [][]string{f.Next, f.Reason, f.Body, f.Measures} {
		for _, sentence := range clauseEnd.Split(fold(strings.Join(texts, "。")), -1) {
			from, to, d := planIn(sentence)
			if from == to || d.text == "" || !aim.MatchString(sentence[from:]) {
				continue
			}
			day, exact := dueDay(sentence, d)
			if found != "" && found != day {
				return
			}
			found, said, precise = day, sentence[from:to], exact
		}
	}
	f.Deadline = found
	if found != "" && !precise {
		u.ask("deadline-day", f.block, f.Title, said, found)
	}
}

// undone are words by which an account admits that something is not done.
var undone = regexp.MustCompile(`(?:尚未|仍未|还未|暂未)(?:完成|整改|到位|解决|办结|销号|收回|落实|开工|启动|投入)|` +
	`(?:尚|仍|还)有[^，。；;]{1,24}(?:未|没有)|未(?:达到|完成)(?:序时进度|整改|目标)|` +
	`(?:剩余|其余|余下)[^。；;]{1,40}(?:正在|尚|将|计划|预计|未)|(?:计划|预计|力争)[^。；;，]{0,20}(?:前|底)[^。；;，]{0,8}完成`)

// admits gives the words of a finding's own account that speak against its completion; empty where
// there are none. Where they stand, completed is not inferred.
func (f *Finding) admits() string {
	for _, texts := range [][]string{f.Body, f.Measures, f.Next} {
		for _, text := range texts {
			if words := withdrawn(fold(text)); words != "" {
				return words
			}
			if words := undone.FindString(fold(text)); words != "" {
				return words
			}
		}
	}
	return f.unsettled()
}

// going are words that keep an account open where its last sentence has them: further up they
// tell of a part.
var going = regexp.MustCompile(`正在(?:有序|抓紧|积极|加快|持续|稳步|全力)*(?:推进|施工|建设|办理|整改|协调|申请|` +
	`实施|报批)|[尚仍]在|(?:预计|计划)(?:于|在|将|到)?[12]\d{3}年|将于|待[^，。；;]{2,16}后|难以|需进一步|` +
	`[没未]有进展|整改不到位|剩余|余款|[已仅]完成[约近]?[1-9]?[0-9](?:\.[0-9]+)?[%％]|` +
	`整改(?:完成)?率[为达到]*[1-9]?[0-9](?:\.[0-9]+)?[%％]`)

// unsettled gives the last sentence of an account that has no measures, where it tells of something
// still under way; empty where it does not. One about next steps says nothing of that.
func (f *Finding) unsettled() string {
	if len(f.Body) == 0 || len(f.Measures) > 0 {
		return ""
	}
	m := final.FindStringSubmatch(strings.TrimSpace(fold(f.Body[len(f.Body)-1])))
	if m == nil || then.MatchString(strings.TrimSpace(m[1])) {
		return ""
	}
	return going.FindString(m[1])
}

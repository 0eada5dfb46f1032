package notice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

var (
	// claims are what a notice says of its own numbers. The group is the figure.
	claims = []struct {
		of   string
		form *regexp.Regexp
	}{
		{"findings", regexp.MustCompile(`(?:反馈|指出|提出|发现|涉及|梳理(?:出|为)?|分解(?:为|成)|共|[^位成的]的|合计|方面|` +
			`将)(?:的)?(?:了)?` +
			count + `(?:个|项|条)(?:具体|主要|突出|反馈|整改|巡察|审计)*(?:问题|意见|整改任务|整改事项)`)},
		{"findings", regexp.MustCompile(`(?i)(?:all|made|contains?|total of|identified|raised) ` +
			`(\d{1,3}) (?:recommendations|findings|issues)`)},
		{"completed", regexp.MustCompile(`(?:其中|目前|截至目前|现)?[，,]?(?:已经?)(?:整改)?(?:完成|` +
			`到位)(?:整改)?(?:了)?` +
			`(?:问题)?` + count + `(?:个|项|条)|` + `(?:^|[^未])完成整改(?:问题)?` + count + `(?:个|项|条)`)},
		{"unfinished", regexp.MustCompile(`(?:尚有|还有|仍有|未完成(?:整改)?(?:的)?(?:问题)?|正在(?:推进|` +
			`整改)(?:的)?(?:问题)?)` +
			count + `(?:个|项|条)(?:问题|事项|任务)?(?:[^，,。；;]{0,10}(?:未|正在|整改|推进)|[，,。；;]|$)`)},
		{"categories", regexp.MustCompile(count + `个方面[^，,。；;]{0,8}(?:问题|[0-9])`)},
	}
	// tasks is a count of what findings were divided into.
	tasks = regexp.MustCompile(`分解.*(?:任务|事项)$`)
	// rate is a share of what is completed.
	rate = regexp.MustCompile(`(?:整改|完成|办结|销号)(?:完成)?率(?:为|达到?|是)?\s*([0-9.]{1,6})\s*[%％]`)
	// quantity is a named figure with its unit.
	quantity = regexp.MustCompile(`([\p{Han}]{4,})([0-9]+(?:\.[0-9]+)?)(亿元|万元|元|亩|平方米|公里|吨|[%％])`)
	// anyAmount is a name that each problem has a figure for.
	anyAmount = regexp.MustCompile(`^.{0,2}(?:涉及|问题|违规|整改)(?:的)?(?:金额|资金|面积)$`)
	// fillers end a quantity's name and are no part of it.
	fillers = regexp.MustCompile(`(?:达到|达|为|共计|共|合计|约|超过?|近|至|到|实现|完成|累计|仅)+$`)
)

// readFigures holds what the notice says of its own numbers against what was found, looks for one
// figure that is quoted in two ways, and for days that cannot be.
func (u *understanding) readFigures() {
	completed := 0
	for _, f := range u.Findings {
		if f.Status == register.Completed {
			completed++
		}
	}
	found := map[string]int{"findings": len(u.Findings), "completed": completed,
		"unfinished": u.Unfinished, "categories": len(u.Categories)}
	if len(u.Findings) > 0 {
		u.compare(found)
	}
	u.compareQuantities()
	u.readDays()
}

// compare holds the claims against what was found. Claims within a finding are about other things.
func (u *understanding) compare(found map[string]int) {
	own := u.findingBlocks()
	for i, text := range u.folded {
		if own[i] {
			continue
		}
		for _, c := range claims {
			for _, m := range c.form.FindAllStringSubmatch(text, -1) {
				if tasks.MatchString(m[0]) {
					continue
				}
				figure := ""
				for _, g := range m[1:] {
					figure += g
				}
				said, _ := strconv.Atoi(narrow(figure))
				u.confirm("figure-"+c.of, i, said, found[c.of])
			}
		}
		for _, m := range rate.FindAllStringSubmatch(text, -1) {
			tenths := register.Rate(found["completed"], found["findings"])
			got := strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64)
			said, _ := strconv.ParseFloat(m[1], 64)
			if diff := said*10 - float64(tenths); diff > 5 || diff < -5 {
				u.ask("rate-differs", i, m[1], got)
			} else {
				u.Checks = append(u.Checks, Note{"rate-agrees", i, []any{m[1], got}})
			}
		}
	}
}

// confirm notes a claim that agrees, and asks about one that does not.
func (u *understanding) confirm(rule string, block, said, found int) {
	if said == found {
		u.Checks = append(u.Checks, Note{rule, block, []any{said, found}})
		return
	}
	u.ask(rule, block, said, found)
}

func (u *understanding) findingBlocks() map[int]bool {
	own := map[int]bool{}
	for _, p := range u.Pieces {
		own[p.Block] = own[p.Block] || p.Finding != nil
	}
	return own
}

// compareQuantities asks about one figure that the notice quotes in two ways: the same words before
// it and the same unit behind, in two places.
func (u *understanding) compareQuantities() {
	type quoted struct {
		value string
		block int
	}
	seen := map[string]quoted{}
	for i, text := range u.folded {
		for _, m := range quantity.FindAllStringSubmatch(text, -1) {
			name := []rune(fillers.ReplaceAllString(m[1], ""))
			if len(name) < 4 || anyAmount.MatchString(string(name)) {
				continue
			}
			key := string(name[max(0, len(name)-6):]) + m[3]
			first, again := seen[key]
			switch {
			case !again:
				seen[key] = quoted{m[2], i}
			case first.value != m[2] && first.block != i:
				u.ask("figure-differs", i, string(name), first.value+m[3],
					u.Source.Blocks[first.block].Place, m[2]+m[3])
			}
		}
	}
}

// plausibleYears is how far before and behind the notice a year may lie.
const plausibleYears = 15

// ahead are words for what is still to come.
var ahead = regexp.MustCompile(`^(?:底|末)?(?:之?前|以前|内)|^[^。；;，,]{0,6}(?:前|完成时限)`)

// readDays asks about dates that are on no calendar, far from the notice's own, or behind it where
// the past is told.
func (u *understanding) readDays() {
	published, err := register.ParseDate(u.Inspection.Published)
	if err != nil {
		published = register.Date{}
	}
	for i, text := range u.folded {
		for _, d := range datesIn(text) {
			shown := text[d.from:d.to]
			if d.text == "" {
				if utf8.RuneCountInString(shown) > 4 {
					u.ask("date-none", i, shown)
				}
				continue
			}
			if published.IsZero() {
				continue
			}
			date, err := register.ParseDate(d.text)
			year, _ := strconv.Atoi(d.text[:4])
			own, _ := strconv.Atoi(u.Inspection.Published[:4])
			if err == nil && (year > own+plausibleYears || year < own-4*plausibleYears) {
				u.ask("date-far", i, shown)
			} else if err == nil && len(d.text) == 10 && published.Before(date) &&
				!u.toCome(i, d) {
				u.ask("date-ahead", i, shown, u.Inspection.Published)
			}
		}
	}
}

// planning are words before it.
var planning = regexp.MustCompile(`计划|预计|将|拟|力争|确保|下一?步|公示|异议|(?i)will|planned|due|by`)

// toCome says whether a date may lie behind the notice's own: it is a deadline, a plan, or so that
// a text says it.
func (u *understanding) toCome(block int, d dated) bool {
	for _, p := range u.Pieces {
		if p.Block == block && p.From <= d.from && d.to <= p.To {
			if slices.Contains([]Use{Deadline, Next, Published}, p.Use) {
				return true
			}
		}
	}
	text := u.folded[block]
	before := text[:d.from]
	if at := strings.LastIndexAny(before, "。；;"); at >= 0 {
		before = before[at:]
	}
	return ahead.MatchString(text[d.to:]) ||
		planning.MatchString(before)
}

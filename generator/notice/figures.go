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
		form func() *regexp.Regexp
	}{
		{"findings", pattern("{claim-findings}")},
		{"completed", pattern("{claim-completed}")},
		{"unfinished", pattern("{claim-unfinished}")},
		{"categories", pattern("{claim-categories}")},
	}
	taskCount      = pattern("{task-count}")
	completionRate = pattern("{completion-rate}")
	quantity       = pattern("{quantity}")
	anyAmount      = pattern("{any-amount}")
	quantityTail   = pattern("{quantity-tail}")
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
			for _, m := range c.form().FindAllStringSubmatch(text, -1) {
				if taskCount().MatchString(m[0]) {
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
		for _, m := range completionRate().FindAllStringSubmatch(text, -1) {
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
		for _, m := range quantity().FindAllStringSubmatch(text, -1) {
			name := []rune(quantityTail().ReplaceAllString(m[1], ""))
			if len(name) < 4 || anyAmount().MatchString(string(name)) {
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

var dueBehind = pattern("{due-behind}")

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

var planBeforeDate = pattern("{plan-before-date}")

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
	return dueBehind().MatchString(text[d.to:]) ||
		planBeforeDate().MatchString(before)
}

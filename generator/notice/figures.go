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
)

// checkFigures holds what the notice says of its own numbers against what was found, looks for one
// figure that is quoted in two ways, and for days that cannot be.
func checkFigures(i *Import, t *foldedText, rec *record) {
	c := &checker{t, rec, i.Inspection.Published, i.Findings}
	completed := 0
	for _, f := range i.Findings {
		if f.Status == register.Completed {
			completed++
		}
	}
	if len(i.Findings) > 0 {
		c.compare(map[string]int{"findings": len(i.Findings), "completed": completed,
			"unfinished": i.Unfinished, "categories": len(i.Categories)})
	}
	c.compareQuantities()
	c.readDays()
}

// categorySizes gives the number of findings of a category, for each block that is text of one.
func (c *checker) categorySizes() map[int]int {
	findings, sizes := map[*Category]int{}, map[int]int{}
	for _, f := range c.findings {
		findings[f.Category]++
	}
	for _, p := range c.Pieces {
		if p.Category != nil {
			sizes[p.Block] = findings[p.Category]
		}
	}
	return sizes
}

// checker looks whether the figures and dates of a notice agree with each other.
type checker struct {
	*foldedText
	*record
	published string // the notice's own date
	findings  []*Finding
}

// compare holds the claims against what was found. Claims within a finding are about other things.
func (c *checker) compare(found map[string]int) {
	own, sizes := c.findingBlocks(), c.categorySizes()
	for i, text := range c.folded {
		if own[i] {
			continue
		}
		for _, claim := range claims {
			for _, m := range claim.form().FindAllStringSubmatch(text, -1) {
				if lex("task-count").MatchString(m[0]) {
					continue
				}
				figure := ""
				for _, g := range m[1:] {
					figure += g
				}
				said, _ := strconv.Atoi(narrow(figure))
				if claim.of == "findings" && said != found[claim.of] && said == sizes[i] {
					continue // of the category alone
				}
				c.confirm("figure-"+claim.of, i, said, found[claim.of])
			}
		}
		for _, m := range lex("completion-rate").FindAllStringSubmatch(text, -1) {
			tenths := register.Rate(found["completed"], found["findings"])
			got := strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64)
			said, _ := strconv.ParseFloat(m[1], 64)
			if diff := said*10 - float64(tenths); diff > 5 || diff < -5 {
				c.ask("rate-differs", i, m[1], got)
			} else {
				c.Checks = append(c.Checks, Note{"rate-agrees", i, []any{m[1], got}})
			}
		}
	}
}

// compareQuantities asks about one figure that the notice quotes in two ways: the same words before
// it and the same unit behind, in two places.
func (c *checker) compareQuantities() {
	type quoted struct {
		value string
		block int
	}
	seen := map[string]quoted{}
	for i, text := range c.folded {
		for _, m := range lex("quantity").FindAllStringSubmatch(text, -1) {
			name := []rune(lex("quantity-tail").ReplaceAllString(m[1], ""))
			if len(name) < 4 || lex("any-amount").MatchString(string(name)) {
				continue
			}
			key := string(name[max(0, len(name)-6):]) + m[3]
			first, repeated := seen[key]
			switch {
			case !repeated:
				seen[key] = quoted{m[2], i}
			case first.value != m[2] && first.block != i:
				c.ask("figure-differs", i, string(name), first.value+m[3],
					c.Blocks[first.block].Place, m[2]+m[3])
			}
		}
	}
}

// plausibleYears is how far before and behind the notice a year may lie.
const plausibleYears = 15

// readDays asks about dates that are on no calendar, far from the notice's own, or behind it where
// the past is meant.
func (c *checker) readDays() {
	published, err := register.ParseDate(c.published)
	if err != nil {
		published = register.Date{}
	}
	for i, text := range c.folded {
		for _, d := range datesIn(text) {
			shown := text[d.from:d.to]
			if d.text == "" {
				if utf8.RuneCountInString(shown) > 4 {
					c.ask("date-none", i, shown)
				}
				continue
			}
			if published.IsZero() {
				continue
			}
			date, err := register.ParseDate(d.text)
			year, _ := strconv.Atoi(d.text[:4])
			own, _ := strconv.Atoi(c.published[:4])
			if err == nil && (year > own+plausibleYears || year < own-4*plausibleYears) {
				c.ask("date-far", i, shown)
			} else if err == nil && len(d.text) == 10 && published.Before(date) &&
				!c.toCome(i, d) {
				c.ask("date-ahead", i, shown, c.published)
			}
		}
	}
}

// toCome says whether a date may lie behind the notice's own: it is a deadline, a plan, or so that
// a text says it.
func (c *checker) toCome(block int, d dated) bool {
	for _, p := range c.Pieces {
		if p.Block == block && p.From <= d.from && d.to <= p.To {
			if slices.Contains([]Use{Deadline, Next, Published}, p.Use) {
				return true
			}
		}
	}
	text := c.folded[block]
	before := text[:d.from]
	if at := strings.LastIndexAny(before, "。；;"); at >= 0 {
		before = before[at:]
	}
	return lex("due-behind").MatchString(text[d.to:]) ||
		lex("plan-before-date").MatchString(before)
}

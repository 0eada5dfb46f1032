package notice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongshi/generator/register"
)

type dated struct {
	from, to int
	text     string // 2023-04-13, 2023-04 or 2023; empty where there is no such day
	end      bool   // 底 or 末: the last day of the month or year is meant
}

// The forms of a date; their groups are year, month, day in their own order.
var (
	plainDate = pattern(`([12]\d{3})[-./](\d{1,2})(?:[-./](\d{1,2}))?`)
	dayFirst  = pattern(`(?i)(\d{1,2})(?:{ordinal})?\s+({months})\.?,?\s+([12]\d{3})`)
	monthThen = pattern(`(?i)({months})\.?\s+(?:(\d{1,2})(?:{ordinal})?,?\s+)?([12]\d{3})`)
	// slashed is 31/3/2024 or 3/31/2024: only a number above 12 says which is the day.
	slashed       = pattern(`\b(\d{1,2})(?:[/.](\d{1,2})[/.]([12]\d{3})|/(\d{1,2})/(\d{2}))\b`)
	monthYear     = pattern(`\b(0?[1-9]|1[0-2])/([12]\d{3})\b`)
	yearQuarter   = pattern(`(?i)\b([12]\d{3})[ /-]?Q([1-4])\b`)
	minguoSlashed = pattern(`(?:^|[^0-9/])(` +
		`(1[0-4][0-9])/([0-9]{1,2})/([0-9]{1,2}))(?:[^0-9/]|$)`)
)

// minguoYear is the year before the first that minguo counts.
const minguoYear = 1911

// datesIn finds the dates of a text, in their order. Those of any form that overlap an earlier one
// are a part of it.
func datesIn(text string) []dated {
	var all []dated // in their order
	add := func(at []int, year, month, day string, end bool) {
		i, _ := slices.BinarySearchFunc(all, at[0], func(d dated, from int) int {
			return d.from - from
		})
		if i < len(all) && all[i].from < at[1] || i > 0 && at[0] < all[i-1].to {
			return
		}
		all = slices.Insert(all, i, dated{at[0], at[1], dateOf(year, month, day), end})
	}
	if !strings.ContainsAny(text, "0123456789０１２３４５６７８９年") {
		return nil // as most paragraphs: the forms need not be tried
	}
	group := func(at []int, n int) string { return groupOf(text, at, n) }
	for _, at := range lex("chinese-date").FindAllStringSubmatchIndex(text, -1) {
		add(at, group(at, 1), group(at, 2), group(at, 3), group(at, 4) != "")
	}
	for _, at := range plainDate().FindAllStringSubmatchIndex(text, -1) {
		if (at[0] == 0 || !strings.ContainsAny(text[at[0]-1:at[0]], "0123456789.-")) &&
			(at[1] == len(text) || text[at[1]] < '0' || text[at[1]] > '9') && !isAmount(text, at) {
			add(at, group(at, 1), group(at, 2), group(at, 3), false)
		}
	}
	slashedIn(text, add)
	quartersIn(text, add)
	for _, at := range minguoSlashed().FindAllStringSubmatchIndex(text, -1) {
		year := strconv.Itoa(numberOf(group(at, 2), "") + minguoYear)
		add(at[2:], year, group(at, 3), group(at, 4), false)
	}
	for _, at := range lex("minguo").FindAllStringSubmatchIndex(text, -1) {
		if group(at, 2)+group(at, 4)+group(at, 6) == "" {
			continue // 105年 alone is how long something is
		}
		year := strconv.Itoa(numberOf(group(at, 3), "") + minguoYear)
		add(at[2:], year, group(at, 4), group(at, 5), group(at, 6) != "")
	}
	if !strings.ContainsAny(text, "acehinoruyACEHINORUY") {
		return all
	}
	for _, at := range dayFirst().FindAllStringSubmatchIndex(text, -1) {
		add(at, group(at, 3), group(at, 2), group(at, 1), false)
	}
	for _, at := range monthThen().FindAllStringSubmatchIndex(text, -1) {
		add(at, group(at, 3), group(at, 1), group(at, 2), false)
	}
	return all
}

// isAmount says whether a year and a month are the figures of a sum: 2691.09万元.
func isAmount(text string, at []int) bool {
	behind := firstRunes(text[at[1]:], 1)
	return at[6] < 0 && behind != "" && strings.Contains("亿万元倍吨米％%", behind)
}

// groupOf is the text of a group of a match; empty where it has none.
func groupOf(text string, at []int, n int) string {
	if at[2*n] < 0 {
		return ""
	}
	return text[at[2*n]:at[2*n+1]]
}

// slashedIn finds the dates in figures with slashes: 3/15/2024, 15/3/2024, 3/15/24 and 12/2023.
func slashedIn(text string, add func(at []int, year, month, day string, end bool)) {
	group := func(at []int, n int) string { return groupOf(text, at, n) }
	for _, at := range slashed().FindAllStringSubmatchIndex(text, -1) {
		year, middle := group(at, 3), group(at, 2)
		if year == "" { // 3/15/24
			year, middle = "20"+group(at, 5), group(at, 4)
		}
		first, second := numberOf(group(at, 1), ""), numberOf(middle, "")
		switch {
		case second > 12:
			add(at, year, group(at, 1), middle, false)
		case first == second, first > 12 && group(at, 3) != "":
			add(at, year, middle, group(at, 1), false)
		}
	}
	for _, at := range monthYear().FindAllStringSubmatchIndex(text, -1) {
		if at[0] == 0 || !strings.ContainsAny(text[at[0]-1:at[0]], "0123456789./-") {
			add(at, group(at, 2), group(at, 1), "", false)
		}
	}
}

func quartersIn(text string, add func(at []int, year, month, day string, end bool)) {
	group := func(at []int, n int) string { return groupOf(text, at, n) }
	for _, at := range lex("quarter-year").FindAllStringSubmatchIndex(text, -1) {
		quarter := 1 + strings.Index("1st2nd3rd4thfirsecthifou", strings.ToLower(
			firstRunes(group(at, 1)+group(at, 2), 3)))/3%4
		add(at, group(at, 3), strconv.Itoa(3*quarter), "", false)
	}
	for _, at := range yearQuarter().FindAllStringSubmatchIndex(text, -1) {
		if lex("fiscal").MatchString(text[:at[0]]) {
			continue // it begins in another month with each body
		}
		add(at, group(at, 1), strconv.Itoa(3*numberOf(group(at, 2), "")), "", false)
	}
	for _, at := range lex("year-end").FindAllStringSubmatchIndex(text, -1) {
		add(at, group(at, 1), "12", "31", false)
	}
}

// dateOf gives a date as the register writes it; empty where the calendar has no such day.
func dateOf(year, month, day string) string {
	text := strconv.Itoa(numberOf(year, ""))
	for _, part := range []string{month, day} {
		if part == "" {
			break
		}
		n := numberOf(part, "")
		if len(part) >= 3 && part[0] >= 'A' && part[0] < utf8.RuneSelf {
			n = 1 + slices.IndexFunc(list("months"), func(month string) bool {
				return strings.EqualFold(month[:3], part[:3])
			})
		}
		text += fmt.Sprintf("-%02d", n)
	}
	if _, err := register.ParseDate(text); err != nil {
		return ""
	}
	return text
}

// lastDay is the last day that a date may mean, as 2023-12-31.
func lastDay(date string) string {
	d, err := register.ParseDate(date)
	if err != nil {
		return ""
	}
	return d.Last.String()
}

// dateLimit is the longest date, in bytes: 二〇二五年十二月三十一日 with spaces.
const dateLimit = 80

// dateAlone says whether a text is a date and nothing else, and which.
func dateAlone(text string) (string, bool) {
	trimmed := strings.Trim(text, " \t　。.()（）")
	if len(trimmed) > dateLimit {
		return "", false
	}
	d := datesIn(trimmed)
	if lex("quarter-year").MatchString(trimmed) || yearQuarter().MatchString(trimmed) {
		return "", false // is what a text is about, and not its day
	}
	if len(d) != 1 || d[0].from != 0 || d[0].to != len(trimmed) || len(d[0].text) < len("2023-01") {
		return "", false
	}
	return d[0].text, true
}

// isLater says whether a date is certainly after another; not where one of them is no date.
func isLater(date, than string) bool {
	day, err := register.ParseDate(than)
	on, wrong := register.ParseDate(date)
	return err == nil && wrong == nil && day.Before(on)
}

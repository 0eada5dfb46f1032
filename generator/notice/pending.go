package notice

import (
	"regexp"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// pending gives the clause of an account that speaks against its completion: it has words of a
// form, or a date after the notice's own that is not known. It is empty where there is none.
func pending(texts []string, published string, known []string, form *regexp.Regexp) string {
	day, err := register.ParseDate(published)
	for _, text := range texts {
		text = lex("attributive").ReplaceAllString(documentName().ReplaceAllString(fold(text), "《》"), "，")
		for _, at := range form.FindAllStringIndex(text, -1) {
			clause := clauseAt(text, at)
			if form == lex("begun") && lex("come-to-end").MatchString(clause) {
				continue
			}
			return shorten(clause)
		}
		if from, to, d := planIn(text); err != nil && from < to && d.text != "" &&
			!lex("already").MatchString(text[:from]) {
			return shorten(clauseAt(text, []int{from, to}))
		}
		for _, d := range datesIn(text) {
			if on, wrong := register.ParseDate(d.text); wrong == nil && err == nil && on.First > day.Last &&
				!slices.Contains(known, lastDay(d.text)) {
				return shorten(clauseAt(text, []int{d.from, d.to}))
			}
		}
	}
	return ""
}

// clauseAt is the clause that a part of a text stands in.
func clauseAt(text string, at []int) string {
	from, to := 0, len(text)
	for _, end := range breaks().FindAllStringIndex(text[:at[0]], -1) {
		from = end[1]
	}
	if i := strings.IndexAny(text[at[1]:], "。；;，,！"); i >= 0 {
		to = at[1] + i
	}
	if i := strings.LastIndexAny(text[from:at[0]], "，,"); i >= 0 {
		from += i + len(firstRunes(text[from+i:], 1))
	}
	return strings.Trim(text[from:to], " 　，,。；;")
}

// belies gives the words or the day that speak against a completion that the notice states: its
// day, or another that is not its deadline, is still to come, or a part is not done. Where only a
// heading states it, words of waiting, planning or going on speak against it too.
func (f *Finding) belies(published string) string {
	if day, err := register.ParseDate(published); err == nil && f.Completed != "" {
		if on, wrong := register.ParseDate(f.Completed); wrong == nil && on.First > day.Last {
			return f.Completed
		}
	}
	if !f.settled {
		return f.admits(published)
	}
	for _, texts := range [][]string{f.Body, f.Measures, f.Next} {
		if words := pending(texts, published, []string{f.Deadline}, lex("admission")); words != "" {
			return words
		}
	}
	return ""
}

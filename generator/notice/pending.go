package notice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// pending gives the clause of an account that speaks against its completion: it has words of a
// form, or a date after the notice's own that is not known. It is empty where there is none.
func pending(texts []string, published string, known []string, form *regexp.Regexp) string {
	_, undated := register.ParseDate(published)
	for _, text := range texts {
		text = documentName().ReplaceAllString(fold(text), "《》")
		text = lex("attributive").ReplaceAllString(text, "，")
		for _, at := range form.FindAllStringIndex(text, -1) {
			clause := clauseAt(text, at)
			if form == lex("begun") && lex("come-to-end").MatchString(clause) {
				continue
			}
			return shorten(clause)
		}
		if from, to, d := planIn(text); undated != nil && from < to && d.text != "" &&
			!lex("already").MatchString(text[:from]) {
			return shorten(clauseAt(text, []int{from, to}))
		}
		for _, d := range datesIn(text) {
			if isLater(d.text, published) && !slices.Contains(known, lastDay(d.text)) {
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
	if isLater(f.Completed, published) {
		return f.Completed
	}
	if !f.settled {
		return f.admits(published)
	}
	for _, texts := range [][]string{f.Body, f.Measures, f.Next} {
		if words := pending(texts, published, []string{f.Deadline}, lex("admission")); words != "" {
			return words
		}
	}
	return f.partial()
}

// partial gives the words in which an account counts less that was done than what it, or the title,
// has counted right before: 排查隐患320处，已整改312处. It is empty where it does not.
func (f *Finding) partial() string {
	text := fold(strings.Join(slices.Concat([]string{f.Title}, f.Body, f.Measures), "。"))
	text = strings.ReplaceAll(text, "。。", "。")
	all := lex("counted").FindAllStringSubmatchIndex(text, -1)
	for i, at := range all[:max(0, len(all)-1)] {
		part := all[i+1]
		whole, some := text[at[2]:at[3]], text[part[2]:part[3]]
		if text[at[4]:at[5]] == text[part[4]:part[5]] && amountOf(some) < amountOf(whole) &&
			lex("counted-part").MatchString(text[at[1]:part[0]]) {
			return shorten(strings.Trim(text[at[0]:part[1]], closing))
		}
	}
	return ""
}

func amountOf(figure string) float64 {
	n, _ := strconv.ParseFloat(strings.ReplaceAll(figure, ",", ""), 64) // the form holds nothing else
	return n
}

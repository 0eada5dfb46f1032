package notice

import (
	"regexp"
	"strings"
)

// field is what a label announces, or a column of a table holds.
type field int

const (
	none field = iota
	progress
	problemText
	status
	deadline
	completed
	reason
	next
	responsible
	person
	itemNumber
	groupTitle // the rest are of tables alone
	categoryTitle
	yesOrNo  // whether it is completed
	tickBox  // its head is a status, which a tick in a row states
	assessed // what who inspects says of the status
	verified // who has seen that it is completed, or when
)

// labels are the labels that are looked for, each within brackets or before a colon. The first that
// fits counts.
var labels = []struct {
	field field
	form  func() *regexp.Regexp
}{
	{itemNumber, label("{label-number}")},
	{reason, label("{label-reason}")},
	{deadline, label("{label-deadline}")},
	{completed, label("{label-completed}")},
	{status, label("{label-status}")},
	{next, label("{label-next}")},
	{responsible, label("{label-responsible}")},
	{person, label("{label-person}")},
	{assessed, label("{assessment-label}")},
	{verified, label("{verified-label}")},
	{progress, label("{label-progress}")},
	{problemText, label("{label-problem}")},
}

func label(words string) func() *regexp.Regexp {
	words = `(?i:` + words + `)`
	return pattern(`^[\s　—–·•]*(?:[【〔［\[(（]` + blank + words + blank + `[】〕］\])）]` + blank + `[：:]?|` +
		words + blank + `(?:[（(][^（）()]{2,16}[)）]` + blank + `)?(?:[：:]|$))` + blank)
}

// labelAt reads the label at the beginning of a folded text; size 0 where there is none.
func labelAt(text string) (f field, size int) {
	if !mayBeLabel(firstRunes(text, 72), text) {
		return none, 0
	}
	for _, l := range labels {
		if at := l.form().FindStringIndex(text); at != nil {
			return l.field, at[1]
		}
	}
	return none, 0
}

// mayBeLabel says whether the forms of the labels need be tried: most paragraphs begin with none.
func mayBeLabel(start, text string) bool {
	if strings.ContainsAny(start, "：:】〕］])）") {
		return true
	}
	return len(start) == len(text) && !strings.ContainsAny(text, "。，；！？,;!?")
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// breaks are the places within a paragraph where a label or an ordinal may stand.
var breaks = pattern(`[。；;！!？?：:】\]）)]["”’』」]?[\s　]*|\.\s+|[\s　]{2,}|　`)

// segment is a part of a block that stands under one label.
type segment struct {
	field    field
	block    int
	from, to int // of its text
	label    int // where the label begins; equal to from where there is none
}

// Package diff says what a release would change, finding by finding: what a person reads before
// signing for it.
//
// [Read] takes what a site publishes as data; [Compare] gives what differs between two of those,
// and [Since] between the record and a register, as far as digests tell. Texts that differ in
// typography alone are told apart.
//
// The package chooses no words, builds nothing and does not compare files.
package diff

import (
	"slices"

	"gongshi/generator/register"
)

// What is a kind of change.
type What string

// The kinds of changes, in the order in which they are listed.
const (
	Added      What = "added"     // a finding
	Removed    What = "removed"   // a finding, without a word
	Withdrawn  What = "withdrawn" // a finding; To is the reason
	Erased     What = "erased"    // a finding, by law
	Renamed    What = "renamed"   // a finding or a folder: From is its id before
	Status     What = "status"
	Extended   What = "extended" // a deadline, by Days
	Deadline   What = "deadline" // changed without an extension
	Overdue    What = "overdue"  // was not yet on the day of the other side
	Figure     What = "figure"   // Field is its name; no From: new, no To: gone
	Corrected  What = "correction"
	Update     What = "update"
	Answer     What = "answer"
	Gone       What = "gone" // an entry of the list Field
	Text       What = "text" // of any other field
	Typography What = "typography"
)

// Kinds lists every kind.
func Kinds() []What {
	return []What{Added, Removed, Withdrawn, Erased, Renamed, Status, Extended, Deadline, Overdue,
		Figure, Corrected, Update, Answer, Gone, Text, Typography}
}

// Change is one thing that a release would change.
type Change struct {
	What   What   `json:"what"`
	Of     string `json:"of"` // finding, category, inspection, register or site
	ID     string `json:"id,omitempty"`
	Number string `json:"number,omitempty"`
	Title  string `json:"title,omitempty"`
	Field  string `json:"field,omitempty"` // key
	From   string `json:"from,omitempty"`  // the part that differs, with what stands around it
	To     string `json:"to,omitempty"`
	Days   int    `json:"days,omitempty"` // that a deadline was put off by
}

// Changes are in the order of [Kinds], those of a kind in the register's.
type Changes []Change

// Of gives the changes of a kind.
func (all Changes) Of(what What) Changes {
	var some Changes
	for _, c := range all {
		if c.What == what {
			some = append(some, c)
		}
	}
	return some
}

// Days is by how much deadlines were put off in all.
func (all Changes) Days() int {
	days := 0
	for _, c := range all {
		days += c.Days
	}
	return days
}

func (all Changes) sorted() Changes {
	slices.SortStableFunc(all, func(a, b Change) int {
		return slices.Index(Kinds(), a.What) - slices.Index(Kinds(), b.What)
	})
	return all
}

// between is how many days lie between two that are written; 0 where one is none.
func between(from, to string) int {
	a, err := register.ParseDay(from)
	b, other := register.ParseDay(to)
	if err != nil || other != nil {
		return 0
	}
	return int(b - a)
}

const (
	context = 20 // characters of what both texts have in common
	longest = 80 // characters that are shown of a text
)

// around cuts two texts down to where they differ.
func around(from, to string) (string, string) {
	a, b := []rune(from), []rune(to)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return cut(a, head, tail), cut(b, head, tail)
}

func cut(text []rune, head, tail int) string {
	if len(text) <= longest {
		return string(text)
	}
	from, to := max(head-context, 0), min(len(text)-tail+context, len(text))
	before, after := "", ""
	if from > 0 {
		before = "…"
	}
	if to-from > longest {
		to = from + longest
	}
	if to < len(text) {
		after = "…"
	}
	return before + string(text[from:to]) + after
}

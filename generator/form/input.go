package form

import (
	"fmt"
	"slices"
	"strings"
)

// input is one field of a form as its page shows it.
type input struct {
	Name, Key, Label, Help string
	Kind                   string // see kindOf
	Value                  string
	Note                   string   // about all rows
	Hint                   string   // what the value looks like
	MayLack, Unstated      bool     // it may be said, and is, that the notice does not state it
	Drafted, Reviewed      bool     // a program wrote it, and somebody has read it
	Theirs                 []string // lines on disk, where somebody changed them meanwhile
	Conflict               bool     // they have to be chosen, or not
	Required               bool
	Options                []option
	Problems               []string
	Upload                 string // the token of a file that waits
	Fields                 []*input
	Rows                   []row
}

type option struct {
	Value, Label, Help string
	Chosen             bool
	Needs              []string // keys of a finding with this status
}

// row is one record of a list.
type row struct {
	List, Token string
	Number      int
	Fields      []*input
	First, Last bool
}

// section is a part of a form, in the order of the page that it edits.
type section struct {
	Name, Title string
	Note        string
	Fields      []*input
}

// ID is the field's anchor.
func (i *input) ID() string { return "f-" + strings.NewReplacer("[", "-", "]", "").Replace(i.Name) }

// Described lists the ids of what is said about the field.
func (i *input) Described() string {
	var ids []string
	if i.Help != "" {
		ids = append(ids, i.ID()+"-help")
	}
	if len(i.Problems) > 0 {
		ids = append(ids, i.ID()+"-problem")
	}
	return strings.Join(ids, " ")
}

// Height is how many lines the field shows.
func (i *input) Height() int {
	n := strings.Count(i.Value, "\n") + len([]rune(i.Value))/36 + 1
	if i.Kind == "markdown" {
		return min(max(n+1, 6), 18)
	}
	return min(max(n, 2), 8)
}

// display is the value in a reader's words.
func (i *input) display() string {
	for _, o := range i.Options {
		if o.Value == i.Value {
			return o.Label
		}
	}
	return i.Value
}

// lines are what the field holds, one a line, with the labels that lead to it.
func (i *input) lines(above string) []string {
	var all []string
	if i.Value != "" {
		all = append(all, above+i.Label+" "+i.display())
	}
	for _, f := range i.Fields {
		all = append(all, f.lines(above)...)
	}
	for _, r := range i.Rows {
		for _, f := range r.Fields {
			all = append(all, f.lines(fmt.Sprintf("%s%d. ", above, r.Number))...)
		}
	}
	return all
}

// Filled says whether a record or list holds anything, or is to be looked at.
func (i *input) Filled() bool {
	if i.Value != "" || len(i.Rows) > 0 || len(i.Problems) > 0 || i.Kind == "record" && i.Required {
		return true
	}
	return slices.ContainsFunc(i.Fields, (*input).Filled)
}

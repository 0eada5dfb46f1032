package record

import (
	"slices"
	"strings"

	"gongshi/generator/register"
)

// What is what became of something between a record and a register.
type What string

const (
	Added     What = "added"     // a text that was not recorded; an entry of a list
	Removed   What = "removed"   // a text, or an entry of a list: one that was edited, too
	Renamed   What = "renamed"   // a finding that names the id it was recorded by, or a folder
	Changed   What = "changed"   // a field
	Withdrawn What = "withdrawn" // a finding
	Erasure   What = "erased"    // a finding
)

// Change is one difference between a record and a register.
type Change struct {
	Kind, ID string            // of the text: see [Entry]
	Finding  *register.Finding // as it is now; nil of another text, and of one that is removed
	File     string            // that it lies in; empty of one that is removed
	What     What
	Field    string // key, such as status or deadline.date; empty where the whole text is meant
	Item     int    // of a list, from 0, that is new or first differs; -1 where there is none
	Was, Now State  // of a finding; a State without a day says that there was none
	From, To string // of config.toml, the value; of a folder that was renamed, its name

	// Dated is the day of the update or correction that accounts for nothing, and Newest that of
	// the newest one that was recorded, or of the notice, where the rule is record-backdated or
	// record-premature.
	Dated  register.Date
	Newest register.Day

	// Rule is the rule that the change breaks, since nothing accounts for it; empty where it does.
	Rule string

	corrections int // that the text holds
}

// Compare gives what differs between a record, which may be nil, and what a register publishes: the
// texts in the register's order, then those that are removed.
func Compare(r *Record, with *register.Register) []Change {
	if r == nil {
		r = &Record{}
	}
	c := comparison{record: r, register: with, same: neverSame}
	return c.run()
}

// same says whether a finding and its line are known to be the same, and notes that they are.
type same func(line, *register.Finding) (is bool, note func())

func neverSame(line, *register.Finding) (bool, func()) { return false, func() {} }

func (c *comparison) run() []Change {
	public := c.register.Published()
	c.seen, c.renamed = map[string]bool{}, renamesOf(c.record, public)
	c.text(Register, "", public.Body.File, public, accounting{})
	c.site(public.Config)
	for _, i := range public.Inspections {
		inspection := c.text(Inspection, i.ID, i.Body.File, i, accounting{})
		for _, category := range i.Categories {
			c.text(Category, placeOf(category), category.Body.File, category, inspection)
			for _, f := range category.Filed() {
				c.finding(f)
			}
		}
	}
	c.removed()
	return c.changes
}

type comparison struct {
	record   *Record
	register *register.Register
	same     same
	seen     map[string]bool // kind and id of entries
	renamed  renames
	changes  []Change
}

func (c *comparison) see(kind, id string) (line, bool) {
	c.seen[kind+" "+id] = true
	return c.record.line(kind, id)
}

// text compares a text that is no finding, and gives what accounts for its changes. The corrections
// of a category stand in its inspection, which is above it.
func (c *comparison) text(kind, id, file string, text any, above accounting) accounting {
	was := c.renamed.before(id)
	l, known := c.see(kind, was)
	change := Change{Kind: kind, ID: id, File: file, Item: -1}
	if !known {
		c.add(change, Added, "")
		return accounting{}
	}
	now := accounting{kind: kind, old: l.entry(), fields: fieldsOf(text)}
	switch v := text.(type) {
	case *register.Inspection:
		change.corrections, now.state = len(v.Corrections), inspectionState(v)
		now.find(nil, v.Corrections, publishedIn(now.old))
	case *register.Category:
		now.erring = above.erring
		now.corrections = within(above.corrections, v.ID)
		now.premature = within(above.premature, v.ID)
		change.corrections, now.unused = len(v.Inspection.Corrections), c.unused(v)
	}
	if inspection, category, _ := strings.Cut(id, "/"); was != id &&
		(kind == Inspection || was != c.renamed.before(inspection)+"/"+category) {
		moved := change
		moved.From, moved.To = was, id
		c.add(moved, Renamed, "record-moved")
	}
	for _, field := range differing(now.old.Fields, now.fields) {
		change.Field = field
		c.changes = append(c.changes, now.compare(change)...)
	}
	return now
}

// unused gives the digests of a category's groups in which nothing is shown any more: its headings
// come back with the next finding.
func (c *comparison) unused(public *register.Category) []string {
	for _, i := range c.register.Inspections {
		for _, declared := range i.Categories {
			if i.ID == public.Inspection.ID && declared.ID == public.ID && declared != public {
				return strings.Fields(fieldsOf(declared)["groups"])
			}
		}
	}
	return nil
}

// within gives the corrections of an inspection that are of one of its categories, with the field's
// name there.
func within(corrections []register.Correction, category string) []register.Correction {
	var some []register.Correction
	for _, c := range corrections {
		if field, is := strings.CutPrefix(c.Field, category+"/"); is {
			c.Field = field
			some = append(some, c)
		}
	}
	return some
}

func (c *comparison) add(change Change, what What, rule string) {
	change.What, change.Rule = what, rule
	c.changes = append(c.changes, change)
}

// removed adds the texts that the register publishes no more.
func (c *comparison) removed() {
	for _, l := range c.record.lines {
		if c.seen[l.kind+" "+l.id] {
			continue
		}
		change := Change{Kind: l.kind, ID: l.id, Item: -1}
		rule := "record-later"
		if l.kind == Finding {
			rule = "record-vanished"
			change.Was = l.entry().last()
		}
		c.add(change, Removed, rule)
	}
}

func (e Entry) last() State {
	if len(e.States) == 0 {
		return State{}
	}
	return e.States[len(e.States)-1]
}

// publishedIn is the day on which the notice of an inspection was published; 0 where that was not
// recorded.
func publishedIn(e Entry) register.Day {
	day, _, _ := strings.Cut(e.last().Published, " ")
	date, _ := register.ParseDate(day)
	return date.First
}

// finding compares one finding with what was recorded of it under its id, or under one that it had.
func (c *comparison) finding(f *register.Finding) {
	id := recordedID(c.record, f)
	l, known := c.see(Finding, id)
	change := Change{Kind: Finding, ID: f.ID, Finding: f, File: f.Body.File, Item: -1}
	if !known {
		change.Now = stateOf(f)
		c.add(change, Added, "")
		return
	}
	in := c.renamed.before(placeOf(f.Category))
	same, note := c.same(l, f)
	if in != placeOf(f.Category) { // what others say decides
		same, note = false, func() {}
	}
	if same {
		return
	}
	old := l.entry()
	change.Was, change.Now, change.corrections = old.last(), stateOf(f), len(f.Corrections)
	before := len(c.changes)
	defer func() {
		if len(c.changes) == before {
			note()
		}
	}()
	if id != f.ID {
		c.add(change, Renamed, "")
	}
	if old.Erased != nil || f.Erased() {
		c.erased(change, old)
		return
	}
	now := accounting{kind: Finding, old: old, status: f.Status,
		fields: findingFields(f, c.register)}
	inspection, _ := c.record.Entry(Inspection, c.renamed.before(f.Category.Inspection.ID))
	now.find(f.Updates, f.Corrections, publishedIn(inspection))
	if old.In != in {
		change.Field = place
		c.add(change, Changed, "record-later")
	}
	for _, field := range differing(old.Fields, now.fields) {
		if key, _, _ := strings.Cut(field, "."); f.Withdrawn != nil &&
			!slices.Contains(withdrawnKeys, key) {
			continue // its page shows no more
		}
		if !bytesAlone(field, old.Fields, now.fields) {
			continue
		}
		change.Field = field
		c.changes = append(c.changes, now.compare(change)...)
	}
}

// erased compares a finding that is erased, or was.
func (c *comparison) erased(change Change, old Entry) {
	f := change.Finding
	switch {
	case !f.Erased():
		c.add(change, Changed, "record-erased")
	case old.Erased == nil:
		c.add(change, Erasure, "")
	case !(Entry{Erased: &Erased{f.Withdrawn.On, f.Withdrawn.Reason}}).sameErased(old):
		change.Field = "withdrawn"
		c.add(change, Changed, "record-later")
	}
}

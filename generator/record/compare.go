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
	Renamed   What = "renamed"   // a finding that names the id it was recorded by
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
	return compare(r, with, func(line, *register.Finding) (bool, func()) {
		return false, func() {}
	})
}

// same says whether a finding and its line are known to be the same, and notes that they are.
type same func(line, *register.Finding) (is bool, note func())

func compare(r *Record, with *register.Register, known same) []Change {
	c := comparison{record: r, register: with, same: known, seen: map[string]bool{}}
	public := with.Published()
	c.text(Register, "", public.Body.File, public)
	for _, i := range public.Inspections {
		c.text(Inspection, i.ID, i.Body.File, i)
		for _, category := range i.Categories {
			c.text(Category, placeOf(category), category.Body.File, category)
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
	changes  []Change
}

func (c *comparison) see(kind, id string) (line, bool) {
	c.seen[kind+" "+id] = true
	return c.record.line(kind, id)
}

// text compares a text that is no finding.
func (c *comparison) text(kind, id, file string, text any) {
	l, known := c.see(kind, id)
	change := Change{Kind: kind, ID: id, File: file, Item: -1}
	if !known {
		c.add(change, Added, "")
		return
	}
	now := news{kind: kind, old: l.entry(), fields: fieldsOf(text)}
	if i, is := text.(*register.Inspection); is {
		change.corrections = len(i.Corrections)
		now.find(nil, i.Corrections)
	}
	for _, field := range differing(now.old.Fields, now.fields) {
		change.Field = field
		c.changes = append(c.changes, now.compare(change)...)
	}
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
	same, note := c.same(l, f)
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
	now := news{kind: Finding, old: old, status: f.Status,
		fields: findingFields(f, c.register)}
	switch {
	case old.Erased != nil && !f.Erased():
		c.add(change, Changed, "record-erased")
		return
	case f.Erased() && old.Erased == nil:
		c.add(change, Erasure, "")
		return
	case f.Erased():
		if !(Entry{Erased: &Erased{f.Withdrawn.On, f.Withdrawn.Reason}}).sameErased(old) {
			change.Field = "withdrawn"
			c.add(change, Changed, "record-later")
		}
		return
	}
	now.find(f.Updates, f.Corrections)
	if old.In != placeOf(f.Category) {
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

// news is what a text says that was not recorded, and so may account for its changes.
type news struct {
	kind   string
	old    Entry
	status register.Status // of a finding
	fields map[string]string

	updates     []register.Update // that are new, and no edited ones
	corrections []register.Correction
}

func (n *news) find(updates []register.Update, corrections []register.Correction) {
	added, gone := n.items("updates")
	withdrawn := n.old.last().Withdrawn // then no update was recorded: an older one is no new one
	for _, i := range added[min(len(added), gone):] {
		if u := updates[i]; withdrawn == 0 || u.Date.Last >= withdrawn {
			n.updates = append(n.updates, u)
		}
	}
	added, _ = n.items("corrections")
	for _, i := range added {
		n.corrections = append(n.corrections, corrections[i])
	}
}

// items gives the items of a list that were not recorded, and how many that were are gone.
func (n *news) items(field string) (added []int, gone int) {
	left := map[string]int{}
	for _, digest := range n.old.Items(field) {
		left[digest]++
		gone++
	}
	for i, digest := range strings.Fields(n.fields[field]) {
		if left[digest] > 0 {
			left[digest]--
			gone--
		} else {
			added = append(added, i)
		}
	}
	return added, gone
}

// compare gives the changes of one field.
func (n *news) compare(change Change) []Change {
	added, gone := n.items(change.Field)
	change.What = Changed
	if k, _ := keyAt(n.kind, change.Field); len(added) > 0 && isList(k) {
		change.Item = added[0]
	}
	if accountOf(n.kind, change.Field) != byEntry {
		change.Rule = n.rule(change.Field)
		if _, is := n.old.Fields["withdrawn.on"]; !is && change.Field == "withdrawn.on" {
			change.What = Withdrawn
		}
		return []Change{change}
	}
	var all []Change
	for _, i := range added[min(len(added), gone):] {
		one := change
		one.What, one.Item = Added, i
		all = append(all, one)
	}
	if gone > 0 {
		change.What, change.Rule = Removed, "record-removed"
		if n.corrected(change.Field) {
			change.Rule = ""
		}
		all = append(all, change)
	}
	return all
}

// rule is the rule that a change of a field breaks.
func (n *news) rule(field string) string {
	_, was := n.old.Fields[field]
	how := accountOf(n.kind, field)
	switch {
	case n.corrected(field):
		return ""
	case n.kind != Finding && how == byCorrection && was:
		return "record-fact"
	case n.kind != Finding:
		return "record-later"
	case !was && strings.HasPrefix(field, "withdrawn."):
		return ""
	case n.fields["withdrawn.on"] != "": // its page shows no updates
		return "record-removed"
	case how == byRecord:
		return "record-later"
	case how == byCorrection && was:
		return "record-deadline"
	case how == byStatus:
		named := slices.ContainsFunc(n.updates, func(u register.Update) bool {
			return u.Status == n.status
		})
		if named {
			return ""
		}
		return "record-status"
	case len(n.updates) > 0:
		return ""
	}
	return "record-changed"
}

// corrected says whether a new correction names a field, or one that it is a part of.
func (n *news) corrected(field string) bool {
	return slices.ContainsFunc(n.corrections, func(c register.Correction) bool {
		return c.Field == field || strings.HasPrefix(field, c.Field+".") ||
			strings.HasPrefix(c.Field, field+".")
	})
}

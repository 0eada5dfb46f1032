package diff

import (
	"strings"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// Since gives what a register publishes otherwise than was recorded. What a text said before no
// record tells; states it does.
func Since(recorded *record.Record, r *register.Register) Changes {
	s := since{register: r, extended: map[string]bool{}, withdrawn: map[string]bool{}}
	for _, c := range record.Compare(recorded, r) {
		change := Change{Of: c.Kind, ID: c.ID, Field: c.Field}
		if c.Finding != nil && !c.Finding.Erased() {
			change.Number, change.Title = c.Finding.Number, c.Finding.Title
		}
		s.change(change, c)
	}
	return s.changes.sorted()
}

type since struct {
	register            *register.Register
	extended, withdrawn map[string]bool // findings of which that was told
	changes             Changes
}

func (s *since) add(change Change, what What, from, to string) {
	change.What, change.From, change.To = what, from, to
	if what == Extended {
		change.Days = between(from, to)
	}
	s.changes = append(s.changes, change)
}

func (s *since) change(change Change, c record.Change) {
	switch {
	case c.Kind != record.Finding:
		s.text(change, c)
	case c.Field != "" && c.What != record.Withdrawn:
		s.field(change, c)
	case c.What == record.Added:
		s.add(change, Added, "", string(c.Finding.Status))
	case c.What == record.Removed:
		s.add(change, Removed, "", "")
	case c.What == record.Erasure:
		s.add(change, Erased, "", c.Finding.Withdrawn.Reason)
	case c.What == record.Renamed:
		s.add(change, Renamed, "", c.ID)
	case c.What == record.Withdrawn:
		change.Field, s.withdrawn[c.ID] = "", true
		s.add(change, Withdrawn, "", c.Finding.Withdrawn.Reason)
	default:
		s.add(change, Text, "", "")
	}
}

// text tells of what is no finding. What config.toml said before, the record tells.
func (s *since) text(change Change, c record.Change) {
	change.Title = s.title(c)
	switch {
	case c.Kind == record.Site && c.Field == "": // it was not recorded
	case c.What == record.Renamed:
		s.add(change, Renamed, c.From, c.To)
	case c.What == record.Added && c.Field == "corrections":
		one := s.inspection(c.ID).Corrections[c.Item]
		s.entry(change, Corrected, one.On.String(), one.Reason)
	case c.What == record.Removed && c.Field != "":
		s.add(change, Gone, "", "")
	default:
		s.add(change, Text, c.From, c.To)
	}
}

// inspection is the one with an id, or that a category with an id is in; nil of another text, and of
// one that is removed.
func (s *since) inspection(id string) *register.Inspection {
	id, _, _ = strings.Cut(id, "/")
	for _, i := range s.register.Inspections {
		if i.ID == id {
			return i
		}
	}
	return nil
}

// title is that of a text that is no finding; empty where it is not known.
func (s *since) title(c record.Change) string {
	i := s.inspection(c.ID)
	switch {
	case c.Kind == record.Register:
		return s.register.Title
	case c.Kind == record.Inspection && i != nil:
		return i.Title
	case i != nil:
		for _, category := range i.Categories {
			if i.ID+"/"+category.ID == c.ID {
				return category.Title
			}
		}
	}
	return ""
}

// field tells of a field of a finding.
func (s *since) field(change Change, c record.Change) {
	f := c.Finding
	switch {
	case c.Field == "status":
		s.add(change, Status, string(c.Was.Status), string(c.Now.Status))
	case c.Field == "deadline.extended" && c.What == record.Added:
		if !s.extended[c.ID] { // one change of the deadline, however often it was extended
			s.extended[c.ID] = true
			s.add(change, Extended, c.Was.Deadline.String(), c.Now.Deadline.String())
		}
	case c.Field == "deadline.date":
		s.add(change, Deadline, c.Was.First.String(), c.Now.First.String())
	case c.Field == "results" && c.Item >= 0:
		r := f.Results[c.Item]
		change.Field = r.Name
		s.add(change, Figure, "", r.Value+r.Unit)
	case c.What == record.Added && c.Field == "updates":
		s.entry(change, Update, f.Updates[c.Item].Date.String(), string(f.Updates[c.Item].Text))
	case c.What == record.Added && c.Field == "answers":
		s.entry(change, Answer, f.Answers[c.Item].On.String(), f.Answers[c.Item].Question)
	case c.What == record.Added && c.Field == "corrections":
		s.entry(change, Corrected, f.Corrections[c.Item].On.String(), f.Corrections[c.Item].Reason)
	case c.What == record.Added && c.Field == "aliases": // a renaming was told
	case s.withdrawn[c.ID] && strings.HasPrefix(c.Field, "withdrawn."):
	case c.What == record.Removed:
		s.add(change, Gone, "", "")
	default:
		s.add(change, Text, "", "")
	}
}

func (s *since) entry(change Change, what What, day, text string) {
	_, shown := around("", written(text))
	s.add(change, what, day, shown)
}

package record

import (
	"errors"
	"maps"
	"slices"

	"gongshi/generator/register"
)

// ErrEarly says that something was recorded on a later day already.
var ErrEarly = errors.New("something was recorded on a later day")

// Sealed counts what a seal has recorded.
type Sealed struct {
	Findings int // in the record
	New      int
	Changed  int
	Other    int // entries that are no findings and are new or have changed
}

// Seal gives the record of what a register publishes, on a day, over the record before, which may
// be nil. Entries of findings that are no more stay; so does everything that was recorded of them. The
// gate is not held here. The error is [ErrEarly].
func Seal(before *Record, r *register.Register, day register.Day) (*Record, Sealed, error) {
	if before == nil {
		before = &Record{}
	}
	if day < before.Last() {
		return nil, Sealed{}, ErrEarly
	}
	public := r.Published()
	s := sealer{before: before, register: r, day: day, done: map[string]bool{}}
	renamed := renamesOf(before, public)
	s.add(Entry{Kind: Register, Fields: fieldsOf(public)}, State{}, "")
	s.add(siteEntry(public.Config), State{}, "")
	for _, i := range public.Inspections {
		e := Entry{Kind: Inspection, ID: i.ID, Fields: fieldsOf(i), Corrected: newest(i.Corrections)}
		s.add(e, inspectionState(i), renamed.before(i.ID))
		for _, c := range i.Categories {
			e := Entry{Kind: Category, ID: placeOf(c), Fields: fieldsOf(c)}
			s.add(e, State{}, renamed.before(placeOf(c)))
			for _, f := range c.Filed() {
				s.finding(f)
			}
		}
	}
	for _, l := range before.lines {
		if l.kind == Finding && !s.done[l.kind+" "+l.id] {
			s.after.lines = append(s.after.lines, l)
		}
	}
	slices.SortFunc(s.after.lines, compareLines)
	return &s.after, s.sealed, nil
}

// inspectionState is what is recorded of an inspection in plain words.
func inspectionState(i *register.Inspection) State {
	s := State{Published: i.Published.Stamp()}
	if o := i.Opinions; o != nil {
		s.Received, s.Answered, s.Until = o.Received, o.Answered, o.Until
	}
	return s
}

// newest is the day of the newest correction; 0 where there is none.
func newest(corrections []register.Correction) register.Day {
	day := register.Day(0)
	for _, c := range corrections {
		day = max(day, c.On)
	}
	return day
}

// newestUpdate is the first day on which the newest update may be of: one of a month is not held
// against one of its days.
func newestUpdate(f *register.Finding) register.Day {
	day := register.Day(0)
	for _, u := range f.Updates {
		day = max(day, u.Date.First)
	}
	return day
}

// placeOf names a category.
func placeOf(c *register.Category) string { return c.Inspection.ID + "/" + c.ID }

type sealer struct {
	before   *Record
	register *register.Register
	after    Record
	day      register.Day
	done     map[string]bool // kind and id of entries of before that have come over
	sealed   Sealed
}

func (s *sealer) finding(f *register.Finding) {
	s.sealed.Findings++
	e := Entry{Kind: Finding, ID: f.ID, In: placeOf(f.Category)}
	state := stateOf(f)
	if f.Erased() {
		e.Erased = &Erased{f.Withdrawn.On, f.Withdrawn.Reason}
		state = State{}
	} else {
		e.Fields = findingFields(f, s.register)
		e.Corrected = newest(f.Corrections)
		if f.Withdrawn == nil {
			e.Updated = newestUpdate(f)
		}
	}
	s.add(e, state, recordedID(s.before, f))
}

// recordedID is the id under which a finding was recorded: its own, or one that it had before;
// its own where it was not.
func recordedID(r *Record, f *register.Finding) string {
	for _, id := range append([]string{f.ID}, f.Aliases...) {
		if _, is := r.line(Finding, id); is {
			return id
		}
	}
	return f.ID
}

// add records an entry as it is now. An entry that says what it said before keeps its line.
func (s *sealer) add(now Entry, state State, was string) {
	l, known := s.before.line(now.Kind, was)
	old := l.entry()
	s.done[now.Kind+" "+was] = true
	now.First, now.Changed, now.States = s.day, s.day, old.States
	if known {
		now.First = old.First
	}
	if now.Erased != nil {
		now.States = nil
	} else if last, is := old.At(s.day); state != (State{}) && (!is || !last.same(state)) {
		state.On = s.day
		now.States = append(slices.Clone(now.States), state)
	}
	switch same := now.ID == old.ID && now.In == old.In && now.sameErased(old) &&
		now.sameValues(old) && maps.Equal(now.Fields, old.Fields) &&
		now.Updated == old.Updated && now.Corrected == old.Corrected &&
		len(now.States) == len(old.States); {
	case known && same:
		s.after.lines = append(s.after.lines, l)
		return
	case now.Kind != Finding:
		s.sealed.Other++
	case known:
		s.sealed.Changed++
	default:
		s.sealed.New++
	}
	s.after.lines = append(s.after.lines, lineOf(now))
}

// same says whether two states differ in their day only.
func (s State) same(other State) bool {
	s.On = other.On
	return s == other
}

func (e Entry) sameErased(other Entry) bool {
	if e.Erased == nil || other.Erased == nil {
		return e.Erased == other.Erased
	}
	return *e.Erased == *other.Erased
}

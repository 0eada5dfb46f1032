package register

import "slices"

// Change is one dated piece of news about a finding: exactly one of Update, Answer and Extension
// is set. That a finding was entered is no news, and what it was at first is not known.
type Change struct {
	Finding   *Finding
	Date      Date
	Update    *Update
	Answer    *Answer
	Extension *Extension
	// Nth is its place among the finding's changes of its kind on its date, from 1, in the order
	// of the file: with id, kind and date it names the change for ever.
	Nth int
}

// Kind is update, answer or extension.
func (c Change) Kind() string {
	switch {
	case c.Update != nil:
		return "update"
	case c.Answer != nil:
		return "answer"
	}
	return "extension"
}

// Changes gives every change in the register, the newest first; on one day they stand in the
// notice's order, and of one finding what its file tells last comes first.
func (r *Register) Changes() []Change {
	var changes []Change
	for _, f := range r.All() {
		changes = append(changes, f.Changes()...)
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return b.Date.Compare(a.Date) })
	return changes
}

// Changes gives every change of the finding, the newest first.
func (f *Finding) Changes() []Change {
	var changes []Change
	add := func(c Change) {
		c.Finding, c.Nth = f, 1
		for _, other := range changes {
			if other.Kind() == c.Kind() && other.Date.String() == c.Date.String() {
				c.Nth++
			}
		}
		changes = append(changes, c)
	}
	for i := range f.Updates {
		add(Change{Date: f.Updates[i].Date, Update: &f.Updates[i]})
	}
	if f.Deadline != nil {
		for i, e := range f.Deadline.Extended {
			add(Change{Date: e.On.Date(), Extension: &f.Deadline.Extended[i]})
		}
	}
	for i := range f.Answers {
		add(Change{Date: f.Answers[i].On, Answer: &f.Answers[i]})
	}
	slices.Reverse(changes)
	slices.SortStableFunc(changes, func(a, b Change) int { return b.Date.Compare(a.Date) })
	return changes
}

// Modified is the date of the newest change of the finding, or of what confirmed or completed it;
// zero where there is none. Of two changes that may be the same day the more precise one counts.
func (f *Finding) Modified() Date {
	newest := f.Completed
	if f.Verified != nil {
		newest = newer(newest, f.Verified.On)
	}
	for _, u := range f.Updates {
		newest = newer(newest, u.Date)
	}
	if f.Deadline != nil {
		for _, e := range f.Deadline.Extended {
			newest = newer(newest, e.On.Date())
		}
	}
	for _, a := range f.Answers {
		newest = newer(newest, a.On)
	}
	return newest
}

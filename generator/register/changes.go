package register

import (
	"crypto/sha256"
	"slices"
)

// Change is one dated piece of news about a finding. That a finding was entered is no news, and what
// it was at first is not known. A correction may be of an inspection instead.
type Change struct {
	Finding    *Finding
	Inspection *Inspection // where Finding is nil

	Date Date
	Of   any // an *Update, *Answer, *Extension, *Correction or *Withdrawal
	// Nth is its place among the text's changes of its kind on its date, from 1 for the oldest:
	// with id, kind and date it names the change for ever. A newer one does not shift it, whether
	// the file lists the newest last or first.
	Nth int
}

// Kind is update, answer, extension, correction or withdrawal.
func (c Change) Kind() string {
	switch c.Of.(type) {
	case *Update:
		return "update"
	case *Answer:
		return "answer"
	case *Correction:
		return "correction"
	case *Withdrawal:
		return "withdrawal"
	}
	return "extension"
}

// Changes gives every change in the register, the newest first; on one day they stand in the
// notice's order, and of one finding the newest entry of its file comes first.
func (r *Register) Changes() []Change {
	var changes []Change
	for _, i := range r.Inspections {
		changes = append(changes, i.Changes()...)
	}
	for _, f := range r.Filed() {
		changes = append(changes, f.Changes()...)
	}
	sortNewest(changes)
	return changes
}

func sortNewest(changes []Change) {
	slices.SortStableFunc(changes, func(a, b Change) int { return b.Date.Compare(a.Date) })
}

// Changes gives the corrections of what was published of the inspection itself, the newest first.
func (i *Inspection) Changes() []Change {
	all := numbered(corrections(i.Corrections))
	for n := range all {
		all[n].Inspection = i
	}
	slices.Reverse(all)
	sortNewest(all)
	return all
}

// Subject is the id, title, page and digest of the finding or inspection that a change is of.
func (c Change) Subject() (id, title, url string, digest [sha256.Size]byte) {
	if c.Finding == nil {
		i := c.Inspection
		return "inspection/" + i.ID, i.Title, i.URL(), i.Digest
	}
	return c.Finding.ID, c.Finding.Title, c.Finding.URL(), c.Finding.Digest
}

// Changes gives every change of the finding, the newest first; of one that was withdrawn this
// alone, with the corrections of it, and of one that was erased nothing else.
func (f *Finding) Changes() []Change {
	all := slices.Concat(f.progress(), numbered(corrections(f.Corrections)))
	if w := f.Withdrawn; w != nil {
		all = append(all, Change{Date: w.On.Date(), Of: w, Nth: 1})
	}
	for n := range all {
		all[n].Finding = f
	}
	slices.Reverse(all)
	sortNewest(all)
	return all
}

func corrections(list []Correction) []Change {
	var all []Change
	for i, c := range list {
		all = append(all, Change{Date: c.On.Date(), Of: &list[i]})
	}
	return all
}

// progress gives what was reported and promised about a finding that counts, oldest first of each
// kind.
func (f *Finding) progress() []Change {
	var updates, extensions, answers []Change
	if f.Withdrawn != nil {
		return nil
	}
	for i := range f.Updates {
		updates = append(updates, Change{Date: f.Updates[i].Date, Of: &f.Updates[i]})
	}
	if f.Deadline != nil {
		for i, e := range f.Deadline.Extended {
			extensions = append(extensions,
				Change{Date: e.On.Date(), Of: &f.Deadline.Extended[i]})
		}
	}
	for i := range f.Answers {
		answers = append(answers, Change{Date: f.Answers[i].On, Of: &f.Answers[i]})
	}
	return slices.Concat(numbered(updates), numbered(extensions), numbered(answers))
}

// numbered gives changes of one kind, which stand as in the file, oldest first and numbered.
func numbered(changes []Change) []Change {
	if NewestFirst(changes, func(c Change) Date { return c.Date }) {
		slices.Reverse(changes)
	}
	for i := range changes {
		c := &changes[i]
		c.Nth = 1
		for _, older := range changes[:i] {
			if older.Date.String() == c.Date.String() {
				c.Nth++
			}
		}
	}
	return changes
}

// NewestFirst says whether a file lists its newest entry first; else, and where all are of one
// date, the last one is taken for the newest.
func NewestFirst[T any](entries []T, date func(T) Date) bool {
	n := len(entries)
	return n > 1 && date(entries[0]).Compare(date(entries[n-1])) > 0
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
	for _, c := range f.Corrections {
		newest = newer(newest, c.On.Date())
	}
	if f.Withdrawn != nil {
		newest = newer(newest, f.Withdrawn.On.Date())
	}
	return newest
}

package register

import "sync"

// Snapshot is a register as of a day: how each finding stands against what was promised and how the
// reporting on each inspection does. Any number of goroutines may read it.
type Snapshot struct {
	*Register
	Day    Day
	Latest Date // the newest report on any inspection; zero where there is none

	all     []*Finding
	reports map[*Inspection]Report
	changes func() []Change
}

// AsOf computes everything that depends on the day.
func (r *Register) AsOf(day Day) *Snapshot {
	s := &Snapshot{Register: r, Day: day, all: r.All(),
		reports: make(map[*Inspection]Report, len(r.Inspections)),
		changes: sync.OnceValue(r.Changes)}
	for _, i := range r.Inspections {
		report := i.report(day)
		s.reports[i] = report
		s.Latest = newer(s.Latest, report.Latest)
	}
	return s
}

// All is [Register.All], known already.
func (s *Snapshot) All() []*Finding { return s.all }

// Changes is [Register.Changes], found out once. Nobody may change the list.
func (s *Snapshot) Changes() []Change { return s.changes() }

// State is how a finding stands on the day.
func (s *Snapshot) State(f *Finding) State {
	if f.Withdrawn != nil {
		return State{Schedule: None}
	}
	return f.state(s.Day, s.reports[f.Category.Inspection].Next)
}

// Report is how the promise to report on an inspection stands on the day.
func (s *Snapshot) Report(i *Inspection) Report { return s.reports[i] }

package register

import "sync"

// Snapshot is a register as of a day: how each finding stands against what was promised and how the
// reporting on each inspection does, computed once. It does not follow later changes of the
// register, and any number of goroutines may read it.
type Snapshot struct {
	*Register
	Day    Day
	Latest Date // the newest report on any inspection; zero where there is none

	all      []*Finding
	findings map[*Finding]dated
	reports  map[*Inspection]Report
	changes  func() []Change
}

// dated is what a snapshot knows of one finding.
type dated struct {
	state    State
	modified Date
}

// AsOf computes everything that depends on the day.
func (r *Register) AsOf(day Day) *Snapshot {
	s := &Snapshot{Register: r, Day: day, all: r.All(),
		reports: make(map[*Inspection]Report, len(r.Inspections)),
		changes: sync.OnceValue(r.Changes)}
	s.findings = make(map[*Finding]dated, len(s.all))
	for _, i := range r.Inspections {
		report := i.report(day)
		s.reports[i] = report
		s.Latest = newer(s.Latest, report.Latest)
	}
	for _, f := range r.Withdrawn() {
		s.findings[f] = dated{State{Schedule: None}, f.Modified()}
	}
	for _, f := range s.all {
		next := s.reports[f.Category.Inspection].Next
		s.findings[f] = dated{f.state(day, next), f.Modified()}
	}
	return s
}

// All is [Register.All], known already.
func (s *Snapshot) All() []*Finding { return s.all }

// Changes is [Register.Changes], found out once. Nobody may change the list.
func (s *Snapshot) Changes() []Change { return s.changes() }

// State is how a finding stands on the day.
func (s *Snapshot) State(f *Finding) State { return s.findings[f].state }

// Modified is [Finding.Modified], known already.
func (s *Snapshot) Modified(f *Finding) Date { return s.findings[f].modified }

// Report is how the promise to report on an inspection stands on the day.
func (s *Snapshot) Report(i *Inspection) Report { return s.reports[i] }

package register

import "cmp"

// Schedule is how a finding stands against what was promised, on one day.
type Schedule string

// The schedules. Met and met-late are claimed only where the register gives a date of completion
// that is precise enough to tell.
const (
	None          Schedule = "none"
	Conditional   Schedule = "conditional"
	Due           Schedule = "due"
	DueSoon       Schedule = "due-soon"
	Overdue       Schedule = "overdue"
	Met           Schedule = "met"
	MetLate       Schedule = "met-late"
	ReviewOverdue Schedule = "review-overdue"
)

// soonDays is how long before its deadline a finding is due soon: one month's notice.
const soonDays = 30

// Schedules lists every schedule.
func Schedules() []Schedule {
	return []Schedule{None, Conditional, Due, DueSoon, Overdue, Met, MetLate, ReviewOverdue}
}

// State is a finding on one day.
type State struct {
	Schedule   Schedule
	Due        Day // the date now in force, or the day of review; 0 where there is none
	Days       int // from the day to Due; negative when over; 0 unless Due matters
	SinceFirst int // days since the first date promised, where it was extended and has passed
}

// Running says whether a day is promised that is still to be kept: only then does the state depend
// on the day that it is computed for.
func (s State) Running() bool {
	return s.Due != 0 && s.Schedule != None && s.Schedule != Met && s.Schedule != MetLate
}

// Report is the promise to report on an inspection, on one day.
type Report struct {
	Latest  Date // the newest report: the notice or any update
	Next    Day  // when the next is due; 0 where none is
	Days    int  // from the day to Next; negative when over
	Overdue bool
}

// Due is the date now in force: the first one, or what it was last extended to; 0 with a condition
// that no date has followed.
func (d *Deadline) Due() Day {
	if n := len(d.Extended); n > 0 {
		return d.Extended[n-1].To
	}
	return d.Date
}

// PutOff is how often the deadline was extended, and by how many days in all: those from its first
// date, where there is one, to the last.
func (d *Deadline) PutOff() (times, days int) {
	times = len(d.Extended)
	if times > 0 && d.Date != 0 {
		days = int(d.Due() - d.Date)
	}
	return times, days
}

// Unpromised says that the notice states no deadline, and none has followed.
func (d *Deadline) Unpromised() bool { return d.NotStated && len(d.Extended) == 0 }

// state computes how the finding stands on a day. The deadline day itself is in time. nextReport is
// when a condition without a day of review is looked at again.
func (f *Finding) state(today, nextReport Day) State {
	if f.Deadline == nil || f.Status == Closed || f.Deadline.Unpromised() {
		return State{Schedule: None}
	}
	if f.Status == Completed {
		return f.completedState()
	}
	if f.Deadline.Condition != "" && len(f.Deadline.Extended) == 0 {
		return f.conditionState(today, nextReport)
	}
	due := f.Deadline.Due()
	s := State{Schedule: Due, Due: due, Days: int(due - today)}
	if s.Days < 0 {
		s.Schedule = Overdue
	} else if s.Days <= soonDays {
		s.Schedule = DueSoon
	}
	if len(f.Deadline.Extended) > 0 && f.Deadline.Date != 0 {
		s.SinceFirst = max(0, int(today-f.Deadline.Date))
	}
	return s
}

func (f *Finding) completedState() State {
	due := f.Deadline.Due()
	s := State{Schedule: None, Due: due}
	switch {
	case due == 0 || f.Completed.IsZero():
	case f.Completed.Last <= due:
		s.Schedule = Met
	case f.Completed.First > due:
		s.Schedule = MetLate
	}
	return s
}

func (f *Finding) conditionState(today, nextReport Day) State {
	review := cmp.Or(f.Deadline.Review, nextReport)
	s := State{Schedule: Conditional, Due: review}
	if review == 0 {
		return s
	}
	s.Days = int(review - today)
	if s.Days < 0 {
		s.Schedule = ReviewOverdue
	}
	return s
}

// report computes the promise to report on a day: one period after the newest report, which is the
// notice or an update of any finding; before the first one, after the feedback or the inspection's
// end, since the promise runs from there. A report whose day is not known counts from the last day
// that it may mean: nobody is called late who may not be. Once every finding is completed or closed
// there is nothing left to report on.
func (i *Inspection) report(today Day) Report {
	r := Report{Latest: i.Published.Date}
	running := false
	for _, f := range i.All() {
		running = running || f.Status != Completed && f.Status != Closed
		for _, u := range f.Updates {
			r.Latest = newer(r.Latest, u.Date)
		}
	}
	if !running || i.ReportEvery.IsZero() {
		return r
	}
	for _, d := range []Date{r.Latest, i.Feedback, i.To} {
		if !d.IsZero() {
			r.Next = i.ReportEvery.After(d.Last)
			r.Days = int(r.Next - today)
			r.Overdue = r.Days < 0
			break
		}
	}
	return r
}

// Rate is the completion rate in tenths of a per cent, rounded half up; it reaches 0 and 1000 only
// where none or all are completed, so that no rounding claims what is not so.
func Rate(completed, all int) int {
	if all == 0 || completed == 0 {
		return 0
	}
	if completed == all {
		return 1000
	}
	return min(max((completed*2000+all)/(2*all), 1), 999)
}

// Package progress follows a build through its stages: how far it is, and how long each took. It does
// not know what is built, and says nothing to people.
package progress

import "time"

// Stage is a part of a build.
type Stage string

// The stages, in their order. A build of what has not changed has the first and the last alone.
const (
	Reading   Stage = "reading"   // the register; the unit is a finding
	Planning  Stage = "planning"  // the pages; attachments and the theme are read with it
	Rendering Stage = "rendering" // the pages that are not as before; the unit is a page
	Exporting Stage = "exporting" // what can be taken away; the unit is a file
	Releasing Stage = "releasing" // putting the site in place
)

// Progress is how far a build has come in a stage.
type Progress struct {
	Stage Stage
	Done  int
	Total int // 0 where it is not known
}

// Took is how long a stage took.
type Took struct {
	Stage Stage
	Time  time.Duration
}

// Timer follows a build through its stages. The zero timer tells nobody.
type Timer struct {
	Tell  func(Progress)
	stage Stage
	done  int // of the total, counted by Step
	total int
	since time.Time
	took  []Took
}

// Enter begins a stage of so many units, and ends the one before. A stage that was entered goes on.
func (t *Timer) Enter(stage Stage, total int) {
	if stage != t.stage {
		t.End()
		t.stage, t.since = stage, time.Now()
	}
	t.done, t.total = 0, total
	t.At(0, total)
}

// At tells how much of the stage is done. It may be called by several goroutines at once.
func (t *Timer) At(done, total int) {
	if t.Tell != nil {
		t.Tell(Progress{t.stage, done, total})
	}
}

// Step tells that one more unit is done.
func (t *Timer) Step() {
	t.done++
	t.At(t.done, t.total)
}

// End ends the last stage, and gives how long each took.
func (t *Timer) End() []Took {
	if t.stage != "" {
		t.took = append(t.took, Took{t.stage, time.Since(t.since)})
		t.stage = ""
	}
	return t.took
}

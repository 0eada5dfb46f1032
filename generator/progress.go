package generator

import (
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/release"
)

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

// Cost is what a build took and what it was spared.
type Cost struct {
	Took     []Took
	Tally    release.Tally
	Register cache.State // of what the files of the register were read as
	Site     cache.State // of what the site was made from
}

// stageTimer follows a build through its stages. The zero timer tells nobody.
type stageTimer struct {
	tell  func(Progress)
	stage Stage
	done  int // of the total, counted by step
	total int
	since time.Time
	took  []Took
}

// enter begins a stage of so many units, and ends the one before. A stage that was entered goes on.
func (t *stageTimer) enter(stage Stage, total int) {
	if stage != t.stage {
		t.end()
		t.stage, t.since = stage, time.Now()
	}
	t.done, t.total = 0, total
	t.at(0, total)
}

// at tells how much of the stage is done. It may be called by several goroutines at once.
func (t *stageTimer) at(done, total int) {
	if t.tell != nil {
		t.tell(Progress{t.stage, done, total})
	}
}

func (t *stageTimer) step() {
	t.done++
	t.at(t.done, t.total)
}

// end ends the last stage, and gives how long each took.
func (t *stageTimer) end() []Took {
	if t.stage != "" {
		t.took = append(t.took, Took{t.stage, time.Since(t.since)})
		t.stage = ""
	}
	return t.took
}

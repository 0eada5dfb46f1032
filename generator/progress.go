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

// course follows a build through its stages. The zero course tells nobody.
type course struct {
	tell  func(Progress)
	stage Stage
	since time.Time
	took  []Took
}

// enter begins a stage of so many units, and ends the one before.
func (c *course) enter(stage Stage, total int) {
	c.end()
	c.stage, c.since = stage, time.Now()
	c.at(0, total)
}

// at tells how much of the stage is done. It may be called by several goroutines at once.
func (c *course) at(done, total int) {
	if c.tell != nil {
		c.tell(Progress{c.stage, done, total})
	}
}

// end ends the last stage, and gives how long each took.
func (c *course) end() []Took {
	if c.stage != "" {
		c.took = append(c.took, Took{c.stage, time.Since(c.since)})
		c.stage = ""
	}
	return c.took
}

package generator

import (
	"gongshi/generator/cache"
	"gongshi/generator/progress"
	"gongshi/generator/release"
)

// What is told of a build while it runs: see the room progress.
type (
	Stage    = progress.Stage
	Progress = progress.Progress
	Took     = progress.Took
)

// The stages, in their order.
const (
	Reading   = progress.Reading
	Planning  = progress.Planning
	Rendering = progress.Rendering
	Exporting = progress.Exporting
	Releasing = progress.Releasing
)

// Cost is what a build took and what it was spared.
type Cost struct {
	Took     []Took
	Tally    release.Tally
	Register cache.State // of what the files of the register were read as
	Site     cache.State // of what the site was made from
}

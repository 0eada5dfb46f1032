package generator

import (
	"gongshi/generator/cache"
	"gongshi/generator/progress"
	"gongshi/generator/release"
)

// Progress is what is told of a build while it runs.
type Progress = progress.Progress

// Cost is what a build took and what it was spared.
type Cost struct {
	Took     []progress.Took
	Tally    release.Tally
	Register cache.State // of what the files of the register were read as
	Site     cache.State // of what the site was made from
}

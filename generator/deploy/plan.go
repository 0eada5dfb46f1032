package deploy

import (
	"maps"
	"slices"
	"strings"

	"gongshi/generator/register"
	"gongshi/generator/sign"
)

const indexFile = "index.html"

// The stages: all of one is there before the next begins.
const (
	stageNamed = iota // by their content: nothing is replaced
	stageNew          // nothing that a reader can reach links to them yet
	stagePages        // that are there and have changed
	stageData         // and feeds, which name pages
	stageIndex        // by which a first deployment can be reached
	stageSums         // what proves the site
	stageLast         // the log's state, which names its parts
	stagesCount
)

// plan is what a deployment has to do.
type plan struct {
	stages                  [stagesCount][]string
	added, changed, removed []string
	same                    int
}

func planOf(known manifest, s Site) plan {
	var p plan
	for _, name := range slices.Sorted(maps.Keys(s.digests)) {
		was, there := known.Files[name]
		switch {
		case there && was == s.digests[name].text():
			p.same++
			continue
		case there:
			p.changed = append(p.changed, name)
		default:
			p.added = append(p.added, name)
		}
		n := stageOf(name, there)
		p.stages[n] = append(p.stages[n], name)
	}
	for _, name := range slices.Sorted(maps.Keys(known.Files)) {
		if _, is := s.digests[name]; !is {
			p.removed = append(p.removed, name)
		}
	}
	return p
}

func stageOf(name string, there bool) int {
	switch {
	case name == indexFile:
		return stageIndex
	case name == sign.CheckpointFile:
		return stageLast
	case sign.IsProof(name):
		return stageSums
	case register.NamedByContent(name):
		return stageNamed
	case !there:
		return stageNew
	case strings.HasSuffix(name, ".html"):
		return stagePages
	}
	return stageData
}

// removals are the pages that are to go, which go first, and the other files.
func (p plan) removals() (pages, rest []string) {
	for _, name := range p.removed {
		if strings.HasSuffix(name, ".html") {
			pages = append(pages, name)
		} else {
			rest = append(rest, name)
		}
	}
	return pages, rest
}

func (p plan) empty() bool { return len(p.added)+len(p.changed)+len(p.removed) == 0 }

// doubtable are the files that are in doubt once the plan has begun, sorted: those that it puts or
// removes, and those that were in doubt before.
func (p plan) doubtable(known manifest) []string {
	names := slices.Concat(p.added, p.changed, p.removed)
	for name, digest := range known.Files {
		if digest == "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

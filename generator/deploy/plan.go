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
	blocking                []string // of those removed: the site has a folder there, or a file above
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
	p.blocking = blocking(p.removed, s)
	return p
}

// blocking are files that are to go first: a disk has no file and folder of one name, nor have some
// object stores.
func blocking(removed []string, s Site) []string {
	folders := map[string]bool{}
	for _, folder := range foldersOf(slices.Collect(maps.Keys(s.digests))) {
		folders[folder] = true
	}
	var names []string
	for _, name := range removed {
		below := slices.ContainsFunc(foldersOf([]string{name}), func(folder string) bool {
			_, is := s.digests[folder]
			return is
		})
		if below || folders[name] {
			names = append(names, name)
		}
	}
	return names
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

// removals are the pages that are to go in the end, which go first, and the other files.
func (p plan) removals() (pages, rest []string) {
	for _, name := range p.removed {
		if slices.Contains(p.blocking, name) {
			continue
		}
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

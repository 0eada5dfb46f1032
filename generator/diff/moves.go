package diff

import (
	"maps"
	"slices"
	"strings"

	"gongshi/generator/record"
)

// moves are the folders of inspections and categories that have another name on one side: now →
// before. They are found as the record finds them: a new one is the one that most of its findings
// were in, where that is no more; in an inspection that was renamed, a category keeps its name.
type moves map[text]text

func movesOf(old, now *Site) moves {
	from := map[text][]text{}
	for _, id := range now.order {
		f := now.findings[id]
		if was, known := old.before(f); known {
			from[f.in()] = append(from[f.in()], was.in())
			inspection := text{record.Inspection, f.Inspection}
			from[inspection] = append(from[inspection], text{record.Inspection, was.Inspection})
		}
	}
	all := moves{}
	take := func(t, was text) {
		_, known := old.texts[t]
		_, still := now.texts[was]
		_, there := old.texts[was]
		if !known && !still && there && !slices.Contains(all.all(), was) {
			all[t] = was
		}
	}
	for _, t := range now.places { // an inspection before its categories
		if inspection, category, is := strings.Cut(t.id, "/"); is {
			above := all.before(text{record.Inspection, inspection})
			take(t, text{record.Category, above.id + "/" + category})
		}
		if all.before(t) == t {
			take(t, record.MostFrequent(from[t]))
		}
	}
	return all
}

func (m moves) all() []text { return slices.Collect(maps.Values(m)) }

// before is the folder as it was named before.
func (m moves) before(t text) text {
	if was, is := m[t]; is {
		return was
	}
	return t
}

// named is [moves.before], but for a category of which the name of the inspection alone is another.
func (m moves) named(t text) text {
	was := m.before(t)
	inspection, category, _ := strings.Cut(t.id, "/")
	above := m.before(text{record.Inspection, inspection})
	if t.of == record.Category && was.id == above.id+"/"+category {
		return t
	}
	return was
}

// before is a finding under its id, or under one that it had before.
func (s *Site) before(f finding) (finding, bool) {
	if was, known := s.findings[f.ID]; known {
		return was, true
	}
	aliases, _ := fields(f.Authored)["aliases"].([]any)
	for _, id := range aliases {
		if was, known := s.findings[written(id)]; known {
			return was, true
		}
	}
	return finding{}, false
}

// titleOf is the title of a category, and what tells it from others with that title.
func (s *Site) titleOf(t text) string {
	return strings.TrimSpace(written(fields(s.texts[t])["title"]) + " (" + t.id + ")")
}

package record

import (
	"strings"

	"gongshi/generator/register"
)

// renames are the folders of inspections and categories that were recorded under another name, by
// the one that they have now.
type renames map[string]string

// renamesOf finds folders that were renamed: one that was not recorded is the one that most of its
// findings were recorded in, where that is no more. In an inspection that was renamed, a category
// of the same name is the same one.
func renamesOf(r *Record, public *register.Register) renames {
	all, here := renames{}, map[string]bool{}
	for _, i := range public.Inspections {
		here[i.ID] = true
		for _, c := range i.Categories {
			here[placeOf(c)] = true
		}
	}
	take := func(kind, now, was string) {
		_, known := r.line(kind, now)
		if _, recorded := r.line(kind, was); recorded && !known && !here[was] {
			all[now], here[was] = was, true // of two folders, one is the old one
		}
	}
	for _, i := range public.Inspections {
		var from []string
		for _, c := range i.Categories {
			for _, place := range r.placesBefore(c) {
				inspection, _, _ := strings.Cut(place, "/")
				from = append(from, inspection)
			}
		}
		take(Inspection, i.ID, MostFrequent(from))
		for _, c := range i.Categories {
			take(Category, placeOf(c), all.before(i.ID)+"/"+c.ID)
			if all.before(placeOf(c)) == placeOf(c) {
				take(Category, placeOf(c), MostFrequent(r.placesBefore(c)))
			}
		}
	}
	return all
}

// placesBefore are the categories in which the findings of one were recorded.
func (r *Record) placesBefore(c *register.Category) []string {
	var from []string
	for _, f := range c.Filed() {
		if l, known := r.line(Finding, recordedID(r, f)); known {
			from = append(from, l.in())
		}
	}
	return from
}

// MostFrequent gives the most frequent value of a list, of several the first; zero where it has none.
func MostFrequent[T comparable](list []T) (best T) {
	count := map[T]int{}
	for _, value := range list {
		count[value]++
	}
	for _, value := range list {
		if count[value] > count[best] {
			best = value
		}
	}
	return best
}

// before is the name that a folder was recorded by.
func (r renames) before(now string) string {
	if was, is := r[now]; is {
		return was
	}
	return now
}

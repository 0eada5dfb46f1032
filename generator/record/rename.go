package record

import (
	"strings"

	"gongshi/generator/register"
)

// renames are the folders of inspections and categories that were recorded under another name, by
// the one that they have now.
type renames map[string]string

// renamesOf finds folders that were renamed: one that was not recorded is the one that all its
// findings were recorded in, where that is no more.
func renamesOf(r *Record, public *register.Register) renames {
	all, here := renames{}, map[string]bool{}
	for _, i := range public.Inspections {
		here[i.ID] = true
		for _, c := range i.Categories {
			here[placeOf(c)] = true
		}
	}
	take := func(kind, now, was string) {
		if _, known := r.line(kind, was); known && !here[was] {
			all[now], here[was] = was, true // of two folders, one is the old one
		}
	}
	for _, i := range public.Inspections {
		var from []string
		for _, c := range i.Categories {
			if _, known := r.line(Category, placeOf(c)); !known {
				take(Category, placeOf(c), r.placeBefore(c))
			}
			was, _, _ := strings.Cut(all[placeOf(c)], "/")
			from = append(from, was)
		}
		if _, known := r.line(Inspection, i.ID); !known {
			take(Inspection, i.ID, only(from))
		}
	}
	return all
}

// placeBefore is the category in which all findings of one that were recorded lay; empty where
// they lay in several.
func (r *Record) placeBefore(c *register.Category) string {
	var from []string
	for _, f := range c.Filed() {
		if l, known := r.line(Finding, recordedID(r, f)); known {
			from = append(from, l.in())
		}
	}
	return only(from)
}

// only is the one value of a list; empty where there are several.
func only(list []string) string {
	for _, other := range list {
		if other != list[0] {
			return ""
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// before is the name that a folder was recorded by.
func (r renames) before(now string) string {
	if was, is := r[now]; is {
		return was
	}
	return now
}

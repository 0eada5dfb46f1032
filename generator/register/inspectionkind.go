package register

import "strings"

// InspectionKind is the kind of an inspection; empty where nobody says. It is written in English and
// chooses the words for who inspected whom: i18n inspection_…
type InspectionKind string

// Word names a word of the site's as it is for the kind.
func (k InspectionKind) Word(name string) string {
	if k == "" {
		return name
	}
	return name + "_" + strings.ReplaceAll(string(k), "-", "_")
}

// InspectionKind is the kind that all inspections share; empty where they differ.
func (r *Register) InspectionKind() InspectionKind {
	var shared InspectionKind
	for n, i := range r.Inspections {
		if n > 0 && i.Kind != shared {
			return ""
		}
		shared = i.Kind
	}
	return shared
}

package record

import "strings"

// account is what accounts for a change of a field: see the package comment.
type account int

const (
	byUpdate     account = iota // a new update, or a correction
	byStatus                    // a new update that names the status, or a correction
	byCorrection                // a correction
	byCount                     // opinions counted up to a later day, none missing; or a correction
	byEntry                     // entries are added; a correction where one has changed or is gone
	byRecord                    // nothing: a remark until it is recorded
)

// accounts is the policy, by the kind of text and the field. What is not named has its kind's own,
// under the empty name: so has a key that is new.
var accounts = map[string]map[string]account{
	Finding: {
		"":                  byUpdate,
		"status":            byStatus,
		"deadline.date":     byCorrection,
		"deadline.extended": byEntry,
		"updates":           byEntry,
		"answers":           byEntry,
		"corrections":       byEntry,
		"aliases":           byEntry,
		"weight":            byRecord,
		"group":             byRecord,
		"related":           byRecord,
		"contact":           byRecord,
		"drafted":           byRecord,
		place:               byRecord,
	},
	Inspection: { // a key that it did not have: a remark until it is recorded
		"":            byCorrection,
		"corrections": byEntry,
		"opinions":    byCount,
		"short":       byRecord,
		"contact":     byRecord,
	},
	Category: { // likewise; the corrections stand in the inspection
		"":       byCorrection,
		"groups": byEntry,
		"weight": byRecord,
	},
	Register: {"": byRecord},
	Site:     {"": byRecord}, // old and new are said
}

// place is the field that says in which category a finding lies.
const place = "category"

// accountOf gives what accounts for a change of a field of a text.
func accountOf(kind, field string) account {
	key, _, _ := strings.Cut(field, ".")
	for _, name := range []string{field, key} {
		if a, is := accounts[kind][name]; is {
			return a
		}
	}
	return accounts[kind][""]
}

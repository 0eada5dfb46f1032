package record

import "strings"

// account is what accounts for a change of a field: see the package comment.
type account int

const (
	byUpdate     account = iota // a new update, or a correction
	byStatus                    // a new update that names the status, or a correction
	byCorrection                // a correction
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
	Inspection: {
		"":            byCorrection,
		"corrections": byEntry,
		"short":       byRecord,
		"contact":     byRecord,
		"opinions":    byRecord, // counted up to a later day each time
		"text":        byRecord,
	},
	Category: {"": byRecord},
	Register: {"": byRecord},
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

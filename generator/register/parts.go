package register

import "fmt"

const (
	// PartFindings is how many findings one part has at most: 2.8 MB as JSON, 2.1 MB as a table,
	// 2 MB of texts to search.
	PartFindings = 1_000
	// wholeParts is how many parts' worth of findings stay together all the same: 5.5 MB as JSON,
	// which opens everywhere.
	wholeParts = 2
)

// Part is a run of one inspection's findings, in their order, of a register that is too large for
// one file.
type Part struct {
	Name       string // audit-2022, then audit-2022_2 and so on; no id holds an underscore
	Inspection *Inspection
	Findings   []*Finding
}

// Parts divides a register of more than twice as many findings as one part may have; nothing where
// there are fewer. An inspection begins a part of its own, and a finding that is edited moves no
// other: what is made from one part is made again alone.
func (r *Register) Parts(size int) []Part {
	if len(r.All()) <= wholeParts*size {
		return nil
	}
	var parts []Part
	for _, i := range r.Inspections {
		rest := i.All()
		for n := 1; len(rest) > 0; n++ {
			name := i.ID
			if n > 1 {
				name = fmt.Sprintf("%s_%d", i.ID, n)
			}
			run := rest[:min(len(rest), size)]
			rest = rest[len(run):]
			parts = append(parts, Part{name, i, run})
		}
	}
	return parts
}

package privacy

import (
	"encoding/hex"
	"fmt"
	"slices"

	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// allowance is one file of one of the register's allowances.
type allowance struct {
	digest, file string
}

// readAllowed reads what is allowed.
func (r *reading) readAllowed() error {
	allowed, problems, err := register.ReadAllowed(r.fsys)
	r.allowed, r.problems = allowed, append(r.problems, problems...)
	return err
}

// allows says whether something may stand in a file, and notes that the allowance is needed. One
// that has run out still allows it: that it has run out is said at its own place.
func (r *reading) allows(file string, f found) bool {
	digest := hex.EncodeToString(f.digest[:])
	is := slices.ContainsFunc(r.allowed, func(a register.Allowance) bool {
		return a.Digest == digest && slices.Contains(a.Files, file)
	})
	if is {
		r.needed[allowance{digest, file}] = true
	}
	return is
}

// reportUnneeded reports allowances that allow nothing, and those that have run out.
func (r *reading) reportUnneeded() {
	for _, a := range r.allowed {
		p := problem.Problem{File: source.AllowFile, Line: a.Line, Column: a.Column}
		unneeded := 0
		for _, file := range a.Files {
			if !r.needed[allowance{a.Digest, file}] {
				p.Rule, p.Args = "allowance-unneeded", []any{file}
				r.problems = append(r.problems, p)
				unneeded++
			}
		}
		if unneeded < len(a.Files) && a.Until < r.day {
			p.Rule, p.Args = "allowance-over", []any{a.Until, a.Who}
			r.problems = append(r.problems, p)
		}
	}
}

// year is how long an allowance is proposed for.
const year = 12

// advice is what to put into the file of allowances: reason and who are left to whoever allows it.
func (r *reading) advice(file string, f found) string {
	until := register.Period{Months: year}.After(r.day)
	return fmt.Sprintf("\n- digest: %x\n  files:\n    - %s\n  reason:\n  who:\n  until: %s", f.digest,
		file, until)
}

package form

import (
	"slices"

	"gongshi/generator/register"
)

// sureName is the tick that confirms an erasure.
const sureName = "erase-sure"

// asksToErase says whether the form erases a finding that was not erased.
func (a *attempt) asksToErase() bool {
	return a.kind == "finding" && a.now.Get("withdrawn.erase") == "true" &&
		a.old.Get("withdrawn.erase") != "true"
}

// erase takes away the texts of a finding that is erased by law, once that was confirmed; false
// where it was not.
func (a *attempt) erase() bool {
	switch {
	case !a.asksToErase():
		return true
	case a.sent.Get(sureName) != "true":
		return false
	}
	for name := range a.now {
		if !slices.Contains(register.KeptErased(), top(name)) {
			delete(a.now, name)
		}
	}
	return true
}

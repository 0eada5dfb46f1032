package form

import (
	"slices"

	"gongshi/generator/register"
)

// approval says whether a finding is approved, where texts are: see [register.Approval].
// The form only shows it; gongshi approve writes it, and any edit takes it away.
func (f *Form) approval(t target) string {
	if t.kind != "finding" || t.view == fresh {
		return ""
	}
	r := f.register()
	all := r.Filed()
	i := slices.IndexFunc(all, func(one *register.Finding) bool { return one.Body.File == t.file })
	if i < 0 || !r.Config.Approval.Required || all[i].Draft || all[i].Erased() {
		return ""
	}
	a := all[i].Approved
	switch awaits := all[i].Awaits(); {
	case awaits == "":
		return f.say("approved", a.By, a.On)
	case awaits == "edited":
		return f.say("approval-edited", a.By, a.On)
	}
	return f.say("approval-awaiting")
}

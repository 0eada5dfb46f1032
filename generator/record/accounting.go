package record

import (
	"slices"
	"strings"

	"gongshi/generator/register"
)

// accounting is what a text says that was not recorded, and so may account for its changes.
type accounting struct {
	kind   string
	old    Entry
	status register.Status // of a finding
	fields map[string]string
	state  State        // of an inspection
	since  register.Day // an update that is older accounts for nothing
	erring register.Day // a correction that is older: what it corrects was not published yet
	unused []string     // digests of groups that are declared, and in which nothing is shown

	updates     []register.Update // that are new, and no edited ones
	backdated   []register.Update // likewise, but older than since
	corrections []register.Correction
	premature   []register.Correction // that are new, but older than erring
}

// find finds the updates and corrections that are new. One that is dated before the newest that was
// recorded accounts for nothing, nor does one from before the notice was published, which may not
// be known. No day counts that was still to come when it was recorded: after a mistyped year
// nothing could be corrected any more.
func (a *accounting) find(updates []register.Update, corrections []register.Correction,
	published register.Day) {
	added, gone := a.items("updates")
	// Of a withdrawn finding no update was recorded: one from before is no new one.
	a.since = min(max(published, a.old.Updated, a.old.last().Withdrawn), a.old.Changed)
	a.erring = min(max(published, a.old.Corrected), a.old.Changed)
	for _, i := range added[min(len(added), gone):] {
		if u := updates[i]; u.Date.Last >= a.since {
			a.updates = append(a.updates, u)
		} else {
			a.backdated = append(a.backdated, u)
		}
	}
	added, _ = a.items("corrections")
	for _, i := range added {
		if c := corrections[i]; c.On >= a.erring {
			a.corrections = append(a.corrections, c)
		} else {
			a.premature = append(a.premature, c)
		}
	}
}

// items gives the items of a list that were not recorded, and how many that were are gone.
func (a *accounting) items(field string) (added []int, gone int) {
	left := map[string]int{}
	for _, digest := range a.old.Items(field) {
		left[digest]++
		gone++
	}
	for i, digest := range strings.Fields(a.fields[field]) {
		if left[digest] > 0 {
			left[digest]--
			gone--
		} else {
			added = append(added, i)
		}
	}
	for _, digest := range a.unused {
		gone -= left[digest]
		left[digest] = 0
	}
	return added, gone
}

// compare gives the changes of one field.
func (a *accounting) compare(change Change) []Change {
	added, gone := a.items(change.Field)
	change.What = Changed
	if k, _ := keyAt(a.kind, change.Field); len(added) > 0 && isList(k) {
		change.Item = added[0]
	}
	if accountOf(a.kind, change.Field) != byEntry {
		change.Rule = a.rule(change.Field)
		a.date(&change)
		if _, is := a.old.Fields["withdrawn.on"]; !is && change.Field == "withdrawn.on" {
			change.What = Withdrawn
		}
		return []Change{change}
	}
	var all []Change
	for _, i := range added[min(len(added), gone):] {
		one := change
		one.What, one.Item = Added, i
		all = append(all, one)
	}
	if gone > 0 {
		change.What, change.Rule = Removed, "record-removed"
		if a.kind == Category {
			change.Rule = "record-heading"
		}
		if a.corrected(change.Field) {
			change.Rule = ""
		}
		a.date(&change)
		all = append(all, change)
	}
	return all
}

// date gives the days of a change that an entry would account for, but for its day.
func (a *accounting) date(change *Change) {
	i := slices.IndexFunc(a.premature, corrects(change.Field))
	switch {
	case change.Rule != "" && change.Rule != "record-later" && i >= 0:
		change.Rule, change.Newest = "record-premature", a.erring
		change.Dated = a.premature[i].On.Date()
	case change.Rule == "record-backdated":
		change.Dated, change.Newest = a.backdated[0].Date, a.since
	}
}

// rule is the rule that a change of a field breaks.
func (a *accounting) rule(field string) string {
	_, was := a.old.Fields[field]
	how := accountOf(a.kind, field)
	switch {
	case a.corrected(field), how == byCount && a.counted():
		return ""
	case a.kind == Finding:
		return a.findingRule(field, how, was)
	case how == byRecord || !was:
		return "record-later"
	case a.kind == Category:
		return "record-heading"
	}
	return "record-fact"
}

func (a *accounting) findingRule(field string, how account, was bool) string {
	rule := "record-changed"
	switch {
	case !was && strings.HasPrefix(field, "withdrawn."):
		return ""
	case a.fields["withdrawn.on"] != "": // its page shows no updates
		return "record-removed"
	case how == byRecord:
		return "record-later"
	case how == byCorrection && was:
		return "record-deadline"
	case how == byStatus:
		rule = "record-status"
	}
	accounts := func(u register.Update) bool { return how != byStatus || u.Status == a.status }
	switch {
	case slices.ContainsFunc(a.updates, accounts):
		return ""
	case slices.ContainsFunc(a.backdated, accounts):
		return "record-backdated"
	}
	return rule
}

// counted says whether opinions were counted up to a later day, and none is missing.
func (a *accounting) counted() bool {
	was, now := a.old.last(), a.state
	return now.Until > was.Until && now.Received >= was.Received && now.Answered >= was.Answered
}

func (a *accounting) corrected(field string) bool {
	return slices.ContainsFunc(a.corrections, corrects(field))
}

// corrects says whether a correction names a field, or one that it is a part of.
func corrects(field string) func(register.Correction) bool {
	return func(c register.Correction) bool {
		return c.Field == field || strings.HasPrefix(field, c.Field+".") ||
			strings.HasPrefix(c.Field, field+".")
	}
}

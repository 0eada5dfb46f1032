package form

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/edit"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// What was published and has changed is accounted for in the same save: the page that says so asks
// whether it is progress, which becomes an update, or an error, which becomes corrections.

// Names of what is sent besides the values of the text.
const (
	accountName  = "account" // progress or correction
	accountField = "account:field"
	accountText  = "account:text"
	isProgress   = "progress"
	isCorrection = "correction"
)

// mostQuoted is how long a text may be, in characters, that a correction gives before and after.
const mostQuoted = 200

// accountable is the field that a problem asks an account of; empty of any other problem.
func accountable(p problem.Problem) string {
	switch p.Rule {
	case "record-status":
		return "status"
	case "record-deadline":
		return "deadline.date"
	case "record-changed", "record-removed", "record-fact", "record-backdated", "record-heading":
		return keyNamed(p, 0)
	}
	return ""
}

// account is what the page asks; nil where there is nothing to account for.
func (a *attempt) account() map[string]any {
	var fields []string
	for _, p := range a.problems {
		if field := accountable(p); field != "" && p.File == a.file {
			fields = append(fields, field)
		}
	}
	if fields == nil || a.kind == "register" {
		return nil
	}
	onlyCorrected := slices.ContainsFunc(a.problems, func(p problem.Problem) bool {
		return !slices.Contains([]string{"record-status", "record-changed", "record-backdated"}, p.Rule) &&
			accountable(p) != ""
	})
	return map[string]any{"Fields": fields, "Progress": !onlyCorrected}
}

// addAccount adds what was answered to the values of the text.
func (f *Form) addAccount(a *attempt) {
	text := strings.TrimSpace(a.sent.Get(accountText))
	switch account := a.sent.Get(accountName); {
	case account == isCorrection && a.kind == "category":
		f.correctAbove(a, text)
	case account == isProgress:
		token := freeToken(a.now["updates"])
		a.now["updates"] = withRow(a.now, "updates", ".date", token)
		row := rowPath("updates", token)
		set(a.now, row+".date", f.today())
		set(a.now, row+".status", a.now.Get("status"))
		set(a.now, row+".text", text)
	case account == isCorrection:
		for _, field := range a.sent[accountField] {
			token := freeToken(a.now["corrections"])
			a.now["corrections"] = append(a.now["corrections"], token)
			row := rowPath("corrections", token)
			set(a.now, row+".on", f.today())
			set(a.now, row+".field", field)
			if !isList(a.kind, field) {
				set(a.now, row+".from", f.quoted(a.old.Get(field), field))
				set(a.now, row+".to", f.quoted(a.now.Get(field), field))
			}
			set(a.now, row+".reason", text)
		}
	}
}

// correctAbove adds the corrections of a category to its inspection, which has them. Without a
// reason none is added, and the page asks again.
func (f *Form) correctAbove(a *attempt, reason string) {
	dir, category := path.Split(path.Dir(a.file))
	above, _ := targetOf(dir + path.Base(RegisterFile))
	if reason == "" || a.view == fresh {
		return
	}
	form, disk, err := f.load(above)
	var changes []edit.Change
	for _, field := range a.sent[accountField] {
		one := edit.Fields{{Key: "on", Value: f.day(f.register().Config)},
			{Key: "field", Value: category + "/" + field}}
		if !isList(a.kind, field) {
			one = append(one, edit.Field{Key: "from", Value: f.quoted(a.old.Get(field), field)},
				edit.Field{Key: "to", Value: f.quoted(a.now.Get(field), field)})
		}
		one = slices.DeleteFunc(append(one, edit.Field{Key: "reason", Value: reason}),
			func(e edit.Field) bool { return e.Value == "" })
		changes = append(changes, edit.Append("corrections", one))
	}
	if err == nil {
		form, err = edit.Apply(above.file, form, changes...)
	}
	if err != nil {
		a.note = f.say("system", f.reason(err))
		return
	}
	a.files = append(a.files, source.File{Name: above.file, Data: form, Old: disk})
}

// quoted is a value as people read it; nothing where it is too long.
func (f *Form) quoted(value, field string) string {
	for _, k := range register.Keys(field) { // the words of status and basis
		if k.Name == value {
			value = k.Label(f.options.Language)
		}
	}
	if utf8.RuneCountInString(value) > mostQuoted {
		return ""
	}
	return value
}

package form

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// blameFields puts what is wrong beside the fields, and gives what belongs to none.
func (f *Form) blameFields(a *attempt, names map[string]*input) (summary, others []fault) {
	place := func(name, text string) {
		for ; name != ""; name = parent(name) {
			if i := names[name]; i != nil {
				i.Problems = append(i.Problems, text)
				summary = append(summary, fault{i.ID(), i.Label, text, ""})
				return
			}
		}
		href := "" // of the form that shows all
		if a.view == progress {
			href = f.address(a.file)
		}
		others = append(others, fault{"", "", text, href})
	}
	for _, path := range slices.Sorted(maps.Keys(a.refused)) {
		if path == "id" {
			summary = append(summary, fault{"f-id", f.say("id"), a.refused[path], ""})
			continue
		}
		place(a.nameOf(path), a.refused[path])
	}
	tree, err := register.Spans(a.path(), a.after)
	for _, p := range a.problems {
		if p.File != a.file || err != nil {
			others = append(others, fault{"", cmp.Or(p.Title, p.File), f.whole(p),
				f.address(p.File)})
			continue
		}
		text, _ := f.sentences(p)
		if !lacking(p) && accountable(p) == "" { // else the page itself says what to write
			text = f.whole(p)
		}
		place(a.nameOf(pathOf(p, a.after, tree)), text)
	}
	return summary, others
}

// sentences are those of a problem without the names of keys: a form shows their labels.
func (f *Form) sentences(p problem.Problem) (text, fix string) {
	text, fix = p.Sentences(f.options.Language)
	for _, arg := range p.Args {
		if phrase, ok := arg.(problem.Phrase); ok && phrase["zh"] != phrase["en"] {
			label := strings.TrimSuffix(phrase["zh"], "（"+phrase["en"]+"）")
			text = strings.ReplaceAll(text, phrase["zh"], label)
		}
	}
	return text, fix
}

// whole is both sentences.
func (f *Form) whole(p problem.Problem) string {
	text, fix := f.sentences(p)
	return text + f.say("semicolon") + fix
}

// fault is something wrong, with the field or the text that it is in.
type fault struct{ ID, Where, Text, Href string }

// showForm answers with the form.
func (f *Form) showForm(w http.ResponseWriter, _ *http.Request, status int, a *attempt) {
	if a.view == progress && status != http.StatusOK && f.beyond(a) {
		a.widen()
		a.note = f.say("widened")
	}
	if a.view == progress {
		f.suggest(a)
	}
	sections, names := f.describe(a)
	summary, others := f.blameFields(a, names)
	data := map[string]any{"Title": f.title(a), "Sections": sections, "Problems": summary,
		"Others": others, "Note": a.note, "Action": Prefix + a.address, "Kind": a.kind,
		"Digest": f.keep(a.disk), "Page": a.page(), "Progress": a.view == progress, "Account": a.account(),
		"Erase": a.asksToErase(),
		"Fresh": a.view == fresh, "Approval": f.approval(a.target),
		"Whole": Prefix + strings.TrimSuffix(a.address, "/progress"),
		"Id":    a.sent.Get("id"), "IdProblem": a.refused["id"]}
	f.page(w, status, "form.html", data)
}

// beyond says whether something is wrong that a report of progress has no field for.
func (f *Form) beyond(a *attempt) bool {
	_, names := f.describe(a)
	_, others := f.blameFields(a, names)
	return slices.ContainsFunc(others, func(o fault) bool { return o.Where == "" && o.Href != "" })
}

func (f *Form) title(a *attempt) string {
	switch a.view {
	case fresh:
		return f.say("new-" + a.kind)
	case progress:
		return f.say("progress-of", a.old.Get("title"))
	}
	return f.say("edit-of", a.old.Get("title"))
}

package form

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// entry is a text of the register in the list of all.
type entry struct {
	Kind, Title, Href, Progress, Note string
	Copies                            []Copy
	New                               *entry
}

// index lists what there is to edit: what is wrong first, then drafts, then all.
func (f *Form) index(w http.ResponseWriter, r *http.Request) {
	if f.options.Site != nil && f.empty() {
		redirect(w, "start")
		return
	}
	now, err := f.check(r.Context(), nil)
	if err != nil {
		f.page(w, http.StatusInternalServerError, "plain.html",
			map[string]any{"Title": f.say("edit"), "Text": f.say("system", f.reason(err))})
		return
	}
	titles, drafts, order := titles(now.register)
	targets := f.targets()
	slices.SortStableFunc(targets, func(a, b target) int {
		return cmp.Compare(order[a.file], order[b.file])
	})
	var texts, unfinished []entry
	for _, t := range targets {
		e := f.entry(t, titles[t.file])
		if !drafts[t.file] {
			e.Copies = f.Copies(t.file)
		}
		texts = append(texts, e)
		if drafts[t.file] {
			unfinished = append(unfinished, e)
		}
	}
	var saves []entry
	for _, s := range slices.Backward(f.saves) {
		e := entry{Title: s.title(), Href: Prefix + "saved/" + strconv.Itoa(s.number)}
		if s.undone {
			e.Note = f.say("undone", "")
		}
		saves = append(saves, e)
	}
	f.page(w, http.StatusOK, "index.html", map[string]any{"Title": f.say("edit"),
		"Faults": f.faults(now.problems, now.register), "Site": f.options.Site != nil,
		"Drafts": unfinished,
		"Texts":  texts, "Saves": saves})
}

func (f *Form) entry(t target, title string) entry {
	e := entry{Kind: t.kind, Title: title, Href: Prefix + t.address}
	if e.Title == "" {
		e.Title = t.file
	}
	if t.kind == "finding" {
		e.Progress = e.Href + "/progress"
	} else {
		e.New = &entry{Title: f.say("new-" + below[t.kind]),
			Href: Prefix + "new/" + below[t.kind] + strings.TrimPrefix(t.address, t.kind)}
	}
	return e
}

// titles gives the titles of the texts of a register, which of them are drafts, and their order.
func titles(r *register.Register) (titles map[string]string, drafts map[string]bool,
	order map[string]int) {
	titles, drafts, order = map[string]string{}, map[string]bool{}, map[string]int{}
	add := func(file, title string, draft bool) {
		titles[file], drafts[file], order[file] = title, draft, len(order)+1
	}
	add(r.Body.File, r.Title, false)
	for _, i := range r.Inspections {
		add(i.Body.File, i.Title, i.Draft)
		for _, c := range i.Categories {
			add(c.Body.File, c.Title, c.Draft)
			for _, finding := range c.Filed() {
				add(finding.Body.File, strings.TrimSpace(finding.Number+" "+finding.Title), finding.Draft)
			}
		}
	}
	return titles, drafts, order
}

// Link leads from a page of the preview into a form.
type Link struct {
	Label string `json:"label"`
	Href  string `json:"href"`
}

// Links are the forms of what a page of the preview shows, by the file that it comes from.
func (f *Form) Links(file string) []Link {
	t, ok := targetOf(file)
	if !ok {
		return []Link{{f.say("overview"), Prefix}}
	}
	e := f.entry(t, "")
	links := []Link{{f.say("edit"), e.Href}}
	if e.Progress != "" {
		links = append(links, Link{f.say("progress"), e.Progress})
	}
	if e.New != nil {
		links = append(links, Link{e.New.Title, e.New.Href})
	}
	return links
}

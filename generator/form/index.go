package form

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// entry is a text of the register in the list of all.
type entry struct {
	Kind, Title, Href, Progress, Note string
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
	titles, drafts := titles(now.register)
	var texts, unfinished []entry
	for _, t := range f.targets() {
		e := f.entry(t, titles[t.file])
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
		"Faults": f.faults(now.problems), "Site": f.options.Site != nil, "Drafts": unfinished,
		"Texts": texts, "Saves": saves})
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

// titles gives the titles of the texts of a register, and which of them are drafts.
func titles(r *register.Register) (titles map[string]string, drafts map[string]bool) {
	titles, drafts = map[string]string{r.Body.File: r.Title}, map[string]bool{}
	for _, i := range r.Inspections {
		titles[i.Body.File], drafts[i.Body.File] = i.Title, i.Draft
		for _, c := range i.Categories {
			titles[c.Body.File], drafts[c.Body.File] = c.Title, c.Draft
			for _, finding := range c.Findings {
				titles[finding.Body.File] = finding.Number + " " + finding.Title
				drafts[finding.Body.File] = finding.Draft
			}
		}
	}
	return titles, drafts
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
		return nil
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

package form

import (
	"errors"
	"net/http"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// release is one of the two ways to change the folder of the site.
type release struct {
	name string // its address, and the beginning of its words
	run  func(approve func(Change) error) (Published, error)
}

// publish shows what a build would change, and does it once that was seen.
func (f *Form) publish(w http.ResponseWriter, r *http.Request, p page) {
	f.release(w, r, p, release{"publish", func(approve func(Change) error) (Published, error) {
		return f.options.Site.Publish(r.Context(), approve)
	}})
}

// rollback does so with the release before. What was removed since comes back only where it is named.
func (f *Form) rollback(w http.ResponseWriter, r *http.Request, p page) {
	f.release(w, r, p, release{"rollback", func(approve func(Change) error) (Published, error) {
		return f.options.Site.Rollback(p.sent["restore"], approve)
	}})
}

func (f *Form) release(w http.ResponseWriter, r *http.Request, p page, way release) {
	if p.rest == "done" && f.done != nil {
		f.page(w, http.StatusOK, "publish.html", f.done)
		return
	}
	data := map[string]any{"Title": f.say(way.name), "Way": way.name,
		"Folder": f.options.Site.Folder()}
	now, err := f.check(r.Context(), nil)
	if err != nil {
		data["Trouble"] = []string{f.reason(err)}
		f.page(w, http.StatusInternalServerError, "publish.html", data)
		return
	}
	if way.name == "publish" {
		data["Remarks"] = f.remarks(now.register)
	}
	seen, status := p.sent.Get("change"), http.StatusOK
	var change Change
	published, err := way.run(func(c Change) error {
		change = c
		if seen == "" || c.Digest != seen {
			return errUnseen
		}
		return nil
	})
	trial := errors.Is(err, errUnseen)
	if err == nil || trial {
		data["Notes"], data["Groups"] = published.Notes, f.sorted(change, now.register)
		data["Summary"] = change.Summary
	}
	switch {
	case err == nil:
		data["Said"] = f.say(way.name+"-done", published.Findings)
		f.done = data
		redirect(w, way.name+"/done")
		return
	case trial:
		data["Change"], data["Restore"] = change.Digest, p.sent["restore"]
		if seen != "" {
			data["Note"] = f.say("changed-since")
		}
	default:
		status = f.unpublished(data, err, now.register)
	}
	f.page(w, status, "publish.html", data)
}

// unpublished says why nothing can be published.
func (f *Form) unpublished(data map[string]any, err error, r *register.Register) int {
	var list problem.List
	var withheld *register.WithheldError
	switch {
	case errors.As(err, &list):
		data["Faults"] = f.faults(list, r)
	case errors.As(err, &withheld):
		drafts := map[string]bool{}
		for _, id := range withheld.Drafts {
			drafts[id] = true
		}
		data["Drafts"], data["Removed"] = named(drafts, r), withheld.Removed
	default:
		data["Trouble"] = strings.Split(err.Error(), "\n\t")
	}
	return http.StatusConflict
}

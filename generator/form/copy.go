package form

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"gongshi/generator/office"
	"gongshi/generator/register"
)

// copied is what a script writes to the clipboard, and what it says then; where Said is all, why
// there is nothing to be copied.
type copied struct {
	HTML string `json:"html"`
	Text string `json:"text"`
	Said string `json:"said"`
}

// editors are those that a notice is copied for, by the end of its address.
var editors = map[string]func(*office.Paper) string{
	"site": (*office.Paper).HTML, "wechat": (*office.Paper).WeChat}

// copy gives the notice of an inspection as it is to be pasted, by what is on the disk: what would
// be published, and nothing where the register does not check.
func (f *Form) copy(w http.ResponseWriter, r *http.Request, at string) {
	slug, editor, _ := strings.Cut(at, "/")
	if editors[editor] == nil {
		f.refuse(w, http.StatusNotFound, "missing")
		return
	}
	status, answer := http.StatusConflict, copied{}
	switch now, err := f.check(r.Context(), nil); {
	case err != nil:
		status, answer.Said = http.StatusInternalServerError, f.say("system", f.reason(err))
	case len(now.problems) > 0:
		answer.Said = f.say("copy-faults", len(now.problems))
	default:
		status, answer = f.fragment(now.register, slug, editor)
	}
	w.Header().Set("Content-Type", register.ContentType(".json"))
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // the other side may have left
}

func (f *Form) fragment(r *register.Register, slug, editor string) (int, copied) {
	of := func(i *register.Inspection) bool { return i.ID == slug }
	public := r.Published()
	at := slices.IndexFunc(public.Inspections, of)
	if at < 0 {
		return http.StatusConflict, copied{Said: f.say("copy-none")}
	}
	paper, err := office.Notice(public, public.Inspections[at])
	if bad, is := errors.AsType[*office.UnprintableError](err); is {
		return http.StatusConflict, copied{Said: f.say("copy-unprintable", bad.File,
			fmt.Sprintf("U+%04X", bad.Character))}
	}
	c := copied{HTML: editors[editor](paper),
		Text: strings.TrimPrefix(string(paper.PlainText()), "\ufeff")}
	characters := 0
	for _, letter := range c.Text {
		if !unicode.IsSpace(letter) {
			characters++
		}
	}
	c.Said = f.say("copied", paper.Findings, characters)
	all := 0
	for _, category := range r.Inspections[slices.IndexFunc(r.Inspections, of)].Categories {
		all += len(category.Filed())
	}
	if left := all - paper.Findings; left > 0 {
		c.Said += f.say("copy-left", left)
	}
	return http.StatusOK, c
}

// Copy is a button that copies the notice of an inspection.
type Copy struct {
	Label  string `json:"label"`
	Href   string `json:"href"`   // gives what is copied
	Failed string `json:"failed"` // to be said where that cannot be reached, or a browser refuses
}

// Copies are the buttons of what a page shows, by the file that it comes from: an inspection's.
func (f *Form) Copies(file string) []Copy {
	all := []Copy{}
	t, _ := targetOf(file)
	if slug, is := strings.CutPrefix(t.address, "inspection/"); is {
		for _, editor := range []string{"site", "wechat"} {
			all = append(all, Copy{f.say("copy-" + editor), Prefix + "copy/" + slug + "/" + editor,
				f.say("copy-failed")})
		}
	}
	return all
}

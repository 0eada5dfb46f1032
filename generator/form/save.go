package form

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/edit"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// save is one transaction that can be undone.
type save struct {
	number  int
	name    string // of the file that was imported; empty for a form
	target  target
	files   []source.File
	cleaned []string     // files that are not as they were sent
	draft   problem.List // what the draft still lacks
	undone  bool
}

// attempt is a form on its way to the disk.
type attempt struct {
	target
	form, disk []byte // as load gives them
	old, now   url.Values
	base       url.Values // of the text that the form was made from; nil where that is not known
	sent       url.Values
	files      []source.File // that came with it
	cleaned    []string      // of these, by their names
	after      []byte
	rows       map[string][]string
	problems   problem.List
	draft      bool
	refused    map[string]string // sentences by the path of the value
	theirs     url.Values        // what stands on disk, where somebody changed it meanwhile
	note       string            // above all fields
}

// open shows the form of a target as it stands on disk.
func (f *Form) open(w http.ResponseWriter, r *http.Request, t target) {
	a, ok := f.begin(w, t, nil)
	if !ok {
		return
	}
	a.now = clone(a.old)
	if t.view == fresh {
		f.suggest(a)
	}
	f.showForm(w, r, http.StatusOK, a)
}

// begin reads what a target has. It answers where that cannot be edited, with what was sent.
func (f *Form) begin(w http.ResponseWriter, t target, sent url.Values) (*attempt, bool) {
	form, disk, err := f.load(t)
	a := &attempt{target: t, form: form, disk: disk, refused: map[string]string{}}
	if err == nil {
		a.old, err = f.values(t, form)
	}
	if err != nil {
		f.unreadable(w, t, err, sent)
		return nil, false
	}
	if string(form) != string(disk) && t.view != fresh {
		a.note = f.say("canonical")
	}
	return a, true
}

func (f *Form) values(t target, data []byte) (url.Values, error) {
	tree, err := register.Spans(t.path(), data)
	if err != nil {
		return nil, err
	}
	return read(t.kind, data, tree)
}

// submit takes a form that was sent.
func (f *Form) submit(w http.ResponseWriter, r *http.Request, t target, sent url.Values,
	files map[string]upload) {
	a, ok := f.begin(w, t, sent)
	if !ok {
		return
	}
	a.sent, a.now = sent, typed(t.kind, sent)
	a.keepUnsent()
	if t.view == fresh {
		if err := a.name(sent.Get("id")); err != nil {
			text, _ := err.(problem.List)[0].Sentences(f.options.Language)
			a.refused["id"] = text
		}
	}
	f.rebase(a)
	f.attach(a, files)
	if first := a.old.Get("deadline.date"); first != "" { // it cannot be changed there
		a.now.Set("deadline.date", first)
	}
	for _, key := range untyped {
		replace(a.now, a.old, key)
	}
	same := f.merge(a)
	a.review()
	if what := sent.Get("do"); what != "" && what != "save" {
		rearrange(a.now, what)
		f.showForm(w, r, http.StatusOK, a)
		return
	}
	f.addAccount(a)
	sure := a.erase()
	switch {
	case sent.Get("token") != f.token:
		a.note = f.say("restarted")
	case sure && len(a.refused) == 0 && same && f.try(r, a):
		f.commit(w, r, a)
		return
	}
	f.showForm(w, r, http.StatusUnprocessableEntity, a)
}

// try makes the changes in memory and checks them; false where they must not be written.
func (f *Form) try(r *http.Request, a *attempt) bool {
	old, form := a.old, a.form
	if a.asksToErase() { // nothing of it stays, the first deadline neither
		old, form = url.Values{}, []byte("---\nwithdrawn:\n---\n")
	}
	d := differ(a.kind, old, a.now)
	a.rows = d.rows
	if len(d.changes) == 0 && len(a.files) == 0 && a.view != fresh {
		a.note = f.say("nothing")
		return false
	}
	after, err := edit.Apply(a.file, form, d.changes...)
	if err != nil {
		f.blame(a, err)
		return false
	}
	a.after = after
	a.files = append([]source.File{{Name: a.file, Data: after, Old: a.disk}}, a.files...)
	if a.problems, err = f.judge(r.Context(), a); err != nil {
		a.note = f.say("system", f.reason(err))
		return false
	}
	for _, p := range a.problems {
		if !a.draft || p.File != a.file || !lacking(p) {
			return false
		}
	}
	return true
}

// judge gives the problems that a form would make. A file that nothing names any more is taken away
// with the row that named it.
func (f *Form) judge(ctx context.Context, a *attempt) (problem.List, error) {
	before, err := f.check(ctx, nil)
	if err != nil {
		return nil, err
	}
	for {
		now, err := f.check(ctx, a.files)
		if err != nil {
			return nil, err
		}
		all := added(before.problems, now.problems, a.files)
		stray := slices.IndexFunc(all, a.isLeft)
		if stray < 0 {
			_, drafts, _ := titles(now.register)
			a.draft = drafts[a.file] // also where its category is one
			return all, nil
		}
		name := all[stray].File
		data, err := fs.ReadFile(f.options.Folder.FS(), name)
		if err != nil {
			return nil, err
		}
		a.files = append(a.files, source.File{Name: name, Old: data})
	}
}

// isLeft says whether a problem is that nothing names a file any more that this text has named.
func (a *attempt) isLeft(p problem.Problem) bool {
	if p.Rule != "file-stray" {
		return false
	}
	for name := range a.old {
		if isFile(a.kind, name) && path.Join(path.Dir(a.file), a.old.Get(name)) == p.File {
			return true
		}
	}
	return false
}

// review takes the keys off the list of what a program wrote that were changed or read.
func (a *attempt) review() {
	var left []string
	for _, key := range split(a.old.Get(draftedName)) {
		if a.sent.Get(reviewedName+key) != "true" && !differs(a.kind, key, a.old, a.now) {
			left = append(left, key)
		}
	}
	a.now.Del(draftedName)
	set(a.now, draftedName, strings.Join(left, "\n"))
}

// blame puts a change that the room edit has refused to its field.
func (f *Form) blame(a *attempt, err error) {
	var at *edit.Error
	switch {
	case !errors.As(err, &at):
		a.note = f.say("system", f.reason(err))
	case errors.Is(err, edit.ErrFirstDeadline):
		a.refused["deadline.date"] = f.say("first-deadline")
	default:
		a.refused[at.Path] = f.say("unwritable")
	}
}

// commit writes a form that is right.
func (f *Form) commit(w http.ResponseWriter, r *http.Request, a *attempt) {
	if err := f.options.Folder.Commit(a.files); err != nil {
		a.note = f.say("unsaved", f.reason(err))
		f.showForm(w, r, http.StatusConflict, a)
		return
	}
	f.attached(a)
	a.view = whole
	f.remember(&save{target: a.target, files: a.files, cleaned: a.cleaned,
		draft: a.problems})
	redirect(w, "saved/"+strconv.Itoa(f.saves[len(f.saves)-1].number))
}

// reason puts what went wrong on the disk into words.
func (f *Form) reason(err error) string {
	taken, is := errors.AsType[source.TakenError](err)
	_, busy := errors.AsType[*source.BusyError](err)
	switch {
	case is:
		return f.say("taken", string(taken))
	case busy:
		return f.say("busy")
	case errors.Is(err, source.ErrChanged):
		return f.say("changed-now")
	case errors.Is(err, fs.ErrPermission):
		return f.say("not-writable")
	case f.options.Site != nil:
		return f.options.Site.Reason(err)
	}
	return err.Error()
}

func (f *Form) remember(s *save) {
	s.number = 1
	if n := len(f.saves); n > 0 {
		s.number = f.saves[n-1].number + 1
	}
	f.saves = append(f.saves, s)
	bytes := 0
	for i, s := range slices.Backward(f.saves) {
		for _, file := range s.files {
			bytes += len(file.Data) + len(file.Old)
		}
		if len(f.saves)-i > mostSaves || bytes > mostBytes && i < len(f.saves)-1 {
			f.saves = f.saves[i+1:]
			return
		}
	}
}

func (f *Form) saved(number string) *save {
	for _, s := range f.saves {
		if strconv.Itoa(s.number) == path.Clean(number) {
			return s
		}
	}
	return nil
}

package form

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"gongshi/generator/importer"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Site is the part of the program above this room: what it takes to begin a register and to publish
// its site. Errors are in words for a person, but for those that are named.
type Site interface {
	// Starter gives the files of a new register.
	Starter() ([]source.File, error)
	// Publish builds the site. approve sees what that changes before it is done, and its error ends
	// it. The error may be approve's or a problem.List.
	Publish(ctx context.Context, approve func(Change) error) (Published, error)
	// Rollback puts the site before back, and of the findings that were removed since, those to be
	// restored. The error may be approve's or a *register.WithheldError.
	Rollback(restore []string, approve func(Change) error) (Published, error)
	// Reason puts an error of the system into words.
	Reason(err error) string
	// Import says what an import changes in the register, or leaves, and where it keeps the rest.
	Import(p *importer.Plan) []string
	// Report says what a report adds, and what it leaves open.
	Report(p *importer.Report) (adds []string, asks []Question)
	// Folder is the absolute path of the site's folder.
	Folder() string
}

// Change is what a release changes in the folder of the site: names of files.
type Change struct {
	Added, Changed, Removed []string
	Digest                  string   // of all that the folder will hold
	Summary                 []string // what that means, in words
}

// Published is what was done, and what is to be said of it.
type Published struct {
	Findings int
	Notes    []string
}

// patience is how long a build or the reading of a file may take, where a page has to wait for it.
const patience = 10 * time.Minute

// siteAddress answers for the addresses that are no texts; false for all others. What is sent is
// nil where nothing is.
func (f *Form) siteAddress(w http.ResponseWriter, r *http.Request, at string, sent url.Values,
	files map[string]upload) bool {
	kind, rest, _ := strings.Cut(at, "/")
	answers := map[string]func(http.ResponseWriter, *http.Request, page){
		"start": f.start, "import": f.importing, "publish": f.publish, "rollback": f.rollback}
	answer := answers[kind]
	if f.options.Site == nil || answer == nil {
		return false
	}
	if sent != nil && sent.Get("token") != f.token {
		f.refuse(w, http.StatusForbidden, "restarted")
		return true
	}
	answer(w, r, page{rest, sent, files})
	return true
}

// page is what was asked for: the rest of the address, and what was sent, nil where nothing was.
type page struct {
	rest  string
	sent  url.Values
	files map[string]upload
}

// redirect leads to a page that can be loaded again without doing anything again.
func redirect(w http.ResponseWriter, at string) {
	w.Header().Set("Location", Prefix+at)
	w.WriteHeader(http.StatusSeeOther)
}

// errUnseen ends a release whose changes nobody has seen yet, and confirmed.
var errUnseen = errors.New("only to see what would change")

// group is the files of one kind that a release adds, changes or removes.
type group struct {
	Title  string
	Names  []string
	Folded bool // names of files, and not of findings
}

// sorted is a change for people: findings by their titles, in the order of the register, then files.
func (f *Form) sorted(c Change, r *register.Register) []group {
	var findings, others []group
	for _, part := range []struct {
		word  string
		names []string
	}{{"added", c.Added}, {"changed", c.Changed}, {"removed", c.Removed}} {
		own, rest := group{Title: f.say("findings-" + part.word)},
			group{Title: f.say("files-" + part.word), Folded: true}
		ids := map[string]bool{}
		for _, name := range part.names {
			if id := register.FindingID(name); id != "" {
				ids[id] = true
			} else {
				rest.Names = append(rest.Names, name)
			}
		}
		own.Names = named(ids, r)
		findings, others = append(findings, own), append(others, rest)
	}
	return slices.DeleteFunc(slices.Concat(findings, others), func(g group) bool {
		return len(g.Names) == 0
	})
}

// named gives the titles of findings; the id of one that is no more.
func named(ids map[string]bool, r *register.Register) []string {
	var names []string
	for _, finding := range r.Filed() {
		if ids[finding.ID] {
			names = append(names, finding.Number+" "+finding.Title)
			delete(ids, finding.ID)
		}
	}
	return append(names, slices.Sorted(maps.Keys(ids))...)
}

// faults puts problems into words, with the forms that mend them; where there is none, with how.
func (f *Form) faults(list problem.List, r *register.Register) []fault {
	titles, _, _ := titles(r)
	var faults []fault
	for _, p := range list {
		text, fix := p.Sentences(f.options.Language)
		at := fault{"", cmp.Or(titles[p.File], p.File), text, f.Address(p.File, p.Line, p.Column)}
		if at.Href == "" {
			at.Text += f.say("semicolon") + fix
		}
		faults = append(faults, at)
	}
	return faults
}

// remark is what stops nothing, with all places that it is about.
type remark struct {
	Text   string
	Places []fault
}

func (f *Form) remarks(r *register.Register) []remark {
	var all []remark
	for _, at := range f.faults(r.Remarks, r) {
		i := slices.IndexFunc(all, func(m remark) bool { return m.Text == at.Text })
		if i < 0 {
			i, all = len(all), append(all, remark{Text: at.Text})
		}
		all[i].Places = append(all[i].Places, at)
	}
	return all
}

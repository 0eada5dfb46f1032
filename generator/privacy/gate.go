// Package privacy is the gate before whatever is published: no text of a register, no name of a
// file and no attachment may point to a private person unless somebody has allowed it.
//
// [Gate.Read] reads a register and holds it against that; build, check, import and watch read it so.
// What the room personal finds is a problem at its place, masked, in the site's own theme, too; a
// name beside a word of discipline is a remark. An attachment that cannot be read is a problem, too.
// record/allow.yml lets single values pass, by a digest that only the same register makes. What an
// attachment holds beside what it shows is a problem, too: [Fixes] names cleaned copies in the
// register.
//
// The package writes no file. It looks at no picture, sound or film.
package privacy

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"slices"

	"gongshi/generator/document"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// digest is a SHA-256 digest.
type digest = [sha256.Size]byte

// Gate keeps what was found in each file, by the digest of its bytes. The zero Gate is ready for
// use, by one reader at a time.
type Gate struct {
	// Tools read what has no reader here; nil: those that are installed.
	Tools *document.Tools

	known map[digest][]found
	files map[string]stamped // attachments, by path relative to the source
	used  map[digest][]found // of known, in this reading
	dirty bool
}

// found is one thing in a file that must not be published. It holds no value.
type found struct {
	kind         personal.Kind // empty where the file cannot be read
	digest       digest        // of the value, or of the file: what allows it
	masked       string
	zh, en       string // why the file cannot be read
	line, column int
	inName       bool // of the file, and not in it
}

// reading is one run of a gate.
type reading struct {
	*Gate
	ctx      context.Context
	fsys     fs.FS
	register *register.Register
	day      register.Day
	contacts map[digest]bool // values that the register's own contacts publish
	allowed  []register.Allowance
	needed   map[allowance]bool
	problems problem.List
}

// Read reads a register as its cache does, and adds what the gate finds to its problems, which are
// the error, and to its remarks. day is that on which allowances may have run out.
func (g *Gate) Read(ctx context.Context, cache *register.Cache, fsys fs.FS,
	day func(register.Config) register.Day) (*register.Register, error) {
	r, err := cache.Read(fsys)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		return r, err
	}
	reading := g.reading(ctx, fsys, r, day(r.Config))
	reading.problems = list
	if err := reading.run(len(list) == 0); err != nil {
		return r, err
	}
	r.Remarks = append(r.Remarks, reading.problems.Remarks()...).Remarks()
	return r, reading.problems.Err()
}

// Reread is [register.Cache.Reread], nil also where the finding points to a private person now, or
// where an allowance names it, which it may need no more. Of its attachments nothing is looked at:
// they are the same.
func (g *Gate) Reread(ctx context.Context, cache *register.Cache, fsys fs.FS,
	in *register.Register, before *register.Finding, day register.Day) *register.Finding {
	f := cache.Reread(fsys, in, before)
	if f == nil {
		return nil
	}
	r := g.reading(ctx, fsys, in, day)
	r.used = map[digest][]found{}
	isAllowed := func(a register.Allowance) bool { return slices.Contains(a.Files, f.Body.File) }
	if cmp.Or(r.texts([]text{textOf(f)}), r.problems.Err()) != nil ||
		slices.ContainsFunc(r.allowed, isAllowed) {
		return nil
	}
	return f
}

func (g *Gate) reading(ctx context.Context, fsys fs.FS, r *register.Register,
	day register.Day) *reading {
	return &reading{Gate: g, ctx: ctx, fsys: fsys, register: r, day: day,
		needed: map[allowance]bool{}, contacts: map[digest]bool{}}
}

// run looks through all that would be published.
func (r *reading) run(whole bool) error {
	r.used = make(map[digest][]found, len(r.known))
	if err := r.texts(r.all()); err != nil {
		return err
	}
	if err := r.attachments(); err != nil {
		return err
	}
	if whole {
		r.reportUnneeded()
	}
	r.dirty = r.dirty || len(r.used) < len(r.known)
	r.known = r.used
	return nil
}

// texts looks through some texts.
func (r *reading) texts(texts []text) error {
	for _, contact := range r.ownContacts() {
		for _, h := range personal.Find(contact) {
			r.contacts[r.digest(h.Value)] = true
		}
	}
	if err := r.readAllowed(); err != nil {
		return err
	}
	r.identify(texts)
	hits := r.search(texts)
	for _, t := range texts {
		all, err := r.look(t, hits[t.file])
		if err != nil {
			return err
		}
		r.report(t.file, t.title, all)
	}
	return nil
}

// digest is that of a value: nobody can try all telephone numbers without the register's uuid.
func (r *reading) digest(value string) digest {
	return sha256.Sum256([]byte(r.register.Identity() + value))
}

// remember gives what was found under a key, or finds it.
func (r *reading) remember(key digest, find func() ([]found, error)) ([]found, error) {
	all, known := r.known[key]
	if !known {
		var err error
		if all, err = find(); err != nil {
			return nil, err
		}
		r.dirty = true
	}
	r.used[key] = all
	return all, nil
}

// inName finds what the name of a file says, which becomes a part of an address or of a download.
func inName(file string) []found {
	var all []found
	for _, h := range personal.Find(file) {
		all = append(all, found{kind: h.Kind, masked: h.Masked(), line: 1, column: 1, inName: true})
	}
	return all
}

// report reports what was found in a file and is not allowed.
func (r *reading) report(file, title string, all []found) {
	for _, f := range all {
		if f.inName { // nothing allows that: a file can be renamed
			r.problems = append(r.problems, problem.Problem{File: file, Line: 1, Column: 1,
				Rule: "personal-file", Args: []any{kindWord(f.kind), f.masked}, Title: title})
			continue
		}
		if isTrace(f) || f.kind != "" && r.contacts[f.digest] || r.allows(file, f) {
			continue
		}
		p := problem.Problem{File: file, Line: f.line, Column: f.column, Title: title}
		advice := r.advice(file, f)
		switch f.kind {
		case "":
			p.Rule = "attachment-unread"
			p.Args = []any{problem.Phrase{"zh": f.zh, "en": f.en}, source.AllowFile, advice}
		case personal.Name:
			p.Rule, p.Args = "personal-name", []any{f.masked, source.AllowFile, advice}
		default:
			p.Rule = "personal-data"
			p.Args = []any{kindWord(f.kind), f.masked, source.AllowFile, advice}
		}
		r.problems = append(r.problems, p)
	}
}

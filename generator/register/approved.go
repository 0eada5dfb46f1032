package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Approval is somebody's word that a text may be published: see [Config.Approval]. What is approved
// is the public text of a finding in its category, [PublicText], which is kept as [ApprovedFile]. The register's
// own text and those of inspections and categories need no approval.
type Approval struct {
	By     string `json:"by"`
	On     Day    `json:"on"`
	Digest string `json:"digest"` // SHA-256 of [ApprovedFile], in hexadecimal digits
}

// ApprovedDir is where texts are kept as they were approved last.
const ApprovedDir = source.RecordDir + "/approved"

// ApprovedFile is the place of a finding's text as it was approved last, relative to the source.
func ApprovedFile(id string) string { return path.Join(ApprovedDir, id+".md") }

// knows says whether all was read that has to be known of a file.
func (r *reader) knows(v any) bool {
	f, is := v.(*Finding)
	return !is || !r.register.Config.Approval.Required || f.text != [sha256.Size]byte{}
}

// SameName says whether two names are one person's, however they are typed.
func SameName(a, b string) bool {
	plain := func(name string) string {
		return strings.Join(strings.Fields(norm.NFKC.String(name)), "")
	}
	return strings.EqualFold(plain(a), plain(b))
}

// MayApprove says which rule forbids that somebody approves a finding: approval-author or
// approval-stranger; empty where none does.
func (c Config) MayApprove(by string, f *Finding) string {
	same := func(name string) bool { return SameName(name, by) }
	switch {
	case slices.ContainsFunc(f.Author, same):
		return "approval-author"
	case len(c.Approval.By) > 0 && !slices.ContainsFunc(c.Approval.By, same):
		return "approval-stranger"
	}
	return ""
}

// checkApproval finds out, where texts are approved, which of them may be published. The error is the
// file system's.
func (r *reader) checkApproval() error {
	var lacking, edited, unkept []string
	kept := map[string]bool{}
	if entries, err := fs.ReadDir(r.fsys, ApprovedDir); err == nil {
		for _, e := range entries {
			kept[path.Join(ApprovedDir, e.Name())] = true
		}
	}
	for _, f := range r.register.Filed() {
		if f.Erased() { // by law, which waits for nobody
			for _, id := range f.allIDs() {
				if _, err := fs.Lstat(r.fsys, ApprovedFile(id)); err == nil {
					r.report(ApprovedFile(id), "approval-erased")
				}
			}
			continue
		}
		if !r.register.Config.Approval.Required || f.Draft {
			continue
		}
		if err := r.approval(f); err != nil {
			return err
		}
		switch {
		case f.Earlier != nil:
			edited = append(edited, f.ID)
		case f.Unapproved:
			lacking = append(lacking, f.ID)
		case !slices.ContainsFunc(f.allIDs(), func(id string) bool { return kept[ApprovedFile(id)] }):
			unkept = append(unkept, f.ID)
		}
	}
	for rule, ids := range map[string][]string{"approval-none": lacking, "approval-edited": edited,
		"approval-unkept": unkept} {
		if len(ids) > 0 && r.problems.Err() == nil {
			r.report(source.ConfigFile, rule, int64(len(ids)), listedSome(ids))
		}
	}
	return nil
}

// listedSome names as many as a sentence holds.
func listedSome(ids []string) string {
	const some = 10
	if len(ids) > some {
		return strings.Join(ids[:some], ", ") + ", …"
	}
	return strings.Join(ids, ", ")
}

func (r *reader) approval(f *Finding) error {
	digest := hex.EncodeToString(f.text[:])
	if len(f.Attached()) > 0 {
		text, err := PublicText(r.fsys, f)
		var wrong problem.List
		if err != nil && !errors.As(err, &wrong) {
			return err
		}
		digest = ApprovalDigest(text)
	}
	f.Unapproved = true
	if f.Approved != nil {
		if rule := r.register.Config.MayApprove(f.Approved.By, f); rule != "" {
			r.reportAt(f, rule, []any{"approved", "by"}, f.Approved.By,
				strings.Join(r.register.Config.Approval.By, ", "))
			return nil
		}
		if f.Approved.Digest == digest {
			f.Unapproved = false
			return nil
		}
	}
	return r.readEarlier(f)
}

// readEarlier reads the text of a finding that was approved last, by its id or one that it had.
// Where its approval was taken out of the finding, nothing says which text that was, and none is.
func (r *reader) readEarlier(f *Finding) error {
	if f.Approved == nil {
		return nil
	}
	for _, id := range f.allIDs() {
		if !idForm.MatchString(id) || r.refused(ApprovedFile(id)) {
			continue // which is reported
		}
		data, err := fs.ReadFile(r.fsys, ApprovedFile(id))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		return r.takeEarlier(f, ApprovedFile(id), data)
	}
	r.report(ApprovedFile(f.ID), "approval-text", f.ID)
	return nil
}

// allIDs are the ids that the finding has and had.
func (f *Finding) allIDs() []string { return slices.Concat([]string{f.ID}, f.Aliases) }

// takeEarlier puts a text that was approved in the place of its finding, where it is still the one
// that was.
func (r *reader) takeEarlier(f *Finding, file string, data []byte) error {
	// It is read as if it stood in the place of the finding, from where its links lead.
	s, ok := open(f.Body.File, data)
	e := Finding{ID: f.ID}
	text, _ := s.decode(data)
	before, place := "", approvedIn(text)
	if ok && s.isMapping() {
		s.decodeInto(&e)
		e.Body.File = f.Body.File
		files, err := fileDigests(r.fsys, &e)
		if err != nil {
			return err
		}
		before = string(s.publicText(place, files))
		r.checkWhole(s, &e)
	}
	fillWhole(&e, s, sha256.Sum256(data))
	e.Category, e.file = f.Category, file
	if file != ApprovedFile(f.ID) {
		e.Aliases = f.Aliases // the old address leads on
	}
	problems := len(r.problems)
	r.problems = append(r.problems, s.problems...)
	switch {
	case s.problems.Err() != nil:
	case f.Approved.Digest != ApprovalDigest([]byte(text)):
		r.report(file, "approval-text", f.ID)
	case before != text && len(e.Attached()) > 0:
		r.report(file, "approval-file", f.ID)
	case before != text:
		r.report(file, "approval-text", f.ID)
	}
	f.Earlier = &e
	r.placeEarlier(file, problems)
	if now := categoryOf(f.Body.File); place != "" && place != now && len(r.problems) == problems {
		r.reportAt(f, "approval-moved", []any{"approved"}, place, now, f.ID)
	}
	return nil
}

// placeEarlier puts problems, from the nth on, into the file that they are in.
func (r *reader) placeEarlier(file string, from int) {
	for i := range r.problems[from:] {
		r.problems[from+i].File = file
	}
}

// checkEarlier holds a text that was approved against the files of today.
func (r *reader) checkEarlier(f *Finding) {
	from := len(r.problems)
	r.checkLinks(linking{f.Body.File, f.Earlier.links, true, f.Earlier.Attachments()})
	r.checkGroup(f.Earlier)
	r.placeEarlier(f.Earlier.file, from)
}

// TextFile is the file that the finding's text was read from, relative to the source.
func (f *Finding) TextFile() string { return cmp.Or(f.file, f.Body.File) }

// Package approval has somebody approve texts of the register, and prints the sheet on which they
// are signed for.
//
// What is approved is the public text of a finding: see [register.PublicText]. [Approve] writes the
// approval into the finding, and the text into record/approved/, in one transaction; a finding with
// a problem is not approved, and whoever wrote a text does not approve it. What an approval is good
// for, the room register says. The package asks for no proof of who somebody is.
package approval

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"

	"gongshi/generator/edit"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Text is what is public of a finding once it is approved.
type Text struct {
	Finding *register.Finding
	Digest  string
	text    []byte
}

// RefusedError says why a finding, by its id, is not approved.
type RefusedError struct {
	Why string // unknown, draft, erased, author, stranger, form
	ID  string
}

func (e *RefusedError) Error() string { return e.ID + ": " + e.Why }

// Awaiting gives the findings of a register that wait for approval.
func Awaiting(r *register.Register) []*register.Finding {
	return slices.DeleteFunc(r.Filed(), func(f *register.Finding) bool {
		return f.Draft || !f.Unapproved
	})
}

// Texts gives the public texts of findings. The errors are those of [register.PublicText].
func Texts(fsys fs.FS, findings []*register.Finding) ([]Text, error) {
	var texts []Text
	for _, f := range findings {
		text, err := register.PublicText(fsys, f)
		if err != nil {
			return nil, err
		}
		texts = append(texts, Text{f, register.ApprovalDigest(text), text})
	}
	return texts, nil
}

// Find gives the findings with some ids. The error is a *RefusedError.
func Find(r *register.Register, ids []string) ([]*register.Finding, error) {
	var found []*register.Finding
	filed := r.Filed()
	for _, id := range ids {
		i := slices.IndexFunc(filed, func(f *register.Finding) bool { return f.ID == id })
		switch {
		case i < 0:
			return nil, &RefusedError{"unknown", id}
		case filed[i].Draft:
			return nil, &RefusedError{"draft", id}
		case filed[i].Erased():
			return nil, &RefusedError{"erased", id}
		case !slices.Contains(found, filed[i]):
			found = append(found, filed[i])
		}
	}
	return found, nil
}

// Approve approves texts of a register, by somebody on a day, all or none. The errors are a
// *RefusedError, a problem.List of what is wrong with the findings, and those of
// [source.Folder.Commit].
func Approve(ctx context.Context, folder *source.Folder, r *register.Register, texts []Text,
	by string, on register.Day) error {
	var files []source.File
	for _, t := range texts {
		switch r.Config.MayApprove(by, t.Finding) {
		case "approval-author":
			return &RefusedError{"author", t.Finding.ID}
		case "approval-stranger":
			return &RefusedError{"stranger", t.Finding.ID}
		}
		more, err := t.files(folder.FS(), register.Approval{By: by, On: on, Digest: t.Digest})
		if err != nil {
			return err
		}
		files = append(files, more...)
	}
	if list, err := wrong(ctx, source.Overlay(folder.FS(), files), files, on); err != nil {
		return err
	} else if len(list) > 0 {
		return list
	}
	return folder.Commit(files)
}

// files are those that an approval writes.
func (t Text) files(fsys fs.FS, a register.Approval) ([]source.File, error) {
	place := t.Finding.Body.File
	old, err := fs.ReadFile(fsys, place)
	if err != nil {
		return nil, err
	}
	approved, err := edit.Apply(place, old, edit.Set("approved", a))
	if err != nil {
		return nil, &RefusedError{"form", t.Finding.ID}
	}
	files := []source.File{{Name: place, Data: approved, Old: old}}
	// What is kept has to be read as what was approved.
	kept := source.Overlay(fsys, []source.File{{Name: place, Data: t.text}})
	again, err := register.PublicText(kept, t.Finding)
	if err != nil || !bytes.Equal(again, t.text) {
		return nil, &RefusedError{"form", t.Finding.ID}
	}
	for _, id := range append([]string{t.Finding.ID}, t.Finding.Aliases...) {
		file := source.File{Name: register.ApprovedFile(id)}
		file.Old, err = fs.ReadFile(fsys, file.Name)
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return nil, err
		case id == t.Finding.ID:
			file.Data = t.text
		case err != nil:
			continue
		}
		files = append(files, file)
	}
	return files, nil
}

// wrong gives the problems that some files would have.
func wrong(ctx context.Context, fsys fs.FS, files []source.File, day register.Day) (problem.List,
	error) {
	gate := record.Gate{}
	_, err := gate.Read(ctx, new(register.Cache), fsys,
		func(register.Config) register.Day { return day })
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(list), func(p problem.Problem) bool {
		return !slices.ContainsFunc(files, func(f source.File) bool { return f.Name == p.File })
	}), nil
}

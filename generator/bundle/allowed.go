package bundle

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"gongshi/generator/privacy"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// allow writes what lets the register pass the gate against personal data, without the reasons, and
// holds all that was written against the rules and that gate.
func (w *rewriting) allow(ctx context.Context) error {
	allowed, problems, err := register.ReadAllowed(w.Source)
	if err != nil || problems.Err() != nil {
		return errors.Join(err, problems.Err())
	}
	for i, a := range allowed {
		var files []string
		for _, file := range a.Files {
			if to := w.moved[file]; to != "" && !slices.Contains(files, to) {
				files = append(files, to)
			}
		}
		allowed[i].Files = files
	}
	w.writeAllowed(allowed)
	wrong, err := w.check(ctx)
	if err != nil {
		return err
	}
	written, _, err := register.ReadAllowed(w.filesystem())
	if err != nil {
		return err
	}
	for _, p := range wrong {
		for i, a := range written {
			if p.Rule == "allowance-unneeded" && p.Line == a.Line {
				written[i].Files = slices.DeleteFunc(a.Files,
					func(file string) bool { return file == p.Args[0] })
			}
		}
	}
	w.writeAllowed(written)
	return slices.DeleteFunc(wrong, func(p problem.Problem) bool {
		return p.Rule == "allowance-unneeded" || p.Rule == "allowance-over"
	}).Err()
}

// check gives the problems of what was written. Attachments are what they were: they are not looked
// into once more.
func (w *rewriting) check(ctx context.Context) (problem.List, error) {
	gate := privacy.Gate{}
	_, err := gate.Read(ctx, &register.Cache{}, w.filesystem(),
		func(register.Config) register.Day { return w.Register.Day })
	var wrong problem.List
	if err != nil && !errors.As(err, &wrong) {
		return nil, err
	}
	return slices.DeleteFunc(wrong, func(p problem.Problem) bool {
		_, attached := w.attached[p.File]
		if p.Rule == "allowance-unneeded" {
			_, attached = w.attached[fmt.Sprint(p.Args[0])]
		}
		return attached || p.IsRemark()
	}), nil
}

// filesystem is what is written, attachments without their bytes.
func (w *rewriting) filesystem() fs.FS {
	var files []source.File
	for name, data := range w.texts {
		files = append(files, source.File{Name: name, Data: data})
	}
	for name := range w.attached {
		files = append(files, source.File{Name: name, Data: []byte{}})
	}
	return source.Overlay(nothing{}, files)
}

// nothing is a folder without files.
type nothing struct{}

func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// writeAllowed writes allowances; who asked for one and why stays in the source.
func (w *rewriting) writeAllowed(allowed []register.Allowance) {
	var b bytes.Buffer
	quoted := func(v any) []byte {
		data, _ := json.Marshal(v) // texts; in YAML, JSON is a value
		return data
	}
	for _, a := range allowed {
		if len(a.Files) > 0 {
			fmt.Fprintf(&b, "- digest: %s\n  files: %s\n  reason: %s\n  who: %s\n  until: %s\n",
				quoted(a.Digest), quoted(a.Files), quoted(w.words()["allowed"]),
				quoted(w.Register.Title), a.Until)
		}
	}
	delete(w.texts, source.AllowFile)
	if b.Len() > 0 {
		w.texts[source.AllowFile] = b.Bytes()
	}
}

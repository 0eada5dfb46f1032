package form

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"unicode/utf8"

	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// checked is a register as it is, or would be, and what is wrong with it.
type checked struct {
	register *register.Register
	problems problem.List
}

// check reads the source as it would be with some files written, by the rules that a build keeps.
func (f *Form) check(ctx context.Context, files []source.File) (checked, error) {
	fsys := fs.FS(f.options.Folder.FS())
	if len(files) == 0 {
		f.cache.Invalidate(".")
	} else {
		fsys = source.Overlay(fsys, files)
		for _, file := range files {
			f.cache.Invalidate(file.Name)
			defer f.cache.Invalidate(file.Name)
		}
	}
	r, err := f.gate.Read(ctx, &f.cache, fsys, f.day)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		return checked{}, err
	}
	return checked{r, list}, nil
}

// added are the problems that a change makes: those of the files themselves, and those elsewhere
// that were not there before. Lines may have moved.
func added(before, after problem.List, files []source.File) problem.List {
	var all problem.List
	for _, p := range after {
		own := slices.ContainsFunc(files, func(f source.File) bool { return f.Name == p.File })
		same := func(b problem.Problem) bool { return sameButPlace(b, p) }
		if own || !slices.ContainsFunc(before, same) {
			all = append(all, p)
		}
	}
	return all
}

func sameButPlace(a, b problem.Problem) bool {
	return a.File == b.File && a.Rule == b.Rule && said(a) == said(b)
}

func said(p problem.Problem) string {
	text, _ := p.Sentences("en")
	return text
}

// lacking are the rules that a draft may break: something is still to be written.
func lacking(p problem.Problem) bool {
	return slices.Contains([]string{"key-missing", "value-needed", "value-choice", "value-empty",
		"status-needs", "verified-missing", "extension-reason", "deadline-neither"}, p.Rule)
}

// pathOf gives the path of the value that a problem is about; of one that is missing, where it
// would be; empty where it is about the file.
func pathOf(p problem.Problem, data []byte, tree *register.Tree) string {
	at := offset(data, p.Line, p.Column)
	if at >= tree.Body.Start {
		return bodyName
	}
	path, above := deepest(tree.Root, at)
	if n := tree.At(path); n != nil && n.Shape == register.Mapping {
		above = path // one in brackets
	}
	if field := accountable(p); field != "" && top(path) != top(field) {
		return field // it is gone
	}
	switch p.Rule {
	case "key-missing":
		return join(above, keyNamed(p, 0))
	case "extension-reason":
		return join(above, "reason")
	case "verified-missing":
		return "verified.by"
	case "deadline-neither":
		return "deadline.date"
	case "status-needs":
		if key := keyNamed(p, 1); key == "condition" {
			return "deadline.condition"
		} else if key == "deadline" {
			return "deadline.date"
		} else {
			return key
		}
	}
	return path
}

// keyNamed is the key that an argument of a sentence names.
func keyNamed(p problem.Problem, arg int) string {
	if arg < len(p.Args) {
		if phrase, ok := p.Args[arg].(problem.Phrase); ok {
			return phrase["en"]
		}
	}
	return ""
}

// offset is where a place of a file stands in its bytes.
func offset(data []byte, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		n := bytes.IndexAny(data[at:], "\r\n")
		if n < 0 {
			return len(data)
		}
		if at += n + 1; bytes.HasPrefix(data[at-1:], []byte("\r\n")) {
			at++
		}
	}
	for ; column > 1 && at < len(data); column-- {
		_, size := utf8.DecodeRune(data[at:])
		at += size
	}
	return at
}

// deepest gives the path of the innermost value at an offset, and that of the record it is in.
func deepest(n *register.Node, at int) (path, above string) {
	for {
		i := slices.IndexFunc(n.Nodes, func(c *register.Node) bool {
			return c.Label.Start <= at && at <= max(c.Value.End, c.Label.End)
		})
		if i < 0 {
			return path, above
		}
		if n.Shape == register.List {
			path = rowPath(path, strconv.Itoa(i))
		} else {
			path, above = join(path, n.Nodes[i].Key), path
		}
		n = n.Nodes[i]
	}
}

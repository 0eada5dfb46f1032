package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
)

// linked is a package of the binary, as go list -json names it.
type linked struct {
	Dir      string
	Root     string // of a standard package: where Go lies
	Standard bool
	Module   *where
}

// where says where a module lies.
type where struct {
	Path, Dir string // of a replaced module its own path, and the replacement's folder
	Main      bool
}

// part is a module that is linked in, with its licences.
type part struct {
	name, version string // of the module that was really built, a replacement if there is one
	sum           string // h1: and the base64 of its SHA-256, as in go.sum; empty for Go itself
	texts         []text
}

// text is a file that a module asks to be passed on with it.
type text struct {
	name string // slash-separated, relative to the module
	data []byte
	ids  []string // SPDX ids of the licences in it; none where it is a notice
}

// standard stands for Go's own library among the modules.
const standard = "std"

// packages lists what is linked into the program for a target.
func (t target) packages() ([]linked, error) {
	out, err := output(t.environment(), "go", "list", "-deps",
		"-json=Dir,Root,Standard,Module", program)
	if err != nil {
		return nil, err
	}
	var all []linked
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p linked
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// collect finds the licences of every module that the binary names: the files at the module's root,
// and those beside its packages. It fails for all modules at once that have none, or one that it
// does not know.
func collect(info *debug.BuildInfo, packages []linked) ([]part, error) {
	folders, err := licensed(packages)
	if err != nil {
		return nil, err
	}
	parts := []part{{name: standard, version: strings.TrimPrefix(info.GoVersion, "go")}}
	paths := []string{standard}
	for _, m := range info.Deps {
		built := m
		if m.Replace != nil {
			built = m.Replace
		}
		parts = append(parts, part{name: built.Path, version: built.Version, sum: built.Sum})
		paths = append(paths, m.Path)
	}
	var missing []error
	for i, path := range paths {
		p := &parts[i]
		root := folders[path]
		if p.texts, err = root.texts(); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(p.texts, func(t text) bool { return len(t.ids) > 0 }) {
			missing = append(missing, fmt.Errorf("no licence that is known: %s@%s in %s",
				p.name, p.version, root.dir))
		}
	}
	return parts, errors.Join(missing...)
}

// module is where a module lies, and which of its folders are linked in.
type module struct {
	dir  string
	used map[string]bool // relative to dir: each linked package's and those above it
}

func licensed(packages []linked) (map[string]module, error) {
	modules := map[string]module{}
	for _, p := range packages {
		path, dir := standard, ""
		switch {
		case p.Standard:
			dir = p.Root
		case p.Module == nil || p.Module.Main:
			continue
		default:
			path, dir = p.Module.Path, p.Module.Dir
		}
		m, known := modules[path]
		if !known {
			m = module{dir, map[string]bool{}}
			modules[path] = m
		}
		// Not from dir: of what Go vendors, go list gives a root in the module cache.
		within, err := filepath.Rel(m.dir, p.Dir)
		if err != nil {
			return nil, err
		}
		for ; within != "."; within = filepath.Dir(within) {
			m.used[within] = true
		}
		m.used["."] = true
	}
	return modules, nil
}

// passedOn are the names of files that have to go wherever the code goes.
var passedOn = regexp.MustCompile(
	`(?i)^(un)?(licen[cs]es?|copying|copyright|notice|patents)([-._].*)?$`)

func (m module) texts() ([]text, error) {
	var found []text
	for _, folder := range slices.Sorted(maps.Keys(m.used)) {
		entries, err := os.ReadDir(filepath.Join(m.dir, folder))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.IsDir() || !passedOn.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
				continue
			}
			data, err := os.ReadFile(filepath.Join(m.dir, folder, e.Name()))
			if err != nil {
				return nil, err
			}
			name := filepath.ToSlash(filepath.Join(folder, e.Name()))
			found = append(found, text{name, data, identify(data)})
		}
	}
	return found, nil
}

// marks are words that only one licence has. A licence that is not among them has to be read by a
// person before its code is passed on; GPL and its kin are left out on purpose.
var marks = []struct {
	id, has string
	but     string // what the text of another licence has besides
}{
	{"Apache-2.0", "apache license version 2.0", ""},
	{"BSD-2-Clause", "redistribution and use in source and binary forms", "neither the name"},
	{"BSD-3-Clause", "neither the name", ""},
	{"CC0-1.0", "cc0 1.0 universal", ""},
	{"ISC", "permission to use copy modify and/or distribute this software for any purpose", ""},
	{"MIT", "permission is hereby granted free of charge to any person obtaining a copy", ""},
	{"MPL-2.0", "mozilla public license version 2.0", ""},
	{"Unlicense", "this is free and unencumbered software released into the public domain", ""},
}

// apart is what stands between two words, whichever way a text is wrapped.
var apart = regexp.MustCompile(`[\s,]+`)

func identify(data []byte) []string {
	plain := strings.ToLower(apart.ReplaceAllString(string(data), " "))
	var ids []string
	for _, m := range marks {
		other := m.but != "" && strings.Contains(plain, m.but)
		if strings.Contains(plain, m.has) && !other {
			ids = append(ids, m.id)
		}
	}
	return ids
}

const preface = `Gongshi is built from the modules below; each one's licence, and the notices that
go with it, as the module has them. The source of a module, at the version that stands behind its
name, is to be had from https://proxy.golang.org and https://pkg.go.dev, that of %s from
https://go.dev/dl.

Hugo carries four programs in WebAssembly, and passes on no licences of theirs: QuickJS as built by
Javy, KaTeX, libwebp, and libavif with libaom. Gongshi gives them nothing to do.

`

// licences is one text file with the licences of all parts, in txtar's form: a file a heading.
func licences(parts []part) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, preface, standard)
	for _, p := range parts {
		for _, t := range p.texts {
			plain := bytes.ReplaceAll(t.data, []byte("\r\n"), []byte("\n"))
			fmt.Fprintf(&b, "-- %s@%s/%s --\n%s\n\n", p.name, p.version, t.name,
				bytes.TrimRight(plain, " \n"))
		}
	}
	return b.Bytes()
}

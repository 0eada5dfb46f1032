package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what comes out now into testdata")

// Each archive holds modules as they lie on the disk, "linked" (the modules and packages in the
// binary, one a line), and "want": what is passed on with each, or what is wrong.
func TestLicencesOfWhatIsLinkedIn(t *testing.T) {
	names, err := filepath.Glob("testdata/modules/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d archives, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			last := &archive.Files[len(archive.Files)-1]
			if last.Name != "want" {
				t.Fatalf("%s does not end with want", name)
			}
			got := passed(t, archive)
			if *update {
				last.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(last.Data) {
				t.Errorf("got\n%swant\n%s", got, last.Data)
			}
		})
	}
}

// passed lays the modules out and tells what collect makes of them.
func passed(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	root := t.TempDir()
	tree, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(root, tree); err != nil {
		t.Fatal(err)
	}
	list, err := fs.ReadFile(tree, "linked")
	if err != nil {
		t.Fatal(err)
	}
	info := &debug.BuildInfo{GoVersion: "go1.26.0"}
	var packages []linked
	for line := range strings.Lines(string(list)) {
		module, folder, _ := strings.Cut(strings.TrimSpace(line), " ")
		dir := filepath.Join(root, filepath.FromSlash(module))
		p := linked{Dir: filepath.Join(dir, filepath.FromSlash(folder)),
			Root: dir, Standard: module == "go"}
		if !p.Standard {
			p.Module = &where{Path: module, Dir: dir}
			seen := func(m *debug.Module) bool { return m.Path == module }
			if !slices.ContainsFunc(info.Deps, seen) {
				info.Deps = append(info.Deps, &debug.Module{Path: module, Version: "v1.0.0"})
			}
		}
		packages = append(packages, p)
	}
	parts, err := collect(info, packages)
	if err != nil {
		return strings.ReplaceAll(filepath.ToSlash(err.Error()), filepath.ToSlash(root)+"/", "") + "\n"
	}
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%s@%s %v\n", p.name, p.version, p.ids())
		for _, text := range p.texts {
			fmt.Fprintf(&b, "\t%s\n", text.name)
		}
	}
	return b.String()
}

func TestModuleThatIsReplacedIsNamedByItsReplacement(t *testing.T) {
	root := t.TempDir()
	mit := []byte("Permission is hereby granted, free of charge, to any person obtaining a copy")
	if err := os.WriteFile(filepath.Join(root, "LICENSE"), mit, 0o644); err != nil {
		t.Fatal(err)
	}
	fork := &debug.Module{Path: "example.org/fork", Version: "v2.0.0", Sum: "h1:x"}
	info := &debug.BuildInfo{Deps: []*debug.Module{{Path: "example.org/a", Replace: fork}}}
	parts, err := collect(info, []linked{
		{Dir: root, Root: root, Standard: true},
		{Dir: root, Module: &where{Path: "example.org/a", Dir: root}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if p := parts[1]; p.name != fork.Path || p.version != fork.Version || p.sum != fork.Sum {
		t.Errorf("got %s@%s %s", p.name, p.version, p.sum)
	}
}

func TestWhatGoVendorsHasItsPlaceBelowGo(t *testing.T) {
	vendored := filepath.Join("/go", "src", "vendor", "golang.org", "x", "net")
	modules, err := licensed([]linked{
		{Dir: filepath.Join("/go", "src", "runtime"), Root: "/go", Standard: true},
		{Dir: vendored, Root: "/cache/golang.org/x/net@v0.1.0", Standard: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder := range modules[standard].used {
		if !filepath.IsLocal(folder) {
			t.Errorf("%s is not below Go", folder)
		}
	}
}

func TestLicencesAreReadWhicheverWayTheyAreWrapped(t *testing.T) {
	bsd := "Redistribution and use in\nsource and binary forms"
	for text, want := range map[string]string{
		bsd:                           "[BSD-2-Clause]",
		bsd + "\nNeither the name of": "[BSD-3-Clause]",
		"Apache License\r\n   Version 2.0, January 2004":                                 "[Apache-2.0]",
		"Mozilla Public License, version 2.0\n\nGNU General Public License":              "[MPL-2.0]",
		"Permission is hereby granted,\nfree of charge, to any\tperson obtaining a copy": "[MIT]",
		"GNU GENERAL PUBLIC LICENSE Version 3":                                           "[]",
		"":                                                                               "[]",
	} {
		if got := fmt.Sprint(identify([]byte(text))); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestLicencesCanBeTakenApartAgain(t *testing.T) {
	parts := []part{
		{"std", "1.26.0", "", []text{{"LICENSE", []byte("of Go\r\nby its authors"), nil}}},
		{"example.org/a", "v1.0.0", "", []text{
			{"LICENSE", []byte("of a\n\n\n"), nil}, {"deep/NOTICE", []byte("more\n"), nil},
		}},
	}
	var got []string
	for _, f := range txtar.Parse(licences(parts)).Files {
		got = append(got, f.Name+": "+string(f.Data))
	}
	want := []string{
		"std@1.26.0/LICENSE: of Go\nby its authors\n\n",
		"example.org/a@v1.0.0/LICENSE: of a\n\n",
		"example.org/a@v1.0.0/deep/NOTICE: more\n\n",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

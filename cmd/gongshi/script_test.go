package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/golden"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongshi": main})
}

// Each script is one topic of how the command behaves.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       golden.Update(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_US.UTF-8")
			address, err := freeAddress()
			env.Setenv("ADDRESS", address)
			env.Setenv("PORT", strings.TrimPrefix(address, "127.0.0.1"))
			if err != nil {
				return err
			}
			return base(filepath.Join(env.WorkDir, "base"))
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"same":   same,
			"code":   code,
			"served": served,
			"told":   told,
			"free":   free,
			"ask":    ask,
			"zipped": zipped,
			"sheet":  sheet,
		},
	})
}

// base copies the register that scripts start from.
func base(dir string) error {
	return os.CopyFS(dir, os.DirFS("testdata/base"))
}

// code runs the program and expects an exit code: code 2 gongshi build --nosuch.
func code(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = fmt.Sprint(err)
		got = got[len(got)-1:]
	}
	if got != args[0] {
		ts.Fatalf("exit %s, want %s (%v)", got, args[0], err)
	}
}

// zipped expects files to be gzip's, whole.
func zipped(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		r, err := gzip.NewReader(strings.NewReader(ts.ReadFile(name)))
		ts.Check(err)
		n, err := io.Copy(io.Discard, r) // compares the checksum, too
		ts.Check(err)
		if n == 0 {
			ts.Fatalf("%s is empty", name)
		}
	}
}

// same expects two folders to be equal in names and bytes; with !, to differ.
func same(ts *testscript.TestScript, neg bool, args []string) {
	difference := differ(ts.MkAbs(args[0]), ts.MkAbs(args[1]))
	if (difference == "") == neg {
		ts.Fatalf("same %v: %s", args, difference)
	}
}

func differ(a, b string) string {
	first, second := tree(a), tree(b)
	for name, data := range first {
		if other, ok := second[name]; !ok || !bytes.Equal(data, other) {
			return name
		}
	}
	if len(first) != len(second) || len(first) == 0 {
		return fmt.Sprintf("%d files and %d", len(first), len(second))
	}
	return ""
}

func tree(dir string) map[string][]byte {
	files := map[string][]byte{}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		files[name], err = os.ReadFile(path)
		return err
	})
	return files
}

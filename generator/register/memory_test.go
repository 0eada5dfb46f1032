package register_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/register"
)

// Every archive of the rules is one state of a source: going from each to the next makes, changes,
// breaks, mends and deletes files of every kind.
func TestMemoryReadsWhatAFreshReadingReads(t *testing.T) {
	archives, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil || len(archives) < 50 {
		t.Fatal(len(archives), err)
	}
	var memory register.Memory
	before := fstest.MapFS{}
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		now := source(t, archive)
		for _, name := range differing(before, now) {
			memory.Forget(name)
		}
		before = now
		want, wantErr := register.Read(now)
		got, gotErr := memory.Read(now)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotErr, wantErr) {
			t.Errorf("%s: got %v\nwant %v", file, gotErr, wantErr)
		}
	}
}

// differing gives the paths whose files are not the same in both.
func differing(a, b fstest.MapFS) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	var names []string
	for name := range all {
		x, y := a[name], b[name]
		if x == nil || y == nil || !bytes.Equal(x.Data, y.Data) || x.Mode != y.Mode {
			names = append(names, name)
		}
	}
	return names
}

func TestMemoryLooksAtForgottenFilesOnly(t *testing.T) {
	fsys := source(t, &txtar.Archive{})
	var memory register.Memory
	if _, err := memory.Read(fsys); err != nil {
		t.Fatal(err)
	}
	const name = "content/audit/money/_index.md"
	fsys[name].Data = bytes.Replace(fsys[name].Data, []byte("title: "), []byte("title: New "), 1)
	title := func() string {
		r, err := memory.Read(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return r.Inspections[0].Categories[0].Title
	}
	known := title()
	memory.Forget("content/audit")
	if now := title(); now != "New "+known {
		t.Errorf("%q, then %q", known, now)
	}
}

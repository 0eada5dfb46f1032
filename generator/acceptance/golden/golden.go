// Package golden holds what tests made against the files that they keep, and writes those anew
// with -update. What is compared is bytes: it knows nothing of what they mean.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what comes out now into testdata")

// Update says whether golden files are to be written anew.
func Update() bool { return *update }

// Check compares what came out with a file, which -update writes.
func Check(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("not %s, unless -update writes it:\n%s", file,
			diff.Diff("want", want, "got", got))
	}
}

// Archives runs a test on each txtar archive that a pattern matches, and compares what it gives
// with the archive's file "want", the last one. -update writes that.
func Archives(t *testing.T, pattern string, run func(*testing.T, *txtar.Archive) string) {
	t.Helper()
	for _, file := range Files(t, pattern) {
		t.Run(Name(file), func(t *testing.T) {
			a := Parse(t, file)
			got := run(t, a)
			n := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			if n < 0 && *update {
				n, a.Files = len(a.Files), append(a.Files, txtar.File{Name: "want"})
			}
			switch {
			case n < 0 || n != len(a.Files)-1:
				t.Fatalf("%s: the last file is not called want", file)
			case *update:
				a.Files[n].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			case string(a.Files[n].Data) != got:
				t.Errorf("got:\n%s\n%s", got,
					diff.Diff("want", a.Files[n].Data, "got", []byte(got)))
			}
		})
	}
}

// Files gives the files that a pattern matches, of which there must be some.
func Files(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	return files
}

// Name is an archive's name among others.
func Name(file string) string { return strings.TrimSuffix(filepath.Base(file), ".txtar") }

// Parse reads an archive.
func Parse(t testing.TB, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Unpack lays an archive's files down in a folder of the test's own.
func Unpack(t testing.TB, a *txtar.Archive) string {
	t.Helper()
	files, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

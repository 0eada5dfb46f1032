package source

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A transaction in a register of one inspection: a text of it follows a notice, another is new, and so
// are a second inspection and a file beside content/.
var (
	standing = map[string]string{
		"content/_index.md":        "register",
		"content/one/_index.md":    "one",
		"content/one/money/old.md": "old",
		"content/one/money/far.md": "far",
	}
	arriving = []File{
		{Name: "import-leftover.md", Data: []byte("left")},
		{Name: "content/one/money/old.md", Data: []byte("new"), Old: []byte("old")},
		{Name: "content/one/money/far.md", Old: []byte("far")}, // is to be removed
		{Name: "content/one/money/added.md", Data: []byte("added")},
		{Name: "content/two/_index.md", Data: []byte("two")},
		{Name: "content/two/money/first.md", Data: []byte("first")},
	}
	arrived = map[string]string{
		"content/_index.md":          "register",
		"content/one/_index.md":      "one",
		"content/one/money/old.md":   "new",
		"content/one/money/added.md": "added",
		"content/two/_index.md":      "two",
		"content/two/money/first.md": "first",
		"import-leftover.md":         "left",
	}
)

// open is a new folder with what stands there.
func open(t *testing.T) *Folder {
	t.Helper()
	f, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	for name, text := range standing {
		if err := f.Replace(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// texts are all files of a folder, temporary ones included, but for the lock.
func texts(t *testing.T, f *Folder) map[string]string {
	t.Helper()
	root := f.Root()
	files := map[string]string{}
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == transactionDir+"/"+lockFile {
			return err
		}
		data, err := root.ReadFile(name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestCommitPutsAllFilesInPlaceAndLeavesNothingBeside(t *testing.T) {
	f := open(t)
	if err := f.Commit(arriving); err != nil {
		t.Fatal(err)
	}
	if got := texts(t, f); !maps.Equal(got, arrived) {
		t.Errorf("got %q", got)
	}
}

func TestTransactionKilledBeforeAllIsStagedRollsBack(t *testing.T) {
	for n := range arriving {
		f := open(t)
		tx, err := prepare(f.Root(), arriving[:n+1])
		if err != nil {
			t.Fatal(err)
		}
		tx.Staged = false
		if err := errors.Join(tx.write(), f.Recover()); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, f); !maps.Equal(got, standing) {
			t.Errorf("killed after file %d: %q", n, got)
		}
	}
}

func TestTransactionKilledWhileItRenamesRollsForward(t *testing.T) {
	for name, backUp := range map[string]func(*os.Root, string, string) error{
		"links": (*os.Root).Link, "no links": (*os.Root).Rename} {
		t.Run(name, func(t *testing.T) { rollsForward(t, backUp) })
	}
}

func rollsForward(t *testing.T, backUp func(root *os.Root, from, to string) error) {
	var renames [][2]string
	for n := 0; n <= len(renames); n++ {
		f := open(t)
		tx, err := prepare(f.Root(), arriving)
		if err != nil {
			t.Fatal(err)
		}
		renames = nil
		for _, s := range tx.Steps {
			if s.Backup != "" {
				renames = append(renames, [2]string{s.Name, s.Backup})
			}
			if s.Stage != "" {
				renames = append(renames, [2]string{s.Stage, s.Name})
			}
		}
		for _, r := range renames[:n] {
			move := (*os.Root).Rename
			if strings.HasSuffix(r[1], ".tmp") && !strings.HasSuffix(r[0], "far.md") {
				move = backUp
			}
			if err := move(f.Root(), r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Recover(); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, f); !maps.Equal(got, arrived) {
			t.Errorf("killed after rename %d: %q", n, got)
		}
	}
	if len(renames) != 6 {
		t.Errorf("%d renames: %q", len(renames), renames)
	}
}

func TestCommitRollsBackWhereSomethingIsInTheWay(t *testing.T) {
	for _, late := range []string{"content/two", "content/one/money/added.md"} {
		f := open(t)
		tx, err := prepare(f.Root(), arriving)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Root().WriteFile(late, []byte("somebody's"), 0o644); err != nil {
			t.Fatal(err)
		}
		var taken TakenError
		if err := tx.commit(arriving); !errors.As(err, &taken) || string(taken) != late {
			t.Errorf("%s: %v", late, err)
		}
		want := maps.Clone(standing)
		want[late] = "somebody's"
		if got := texts(t, f); !maps.Equal(got, want) {
			t.Errorf("%s: %q", late, got)
		}
	}
}

func TestCommitReplacesNothingButWhatWasRead(t *testing.T) {
	for name, want := range map[string]error{
		"content/one/money/old.md":      ErrChanged,
		"content/one/money/far.md":      ErrChanged,
		"content/Two/x.md":              TakenError("content/Two"),
		"content/one/money/Added.md":    TakenError("content/one/money/Added.md"),
		"content/two":                   TakenError("content/two"),
		"import-leftover.md/in-the-way": TakenError("import-leftover.md"),
	} {
		f := open(t)
		err := errors.Join(f.Root().MkdirAll(path.Dir(name), 0o755),
			f.Root().WriteFile(name, []byte("somebody's"), 0o644))
		if err != nil {
			t.Fatal(err)
		}
		before := texts(t, f)
		if err := f.Commit(arriving); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		after := texts(t, f)
		if !maps.Equal(after, before) {
			t.Errorf("%s: %q", name, slices.Sorted(maps.Keys(after)))
		}
		for file := range after {
			if strings.HasSuffix(file, ".tmp") {
				t.Errorf("%s is left behind", file)
			}
		}
	}
}

func TestOtherUsersDoNotLookIntoTheState(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the mode says nothing there")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, StateDir), 0o755); err != nil {
		t.Fatal(err)
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if err := folder.MakeState(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, StateDir))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Error(info.Mode(), err)
	}
}

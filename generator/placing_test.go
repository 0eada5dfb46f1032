package generator

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// A placing in a register of one inspection: a text of it follows a notice, another is new, and so
// are a second inspection and a file beside content/.
var (
	standing = map[string]string{
		"content/_index.md":        "register",
		"content/one/_index.md":    "one",
		"content/one/money/old.md": "old",
	}
	arriving = []placed{
		{"import-leftover.md", []byte("left"), nil},
		{"content/one/money/old.md", []byte("new"), []byte("old")},
		{"content/one/money/added.md", []byte("added"), nil},
		{"content/two/_index.md", []byte("two"), nil},
		{"content/two/money/first.md", []byte("first"), nil},
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

// standingRoot is a new folder with what stands there.
func standingRoot(t *testing.T) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(tree(t, standing))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return root
}

// texts are all files below a root, temporary ones included.
func texts(t *testing.T, root *os.Root) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
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

func TestPlacingPutsAllFilesInPlaceAndLeavesNothingBeside(t *testing.T) {
	root := standingRoot(t)
	if err := place(root, arriving); err != nil {
		t.Fatal(err)
	}
	if got := texts(t, root); !maps.Equal(got, arrived) {
		t.Errorf("got %q", got)
	}
}

func TestPlacingThatWasKilledBeforeAllIsWrittenGoesBack(t *testing.T) {
	for n := range arriving {
		root := standingRoot(t)
		j, err := prepare(root, arriving[:n+1])
		if err != nil {
			t.Fatal(err)
		}
		j.Whole = false
		if err := errors.Join(j.write(root), finish(root)); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, root); !maps.Equal(got, standing) {
			t.Errorf("killed after file %d: %q", n, got)
		}
	}
}

func TestPlacingThatWasKilledWhileItRenamesGoesOn(t *testing.T) {
	var renames [][2]string
	for n := 0; n <= len(renames); n++ {
		root := standingRoot(t)
		j, err := prepare(root, arriving)
		if err != nil {
			t.Fatal(err)
		}
		renames = nil
		for _, s := range j.Steps {
			if s.Aside != "" {
				renames = append(renames, [2]string{s.To, s.Aside})
			}
			renames = append(renames, [2]string{s.From, s.To})
		}
		for _, r := range renames[:n] {
			if err := root.Rename(r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := finish(root); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, root); !maps.Equal(got, arrived) {
			t.Errorf("killed after rename %d: %q", n, got)
		}
	}
	if len(renames) != 5 {
		t.Errorf("%d renames: %q", len(renames), renames)
	}
}

func TestPlacingTakesBackWhatItRenamedWhereSomethingIsInTheWay(t *testing.T) {
	for _, late := range []string{"content/two", "content/one/money/added.md"} {
		root := standingRoot(t)
		j, err := prepare(root, arriving)
		if err != nil {
			t.Fatal(err)
		}
		if err := root.WriteFile(late, []byte("somebody's"), 0o644); err != nil {
			t.Fatal(err)
		}
		var taken TakenError
		if err := j.put(root); !errors.As(err, &taken) || string(taken) != late {
			t.Errorf("%s: %v", late, err)
		}
		want := maps.Clone(standing)
		want[late] = "somebody's"
		if got := texts(t, root); !maps.Equal(got, want) {
			t.Errorf("%s: %q", late, got)
		}
	}
}

func TestPlacingTakesNothingsPlaceButThatOfWhatWasRead(t *testing.T) {
	for name, want := range map[string]error{
		"content/one/money/old.md":      ErrChanged,
		"content/Two/x.md":              TakenError("content/Two"),
		"content/one/money/Added.md":    TakenError("content/one/money/Added.md"),
		"content/two":                   TakenError("content/two"),
		"import-leftover.md/in-the-way": TakenError("import-leftover.md"),
	} {
		root := standingRoot(t)
		err := errors.Join(root.MkdirAll(path.Dir(name), 0o755),
			root.WriteFile(name, []byte("somebody's"), 0o644))
		if err != nil {
			t.Fatal(err)
		}
		before := texts(t, root)
		if err := place(root, arriving); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		after := texts(t, root)
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

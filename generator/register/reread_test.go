package register_test

import (
	"bytes"
	"maps"
	"path"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/register"
)

// One finding of a register without a problem is edited, to what it is in an archive of the rules:
// either it is read as the whole register reads it, or the whole register has to be read.
func TestFindingReadAloneIsThatOfTheRegister(t *testing.T) {
	archives, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	read, refused := 0, 0
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		now := source(t, archive)
		for name := range now {
			if !register.IsFinding(name) {
				continue
			}
			for _, text := range [][]byte{
				append(bytes.Clone(now[name].Data), "\nOne more paragraph.\n"...),
				[]byte("---\ntitle: Plain\nnumber: 77\nsummary: Short.\nstatus: completed\n" +
					"basis: inferred\n---\nThe body.\n"),
			} {
				before := maps.Clone(now)
				before[name] = &fstest.MapFile{Data: text, Mode: 0o644}
				got := rereadAs(t, before, now, name)
				whole, wrong := register.Read(now)
				want := whole.InFile(name)
				switch {
				case got == nil:
					refused++
				case wrong != nil:
					t.Errorf("%s: %s is read alone, in spite of %v", file, name, wrong)
				default:
					read++
					for _, f := range []*register.Finding{got, want, got.Earlier, want.Earlier} {
						if f != nil {
							f.Category = nil
						}
					}
					if !reflect.DeepEqual(got, want) {
						t.Errorf("%s: %s: got %+v\nwant %+v", file, name, got, want)
					}
				}
			}
		}
	}
	if read < 25 || refused < 100 {
		t.Errorf("read alone: %d, not: %d", read, refused)
	}
}

// rereadAs reads a file alone as it is now; nil also where something was wrong before.
func rereadAs(t *testing.T, before, now fstest.MapFS, name string) *register.Finding {
	t.Helper()
	var c register.Cache
	r, err := c.Read(before)
	if err != nil {
		return nil
	}
	c.Invalidate(name)
	return c.Reread(now, r, r.InFile(name))
}

func TestWhatCameAndWentWithASaveIsUnknown(t *testing.T) {
	fsys := source(t, &txtar.Archive{})
	var c register.Cache
	if _, err := c.Read(fsys); err != nil {
		t.Fatal(err)
	}
	const sample = "content/audit/money/sample.md"
	delete(fsys, sample) // it was listed
	for name, want := range map[string]bool{
		sample + "~": true, path.Dir(sample) + "/4913": true, sample: false,
		path.Dir(sample): false, "content/_index.md": false, "config.toml": false, "i18n/x": false,
	} {
		if got := c.Unknown(fsys, name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

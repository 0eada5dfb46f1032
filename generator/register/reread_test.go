package register_test

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/register"
)

var number = regexp.MustCompile("(?m)^number: .*$")

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
				[]byte("---\ntitle: Plain\n" + cmp.Or(string(number.Find(now[name].Data)), "number: 77") +
					"\nsummary: Short.\nstatus: completed\nbasis: inferred\n---\nThe body.\n"),
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
	if read < 45 || refused < 100 {
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

// A finding is not read alone where something comes or goes that others are held against.
func TestFindingIsNotReadAloneWhereItIsNotTheSameToOthers(t *testing.T) {
	const name, dated = "content/audit/money/other.md", "basis: stated\ncompleted: "
	front := "---\ntitle: Late\nnumber: 9\nsummary: Short.\nstatus: completed\nbasis: inferred\n"
	for old, now := range map[string]string{
		"number: 9": "number: 8", "title": "group: spending\ntitle", "summary": "weight: 2\nsummary",
		"status": "draft: true\nstatus", "---\nt": "---\nrelated: [sample]\nt",
		"title:": "aliases: [old]\ntitle:", "sample.md": "other.md",
		"basis":           "withdrawn:\n  on: 2024-03-05\n  reason: Twice\nbasis",
		"basis: inferred": dated + "2022-01", // before the audit
	} {
		texts := [2]string{front + "---\n[A link](sample.md)\n"}
		texts[1] = strings.Replace(texts[0], old, now, 1)
		for i := range texts {
			before := source(t, &txtar.Archive{Files: []txtar.File{{Name: name, Data: []byte(texts[i])}}})
			after := maps.Clone(before)
			after[name] = &fstest.MapFile{Data: []byte(texts[1-i]), Mode: 0o644}
			if f := rereadAs(t, before, after, name); f != nil {
				t.Errorf("%q, %q (%d): it is read alone", old, now, i)
			}
		}
	}
}

// A finding is not read alone where its approval is another, or none.
func TestFindingIsNotReadAloneWhereItIsApprovedOtherwise(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/rules/approval.txtar")
	if err != nil {
		t.Fatal(err)
	}
	approved := regexp.MustCompile(`(?s)approved:.*?---`)
	for _, name := range []string{"sample", "edited"} {
		file := "content/audit/money/" + name + ".md"
		is := source(t, archive)
		without, by := maps.Clone(is), maps.Clone(is)
		text := string(is[file].Data)
		without[file] = &fstest.MapFile{Data: approved.ReplaceAll(is[file].Data, []byte("---"))}
		by[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, "by: Li", "by: Zhao", 1))}
		for i, pair := range [][2]fstest.MapFS{{is, without}, {without, is}, {without, by}} {
			if f := rereadAs(t, pair[0], pair[1], file); f != nil {
				t.Errorf("%s (%d): it is read alone", name, i)
			}
		}
	}
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

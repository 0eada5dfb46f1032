package document_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
)

var rewrite = flag.Bool("rewrite", false, "write what is read into testdata/cases")

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// dump writes a source as the archives have it, a line for each block, drop and remark.
func dump(s *document.Source) string {
	var b strings.Builder
	for _, x := range s.Blocks {
		fmt.Fprint(&b, x.Place)
		if x.Heading > 0 {
			fmt.Fprintf(&b, " heading %d", x.Heading)
		}
		if x.Table > 0 {
			fmt.Fprintf(&b, " table %d", x.Table)
		}
		if x.Head {
			fmt.Fprint(&b, " head")
		}
		if x.Number != "" {
			fmt.Fprintf(&b, " number %s", x.Number)
		}
		for i, merged := range x.Merged {
			if merged {
				fmt.Fprintf(&b, " merged %d", i+1)
			}
		}
		fmt.Fprintf(&b, ": %s\n", x.Text)
	}
	for _, x := range s.Dropped {
		fmt.Fprintf(&b, "%s dropped as %s: %s\n", x.Place, x.Why, x.Text)
	}
	for _, x := range s.Remarks {
		fmt.Fprintf(&b, "remark %s %v\n", x.Rule, x.Args)
	}
	return b.String()
}

// An archive holds one file to read, or the parts of a Word file, and what is read from it.
func TestReadingsAreAsWritten(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			read, data, want := unpack(t, archive)
			got := reading(t, read, data)
			if *rewrite {
				want.Data = []byte(got)
				err = os.WriteFile(name, txtar.Format(archive), 0o644)
			}
			if got != string(want.Data) || err != nil {
				t.Errorf("got:\n%s\nwant:\n%s", got, want.Data)
			}
		})
	}
}

func reading(t *testing.T, name string, data []byte) string {
	t.Helper()
	s, err := document.Read(t.Context(), name, data, document.Tools{})
	if err != nil {
		return err.Error() + "\n"
	}
	account(t, name, data, s)
	return dump(s)
}

// unpack gives the file that an archive holds and the place of what is wanted.
func unpack(t *testing.T, a *txtar.Archive) (name string, data []byte, want *txtar.File) {
	t.Helper()
	parts := map[string]string{}
	for i, f := range a.Files {
		switch {
		case f.Name == "want":
			want = &a.Files[i]
		case filepath.Ext(f.Name) == ".xml":
			parts[strings.TrimSuffix(f.Name, ".xml")] = string(f.Data)
		default:
			name, data = f.Name, f.Data
		}
	}
	if want == nil {
		a.Files = append(a.Files, txtar.File{Name: "want"})
		want = &a.Files[len(a.Files)-1]
	}
	if len(parts) > 0 {
		return "notice.docx", docx(t, parts), want
	}
	return name, data, want
}

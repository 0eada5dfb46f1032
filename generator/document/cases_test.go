package document_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/document"
)

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
	golden.Archives(t, "testdata/cases/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		name, data := unpack(t, a)
		return reading(t, name, data)
	})
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

// unpack gives the file that an archive holds.
func unpack(t *testing.T, a *txtar.Archive) (name string, data []byte) {
	t.Helper()
	parts := map[string]string{}
	for _, f := range a.Files {
		switch {
		case f.Name == "want":
		case filepath.Ext(f.Name) == ".xml":
			parts[strings.TrimSuffix(f.Name, ".xml")] = string(f.Data)
		default:
			name, data = f.Name, f.Data
		}
	}
	if len(parts) > 0 {
		return "notice.docx", docx(t, parts)
	}
	return name, data
}

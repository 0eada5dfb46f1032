package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/importer"
	"gongshi/generator/source"
)

// Each archive in testdata/merge holds files as the last import wrote them under last/, as they are
// now under old/ and as a new import has them under fresh/; want is what they become.
func TestAnImportFollowsTheNoticeAndKeepsWhatAnEditorChanged(t *testing.T) {
	golden.Archives(t, "testdata/merge/*.txtar", merged)
}

func merged(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	sides := map[string][]source.File{}
	for _, f := range archive.Files {
		side, name, ok := strings.Cut(f.Name, "/")
		if ok {
			sides[side] = append(sides[side], source.File{Name: name, Data: f.Data})
		}
	}
	record, err := importer.ReadRecord(importer.RecordOf(sides["last"]).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	m := importer.Merge(sides["old"], record, sides["fresh"])
	for _, f := range m.Files {
		fmt.Fprintf(&b, "write %s\n%s", f.Name, f.Data)
	}
	for _, k := range m.Kept {
		fmt.Fprintf(&b, "keep %s %q: %s\n", k.File, k.Part, k.Why)
	}
	return b.String()
}

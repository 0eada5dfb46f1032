package notice_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/notice"
)

// Each archive in testdata/merge holds files as the last import wrote them under last/, as they are
// now under old/ and as a new import has them under fresh/; want is what they become.
func TestAnImportFollowsTheNoticeAndKeepsWhatAnEditorChanged(t *testing.T) {
	golden.Archives(t, "testdata/merge/*.txtar", merged)
}

func merged(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	sides := map[string][]notice.File{}
	for _, f := range archive.Files {
		side, name, ok := strings.Cut(f.Name, "/")
		if ok {
			sides[side] = append(sides[side], notice.File{Name: name, Data: f.Data})
		}
	}
	record, err := notice.ReadRecord(notice.RecordOf(sides["last"]).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	m := notice.Merge(sides["old"], record, sides["fresh"])
	for _, f := range m.Files {
		fmt.Fprintf(&b, "write %s\n%s", f.Name, f.Data)
	}
	for _, k := range m.Kept {
		fmt.Fprintf(&b, "keep %s %q: %s\n", k.File, k.Part, k.Why)
	}
	return b.String()
}

func TestTheSameImportAgainChangesNothing(t *testing.T) {
	for _, a := range archives(t) {
		files := understood(t, a.Name, a.Data).Files(notice.Target{})
		m := notice.Merge(files, notice.RecordOf(files), files)
		if len(m.Files)+len(m.Kept) > 0 {
			t.Errorf("%s: %v", a.Name, m)
		}
	}
}

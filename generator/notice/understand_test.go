package notice_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/document"
	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Each archive in testdata/understand holds a notice and, under want, the report on it; below the
// report what the checker says of the files that it becomes.
func TestEachNoticeIsUnderstood(t *testing.T) {
	golden.Archives(t, archived, func(t *testing.T, a *txtar.Archive) string {
		return reported(understood(t, a.Files[0].Name, a.Files[0].Data))
	})
}

const archived = "testdata/understand/*.txtar"

// archives gives the notice of every archive, under the archive's name.
func archives(t testing.TB) []txtar.File {
	t.Helper()
	files := golden.Files(t, archived)
	if len(files) < 25 {
		t.Fatal("only", files)
	}
	var sources []txtar.File
	for _, file := range files {
		source := golden.Parse(t, file).Files[0]
		source.Name = golden.Name(file) + filepath.Ext(source.Name)
		sources = append(sources, source)
	}
	return sources
}

func understood(t testing.TB, name string, data []byte) *notice.Import {
	t.Helper()
	s, err := document.Read(context.Background(), name, data, document.Tools{})
	if err != nil {
		t.Fatal(err)
	}
	return notice.Understand(s)
}

func reported(i *notice.Import) string {
	var b strings.Builder
	i.Report(&b, "en")
	var list problem.List
	if len(i.Findings) > 0 && errors.As(checked(i), &list) {
		b.WriteString("\n")
		for _, p := range list {
			text, _ := p.Sentences("en")
			b.WriteString("check: " + filepath.Base(p.File) + ": " + text + "\n")
		}
	}
	return b.String()
}

// checked is what the checker says of the files that an import becomes.
func checked(i *notice.Import) error {
	fsys := fstest.MapFS{}
	for _, f := range importer.Files(i, importer.Target{}) {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	_, err := register.Read(fsys)
	return err
}

func TestTheSameImportAgainChangesNothing(t *testing.T) {
	for _, a := range archives(t) {
		files := importer.Files(understood(t, a.Name, a.Data), importer.Target{})
		m := importer.Merge(files, importer.RecordOf(files), files)
		if len(m.Files)+len(m.Kept) > 0 {
			t.Errorf("%s: %v", a.Name, m)
		}
	}
}

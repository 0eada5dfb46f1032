package notice_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
	"gongshi/generator/notice"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

var update = flag.Bool("update", false, "write what is understood now into testdata/understand")

// Each archive in testdata/understand holds a notice and, under want, the report on it; below the
// report what the checker says of the files that it becomes.
func TestEachNoticeIsUnderstood(t *testing.T) {
	files, err := filepath.Glob("testdata/understand/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			source := archive.Files[0]
			got := reported(understood(t, source.Name, source.Data))
			if *update {
				archive.Files = []txtar.File{source, {Name: "want", Data: []byte(got)}}
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if len(archive.Files) < 2 || string(archive.Files[1].Data) != got {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

// archives gives the notice of every archive, under the archive's name.
func archives(t testing.TB) []txtar.File {
	t.Helper()
	files, err := filepath.Glob("testdata/understand/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatal(len(files), err)
	}
	var sources []txtar.File
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		archive.Files[0].Name = name + filepath.Ext(archive.Files[0].Name)
		sources = append(sources, archive.Files[0])
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
	for _, f := range i.Files(notice.Target{}) {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	_, err := register.Read(fsys)
	return err
}

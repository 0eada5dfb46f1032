package register_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/register"
)

func TestHardLinksToHiddenFilesAreRefused(t *testing.T) {
	dir := t.TempDir()
	front := "---\ntitle: Late\nsummary: Paid.\nstatus: completed\nbasis: inferred\n"
	evidence := "evidence:\n  - title: T\n    file: "
	files := source(t, &txtar.Archive{Files: []txtar.File{
		{Name: "content/audit/money/config.md", Data: []byte(front + "number: 2\n" + evidence +
			"conf.pdf\n---\n")},
		{Name: "content/audit/money/text.md", Data: []byte(front + "number: 3\n" + evidence +
			"note.pdf\n---\n")},
		{Name: "content/audit/money/plan.md", Data: []byte(front + "number: 4\n" + evidence +
			"linked.pdf\n---\n")},
		{Name: "content/audit/money/own.md", Data: []byte(front + "number: 5\n" + evidence +
			"own.pdf\n---\n")},
		{Name: "content/audit/money/own.pdf", Data: []byte("plan")},
		{Name: "content/audit/money/draft.md", Data: []byte(front + "number: 6\ndraft: true\n" +
			evidence + "plan.pdf\n---\n")},
		{Name: "content/audit/money/plan.pdf", Data: []byte("plan")},
	}})
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"conf.pdf": "../../../config.toml",
		"note.pdf": "draft.md", "linked.pdf": "plan.pdf"} {
		folder := filepath.Join(dir, "content/audit/money")
		if err := os.Link(filepath.Join(folder, to), filepath.Join(folder, link)); err != nil {
			t.Skip(err) // a disk without links
		}
	}
	_, err := register.Read(os.DirFS(dir))
	if err == nil || strings.Count(err.Error(), "[file-linked]") != 3 ||
		strings.Contains(err.Error(), "own.md") {
		t.Error(err)
	}
}

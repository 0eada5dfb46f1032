package canary

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/register"
)

// What nobody has approved is not published, neither in a text of its own nor in one that was.
func TestNothingUnapprovedIsPublished(t *testing.T) {
	g := newGarden()
	a := g.archive(golden.Parse(t, "testdata/unapproved.txtar"))
	kept := slices.IndexFunc(a.Files, func(f txtar.File) bool {
		return f.Name == register.ApprovedFile("edited")
	})
	digest := register.ApprovalDigest(a.Files[kept].Data)
	for i, f := range a.Files {
		a.Files[i].Data = bytes.ReplaceAll(f.Data, []byte("DIGEST"), []byte(digest))
	}
	source := golden.Unpack(t, a)
	output := filepath.Join(t.TempDir(), "public")
	site.BuildTo(t, source, output, site.AsOf)
	g.judge(t, found(t, output))
}

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
	source := golden.Unpack(t, approved(g.archive(golden.Parse(t, "testdata/unapproved.txtar"))))
	output := filepath.Join(t.TempDir(), "public")
	site.BuildTo(t, source, output, site.AsOf)
	g.judge(t, found(t, output))
}

// approved gives an archive with the digest of the text that was approved in place of DIGEST.
func approved(a *txtar.Archive) *txtar.Archive {
	kept := slices.IndexFunc(a.Files, func(f txtar.File) bool {
		return f.Name == register.ApprovedFile("edited")
	})
	if kept < 0 {
		return a
	}
	digest := register.ApprovalDigest(a.Files[kept].Data)
	for i, f := range a.Files {
		a.Files[i].Data = bytes.ReplaceAll(f.Data, []byte("DIGEST"), []byte(digest))
	}
	return a
}

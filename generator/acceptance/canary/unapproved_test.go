package canary

import (
	"path/filepath"
	"testing"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
)

// What nobody has approved is not published, neither in a text of its own nor in one that was.
func TestNothingUnapprovedIsPublished(t *testing.T) {
	g := newGarden()
	source := golden.Unpack(t, g.archive(golden.Parse(t, "testdata/unapproved.txtar")))
	output := filepath.Join(t.TempDir(), "public")
	site.BuildTo(t, source, output, site.AsOf)
	g.judge(t, found(t, output))
}

package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongshi"
)

// Some edits, a build; sometimes something is done to the cache or the output. Whatever that was,
// the site is what a clean build makes, and no release that is kept was touched.
func TestCachedBuildGivesTheBytesOfACleanOne(t *testing.T) {
	o := newOffice(t, smallFace(), "testdata/every-key")
	sequences, rendered, pages := 200, 0, 0
	if testing.Short() {
		sequences = 20
	}
	for n := range sequences {
		for range o.IntN(4) {
			o.edit()
		}
		damaged := ""
		if o.IntN(3) == 0 {
			damaged = o.damage()
		}
		// Without its record, nobody can tell what was edited in a tree.
		for range max(0, o.IntN(4)-1) {
			if damaged != "trees" {
				o.touch()
			}
		}
		if n > 3 && o.IntN(10) == 0 {
			_, err := Rollback(o.output)
			o.must(err)
		}
		result := o.build(o.source, o.output)
		rendered, pages = rendered+result.Rendered, pages+result.Pages
		o.check(fmt.Sprintf("sequence %d", n))
	}
	t.Logf("%d of %d pages were rendered", rendered, pages)
	if rendered == 0 || rendered > pages*3/4 {
		t.Errorf("the cache is of no use: %d of %d pages were rendered", rendered, pages)
	}
}

func TestCachedBuildWithTheRealThemeGivesTheBytesOfACleanOne(t *testing.T) {
	o := newOffice(t, gongshi.Theme, "testdata/every-key")
	for n := range 6 {
		o.edit()
		o.build(o.source, o.output)
		o.check(fmt.Sprintf("sequence %d", n))
	}
}

func TestEditedOutputIsPutRightAndNamed(t *testing.T) {
	o := newOffice(t, smallFace(), "testdata/every-key")
	o.build(o.source, o.output)
	o.write(filepath.Join(o.output, "contact.html"), []byte("by hand"))
	o.write(filepath.Join(o.output, "mine.html"), []byte("by hand"))
	o.must(os.Remove(filepath.Join(o.output, "data.html")))
	want := []string{"contact.html", "data.html", "mine.html"}
	if result := o.build(o.source, o.output); !slices.Equal(result.Edited, want) ||
		result.Rendered != 2 {
		t.Errorf("got %q, %d rendered", result.Edited, result.Rendered)
	}
	o.check("put right")
	if result := o.build(o.source, o.output); len(result.Edited) > 0 || result.Rendered > 0 {
		t.Errorf("then %q, %d rendered", result.Edited, result.Rendered)
	}
}

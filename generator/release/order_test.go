package release

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFilesThatOthersLeadToComeFirst(t *testing.T) {
	var renamed []string
	output := filepath.Join(t.TempDir(), "public")
	d := watching{refusing{realDisk{}}, &renamed}
	mustPublish(t, output, d, "index.html=1", "old.html=1")
	renamed = nil
	mustPublish(t, output, d, "assets/a.css=2", "findings/a.html=2", "list.html=2", "index.html=2")
	var places []string
	for _, name := range renamed {
		if rest, ok := strings.CutPrefix(name, output+string(filepath.Separator)); ok {
			places = append(places, filepath.ToSlash(rest))
		}
	}
	want := []string{"assets/a.css", "findings/a.html", "list.html", "index.html", "-old.html"}
	if !slices.Equal(places, want) {
		t.Errorf("got %q, want %q", places, want)
	}
}

// watching notes what is renamed to where, and removed.
type watching struct {
	disk
	renamed *[]string
}

func (w watching) Rename(from, to string) error {
	*w.renamed = append(*w.renamed, to)
	return w.disk.Rename(from, to)
}

func (w watching) RemoveAll(path string) error {
	if filepath.Base(path) == "old.html" {
		*w.renamed = append(*w.renamed, filepath.Join(filepath.Dir(path), "-old.html"))
	}
	return w.disk.RemoveAll(path)
}

package synthetic

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPeerHasTheSameFindings(t *testing.T) {
	source, dir := t.TempDir(), t.TempDir()
	if err := Register(source, 30); err != nil {
		t.Fatal(err)
	}
	if err := Peer(dir, source); err != nil {
		t.Fatal(err)
	}
	for n := range 30 {
		file := filepath.FromSlash(PlaceOf(n).File())
		want, err := os.ReadFile(filepath.Join(source, file))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, file)); string(got) != string(want) {
			t.Errorf("%s differs (%v)", file, err)
		}
	}
	index, err := os.ReadFile(filepath.Join(dir, "content", "audit-000", "_index.md"))
	if err != nil || strings.Contains(string(index), "published:") ||
		!strings.Contains(string(index), "\nreleased: 2025-12-01\n") {
		t.Errorf("hugo would take the inspection for a draft: %v", err)
	}
	settings, err := os.ReadFile(filepath.Join(dir, "hugo.toml"))
	if err != nil || !strings.HasSuffix(string(settings),
		"\n[permalinks.page]\naudit-000 = \"/findings/:contentbasename\"\n") {
		t.Errorf("the findings would lie elsewhere: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "layouts", "_partials", "rows.html")); err != nil {
		t.Error(err)
	}
}

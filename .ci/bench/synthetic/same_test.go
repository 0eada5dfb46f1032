package synthetic

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The archive holds a source of two findings and both sites of it; each case spoils one file.
func TestSameWorkIsHeldToTheSource(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/same.txtar")
	if err != nil {
		t.Fatal(err)
	}
	const second = "findings/finding-000001.html"
	for _, c := range []struct{ file, from, to, want string }{
		{"", "", "", ""},
		{"hugo/" + second, "", "", "hugo: 1 pages of findings in place of 2"},
		{"ours/" + second, "", "", "gongshi: 1 pages of findings in place of 2"},
		{"hugo/" + second, "账目不清", "", "hugo: " + second + " does not say its title: 账目不清"},
		{"hugo/" + second, "已经归还", "归还", "hugo: " + second + " does not say its text: ：已经归还，见"},
		{"ours/" + second, "2025-12-02", "", "gongshi: " + second +
			" does not say its date: 2025-12-02"},
		{"hugo/" + second, "finding-000000.html", "", "hugo: " + second +
			" does not say its related: finding-000000"},
		{"hugo/audit-000/category-0/index.html", `<li class="row">二`, "<li>", "the list " +
			"audit-000/category-0 has pages of [2] rows at gongshi, of [1] at hugo"},
		{"hugo/by-deadline/status/completed.html", "", "", "hugo: open "},
		{"ours/data/findings.csv", "finding-000001", "", "gongshi: data/findings*.csv lacks " +
			"finding-000001"},
		{"hugo/sitemap.xml", "", "", "hugo: sitemap*.xml lacks finding-000000"},
	} {
		dir := t.TempDir()
		lay(t, dir, archive)
		if c.file != "" {
			spoil(t, filepath.Join(dir, filepath.FromSlash(c.file)), c.from, c.to)
		}
		err := Same(filepath.Join(dir, "source"), 2, Ours(filepath.Join(dir, "ours")),
			Theirs(filepath.Join(dir, "hugo")))
		if c.want == "" && err == nil {
			continue
		}
		if err == nil || c.want == "" || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s without %q: got %v, want %s", c.file, c.from, err, c.want)
		}
	}
}

func lay(t *testing.T, dir string, archive *txtar.Archive) {
	t.Helper()
	for _, f := range archive.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// spoil takes a file away, or one text in it.
func spoil(t *testing.T, file, from, to string) {
	t.Helper()
	if from == "" {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), from) {
		t.Fatalf("%s does not hold %q (%v)", file, from, err)
	}
	spoiled := strings.ReplaceAll(string(text), from, to)
	if err := os.WriteFile(file, []byte(spoiled), 0o644); err != nil {
		t.Fatal(err)
	}
}

// An id may lie across two pieces of a file.
func TestIDsAreFoundWhereverTheyStand(t *testing.T) {
	const piece = 1 << 16
	for _, before := range []int{0, piece - 20, piece - 14, piece - 7, piece - 1, 3*piece - 9} {
		file := filepath.Join(t.TempDir(), "f")
		text := strings.Repeat("x", before) + "finding-000042" + strings.Repeat("y", piece)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		found := 0
		err := eachID(file, func(id string) {
			if id == "finding-000042" {
				found++
			}
		})
		if err != nil || found != 1 {
			t.Errorf("behind %d bytes: found %d times (%v)", before, found, err)
		}
	}
}

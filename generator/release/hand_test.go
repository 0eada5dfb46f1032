package release

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongshi/generator/cache"
)

// edited publishes and gives what had been edited.
func edited(t *testing.T, output string, d disk, pairs ...string) []string {
	t.Helper()
	o, err := open(output, ownOf(output), "", d)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	released, err := o.Publish(2, site(nil, pairs...))
	if err != nil {
		t.Fatal(err)
	}
	return released.Edited
}

// noHandEdit looks through all that rolling back may bring.
func noHandEdit(t *testing.T, what, output string) {
	t.Helper()
	for _, pair := range files(t, filepath.Join(stateOf(output), keptDir)) {
		if strings.Contains(pair, "by hand") {
			t.Errorf("%s: %s is kept", what, pair)
		}
	}
}

func TestCopyInTheOutputsPlaceIsHeldAgainstWhatWasReleased(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "index.html=1")
		elsewhere := output + ".copy"
		if err := os.CopyFS(elsewhere, os.DirFS(output)); err != nil {
			t.Fatal(err)
		}
		appendTo(t, filepath.Join(elsewhere, "a.html"), "by hand")
		if err := os.RemoveAll(output); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(elsewhere, output); err != nil {
			t.Fatal(err)
		}
		got := edited(t, output, d, "a.html=1", "index.html=2")
		if !slices.Equal(got, []string{"a.html"}) {
			t.Errorf("%s: edited are %q", how, got)
		}
		expect(t, output, "a.html=1", "index.html=2")
		noHandEdit(t, how.String(), output)
	}
}

func TestLinkThatWasSetAsideLeadsNoFileOut(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a/b.html=1", "index.html=1")
		outside := filepath.Join(filepath.Dir(output), "outside")
		if err := os.Rename(filepath.Join(output, "a"), outside); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(outside, filepath.Join(output, "a")); err != nil {
			t.Skip("no links here:", err)
		}
		mustPublish(t, output, d, "a/b.html=2", "index.html=2")
		appendTo(t, filepath.Join(output, "a", "b.html"), "by hand")
		mustPublish(t, output, d, "a/b.html=3", "index.html=3")
		expect(t, outside, "b.html=1")
		if info, err := os.Lstat(filepath.Join(output, "a")); err != nil || !info.IsDir() {
			t.Errorf("%s: the link is still there", how)
		}
	}
}

func TestFileBecomesAFolderAndBack(t *testing.T) {
	for _, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		for n := range 5 {
			mustPublish(t, output, d, "a=1", fmt.Sprint("index.html=", n))
			expect(t, output, "a=1", fmt.Sprint("index.html=", n))
			mustPublish(t, output, d, "a/b=1", fmt.Sprint("index.html=", n))
			expect(t, output, "a/b=1", fmt.Sprint("index.html=", n))
		}
	}
}

func TestRecordThatNamesFilesOutsideMovesNone(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	mustPublish(t, output, realDisk{}, "index.html=1")
	mine := filepath.Join(filepath.Dir(output), "mine")
	if err := os.WriteFile(mine, []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../mine", mine, ".", "", "a/../../mine", "../public"} {
		tree, all := &cache.Packer{}, &cache.Packer{}
		tree.Text(name)
		tree.Digest(Digest{1})
		tree.Stamp(cache.Stamp{Size: 1})
		id := int64(inode(output))
		all.Number(id)
		all.Number(id)
		all.Text(string(tree.Bytes()))
		root, err := os.OpenRoot(stateOf(output))
		if err != nil {
			t.Fatal(err)
		}
		err = cache.Write(root, recordsName, recordsForm, time.Now(), all.Bytes())
		root.Close()
		if err != nil {
			t.Fatal(err)
		}
		mustPublish(t, output, realDisk{}, "index.html="+name)
		expect(t, output, "index.html="+name)
		if _, err := os.Stat(mine); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
	}
}

func TestFewerAreKeptThoughTheSiteIsTheSame(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	for _, n := range []string{"1", "2", "3"} {
		mustPublish(t, output, realDisk{}, "index.html="+n)
	}
	o, err := Open(output, ownOf(output), "")
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	released, err := o.Publish(0, site(nil, "index.html=3"))
	if err != nil || released.How != AsItWas || len(o.Kept()) > 0 {
		t.Errorf("%s, %v are kept (%v)", released.How, o.Kept(), err)
	}
}

// unsynced is a disk that need not outlive the power: a test of 600 releases takes 2 s on it in
// place of 30.
type unsynced struct{ disk }

func (unsynced) SyncTree(string) error { return nil }
func (unsynced) SyncDir(string) error  { return nil }

// A release over a site that was edited, with a tree to begin with: whichever operation fails, the
// next release is the new site, and no hand edit is kept.
func TestNoFailureKeepsAHandEdit(t *testing.T) {
	for how, d := range disks {
		for _, crash := range []int{1, 1 << 30} {
			n, step := 0, 1
			if testing.Short() {
				step = 7
			}
			for !failAfterEdit(t, unsynced{d}, n, crash) {
				n += step
			}
			t.Logf("%s: operations up to the %dth failed", how, n)
		}
	}
}

// failAfterEdit fails so many operations from the nth on; it gives true where there are fewer.
func failAfterEdit(t *testing.T, d disk, n, fail int) (done bool) {
	t.Helper()
	output := filepath.Join(t.TempDir(), "public")
	for i := range 4 {
		mustPublish(t, output, d, "a.html=same", "b/c.html=same", fmt.Sprint("index.html=", i))
	}
	for _, name := range []string{"a.html", "b/c.html", "mine.html"} {
		f := filepath.Join(output, name)
		if err := os.WriteFile(f, []byte("by hand"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	left := n
	_, err := publish(output, faulty{d, &left, &fail, &sync.Mutex{}},
		site(nil, "a.html=new", "b/c.html=same", "index.html=new"))
	what := fmt.Sprintf("operation %d (%v)", n, err)
	mustPublish(t, output, d, "a.html=new", "b/c.html=same", "index.html=newest")
	expect(t, output, "a.html=new", "b/c.html=same", "index.html=newest")
	noHandEdit(t, what, output)
	keptOf(t, output)
	noSecondNames(t, output)
	return left >= 0
}

func TestFileIsReadWhereItsMarkTellsNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	is, lie := stampOf(dir, "a"), Digest{1}
	if !is.Exact() {
		t.Skip("the system tells no inodes")
	}
	found := cache.Found{Name: "a", Stamp: is, Regular: true}
	time.Sleep(150 * time.Millisecond) // a stamp tells something a tenth of a second later
	other := is
	other.Inode++
	for _, c := range []struct {
		what  string
		left  cache.Stamp
		noted time.Time
		taken bool
	}{
		{"the same stamp", is, time.Now(), true},
		{"another file's", other, time.Now(), false},
		{"noted in the same instant", is, time.Unix(0, is.Modified), false},
	} {
		got, err := records{noted: c.noted}.lookAt(dir, found, file{lie, c.left})
		if err != nil || (got.digest == lie) != c.taken {
			t.Errorf("%s: taken without reading: %v (%v)", c.what, !c.taken, err)
		}
	}
}

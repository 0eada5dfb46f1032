package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/source"
)

// around lists what lies in an output's folder, but for the output.
func around(t *testing.T, output string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(output))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		if e.Name() != "public" {
			names = append(names, e.Name())
		}
	}
	return names
}

// onlyTheLock looks that nothing else stays beside an output, and that it is empty.
func onlyTheLock(t *testing.T, what, output string) {
	t.Helper()
	const lock = ".public.gongshi.lock"
	if got := around(t, output); !slices.Equal(got, []string{".gongshi", lock}) {
		t.Errorf("%s: beside the output lie %q", what, got)
	}
	if got := files(t, filepath.Join(filepath.Dir(output), lock)); !slices.Equal(got, []string{".="}) {
		t.Errorf("%s: the lock is %q", what, got)
	}
}

func TestNothingButAnEmptyLockStaysBesideTheOutput(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		for n := range 6 {
			mustPublish(t, output, d, "a.html=same", fmt.Sprint("index.html=", n))
			onlyTheLock(t, how.String(), output)
		}
		o, err := open(output, ownOf(output), "", d)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Rollback(newest); err != nil {
			t.Fatal(err)
		}
		o.Close()
		onlyTheLock(t, how.String(), output)
		expect(t, output, "a.html=same", "index.html=4")
		for _, dir := range []string{stateOf(output), filepath.Dir(stateOf(output))} {
			info, err := os.Stat(dir)
			if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
				t.Errorf("%s: others may read it: %v %v", how, info.Mode(), err)
			}
		}
	}
}

// keepWhole keeps so many releases in the way of earlier versions, as whole trees, with a spare one.
func keepWhole(t *testing.T, output string, releases int) {
	t.Helper()
	write := func(tree, index string) {
		dir := filepath.Join(stateOf(output), tree)
		err := errors.Join(os.MkdirAll(dir, 0o755),
			os.WriteFile(filepath.Join(dir, "a.html"), []byte("1"), 0o600),
			os.WriteFile(filepath.Join(dir, "index.html"), []byte(index), 0o600))
		if err != nil {
			t.Fatal(err)
		}
	}
	for n := range releases {
		write(fmt.Sprintf("earlier/%08d", n+1), fmt.Sprint(n))
	}
	write("spare", "spare")
}

func TestWholeTreesOfAnEarlierVersionAreTakenOver(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "index.html=2")
		keepWhole(t, output, 2)
		r := publishFrom(t, output, ownOf(output), d, 3, "a.html=1", "index.html=3")
		if r.Migrated != 2 || len(r.Edited) > 0 {
			t.Errorf("%s: %d are taken over, edited are %q", how, r.Migrated, r.Edited)
		}
		expectKept(t, output, []string{"a.html=1", "index.html=0"},
			[]string{"a.html=1", "index.html=1"}, []string{"a.html=1", "index.html=2"})
		if got := files(t, stateOf(output)); slices.ContainsFunc(got, func(pair string) bool {
			return strings.HasSuffix(pair, "a.html=1") || strings.HasPrefix(pair, "spare/")
		}) {
			t.Errorf("%s: what did not change is kept too: %q", how, got)
		}
	}
}

func TestStateOfAnEarlierVersionIsTakenOver(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "index.html=2")
		keepWhole(t, output, 2)
		beside := filepath.Join(filepath.Dir(output), ".public.gongshi")
		err := errors.Join(os.Rename(stateOf(output), beside), os.RemoveAll(ownOf(output)),
			os.WriteFile(filepath.Join(beside, "lock"), nil, 0o600),
			os.Remove(filepath.Join(beside, "touched")),
			os.MkdirAll(filepath.Join(beside, "edited", "deep"), 0o755),
			os.WriteFile(filepath.Join(beside, "edited", "deep", "mine"), []byte("mine"), 0o600))
		if err != nil {
			t.Fatal(err)
		}
		appendTo(t, filepath.Join(output, "a.html"), "by hand")
		unlock, err := source.Lock(filepath.Join(beside, "lock"))
		if err != nil {
			t.Fatal(err)
		}
		var busy *source.BusyError
		if _, err := open(output, ownOf(output), "", d); !errors.As(err, &busy) {
			t.Errorf("%s: an earlier version is at it: %v", how, err)
		}
		unlock()
		if got := edited(t, output, d, "a.html=1", "index.html=3"); !slices.Equal(got,
			[]string{"a.html"}) {
			t.Errorf("%s: edited are %q", how, got)
		}
		onlyTheLock(t, how.String(), output)
		expectKept(t, output, []string{"a.html=1", "index.html=1"},
			[]string{"a.html=1", "index.html=2"})
		expect(t, filepath.Join(ownOf(output), "edited"), "1/a.html=1by hand", "1/deep/mine=mine")
	}
}

// publishFrom publishes from one of several sources.
func publishFrom(t *testing.T, output, own string, d disk, keep int, pairs ...string) Release {
	t.Helper()
	o, err := open(output, own, "", d)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	released, err := o.Publish(keep, site(nil, pairs...))
	if err != nil {
		t.Fatal(err)
	}
	return released
}

func TestTwoSourcesOfOneOutputTakeTurns(t *testing.T) {
	for how, d := range disks {
		dir := t.TempDir()
		output := filepath.Join(dir, "public")
		first, second := ownOf(output), filepath.Join(dir, "second", ".gongshi")
		if err := os.Mkdir(filepath.Dir(second), 0o755); err != nil {
			t.Fatal(err)
		}
		page := "index.html=" + GeneratorTag
		for n := range 3 {
			for _, own := range []string{first, second} {
				r := publishFrom(t, output, own, d, 2, "a.html="+own, fmt.Sprint(page, n))
				if len(r.Edited)+len(r.Added) > 0 {
					t.Errorf("%s, %d: the other's release was %q by hand", how, n, r.Edited)
				}
			}
		}
		o, err := open(output, first, "", d)
		if err != nil {
			t.Fatal(err)
		}
		var busy *source.BusyError
		if _, err := open(output, second, "", d); !errors.As(err, &busy) {
			t.Errorf("%s: both hold it: %v", how, err)
		}
		other, err := open(filepath.Join(dir, "other"), first, "", d)
		if err != nil {
			t.Fatal("one source, two outputs:", err)
		}
		other.Close()
		o.Close()
	}
}

// A copy of a site into which somebody has put files: there is no record of it.
func TestOwnFilesInAnUnknownSiteAreNamedAndSetAside(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		page := "old.html=" + GeneratorTag
		for round := 1; round <= 3; round++ {
			write := func(name, text string) {
				file := filepath.Join(output, name)
				err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755),
					os.WriteFile(file, []byte(text), 0o600))
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := os.RemoveAll(ownOf(output) + "/releases"); err != nil {
				t.Fatal(err)
			}
			write("index.html", GeneratorTag)
			write("old.html", page)
			write("papers/own.pdf", fmt.Sprint("mine ", round/2)) // that of round 3 is another
			for n := range 5 {
				r := publishFrom(t, output, ownOf(output), d, 3, fmt.Sprint("index.html=", round, n))
				want := []string(nil)
				if n == 0 {
					want = []string{"papers/own.pdf"}
				}
				if !slices.Equal(r.Added, want) {
					t.Errorf("%s: release %d names %q", how, n, r.Added)
				}
			}
		}
		expect(t, filepath.Join(ownOf(output), "edited"), "1/papers/own.pdf=mine 0",
			"2/papers/own.pdf=mine 1")
	}
}

func TestKeepingNothingRemovesWhatIsKept(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		for n := range 6 {
			mustPublish(t, output, d, fmt.Sprint("secret.html=", n), fmt.Sprint("index.html=", n))
		}
		r := publishFrom(t, output, ownOf(output), d, 0, "secret.html=5", "index.html=5")
		if r.How != AsItWas || r.Forgotten != 2 {
			t.Errorf("%s: %s, %d are said to be forgotten", how, r.How, r.Forgotten)
		}
		for _, kept := range files(t, ownOf(output)) {
			if strings.Contains(kept, "secret.html=") {
				t.Errorf("%s: %s is kept", how, kept)
			}
		}
		r = publishFrom(t, output, ownOf(output), d, 0, "index.html=6")
		if r.Forgotten != 1 {
			t.Errorf("%s: of the site that was replaced, %d forgotten", how, r.Forgotten)
		}
		expectKept(t, output)
	}
}

func TestRollbackCanBeRefusedForWhatItBringsBack(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "withdrawn.html=1", "index.html=1")
		mustPublish(t, output, d, "a.html=2", "index.html=2")
		o, err := open(output, ownOf(output), "", d)
		if err != nil {
			t.Fatal(err)
		}
		var asked []string
		_, err = o.Rollback(Back{Accept: func(c Changes) error {
			asked = c.Added
			return fs.ErrPermission
		}})
		o.Close()
		if !errors.Is(err, fs.ErrPermission) || !slices.Equal(asked, []string{"withdrawn.html"}) {
			t.Errorf("%s: asked for %q, %v", how, asked, err)
		}
		expect(t, output, "a.html=2", "index.html=2")
	}
}

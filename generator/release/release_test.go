package release

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/source"
)

// files lists what lies below a folder, with its content; nothing where there is no folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	found := []string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		found = append(found, filepath.ToSlash(name)+"="+string(data))
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}

// site is a fill that adds name=content pairs and then ends with an error, if there is one.
func site(end error, pairs ...string) func(*Stage) error {
	return func(s *Stage) error {
		for _, pair := range pairs {
			name, data, _ := strings.Cut(pair, "=")
			if _, err := s.Put(name, []byte(data)); err != nil {
				return err
			}
		}
		return end
	}
}

// publish opens an output on a disk, publishes and closes.
func publish(output string, d disk, fill func(*Stage) error) (How, error) {
	o, err := open(output, ownOf(output), "", d)
	if err != nil {
		return "", err
	}
	defer o.Close()
	released, err := o.Publish(2, fill)
	return released.How, err
}

func mustPublish(t *testing.T, output string, d disk, pairs ...string) How {
	t.Helper()
	how, err := publish(output, d, site(nil, pairs...))
	if err != nil {
		t.Fatal(err)
	}
	return how
}

func expect(t *testing.T, dir string, want ...string) {
	t.Helper()
	if got := files(t, dir); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// keptOf is the releases that are kept, each as files are listed, and read as they are put back.
func keptOf(t *testing.T, output string) [][]string {
	t.Helper()
	all := [][]string{}
	for _, k := range keptIn(stateOf(output), output) {
		if !k.Whole() {
			t.Fatalf("the manifest of release %d cannot be read", k.Number)
		}
		site := []string{}
		for _, name := range slices.Sorted(maps.Keys(k.Files)) {
			data, err := k.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			site = append(site, name+"="+string(data))
		}
		all = append(all, site)
	}
	return all
}

// expectKept looks that some releases are kept, oldest first, and that none shares a file with the
// output.
func expectKept(t *testing.T, output string, want ...[]string) {
	t.Helper()
	if got := keptOf(t, output); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("kept are %q, want %q", got, want)
	}
	noSecondNames(t, output)
}

// noSecondNames looks that no file of the output, nor of what is kept, has a second name.
func noSecondNames(t *testing.T, output string) {
	t.Helper()
	for _, dir := range []string{output, stateOf(output)} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if n := names(info); err == nil && n > 1 {
				t.Errorf("%s has %d names", path, n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// ownOf is what is Gongshi's own in the source of an output.
func ownOf(output string) string { return filepath.Join(filepath.Dir(output), ".gongshi") }

// stateOf is the folder of an output's state.
func stateOf(output string) string {
	o, err := locate(output, ownOf(output))
	if err != nil {
		panic(err)
	}
	return o.state
}

func TestNewSiteReplacesTheOldOneWhole(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "new", "public")
		mustPublish(t, output, d, "findings/old.html=1", "index.html=1", "a/b=1")
		got := mustPublish(t, output, d, "findings/new.html=2", "a=2", "index.html=2")
		if got != how.how {
			t.Errorf("put in place %s, want %s", got, how)
		}
		expect(t, output, "a=2", "findings/new.html=2", "index.html=2")
		if _, err := os.Stat(filepath.Join(output, "findings", "old.html")); err == nil {
			t.Error("an old file is left")
		}
	}
}

func TestFailedReleaseLeavesTheOldSite(t *testing.T) {
	broken := errors.New("broken")
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "index.html=1")
		for name, fill := range map[string]func(*Stage) error{
			"an error after files":  site(broken, "index.html=2", "a.html=2"),
			"a name that leads out": site(nil, "index.html=2", "../out.html=2"),
			"an absolute name":      site(nil, "/out.html=2"),
			"one name twice":        site(nil, "index.html=2", "index.html=3"),
		} {
			if _, err := publish(output, d, fill); err == nil {
				t.Errorf("%s, %s: no error", how, name)
			}
			expect(t, output, "index.html=1")
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(output), "out.html")); err == nil {
			t.Error("a file was written outside")
		}
	}
}

func TestFolderThatIsNoSiteIsNotReplaced(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	if _, err := publish(output, realDisk{}, site(errors.New("broken"))); err == nil {
		t.Fatal("no error") // but there is a lock from now on
	}
	if err := os.MkdirAll(output, 0o755); err != nil {
		t.Fatal(err)
	}
	thesis := filepath.Join(output, "thesis.txt")
	if err := os.WriteFile(thesis, []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := publish(output, realDisk{}, site(nil, "index.html=1"))
	if !errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
	expect(t, output, "thesis.txt=years of work")
	index := filepath.Join(output, "index.html")
	if err := os.WriteFile(index, []byte("<head>"+GeneratorTag+"\">"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, output, realDisk{}, "index.html=without the stamp")
	expect(t, output, "index.html=without the stamp")
	mustPublish(t, output, realDisk{}, "index.html=again")
}

func TestOutputBehindALinkIsReplacedThere(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "served"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "public")
	if err := os.Symlink("served", link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	mustPublish(t, link, realDisk{}, "index.html=1")
	expect(t, filepath.Join(dir, "served"), "index.html=1")
	if err := os.RemoveAll(filepath.Join(dir, "served")); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(link, realDisk{}, site(nil, "index.html=2")); err == nil {
		t.Error("a link to nowhere was replaced")
	}
}

func TestSecondReleaseIsToldWhoIsAtIt(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	o, err := Open(output, ownOf(output), "")
	if err != nil {
		t.Fatal(err)
	}
	var busy *source.BusyError
	if _, err := Open(output, ownOf(output), ""); !errors.As(err, &busy) || busy.Holder != fmt.Sprint(os.Getpid()) {
		t.Errorf("got %v", err)
	}
	if err := Held(output); !errors.As(err, &busy) || busy.Holder != fmt.Sprint(os.Getpid()) {
		t.Errorf("looking at it: %v", err)
	}
	o.Close()
	if err := Held(output); err != nil {
		t.Errorf("after it was let go: %v", err)
	}
	mustPublish(t, output, realDisk{}, "index.html=1")
}

func anything(Changes) error { return nil }

// any is a rollback to the release before.
var newest = Back{Accept: anything}

func TestRollbackPutsTheReleaseBeforeBackAndUndoesItself(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "index.html=1", "only-in-1=1")
		rollback := func() error {
			o, err := open(output, ownOf(output), "", d)
			if err != nil {
				t.Fatal(err)
			}
			defer o.Close()
			_, err = o.Rollback(newest)
			return err
		}
		if err := rollback(); !errors.Is(err, ErrNoEarlier) {
			t.Errorf("%s: the first release has one before it: %v", how, err)
		}
		for n := 2; n <= 4; n++ {
			mustPublish(t, output, d, fmt.Sprintf("index.html=%d", n))
		}
		if err := rollback(); err != nil {
			t.Fatal(how, err)
		}
		expect(t, output, "index.html=3")
		if err := rollback(); err != nil {
			t.Fatal(how, err)
		}
		expect(t, output, "index.html=4")
		expectKept(t, output, []string{"index.html=2"}, []string{"index.html=3"})
	}
}

package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files lists what lies below a folder, with its content.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		found = append(found, filepath.ToSlash(name)+"="+string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// site is a fill that adds name=content pairs and then ends with an error, if there is one.
func site(end error, pairs ...string) func(func(string, []byte) error) error {
	return func(add func(string, []byte) error) error {
		for _, pair := range pairs {
			name, data, _ := strings.Cut(pair, "=")
			if err := add(name, []byte(data)); err != nil {
				return err
			}
		}
		return end
	}
}

func expect(t *testing.T, dir string, want ...string) {
	t.Helper()
	if got := files(t, dir); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNewSiteReplacesTheOldOneWhole(t *testing.T) {
	output := filepath.Join(t.TempDir(), "new", "public")
	if err := Publish(output, site(nil, "index.html=1", "findings/old.html=1")); err != nil {
		t.Fatal(err)
	}
	expect(t, output, "findings/old.html=1", "index.html=1")
	if err := Publish(output, site(nil, "findings/new.html=2", "index.html=2")); err != nil {
		t.Fatal(err)
	}
	expect(t, output, "findings/new.html=2", "index.html=2")
	expect(t, filepath.Join(filepath.Dir(output), ".public.gongshi"), files(t,
		filepath.Join(filepath.Dir(output), ".public.gongshi"))[0]) // the lock and nothing else
}

func TestFailedReleaseLeavesTheOldSite(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	if err := Publish(output, site(nil, "index.html=1")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	for name, fill := range map[string]func(func(string, []byte) error) error{
		"an error after files":  site(broken, "index.html=2", "a.html=2"),
		"a name that leads out": site(nil, "index.html=2", "../out.html=2"),
		"an absolute name":      site(nil, "/out.html=2"),
		"one name twice":        site(nil, "index.html=2", "index.html=3"),
	} {
		if err := Publish(output, fill); err == nil {
			t.Errorf("%s: no error", name)
		}
		expect(t, output, "index.html=1")
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(output), "out.html")); err == nil {
		t.Error("a file was written outside")
	}
}

func TestFolderThatIsNoSiteIsNotReplaced(t *testing.T) {
	output := t.TempDir()
	mine := filepath.Join(output, "thesis.txt")
	if err := os.WriteFile(mine, []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Publish(output, site(nil, "index.html=1")); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
	expect(t, output, "thesis.txt=years of work")
	index := filepath.Join(output, "index.html")
	if err := os.WriteFile(index, []byte("<head>"+Mark+"\">"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Publish(output, site(nil, "index.html=1")); err != nil {
		t.Errorf("a site copied from elsewhere is not replaced: %v", err)
	}
	expect(t, output, "index.html=1")
}

func TestSecondReleaseIsToldWhoIsAtIt(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	err := Publish(output, func(add func(string, []byte) error) error {
		var busy *BusyError
		if err := Publish(output, site(nil, "index.html=2")); !errors.As(err, &busy) || busy.Holder == "" {
			t.Errorf("got %v", err)
		}
		return add("index.html", []byte("1"))
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, output, "index.html=1")
}

func TestLeftoversOfAKilledReleaseAreCleared(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	stage := filepath.Join(filepath.Dir(output), ".public.gongshi", "stage")
	if err := os.MkdirAll(stage, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(stage, "half.html"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Publish(output, site(nil, "index.html=1")); err != nil {
		t.Fatal(err)
	}
	expect(t, output, "index.html=1")
}

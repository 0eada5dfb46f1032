package release

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Two ways of sharing besides the best that this machine has: clones, and neither clones nor links.
type (
	cloning  struct{ disk }
	linkless struct {
		disk
		err error
	}
)

func (d cloning) Clone(from, to string) error {
	data, err := os.ReadFile(from)
	return errors.Join(err, d.disk.WriteFile(to, data))
}

func (d cloning) Link(_, _ string) error { return errors.New("there are clones") }

func (d linkless) Clone(_, _ string) error { return d.err }

func (d linkless) Link(_, _ string) error { return d.err }

// sharing are the disks, each with every way of sharing files.
func sharing() map[string]disk {
	all := map[string]disk{}
	for way, d := range disks {
		all[way.String()] = d
	}
	all["cloned"] = cloning{realDisk{}}
	for _, err := range []error{syscall.EXDEV, syscall.EPERM, syscall.EMLINK, errors.ErrUnsupported} {
		all[err.Error()] = linkless{realDisk{}, err}
	}
	return all
}

// exchanged does something before and after two directories change places: then files of the output
// have two names each.
type exchanged struct {
	disk
	before, after func()
}

func (d exchanged) Exchange(a, b string) error {
	d.before()
	defer d.after()
	return d.disk.Exchange(a, b)
}

func TestWriteThroughASecondNameIsFoundNextAndKeptNowhere(t *testing.T) {
	for _, text := range []string{"by hand", "same"} { // the second is of the same length
		for _, early := range []bool{true, false} {
			output := filepath.Join(t.TempDir(), "public")
			mustPublish(t, output, realDisk{}, "a.html=text", "index.html=1")
			write := func() {
				file := filepath.Join(output, "a.html")
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			d := exchanged{realDisk{}, write, func() {}}
			if !early {
				d.before, d.after = d.after, d.before
			}
			mustPublish(t, output, d, "a.html=text", "index.html=2")
			got := edited(t, output, realDisk{}, "a.html=text", "index.html=3")
			if !slices.Equal(got, []string{"a.html"}) {
				t.Errorf("%q: edited are %q", text, got)
			}
			expect(t, output, "a.html=text", "index.html=3")
			expectKept(t, output, []string{"a.html=text", "index.html=1"},
				[]string{"a.html=text", "index.html=2"})
			expect(t, filepath.Join(ownOf(output), "edited"), "1/a.html="+text)
		}
	}
}

func TestLargeFilesAreKeptCompressedAndPutBackAsTheyWere(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		large := func(n int) []string {
			noise := make([]byte, packedFrom) // as in an image
			_, _ = rand.NewChaCha8([32]byte{byte(n)}).Read(noise)
			return []string{fmt.Sprint("findings.json=", n, strings.Repeat("text", packedFrom)),
				"noise.png=" + string(noise)}
		}
		for n := range 3 {
			mustPublish(t, output, d, large(n)...)
		}
		expectKept(t, output, large(0), large(1))
		for _, pair := range files(t, stateOf(output)) {
			if name, data, _ := strings.Cut(pair, "="); strings.Contains(name, "findings.json") &&
				len(data) > packedFrom {
				t.Errorf("%s: %s has %d bytes", how, name, len(data))
			}
		}
		if _, err := rollBack(t, output, d, Back{Number: 1}); err != nil {
			t.Error(how, err)
		}
		expect(t, output, large(0)...)
		expectKept(t, output, large(1), large(2))
	}
}

// In a site of many files those that did not change are not read by the next build, though each
// was given a second name and lost it again.
func TestFilesThatWereLinkedAreNotReadAgain(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	var pairs []string
	for n := range 1200 {
		pairs = append(pairs, fmt.Sprintf("%d.html=%d", n, n))
	}
	for _, index := range []string{"index.html=1", "index.html=2"} {
		mustPublish(t, output, unsynced{realDisk{}}, append(pairs, index)...)
		time.Sleep(150 * time.Millisecond) // a stamp tells something a tenth of a second later
	}
	o, err := Open(output, ownOf(output), "")
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	known := o.readRecords()
	fresh := 0
	for name, left := range known.of(output) {
		if left.stamp != stampOf(output, name) || !left.stamp.Holds(known.noted) {
			fresh++
		}
	}
	if fresh > 200 { // written in the last tick before they were in place
		t.Errorf("%d of 1,201 files are to be read again", fresh)
	}
}

func TestPathThatCannotBeReplacedIsNamed(t *testing.T) {
	dir := t.TempDir()
	there, gone := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := os.Mkdir(there, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := (realDisk{}).Exchange(there, gone); err == nil ||
		!errors.Is(err, errors.ErrUnsupported) && !strings.Contains(err.Error(), gone) {
		t.Errorf("%v does not name %s", err, gone)
	}
}

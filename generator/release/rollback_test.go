package release

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// rollBack puts a release back.
func rollBack(t *testing.T, output string, d disk, b Back) (Release, error) {
	t.Helper()
	o, err := open(output, ownOf(output), "", d)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	b.Accept = anything
	return o.Rollback(b)
}

// state is the nth of some sites that share files in different ways: one is in all, one in every
// second, one in the first three.
func state(n int) []string {
	site := []string{"a/same.html=same", fmt.Sprint("alternating.html=", n%2)}
	if n < 3 {
		site = append(site, "early.html=early")
	}
	return append(site, fmt.Sprint("index.html=", n))
}

func TestAnyReleaseThatIsKeptCanBePutBackAndIsThenNoneOfThem(t *testing.T) {
	for how, d := range sharing() {
		for to := range 3 {
			output := filepath.Join(t.TempDir(), "public")
			for n := range 4 {
				publishFrom(t, output, ownOf(output), unsynced{d}, 3, state(n)...)
			}
			expectKept(t, output, state(0), state(1), state(2))
			if _, err := rollBack(t, output, unsynced{d}, Back{Number: to + 1}); err != nil {
				t.Fatal(how, err)
			}
			expect(t, output, state(to)...)
			want := [][]string{state(0), state(1), state(2), state(3)}
			expectKept(t, output, slices.Delete(want, to, to+1)...)
			if _, err := rollBack(t, output, unsynced{d}, Back{}); err != nil {
				t.Fatal(how, err)
			}
			expect(t, output, state(3)...)
			_, err := rollBack(t, output, unsynced{d}, Back{Number: 9})
			if !errors.Is(err, ErrNoEarlier) {
				t.Errorf("%s: release 9: %v", how, err)
			}
		}
	}
}

// ownFile is the place of a file that the newest release has for its own.
func ownFile(output, name string) string {
	kept := keptIn(stateOf(output), output)
	return filepath.Join(kept[len(kept)-1].places[0], name)
}

func TestFileThatIsNotAsItWasReleasedIsPutBackOnlyWhereItIsRenderedAgain(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "index.html=1")
		mustPublish(t, output, d, "a.html=2", "index.html=2")
		appendTo(t, ownFile(output, "a.html"), "damaged")
		for what, render := range map[string]func(map[string]Digest) (map[string][]byte, error){
			"nothing": nil, "something else": rendering("3"),
		} {
			var lost *LostError
			_, err := rollBack(t, output, d, Back{Render: render})
			if !errors.As(err, &lost) || !slices.Equal(lost.Names, []string{"a.html"}) {
				t.Errorf("%s, %s is rendered: %v", how, what, err)
			}
			expect(t, output, "a.html=2", "index.html=2")
		}
		if _, err := rollBack(t, output, d, Back{Render: rendering("1")}); err != nil {
			t.Error(how, err)
		}
		expect(t, output, "a.html=1", "index.html=1")
	}
}

func TestReleaseWithADamagedManifestIsNotPutBackAndHurtsNoOther(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	for n := range 3 {
		mustPublish(t, output, unsynced{realDisk{}}, state(n)...)
	}
	manifest := filepath.Join(filepath.Dir(ownFile(output, "")), manifestName)
	whole, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string) {
		t.Helper()
		var lost *LostError
		if _, err := rollBack(t, output, unsynced{realDisk{}}, Back{}); !errors.As(err, &lost) {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for i := range whole {
		damaged := append([]byte{}, whole...)
		damaged[i] ^= 0x10
		for what, data := range map[string][]byte{"damaged": damaged, "cut": whole[:i]} {
			if err := os.WriteFile(manifest, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if i%16 == 0 {
				refused(fmt.Sprint(what, " at ", i))
			} else if _, files, err := unpackManifest(manifest); err == nil {
				t.Fatalf("%s at %d, it is read: %v", what, i, files)
			}
		}
	}
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	refused("missing")
	expect(t, output, state(2)...)
	if _, err := rollBack(t, output, unsynced{realDisk{}}, Back{Number: 1}); err != nil {
		t.Error(err)
	}
	expect(t, output, state(0)...)
}

func TestReleaseWhoseOnlyCopyOfAFileWasEditedIsKeptNoMoreAndCounted(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=0", "b.html=1", "index.html=0")
		mustPublish(t, output, d, "a.html=1", "b.html=1", "index.html=1")
		mustPublish(t, output, d, "a.html=1", "b.html=1", "index.html=2")
		appendTo(t, filepath.Join(output, "a.html"), "by hand")
		r := publishFrom(t, output, ownOf(output), d, 3, "a.html=3", "b.html=1", "index.html=3")
		if r.Lost != 2 {
			t.Errorf("%s: %d are said to be lost", how, r.Lost)
		}
		expectKept(t, output, []string{"a.html=0", "b.html=1", "index.html=0"})
		noHandEdit(t, how.String(), output)
	}
}

func TestOutputThatWasRemovedOrReleasedToFromElsewhereLosesWhatItAloneHad(t *testing.T) {
	for what, spoil := range map[string]func(output string){
		"removed": func(output string) { _ = os.RemoveAll(output) },
		"another source's": func(output string) {
			own := filepath.Join(filepath.Dir(output), "second", ".gongshi")
			_ = os.MkdirAll(filepath.Dir(own), 0o755)
			publishFrom(t, output, own, realDisk{}, 2, "index.html="+GeneratorTag, "x.html=x")
		},
	} {
		output := filepath.Join(t.TempDir(), "public")
		page := "index.html=" + GeneratorTag
		publishFrom(t, output, ownOf(output), realDisk{}, 3, page+"0", "x.html=1", "z.html=1")
		publishFrom(t, output, ownOf(output), realDisk{}, 3, page+"1", "x.html=0", "z.html=1")
		spoil(output)
		r := publishFrom(t, output, ownOf(output), realDisk{}, 3, page+"2", "x.html=1", "z.html=2")
		if r.Lost != 1 {
			t.Errorf("%s: %d are said to be lost", what, r.Lost)
		}
		keptOf(t, output)
	}
}

func TestReleaseThatMustBeNowhereLeavesTheOthersWhole(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		sites := [][]string{
			{"a.html=1", "index.html=0"},
			{"a.html=1", "index.html=1", "secret.html=text"},
			{"a.html=2", "index.html=2"},
			{"a.html=2", "index.html=3", "secret.html=erased"},
		}
		for _, s := range sites {
			publishFrom(t, output, ownOf(output), d, 3, s...)
		}
		o, err := open(output, ownOf(output), "", d)
		if err != nil {
			t.Fatal(err)
		}
		o.Refuse(func(read func(string) ([]byte, error)) bool {
			data, _ := read("secret.html")
			return string(data) == "text"
		})
		r, err := o.Publish(3, site(nil, sites[3]...))
		o.Close()
		if err != nil || r.Purged != 1 {
			t.Errorf("%s: %d are removed, %v", how, r.Purged, err)
		}
		expectKept(t, output, sites[0], sites[2])
		for _, pair := range files(t, ownOf(output)) {
			if strings.HasSuffix(pair, "=text") {
				t.Errorf("%s: there is %s", how, pair)
			}
		}
	}
}

// Each operation of a rollback fails in turn: what stands there is one of the two sites, and each
// release is kept or in place once the next call has ended.
func TestNoFailureOfARollbackLosesARelease(t *testing.T) {
	for how, d := range disks {
		for _, crash := range []int{1, 1 << 30} {
			n, step := 0, 1
			if testing.Short() {
				step = 5
			}
			for !failRollback(t, how, unsynced{d}, n, crash) {
				n += step
			}
			t.Logf("%s: operations up to the %dth failed", how, n)
		}
	}
}

func failRollback(t *testing.T, how way, d disk, n, fail int) (done bool) {
	t.Helper()
	output := filepath.Join(t.TempDir(), "public")
	for i := range 4 {
		publishFrom(t, output, ownOf(output), d, 3, state(i)...)
	}
	left := n
	o, err := open(output, ownOf(output), "", faulty{d, &left, &fail, &sync.Mutex{}})
	if err == nil {
		_, err = o.Rollback(Back{Number: 2, Accept: anything})
		o.Close()
	}
	what := fmt.Sprintf("%s, operation %d (%v)", how, n, err)
	if o, err = open(output, ownOf(output), "", d); err != nil {
		t.Fatal(what, err)
	}
	o.Close()
	got := files(t, output)
	if !slices.Equal(got, state(1)) && !slices.Equal(got, state(3)) {
		t.Errorf("%s: there is %q", what, got)
	}
	all := append(keptOf(t, output), got)
	for i := range 4 {
		is := func(site []string) bool { return slices.Equal(site, state(i)) }
		if !slices.ContainsFunc(all, is) {
			t.Errorf("%s: site %d is lost", what, i)
		}
	}
	noSecondNames(t, output)
	return left >= 0
}

// A source that is copied has no state of its output, and so no log that tells when it was released.
func TestSiteWithoutAStateIsKeptWithTheTimeOfItsFrontPage(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	publishFrom(t, output, ownOf(output), realDisk{}, 3, "index.html="+GeneratorTag+"1")
	when := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	if err := errors.Join(os.RemoveAll(ownOf(output)),
		os.Chtimes(filepath.Join(output, "index.html"), when, when)); err != nil {
		t.Fatal(err)
	}
	publishFrom(t, output, ownOf(output), realDisk{}, 3, "index.html="+GeneratorTag+"2")
	o, err := open(output, ownOf(output), "", realDisk{})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if kept := o.Kept(); len(kept) != 1 || !kept[0].Released.Equal(when) {
		t.Errorf("kept %v, want one of %v", kept, when)
	}
}

package release

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// However a site was put in place, who edits its files in place edits no release before, and rolls
// back to what was released.
func TestHandEditReachesNoReleaseThatIsKept(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		for n := range 6 {
			mustPublish(t, output, d, "a.html=same", "b/c.html=same", fmt.Sprint("index.html=", n))
			var want [][]string
			for was := max(0, n-2); was < n; was++ {
				want = append(want, []string{"a.html=same", "b/c.html=same",
					fmt.Sprint("index.html=", was)})
			}
			expectKept(t, output, want...)
			for _, name := range []string{"a.html", "b/c.html"} {
				appendTo(t, filepath.Join(output, name), "by hand")
			}
			noHandEdit(t, how.String(), output)
		}
		o, err := open(output, ownOf(output), "", d)
		if err != nil {
			t.Fatal(err)
		}
		released, err := o.Rollback(Back{Accept: anything, Render: rendering("same")})
		o.Close()
		if err != nil || !slices.Equal(released.Edited, []string{"a.html", "b/c.html"}) {
			t.Errorf("%s: %q, %v", how, released.Edited, err)
		}
		expect(t, output, "a.html=same", "b/c.html=same", "index.html=4")
	}
}

// rendering renders every file as the same text.
func rendering(text string) func(map[string]Digest) (map[string][]byte, error) {
	return func(lost map[string]Digest) (map[string][]byte, error) {
		made := map[string][]byte{}
		for name := range lost {
			made[name] = []byte(text)
		}
		return made, nil
	}
}

func appendTo(t *testing.T, file, text string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

func TestSiteThatIsThereAlreadyIsNotReleasedAgain(t *testing.T) {
	for _, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "index.html=1")
		if how := mustPublish(t, output, d, "index.html=1", "a.html=1"); how != AsItWas {
			t.Errorf("it was put in place %s", how)
		}
		expectKept(t, output)
	}
}

func TestSameFileIsTakenFromTheReleaseBeforeOnlyWhereItIsTheSame(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		mustPublish(t, output, d, "a.html=1", "b.html=1", "index.html=1")
		appendTo(t, filepath.Join(output, "b.html"), "by hand")
		one := sha256.Sum256([]byte("1"))
		got := map[string]bool{}
		if _, err := publish(output, d, func(s *Stage) error {
			for _, name := range []string{"a.html", "b.html", "c.html"} {
				got[name] = s.Has(name, one)
			}
			if _, err := s.Put("index.html", []byte("2")); err != nil {
				return err
			}
			return s.Sweep(func(name string) bool { return got[name] })
		}); err != nil {
			t.Fatal(err)
		}
		if !got["a.html"] || got["b.html"] || got["c.html"] {
			t.Errorf("%s: %v", how, got)
		}
		expect(t, output, "a.html=1", "index.html=2")
	}
}

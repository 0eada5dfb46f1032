package release

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestSourceThatTakesNoStateKeepsNothing(t *testing.T) {
	for how, d := range disks {
		output := filepath.Join(t.TempDir(), "public")
		if err := os.WriteFile(ownOf(output), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		mine := filepath.Join(output, "mine.pdf")
		for n := range 4 {
			r := publishFrom(t, output, ownOf(output), d, 2, "a.html=1",
				fmt.Sprint("index.html="+GeneratorTag, n))
			if r.Unkept == nil || r.Forgotten > 0 {
				t.Errorf("%s: %v, and %d are said to be removed", how, r.Unkept, r.Forgotten)
			}
			if n < 2 {
				onlyTheLock(t, how.String(), output)
			}
			if n == 1 {
				if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		o, err := open(output, ownOf(output), "", d)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = o.Rollback(Back{}); !errors.Is(err, syscall.ENOTDIR) {
			t.Errorf("%s: %v", how, err)
		}
		o.Close()
		expect(t, filepath.Join(filepath.Dir(output), ".public.gongshi"), "edited/1/mine.pdf=mine")
	}
}

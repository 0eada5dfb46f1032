package release

import (
	"path/filepath"
	"sync"
	"testing"
)

// Each operation that takes whole trees over fails in turn: the next call keeps each of them once.
func TestNoFailureLosesAReleaseThatAnEarlierVersionKept(t *testing.T) {
	for how, d := range disks {
		for _, fail := range []int{1, 1 << 30} {
			for n, left := 0, -1; left < 0; n++ {
				output := filepath.Join(t.TempDir(), "public")
				mustPublish(t, output, unsynced{d}, "a.html=1", "index.html=2")
				keepWhole(t, output, 2)
				failures := fail
				left = n
				f := faulty{unsynced{d}, &left, &failures, &sync.Mutex{}}
				if o, err := open(output, ownOf(output), "", f); err == nil {
					o.Close()
				}
				o, err := open(output, ownOf(output), "", d)
				if err != nil {
					t.Fatal(err)
				}
				o.Close()
				t.Log(how, n)
				expectKept(t, output, []string{"a.html=1", "index.html=0"},
					[]string{"a.html=1", "index.html=1"})
				expect(t, output, "a.html=1", "index.html=2")
			}
		}
	}
}

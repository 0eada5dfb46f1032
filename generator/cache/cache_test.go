package cache_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"gongshi/generator/cache"
)

func folder(t *testing.T) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func TestOnlyAWholeCacheOfTheSameProgramIsRead(t *testing.T) {
	root := folder(t)
	noted := time.Now().Add(-time.Minute)
	if err := cache.Write(root, "a/b", "one", noted, []byte("the body")); err != nil {
		t.Fatal(err)
	}
	body, when := cache.Read(root, "a/b", "one")
	if body != "the body" || !when.Equal(noted.Truncate(0)) {
		t.Errorf("got %q of %v", body, when)
	}
	if body, _ := cache.Read(root, "a/b", "two"); body != "" {
		t.Errorf("another program reads %q", body)
	}
	whole, err := root.ReadFile("a/b")
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		damaged := append([]byte{}, whole...)
		damaged[i] ^= 0x10
		for what, data := range map[string][]byte{"damaged": damaged, "cut": whole[:i]} {
			if err := root.WriteFile("a/b", data, 0o600); err != nil {
				t.Fatal(err)
			}
			if body, _ := cache.Read(root, "a/b", "one"); body != "" {
				t.Errorf("%s at %d: %q", what, i, body)
			}
		}
	}
	entries, err := os.ReadDir(filepath.Join(root.Name(), "a"))
	if err != nil || len(entries) != 1 {
		t.Errorf("%v is left (%v)", entries, err)
	}
}

// A file that is made longer, as by a disk that gives back more than it was given, must not take
// memory before it is known for what it is.
func TestForeignFileTakesNoMemory(t *testing.T) {
	root := folder(t)
	if err := cache.Write(root, "a", "one", time.Now(), []byte("body")); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(root.Name(), "a"), 1<<30); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	body, _ := cache.Read(root, "a", "one")
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; body != "" || taken > 1<<20 {
		t.Errorf("%d bytes are read, %d taken", len(body), taken)
	}
}

func TestLinkIsNoCache(t *testing.T) {
	root := folder(t)
	if err := cache.Write(root, "a", "one", time.Now(), []byte("body")); err != nil {
		t.Fatal(err)
	}
	if err := root.Symlink("a", "b"); err != nil {
		t.Skip("no links here:", err)
	}
	if body, _ := cache.Read(root, "b", "one"); body != "" {
		t.Errorf("a link gives %q", body)
	}
}

func TestMarkHoldsOnlyOnceTheClockHasTickedOn(t *testing.T) {
	now := time.Unix(1_700_000_000, 500_000_000)
	fine := now.UnixNano()
	coarse := now.Truncate(time.Second).UnixNano()
	for _, c := range []struct {
		what  string
		stamp cache.Stamp
		noted time.Time
		want  bool
	}{
		{"long before", cache.Stamp{Modified: fine}, now.Add(time.Second), true},
		{"at the same time", cache.Stamp{Modified: fine}, now, false},
		{"a tick before", cache.Stamp{Modified: fine}, now.Add(50 * time.Millisecond), false},
		{"whole seconds", cache.Stamp{Modified: coarse}, now.Add(time.Second), false},
		{"whole seconds, long before", cache.Stamp{Modified: coarse}, now.Add(time.Minute), true},
		{"time set back by hand", cache.Stamp{Modified: 1, Changed: fine}, now, false},
		{"from the future", cache.Stamp{Modified: fine}, time.Now().Add(time.Hour), false},
		{"never noted", cache.Stamp{Modified: fine}, time.Time{}, false},
	} {
		if got := c.stamp.Holds(c.noted); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

// Unpacking anything ends, and gives no more than there is.
func FuzzUnpacker(f *testing.F) {
	p := &cache.Packer{}
	p.Number(-7)
	p.Text("文字")
	p.Float(2.5)
	p.Digest([32]byte{1, 2})
	p.Stamp(cache.Stamp{Size: 1, Modified: 2, Changed: 3, Inode: 4})
	f.Add(string(p.Bytes()))
	f.Fuzz(func(t *testing.T, body string) {
		u := cache.NewUnpacker(body)
		n, text, x, d, m := u.Number(), u.Text(), u.Float(), u.Digest(), u.Stamp()
		if len(text) > len(body) {
			t.Errorf("%d bytes of %d", len(text), len(body))
		}
		if u.Broken() || u.More() {
			return
		}
		p := &cache.Packer{}
		p.Number(n)
		p.Text(text)
		p.Float(x)
		p.Digest(d)
		p.Stamp(m)
		if len(p.Bytes()) > len(body) {
			t.Errorf("%q came of %q", p.Bytes(), body)
		}
	})
}

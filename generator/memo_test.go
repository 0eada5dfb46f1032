package generator

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/page"
	"gongshi/generator/register"
)

// An attachment may be written once more within the instant in which it was looked at, and has the
// same stamp then. Where that cannot be ruled out it is read again.
func TestAttachmentIsReadAgainWhereItsMarkTellsNothing(t *testing.T) {
	const name = "content/audit/money/receipt.txt"
	source := os.DirFS("testdata/every-key")
	info, err := os.Stat(filepath.Join("testdata/every-key", name))
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Read(source)
	if err != nil {
		t.Fatal(err)
	}
	was := attachment{register.File{URL: "files/before.txt"}, cache.StampOf(info), true}
	latest := time.Unix(0, max(was.stamp.Modified, was.stamp.Changed))
	for noted, want := range map[time.Time]bool{latest: false, latest.Add(time.Minute): true} {
		m := &memo{noted: noted, attached: map[string]attachment{name: was}}
		files, err := m.attach(source, r)
		if err != nil {
			t.Fatal(err)
		}
		if taken := files[name] == was.as; taken != want && !noted.After(time.Now()) {
			t.Errorf("noted %v after its last change: %v", noted.Sub(latest), taken)
		}
	}
}

// What a site's cache says may be anything; what comes of it is a cache like any other.
func FuzzSiteCache(f *testing.F) {
	m := newMemo()
	m.attached["a"] = attachment{as: register.File{URL: "files/a"}}
	m.actions["b"] = action{page.Key{1}, page.Key{3}, page.Key{2}}
	m.actions["c"] = action{input: page.Key{4}, output: page.Key{5}}
	m.whole.zone = "UTC"
	whole := string(m.pack())
	f.Add(whole)
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		broken := []byte(whole)
		for range 1 + random.IntN(4) {
			broken[random.IntN(len(broken))] = byte(random.IntN(256))
		}
		f.Add(string(broken[:len(broken)-random.IntN(2)*random.IntN(len(broken))]))
	}
	f.Fuzz(func(t *testing.T, body string) {
		var m, again memo
		m.unpack(body, time.Time{})
		if n := len(m.attached) + len(m.actions); n > len(body) {
			t.Errorf("%d things come of %d bytes", n, len(body))
		}
		again.unpack(string(m.pack()), time.Time{})
		if !maps.Equal(again.actions, m.actions) {
			t.Errorf("%d files are packed, %d come back", len(m.actions), len(again.actions))
		}
	})
}

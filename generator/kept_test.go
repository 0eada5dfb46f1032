package generator

import (
	"crypto/sha256"
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
// same mark then. Where that cannot be ruled out it is read again.
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
	was := attachment{register.File{URL: "files/before.txt"}, cache.MarkOf(info)}
	latest := time.Unix(0, max(was.mark.Modified, was.mark.Changed))
	for noted, want := range map[time.Time]bool{latest: false, latest.Add(time.Minute): true} {
		k := &kept{noted: noted, attached: map[string]attachment{name: was}}
		files, err := k.attach(source, r)
		if err != nil {
			t.Fatal(err)
		}
		if taken := files.published[name] == was.as; taken != want && !noted.After(time.Now()) {
			t.Errorf("noted %v after its last change: %v", noted.Sub(latest), taken)
		}
	}
}

// What a site's cache says may be anything; what comes of it is a cache like any other.
func FuzzSiteCache(f *testing.F) {
	k := &kept{attached: map[string]attachment{"a": {as: register.File{URL: "files/a"}}},
		pages:   map[string]rendered{"b": {key: page.Key{1}, sheet: page.Key{3}}},
		exports: map[string]page.Key{"c": {4}},
		made:    map[string][sha256.Size]byte{"b": {2}, "c": {5}}, last: last{zone: "UTC", day: 738000}}
	whole := string(k.pack())
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
		k := &kept{attached: map[string]attachment{}, pages: map[string]rendered{},
			exports: map[string]page.Key{}, made: map[string][sha256.Size]byte{}}
		k.unpack(body)
		if n := len(k.attached) + len(k.made) + len(k.pages); n > len(body) {
			t.Errorf("%d things come of %d bytes", n, len(body))
		}
		again := &kept{attached: map[string]attachment{}, pages: map[string]rendered{},
			exports: map[string]page.Key{}, made: map[string][sha256.Size]byte{}}
		if again.unpack(string(k.pack())); len(again.made) != len(k.made) {
			t.Errorf("%d files are packed, %d come back", len(k.made), len(again.made))
		}
	})
}

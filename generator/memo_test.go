package generator

import (
	"maps"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"gongshi/generator/page"
	"gongshi/generator/register"
)

// What a site's cache says may be anything; what comes of it is a cache like any other.
func FuzzSiteCache(f *testing.F) {
	m, source := newMemo(), os.DirFS("testdata/every-key")
	r, err := register.Read(source)
	if _, cannot := m.attached.Read(source, r); err != nil || cannot != nil {
		f.Fatal(err, cannot)
	}
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
		if n := len(m.actions); n > len(body) {
			t.Errorf("%d things come of %d bytes", n, len(body))
		}
		again.unpack(string(m.pack()), time.Time{})
		if !maps.Equal(again.actions, m.actions) {
			t.Errorf("%d files are packed, %d come back", len(m.actions), len(again.actions))
		}
	})
}

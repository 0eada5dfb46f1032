package register

import (
	"maps"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/generator/cache"
)

// An attachment may be written once more within the instant in which it was looked at, and has the
// same stamp then. Where that cannot be ruled out it is read again.
func TestAttachmentIsReadAgainWhereItsStampTellsNothing(t *testing.T) {
	const name = "content/audit/money/receipt.txt"
	latest := time.Now().Add(-time.Hour)
	fsys := fstest.MapFS{name: {Data: []byte("now"), ModTime: latest}}
	info, err := fsys.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	was := cachedAttachment{File{URL: "files/before.txt"}, cache.StampOf(info), true}
	f := &Finding{Evidence: []Attachment{{File: "receipt.txt"}},
		Body: Body{File: "content/audit/money/a.md"}}
	r := &Register{Inspections: []*Inspection{{Categories: []*Category{{Findings: []*Finding{f}}}}}}
	for noted, want := range map[time.Time]bool{latest: false, latest.Add(time.Minute): true} {
		c := &FileCache{map[string]cachedAttachment{name: was}, noted}
		files, err := c.Read(fsys, r)
		if err != nil {
			t.Fatal(err)
		}
		if taken := files[name] == was.as; taken != want {
			t.Errorf("noted %v after its last change: %v", noted.Sub(latest), taken)
		}
	}
}

// What a cache says may be anything; what comes of it is a cache like any other.
func FuzzFileCache(f *testing.F) {
	known := FileCache{files: map[string]cachedAttachment{
		"a": {as: File{URL: "files/a", Type: "PDF", Size: 7}, dirty: true},
		"b": {as: File{URL: "files/b"}, stamp: cache.Stamp{Size: 1, Inode: 2}, dirty: true},
	}}
	packed := func(c FileCache) string {
		var p cache.Packer
		c.Pack(&p)
		return string(p.Bytes())
	}
	whole := packed(known)
	for n := range len(whole) + 1 {
		f.Add(whole[:n])
	}
	f.Fuzz(func(t *testing.T, body string) {
		var c, again FileCache
		u := cache.NewUnpacker(body)
		c.Unpack(u, time.Time{})
		if len(c.files) > len(body) {
			t.Errorf("%d attachments come of %d bytes", len(c.files), len(body))
		}
		if u.Broken() {
			return // nothing is taken of it
		}
		if again.Unpack(cache.NewUnpacker(packed(c)), time.Time{}); !maps.Equal(again.files, c.files) {
			t.Errorf("%v is packed, %v comes back", c.files, again.files)
		}
	})
}

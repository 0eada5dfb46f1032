package register

import (
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

package privacy_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/document"
	"gongshi/generator/privacy"
	"gongshi/generator/register"
)

// shelf is a store in memory.
type shelf map[string]string

func (s shelf) Read(name string) (string, time.Time, cache.State) {
	return s[name], time.Now(), cache.Used
}

func (s shelf) Write(name string, body []byte) { s[name] = string(body) }

// opened counts how often the attachments are opened.
type opened struct {
	fstest.MapFS
	times *int
}

func (o opened) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".pdf") {
		*o.times++
	}
	return o.MapFS.Open(name)
}

func TestWhatIsKnownIsNotReadAgain(t *testing.T) {
	converted := 0
	tools := &document.Tools{PDF: func(context.Context, []byte) ([]byte, error) {
		converted++
		return []byte("<word>" + phone + "</word>"), nil
	}}
	times := 0
	files := opened{attached("a.pdf", "%PDF-1.4"), &times}
	files.MapFS["content/audit/money/a.pdf"].ModTime = time.Unix(1_000_000, 1)
	saved := shelf{}
	for round, want := range []int{1, 1, 1, 2} {
		gate := &privacy.Gate{Tools: tools}
		gate.Load(saved)
		if round == 3 {
			files.MapFS["content/audit/money/a.pdf"].Data = []byte("%PDF-1.5 ")
		}
		before := times
		r, err := gate.Read(t.Context(), new(register.Cache), files, today)
		if err == nil || !strings.Contains(err.Error(), "personal-data") || len(r.All()) != 1 {
			t.Fatalf("round %d: %v", round, err)
		}
		if converted != want {
			t.Errorf("round %d: converted %d times, not %d", round, converted, want)
		}
		if opens := times - before; (round == 1 || round == 2) && opens > 0 {
			t.Errorf("round %d: opened %d times", round, opens)
		}
		gate.Save(saved)
		if strings.Contains(saved["privacy"], phone) {
			t.Error("the value itself was saved")
		}
	}
}

func TestABrokenMemoryIsNone(t *testing.T) {
	saved := shelf{}
	gate := &privacy.Gate{Tools: &document.Tools{}}
	fsys := attached("a.csv", phone)
	want := rules(read(t, gate, fsys))
	gate.Save(saved)
	whole := saved["privacy"]
	for cut := range len(whole) {
		saved["privacy"] = whole[:cut]
		gate := &privacy.Gate{Tools: &document.Tools{}}
		gate.Load(saved)
		if got := rules(read(t, gate, fsys)); got != want {
			t.Fatalf("cut at %d: %q, want %q", cut, got, want)
		}
	}
}

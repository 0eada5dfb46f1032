package canary

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// A notice is made of the public view, in every form that it has.
func TestNothingHiddenIsInANotice(t *testing.T) {
	g := newGarden()
	source := golden.Unpack(t, g.archive(golden.Parse(t, "testdata/hidden.txtar")))
	r, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range office.Forms() {
		dir, shown := t.TempDir(), 0
		for _, i := range r.Published().Inspections {
			p, err := office.Notice(r.Published(), i)
			if err != nil {
				t.Fatal(err)
			}
			data, err := p.As(form)
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, i.ID+"."+form), data, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		words := found(t, dir)
		for _, p := range g.all {
			switch canary := strings.HasPrefix(p.word, "canary"); {
			case words[p.word] == nil:
			case canary:
				t.Errorf("%s is in the notice as %s", p.place, form)
			default:
				shown++
			}
		}
		if shown < 10 {
			t.Errorf("%s: only %d words that are public were found", form, shown)
		}
	}
}

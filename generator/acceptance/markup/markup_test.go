package markup

import (
	"os"
	"testing"

	"gongshi/generator/acceptance/checker"
	"gongshi/generator/acceptance/site"
)

func TestPagesAreValid(t *testing.T) {
	var dirs []string
	for _, s := range site.Samples(t) {
		dirs = append(dirs, s.Dir)
	}
	for _, wrong := range checker.Validate(t, dirs...) {
		t.Error(wrong)
	}
}

// The checker is worth nothing if it finds nothing.
func TestCheckerFindsWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	page := `<!doctype html><html lang="en"><title>x</title><ul><p>x</p></ul>`
	if err := os.WriteFile(dir+"/bad.html", []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(checker.Validate(t, dir)) == 0 {
		t.Error("nothing was found in a list that holds a paragraph")
	}
}

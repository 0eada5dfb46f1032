package generator_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// unfounded are what the checker says without cause. Each needs a reason.
var unfounded = []string{
	// A file has no origin for it, and so 'self' is nobody. The policy is tried in a browser.
	"Resource violates Content Security Policy",
	// It takes application/ld+json for a script. No browser runs that, and so asks no policy; a
	// true script in a page would be heard of in a browser.
	"Inline script violates Content Security Policy",
	// The letters are the author's, and are shown as they were written.
	"is not in Unicode Normalization Form C",
	"Document uses the Unicode Private Use Area(s)",
}

// verdict is what the checker says of a line; Type is error, info or non-document-error.
type verdict struct {
	Type, URL, Message, Extract string
	LastLine                    int
}

// validate has the Nu Html Checker read all HTML below some folders, in one go, for it takes a
// while to start.
func validate(t *testing.T, dirs ...string) []verdict {
	t.Helper()
	java, err := exec.LookPath("java")
	need(t, "java", err)
	jar := tools + "vnu-jar/build/dist/vnu.jar"
	_, err = os.Stat(jar)
	need(t, "vnu-jar", err)
	args := []string{"-Xss8m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always",
		"--skip-non-html", "--no-langdetect"}
	out, err := exec.CommandContext(context.Background(), java, append(args, dirs...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var said struct{ Messages []verdict }
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return said.Messages
}

func TestPagesAreValid(t *testing.T) {
	dirs := []string{build(t, nastyRegister(t))}
	for _, s := range sites(t) {
		dirs = append(dirs, s.dir)
	}
	reported := 0
	for _, v := range validate(t, dirs...) {
		if v.unfounded() {
			continue
		}
		if reported++; reported <= 30 {
			_, page, _ := strings.Cut(v.URL, "/public/")
			t.Errorf("%s:%d: %s: %s\n%s", page, v.LastLine, v.Type, v.Message, v.Extract)
		}
	}
	if reported > 30 {
		t.Errorf("and %d more", reported-30)
	}
}

func (v verdict) unfounded() bool {
	for _, words := range unfounded {
		if strings.Contains(v.Message, words) {
			return true
		}
	}
	return false
}

// The checker is worth nothing if it finds nothing.
func TestCheckerFindsWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	page := `<!doctype html><html lang="en"><title>x</title><ul><p>x</p></ul>`
	if err := os.WriteFile(dir+"/bad.html", []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(validate(t, dir)) == 0 {
		t.Error("nothing was found in a list that holds a paragraph")
	}
}

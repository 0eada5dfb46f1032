package checker

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/acceptance/program"
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

// Validate gives what the Nu Html Checker finds wrong in all HTML below some folders. It reads them
// in one go, for it takes a while to start.
func Validate(t testing.TB, dirs ...string) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts Java")
	}
	java := program.Find(t, "java")
	jar := filepath.Join(program.Modules(), "vnu-jar", "build", "dist", "vnu.jar")
	_, err := os.Stat(jar)
	program.Need(t, "vnu-jar", err)
	args := []string{"-Xss8m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always",
		"--skip-non-html", "--no-langdetect"}
	out, err := exec.Command(java, append(args, dirs...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		Messages []struct {
			Type, URL, Message, Extract string
			LastLine                    int
		}
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var wrong []string
	for _, m := range said.Messages {
		says := func(words string) bool { return strings.Contains(m.Message, words) }
		if !slices.ContainsFunc(unfounded, says) {
			_, page, _ := strings.Cut(m.URL, "/public/")
			wrong = append(wrong, fmt.Sprintf("%s:%d: %s: %s\n%s", page, m.LastLine, m.Type,
				m.Message, m.Extract))
		}
	}
	return wrong
}

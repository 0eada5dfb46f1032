package personal

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is found now into testdata")

// Each line of testdata/find.txt is a text and, behind an arrow, what is found in it.
func TestLinesHoldWhatIsWrittenBehindThem(t *testing.T) {
	const file, arrow = "testdata/find.txt", "  → "
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		text, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), arrow)
		if text == "" || strings.HasPrefix(text, "#") {
			out.WriteString(line)
			continue
		}
		got := ""
		for _, h := range Find(text) {
			got += string(h.Kind) + " " + h.Value + ", "
		}
		got = strings.TrimSuffix(got, ", ")
		if got != want && !*update {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if out.WriteString(text); got != "" {
			out.WriteString(arrow + got)
		}
		out.WriteByte('\n')
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

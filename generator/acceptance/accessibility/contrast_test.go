package accessibility

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/acceptance/styles"
)

var (
	palette = regexp.MustCompile(`--([\w-]+): (#[0-9a-f]{6}|var\(--([\w-]+)\));`)
	pairs   = [][2]string{{"ink", "paper"}, {"muted", "paper"}, {"seal", "paper"},
		{"link", "paper"}, {"closed", "paper"}, {"completed", "completed-tint"},
		{"mostly-done", "mostly-done-tint"}, {"in-progress", "in-progress-tint"},
		{"on-hold", "on-hold-tint"}, {"not-started", "not-started-tint"},
		{"long-term", "long-term-tint"}, {"overdue", "overdue-tint"}}
)

// colour is the hex value of an intent, by way of the palette.
func colour(t *testing.T, tokens map[string]string, name string) string {
	t.Helper()
	for range 4 {
		if value := tokens[name]; len(value) > 0 && value[0] == '#' {
			return value
		}
		name = tokens[name]
	}
	t.Fatalf("%s is no colour", name)
	return ""
}

// luminance is that of WCAG 2: from 0, black, to 1.
func luminance(hex string) float64 {
	n, _ := strconv.ParseUint(hex[1:], 16, 32)
	linear := func(byte uint64) float64 {
		c := float64(byte&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

// accessibility.html gives the two figures.
func TestTextHasTheContrastThatTheStatementGives(t *testing.T) {
	css, err := os.ReadFile("../../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{}
	read := func(css string) {
		for _, m := range palette.FindAllStringSubmatch(css, -1) {
			tokens[m[1]] = m[2]
			if m[3] != "" {
				tokens[m[1]] = m[3]
			}
		}
	}
	dark := regexp.MustCompile(`(?s)@media screen and \(prefers-color-scheme: dark\) \{.*?\n\}`)
	more := regexp.MustCompile(`(?s)@media \(prefers-contrast: more\) \{.*?\n\}`)
	read(more.ReplaceAllString(dark.ReplaceAllString(string(css), ""), ""))
	for _, look := range []struct {
		name  string
		least float64
	}{{"light", 6.1}, {"dark", 7.2}} {
		if look.name == "dark" {
			read(dark.FindString(string(css)))
		}
		for _, pair := range pairs {
			a := luminance(colour(t, tokens, pair[0]))
			b := luminance(colour(t, tokens, pair[1]))
			ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05)
			if ratio < look.least {
				t.Errorf("%s: %s on %s has %.2f : 1", look.name, pair[0], pair[1], ratio)
			}
		}
	}
}

// An audit asks in a second theme about colours alone.
func TestThemesDifferInColoursOnly(t *testing.T) {
	sheets := golden.Files(t, filepath.Join(site.Build(t, site.English(t)), "assets", "*.css"))
	css, err := os.ReadFile(sheets[0])
	if err != nil || len(sheets) > 1 {
		t.Fatal(sheets, err)
	}
	seen := 0
	for _, r := range styles.Parse(string(css)) {
		if !strings.Contains(strings.Join(r.Within, " "), "prefers-color-scheme") {
			continue
		}
		for _, d := range r.Declarations {
			if seen++; !strings.HasPrefix(d.Property, "--") {
				t.Errorf("%s of %q depends on the theme", d.Property, r.Selectors)
			}
		}
	}
	if seen < 20 {
		t.Errorf("the themes differ in %d declarations only", seen)
	}
}

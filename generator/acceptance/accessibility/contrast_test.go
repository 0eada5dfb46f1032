package accessibility

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
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

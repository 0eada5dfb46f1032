package versions

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/styles"
)

// worthless is what old browsers drop and nobody misses: finer lines and breaks, colours of the
// browser's own, and words that are longer than a line, which break by an older rule, too.
var worthless = regexp.MustCompile(`^(text-wrap|text-decoration-thickness|text-underline-offset|` +
	`color-scheme|forced-color-adjust|content-visibility|overflow-wrap:anywhere|page|` +
	`line-break|print-color-adjust|(-webkit-|-moz-|-ms-)?text-size-adjust|list-style:"")`)

// newer are the at-rules around what is for newer browsers only.
var newer = regexp.MustCompile(`@supports|forced-colors`)

// understands asks the browser about all that the stylesheet says to it.
func understands(t *testing.T, tab *browser.Tab, dir string) {
	t.Helper()
	sheets, err := filepath.Glob(filepath.Join(dir, "assets", "*.css"))
	if err != nil || len(sheets) != 1 {
		t.Fatal(sheets, err)
	}
	css, err := os.ReadFile(sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, r := range styles.Parse(string(css)) {
		if newer.MatchString(strings.Join(r.Within, " ")) {
			continue
		}
		selectors, _ := json.Marshal(strings.Join(r.Selectors, ","))
		declarations, _ := json.Marshal(r.Declarations)
		unknown, _ := tab.Ask(fmt.Sprintf(`(() => {
			try { document.querySelector(%s) } catch (unknown) { return [%[1]s] }
			return %s.filter((d) => d.Property.indexOf('--') !== 0 && 
				!CSS.supports(d.Property, d.Value.replace('!important', '')))
				.map((d) => d.Property + ':' + d.Value)
		})()`, selectors, declarations)).([]any)
		for _, what := range unknown {
			finer := strings.HasPrefix(fmt.Sprint(what), "details::details-content") ||
				strings.HasSuffix(fmt.Sprint(what), "::marker") ||
				strings.HasSuffix(fmt.Sprint(what), ":focus:not(:focus-visible)")
			if !finer && !worthless.MatchString(fmt.Sprint(what)) {
				t.Errorf("not understood: %s in %s", what, selectors)
			}
		}
		asked += len(r.Declarations)
	}
	if asked < 500 {
		t.Errorf("asked about %d declarations only", asked)
	}
}

package pages

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/site"
	"gongshi/generator/acceptance/styles"
)

func TestStylesAndScriptsAreKnownToBrowsersOf2018(t *testing.T) {
	dir := site.Build(t, site.English(t))
	bundles, err := filepath.Glob(filepath.Join(dir, "assets", "*"))
	if err != nil || len(bundles) < 3 {
		t.Fatal(bundles, err)
	}
	for _, bundle := range bundles {
		data, err := os.ReadFile(bundle)
		if err != nil {
			t.Fatal(err)
		}
		wrong := styles.LaterScript(string(data))
		if strings.HasSuffix(bundle, ".css") {
			rules := styles.Parse(string(data))
			if wrong = styles.Later(rules); len(rules) < 200 {
				t.Errorf("only %d rules in %s", len(rules), bundle)
			}
		}
		for _, what := range wrong {
			t.Errorf("%s: %s", filepath.Base(bundle), what)
		}
	}
}

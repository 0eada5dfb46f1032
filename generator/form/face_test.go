package form

import (
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// Offices run browsers that were made of Chromium 69. What it cannot read, a compiler for it would
// write otherwise.
func TestScriptsAreReadByChromium69(t *testing.T) {
	for _, name := range []string{"form.js", "drop.js", "copy.js"} {
		data, err := face.ReadFile("face/" + name)
		if err != nil {
			t.Fatal(err)
		}
		old := api.Transform(string(data), api.TransformOptions{Sourcefile: name,
			Engines: []api.Engine{{Name: api.EngineChrome, Version: "69"}}})
		now := api.Transform(string(data), api.TransformOptions{Sourcefile: name,
			Target: api.ESNext})
		if len(now.Errors) > 0 || string(old.Code) != string(now.Code) {
			t.Errorf("%s: %v", name, now.Errors)
		}
		for _, later := range []string{"replaceChildren", "replaceAll", "structuredClone"} {
			if strings.Contains(string(data), later+"(") {
				t.Errorf("%s has %s", name, later)
			}
		}
	}
}

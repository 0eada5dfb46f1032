package format_test

import (
	"encoding/json"
	"testing"

	"gongshi/generator/format"
	"gongshi/generator/register"
)

// What other editors choose a field by: one type, and words to show for what a program stores.
func TestPrintedSchemaHasATypeAndALabelForEachChoice(t *testing.T) {
	for _, kind := range register.Kinds() {
		for _, lang := range []string{"zh", "en"} {
			data, err := format.Schema(kind, lang)
			if err != nil {
				t.Fatal(err)
			}
			var whole any
			if err := json.Unmarshal(data, &whole); err != nil {
				t.Fatal(err)
			}
			labelled(t, kind+" "+lang, whole)
		}
	}
}

func labelled(t *testing.T, at string, v any) {
	t.Helper()
	node, ok := v.(map[string]any)
	if list, is := v.([]any); is {
		for _, inner := range list {
			labelled(t, at, inner)
		}
	}
	if !ok {
		return
	}
	if _, is := node["type"].([]any); is {
		t.Errorf("%s: several types", at)
	}
	if _, is := node["const"]; is && (node["type"] == nil || node["title"] == nil) {
		t.Errorf("%s: %v without type or title", at, node["const"])
	}
	properties, _ := node["properties"].(map[string]any)
	for name, p := range properties {
		if one, is := p.(map[string]any); is && node["additionalProperties"] == false && one["title"] == nil {
			t.Errorf("%s: %s has no label", at, name)
		}
	}
	for key, inner := range node {
		labelled(t, at+"/"+key, inner)
	}
}

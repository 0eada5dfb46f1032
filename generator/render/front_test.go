package render

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

func FuzzTableIsTheSameAsItsJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a": 1, "b": [null, {"c": -0.5e3}], "": "x"}`,
		`{"s": "\ud83d\ude00\/\u0000\" \\ null: ,\u007f"}`,
		"{\n\"a b\" : {}\r\n,\t\"c\":[]}", `{"t": true, "f": false, "n": 12345678901}`,
		`{"draft":true}`, `{"a": {"draft": true}, "draft": false, "b": [true, "draft"]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, object []byte) {
		var want map[string]any
		if !utf8.Valid(object) {
			t.Skip() // nor does it write this
		}
		if err := json.Unmarshal(object, &want); err != nil || want == nil {
			t.Skip()
		}
		params, draft := tomlTable(object)
		line := append([]byte("x="), params...)
		var got struct{ X map[string]any }
		if err := toml.Unmarshal(line, &got); err != nil {
			for _, never := range []string{"already", "range"} {
				if strings.Contains(err.Error(), never) {
					t.Skip() // nor a key twice, nor a number beyond 64 bits
				}
			}
			t.Fatalf("%s: %v", line, err)
		}
		if draft != (want["draft"] == true) {
			t.Errorf("%s: draft is %t", object, draft)
		}
		if a, b := canonical(t, got.X), canonical(t, want); a != b {
			t.Errorf("%s\n got %s\nwant %s", line, a, b)
		}
	})
}

// canonical writes a value as JSON, with an empty list for null as tomlTable has it.
func canonical(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(emptied(v))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func emptied(v any) any {
	switch v := v.(type) {
	case nil:
		return []any{}
	case map[string]any:
		for key, value := range v {
			v[key] = emptied(value)
		}
	case []any:
		for i, value := range v {
			v[i] = emptied(value)
		}
	}
	return v
}

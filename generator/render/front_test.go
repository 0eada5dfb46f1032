package render

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

func FuzzParamsAreTheSameAsTheirJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a": 1, "b": [null, {"c": -0.5e3}], "": "x"}`,
		`{"s": "\ud83d\ude00\/\u0000\" \\ null: ,\u007f"}`,
		"{\n\"a b\" : {}\r\n,\t\"c\":[]}", `{"t": true, "f": false, "n": 12345678901}`,
		`{"draft":true}`, `{"a": {"draft": true}, "draft": false, "b": [true, "draft"]}`,
		`[]`, `{"a"`, `{"a":`, `"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, object []byte) {
		got, err := decodeParams(object) // never a panic, nor without end
		if !json.Valid(object) || !utf8.Valid(object) {
			t.Skip() // nor does it get this
		}
		var want any
		d := json.NewDecoder(strings.NewReader(string(object)))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if _, isObject := want.(map[string]any); !isObject {
			if err == nil {
				t.Fatalf("%s is taken as an object", object)
			}
			return
		}
		if want = asShown(want); err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %#v\nwant %#v", object, got, want)
		} else if err != nil && !strings.Contains(string(object), "e") &&
			!strings.Contains(string(object), "E") { // 1e999 is beyond a float
			t.Errorf("%s: %v", object, err)
		}
	})
}

// asShown is what a layout sees of a value.
func asShown(v any) any {
	switch v := v.(type) {
	case nil:
		return []any{}
	case json.Number:
		if n, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return n
		}
		n, _ := v.Float64()
		return n
	case map[string]any:
		for key, value := range v {
			v[key] = asShown(value)
		}
	case []any:
		for i, value := range v {
			v[i] = asShown(value)
		}
	}
	return v
}

// What Hugo reads of a content file is what a page of our own shows.
func TestContentFileHasAllOfAPage(t *testing.T) {
	const params = `{"a": 1, "b": [null, {"c": -0.5, "d e": "x\ny\"'\u0000\u007f"}], "draft": true, "": {}}`
	text, err := contentFile(Page{URL: "a/乙.html", Layout: "x", Title: "T \"\n", Params: []byte(params),
		Body: "+++\nbody"})
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(string(text), "+++\n", 3)
	if parts[2] != "+++\nbody" || strings.Count(parts[1], "\n")+2 != frontLines {
		t.Fatalf("%s", text)
	}
	var got map[string]any
	if err := toml.Unmarshal([]byte(parts[1]), &got); err != nil {
		t.Fatal(err)
	}
	shown, _ := decodeParams([]byte(params))
	want := map[string]any{"url": "a/乙.html", "layout": "kind-x", "title": "T \"\n", "draft": true,
		"params": shown}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %#v\nwant %#v", got, want)
	}
}

package export_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// validator is findings.schema.json as another program reads it. With shut it refuses every key
// that the schema does not describe.
func validator(t *testing.T, data []byte, shut func(any)) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	shut(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("findings.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("findings.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// closed forbids all keys that are not described.
func closed(schema any) {
	switch s := schema.(type) {
	case map[string]any:
		if s["type"] == "object" {
			s["additionalProperties"] = false
		}
		for _, inner := range s {
			closed(inner)
		}
	case []any:
		for _, inner := range s {
			closed(inner)
		}
	}
}

func validate(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func TestDataFitsItsSchemaAndHasNoOtherKey(t *testing.T) {
	for _, source := range []string{ownSource, everyKey} {
		for _, today := range []string{"2023-04-14", "2024-06-30", "2026-11-23"} {
			files := written(t, siteOf(t, source, today))
			s := validator(t, files["data/findings.schema.json"], closed)
			if err := validate(t, s, files["data/findings.json"]); err != nil {
				t.Errorf("%s on %s: %v", source, today, err)
			}
		}
	}
}

func TestSchemaRefusesWhatIsNotFindings(t *testing.T) {
	files := written(t, siteOf(t, everyKey, "2024-05-01"))
	s := validator(t, files["data/findings.schema.json"], func(any) {})
	for what, change := range map[string][2]string{
		"a status that is none":  {`"status": "completed"`, `"status": "done"`},
		"a schedule in capitals": {`"schedule": "met"`, `"schedule": "Met"`},
		"a date with slashes":    {`"completed": "2023-05"`, `"completed": "2023/05"`},
		"an id that is missing":  {`"id": "rent",`, ``},
		"a number as text":       {`"days": 60`, `"days": "60"`},
	} {
		data := strings.Replace(string(files["data/findings.json"]), change[0], change[1], 1)
		if data == string(files["data/findings.json"]) {
			t.Errorf("%s: %s is not in the data", what, change[0])
		} else if err := validate(t, s, []byte(data)); err == nil {
			t.Errorf("%s passes", what)
		}
	}
}

// keys gives the paths of all keys that a schema describes, and tells those without a description.
func keys(t *testing.T, schema map[string]any, path string, found map[string]bool) {
	properties, _ := schema["properties"].(map[string]any)
	for key, value := range properties {
		at := strings.TrimPrefix(path+"."+key, ".")
		found[at] = true
		inner := value.(map[string]any)
		if inner["description"] == nil {
			t.Errorf("%s has no description", at)
		}
		keys(t, inner, at, found)
		if items, ok := inner["items"].(map[string]any); ok {
			keys(t, items, at, found)
		}
	}
}

func TestSchemaDescribesEveryKeyInBothLanguages(t *testing.T) {
	for _, language := range register.Languages() {
		s := siteOf(t, everyKey, "2024-05-01")
		s.Register.Config.Language, s.Word = language, wordsOf(t, language)
		var schema map[string]any
		err := json.Unmarshal(written(t, s)["data/findings.schema.json"], &schema)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		keys(t, schema, "", found)
		for kind, path := range map[string]string{"register": "register.authored",
			"inspection": "inspections.authored", "finding": "findings.authored",
			"category": "inspections.categories.authored"} {
			at := []string{path}
			for _, k := range register.Reference(kind, language) {
				at = append(at[:k.Depth+1], k.Name)
				name := strings.Join(at, ".")
				// What is not stated is listed for the finding as a whole.
				name = strings.Replace(name, ".deadline.not-stated", ".not_stated", 1)
				name = strings.Replace(name, "findings.authored.withdrawn", "withdrawn.withdrawn", 1)
				secret := slices.Contains([]string{"author", "approved"}, at[min(1, k.Depth+1)])
				if found[name] && secret {
					t.Errorf("%s is exported", name)
				}
				if !found[name] && !secret && k.Name != "draft" && k.Name != "drafted" {
					t.Errorf("%s is a key of the front matter and not exported", name)
				}
			}
		}
		if found["findings.authored.draft"] || found["findings.authored.drafted"] {
			t.Error("drafts are never exported, and need no key")
		}
	}
}

// exported is as much of findings.json as the tests look at.
type exported struct {
	Findings []struct {
		ID       string
		Authored map[string]any
		Computed map[string]any
	}
}

func dataOf(t *testing.T, s export.Site) (all exported) {
	t.Helper()
	if err := json.Unmarshal(written(t, s)["data/findings.json"], &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestDataGivesTheFrontMatterBack(t *testing.T) {
	text, err := os.ReadFile(everyKey + "/content/audit/money/every-key.md")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(string(text), "---\n", 3)
	// A figure is a text, whose zeros count; any other program reads a number here.
	front := strings.Replace(parts[1], "3292.00", `"3292.00"`, 1)
	var want map[string]any
	if err := yaml.Unmarshal([]byte(front), &want); err != nil {
		t.Fatal(err)
	}
	delete(want, "draft")
	delete(want, "x_office")
	want["next"] = strings.TrimSpace(want["next"].(string))
	want["text"] = parts[2]
	got := dataOf(t, siteOf(t, everyKey, "2024-05-01")).Findings[0].Authored
	for key := range want {
		g, _ := json.Marshal(got[key])
		if w, _ := json.Marshal(want[key]); string(g) != string(w) {
			t.Errorf("%s is %s, want %s", key, g, w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d keys, want %d", len(got), len(want))
	}
}

func TestDataKeepsWhatWasWrittenApartFromWhatWasComputed(t *testing.T) {
	f := dataOf(t, siteOf(t, everyKey, "2024-05-01")).Findings[0]
	for key, want := range map[string]string{
		"reason":   `"两个单位**还没有合并完。**账目没有交接。"`,
		"results":  `[{"change":"占应退的98.6%","name":"已退回","unit":"万元","value":"3292.00"}]`,
		"verified": `{"by":"某市审计局","on":"2024-03-01"}`,
		"updates": `[{"date":"2024-03-01","status":"mostly-done","text":"审计局核验，退回了98.6%。"},` +
			`{"date":"2023-05","text":"开始清退。"}]`,
	} {
		if got, _ := json.Marshal(f.Authored[key]); string(got) != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	for key, want := range map[string]string{
		"as_of": `"2024-05-01"`, "schedule": `"due"`, "due": `"2024-06-30"`, "days": "60",
		"since_first": "306", "modified": `"2024-03-01"`,
		"url": `"https://example.org/audit/findings/every-key.html"`,
		"links": `[{"raw":"rent.md","to":"https://example.org/audit/findings/rent.html"},` +
			`{"raw":"receipt.txt","to":"https://example.org/audit/files/receipt.txt"},` +
			`{"raw":"photo.png","to":"https://example.org/audit/files/photo.png"}]`,
	} {
		if got, _ := json.Marshal(f.Computed[key]); string(got) != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
		if f.Authored[key] != nil {
			t.Errorf("%s is computed, and among what was written", key)
		}
	}
	for key := range f.Authored {
		if strings.HasPrefix(key, "x_") {
			t.Errorf("%s is the site's own", key)
		}
	}
}

func TestDataSaysNoDaysWhereNoneMatter(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Inspections[0].ReportEvery = register.Period{} // or the condition is reviewed then
	f := s.Register.All()[0]
	f.Status, f.Deadline = register.OnHold, &register.Deadline{Condition: "合并完成"}
	findings := dataOf(t, s).Findings
	if got := findings[0].Computed["schedule"]; got != "conditional" {
		t.Errorf("schedule %v", got)
	}
	for _, f := range findings {
		for _, key := range []string{"days", "since_first"} {
			if v, there := f.Computed[key]; there {
				t.Errorf("%s has %s: %v", f.ID, key, v)
			}
		}
	}
}

func TestDataNamesEveryFindingOnce(t *testing.T) {
	var ids []string
	for _, f := range dataOf(t, siteOf(t, ownSource, "2026-11-23")).Findings {
		ids = append(ids, f.ID)
	}
	if len(ids) != 36 || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 36 {
		t.Errorf("%d ids: %v", len(ids), ids)
	}
}

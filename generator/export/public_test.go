package export_test

import (
	"fmt"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/export"
	"gongshi/generator/register"
)

// canaries fills every field of a value with something that is nowhere else, and notes which field
// has which: Finding.Title has “q17q”.
type canaries struct{ fields map[string]string }

func (c canaries) word(field string) string {
	word := fmt.Sprintf("q%dq", len(c.fields)+1)
	c.fields[word] = field
	return word
}

// day is one of a century in which nothing else happens.
func (c canaries) day(field string) register.Day {
	day := register.DayOf(time.Date(2301, 1, 1, 0, 0, 0, 0, time.UTC)) + register.Day(len(c.fields))
	c.fields[day.String()] = field
	return day
}

// above are the fields that lead back to what a value lies in.
var above = []string{"Finding.Earlier", "Inspection.Config", "Category.Inspection", "Finding.Category",
	"Register.Config", "Register.Remarks", "Register.Record"}

func (c canaries) fill(v reflect.Value, field string) {
	if !v.CanSet() {
		v = reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	switch of := v.Addr().Interface().(type) {
	case *register.Day:
		*of = c.day(field)
		return
	case *register.Date:
		*of = c.day(field).Date()
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(c.word(field))
	case reflect.Int:
		v.SetInt(int64(7000000 + len(c.fields)))
		c.fields[fmt.Sprint(v.Int())] = field
	case reflect.Bool, reflect.Array: // too common to be known again
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2)) // so that there can be parts
		c.fill(v.Index(0), field)
		c.fill(v.Index(1), field)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		c.fill(v.Elem(), field)
	case reflect.Map:
		if v.Type().Elem().Kind() != reflect.String {
			return // digests of files
		}
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("x_"+c.word(field)), reflect.ValueOf(c.word(field)))
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			if !slices.Contains(above, name) {
				c.fill(v.Field(i), name)
			}
		}
	default:
		panic(v.Kind())
	}
}

// full gives a register of which every field is filled, and what each is known by.
func full() (*register.Register, map[string]string) {
	c, r := canaries{map[string]string{}}, &register.Register{}
	c.fill(reflect.ValueOf(r).Elem(), "")
	c.fill(reflect.ValueOf(&r.Config).Elem(), "")
	r.Config.Language, r.Config.TimeZone = "en", "UTC"
	r.Config.SiteURL = "https://example.org/"
	for _, i := range r.Inspections {
		for _, category := range i.Categories {
			category.Inspection = i
			for _, f := range category.Filed() {
				f.Category, f.Group = category, category.Groups[0].ID
				attach(f)
			}
			for _, f := range category.Findings {
				f.Withdrawn = nil
			}
			for _, f := range category.Withdrawn {
				f.Withdrawn.Erase = false
			}
			category.Findings[1].Deadline.Extended = nil // its condition is reviewed, then
		}
	}
	return r, c.fields
}

// attach has every text of a finding name its evidence.
func attach(f *register.Finding) {
	named := ""
	for i := range f.Links() {
		link := &f.Links()[i]
		link.Finding, link.File = "", f.Attachments()[i]
		link.Raw = path.Base(link.File)
		named += fmt.Sprintf(" [x](%s)", link.Raw)
	}
	for _, text := range []*register.Markdown{&f.Reason, &f.Next, &f.Measures[0].Text,
		&f.Updates[0].Text, &f.Answers[0].Answer} {
		*text += register.Markdown(named)
	}
	f.Body.Text += named
}

// ofOne is what the name of an export has of one inspection, or of one part of the register.
var ofOne = regexp.MustCompile(`_?q\d+q/?|_\d+|-[0-9a-f]{8}`)

// testdata/public.txt lists every field of the register and of config.toml that an export has, with
// the exports. A field that comes is not to leave the register unless a line of it says so.
func TestExportsHoldNoFieldButTheListedOnes(t *testing.T) {
	r, fields := full()
	snapshot := r.AsOf(dayOf(t, "2300-01-01"))
	site := export.Site{Snapshot: snapshot, Files: register.Files{},
		Word: func(key string) string { return key }}
	for _, f := range r.Filed() {
		for _, file := range f.Attachments() {
			site.Files[file] = register.NewFile(file+".pdf", []byte(file))
		}
	}
	found := map[string][]string{}
	for _, part := range []int{0, 1} { // whole, and in parts
		site.Part, site.Whole = part, part
		for name, data := range written(t, site) {
			name = ofOne.ReplaceAllString(name, "")
			if strings.HasSuffix(name, ".xlsx") {
				data = insideOf(t, data)
			}
			unfolded := strings.ReplaceAll(string(data), "\r\n ", "")
			for canary, field := range fields {
				in := found[field]
				if strings.Contains(unfolded, canary) && !slices.Contains(in, name) {
					found[field] = append(in, name)
				}
			}
		}
	}
	var list strings.Builder
	for _, field := range slices.Sorted(maps.Keys(found)) {
		in := slices.Sorted(slices.Values(found[field]))
		fmt.Fprintf(&list, "%s: %s\n", field, strings.Join(in, " "))
	}
	golden.Check(t, "testdata/public.txt", []byte(list.String()))
}

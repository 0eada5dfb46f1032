package record

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// unpublishedConfig are the keys of config.toml that say how a site is made, and nothing on it. A
// target of gongshi deploy may name an inner host, and who approves is a person: the record is
// published.
var unpublishedConfig = []string{"static", "approval.by", "deploy"}

// siteEntry is what config.toml publishes, in plain words: it is short, and on every page. What the
// layouts are given as params may be anything, and has a digest.
func siteEntry(c register.Config) Entry {
	e := Entry{Kind: Site, Values: map[string]string{}}
	e.config("", reflect.ValueOf(c))
	if len(c.Params) > 0 {
		params, err := json.Marshal(c.Params)
		if err != nil {
			params = fmt.Append(nil, c.Params) // a figure that JSON has not, such as inf
		}
		e.Fields = map[string]string{"params": digest(params, digestSize)}
	}
	return e
}

func (e *Entry) config(above string, table reflect.Value) {
	for i := range table.NumField() {
		key := table.Type().Field(i).Tag.Get("toml")
		if slices.Contains(unpublishedConfig, above+key) {
			continue
		}
		switch v := table.Field(i); v.Kind() {
		case reflect.Struct:
			e.config(above+key+".", v)
		case reflect.String:
			if !v.IsZero() {
				e.Values[above+key] = v.String()
			}
		case reflect.Bool: // that texts are approved: ended in silence, others would be public
			if v.Bool() {
				e.Values[above+key] = "true"
			}
		case reflect.Map: // params
		default:
			panic("config.toml has " + above + key + ", which has no form in the record")
		}
	}
}

// site compares config.toml.
func (c *comparison) site(config register.Config) {
	now := siteEntry(config)
	l, known := c.see(Site, "")
	change := Change{Kind: Site, File: source.ConfigFile, Item: -1}
	if !known { // recorded before config.toml was
		c.add(change, Added, "")
		return
	}
	old := l.entry()
	keys := slices.Concat(differing(old.Values, now.Values), differing(old.Fields, now.Fields))
	for _, key := range slices.Sorted(slices.Values(keys)) {
		change.Field, change.From, change.To = key, old.Values[key], now.Values[key]
		if old.Fields[key] != now.Fields[key] { // a digest says nothing to a person
			change.From, change.To = "…", "…"
		}
		c.add(change, Changed, "record-config")
	}
}

// sameValues says whether two entries of config.toml are the same.
func (e Entry) sameValues(other Entry) bool { return maps.Equal(e.Values, other.Values) }

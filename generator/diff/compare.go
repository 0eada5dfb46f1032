package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// Compare gives what a release would change of a site, which may be nil: then there was none.
func Compare(old, now *Site) Changes {
	if old == nil {
		old = &Site{}
	}
	c := comparison{old: old, now: now, renamed: map[string]string{}, moved: movesOf(old, now)}
	for _, id := range now.order {
		c.finding(now.findings[id])
	}
	for _, id := range old.order {
		if _, still := now.findings[id]; !still && c.renamed[id] == "" {
			c.gone(old.findings[id])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(now.gone)) {
		c.stillGone(old.gone[id], now.gone[id])
	}
	for _, t := range now.places {
		c.text(t, old.texts[c.moved.before(t)], now.texts[t])
	}
	for _, t := range old.places {
		if _, still := now.texts[t]; !still && !slices.Contains(c.moved.all(), t) {
			c.text(t, old.texts[t], nil)
		}
	}
	return c.changes.sorted()
}

type comparison struct {
	old, now *Site
	renamed  map[string]string // ids of findings before → now
	moved    moves
	changes  Changes
}

// of begins the changes of a finding.
func of(id string, authored map[string]any) Change {
	return Change{Of: record.Finding, ID: id, Number: written(authored["number"]),
		Title: written(authored["title"])}
}

func (c *comparison) add(change Change, what What, field, from, to string) {
	change.What, change.Field, change.From, change.To = what, field, from, to
	if what == Extended {
		change.Days = between(from, to)
	}
	c.changes = append(c.changes, change)
}

func (c *comparison) finding(f finding) {
	was, known := c.old.before(f)
	if known && bytes.Equal(was.Authored, f.Authored) && was.Computed == f.Computed &&
		was.in() == f.in() {
		return
	}
	now := fields(f.Authored)
	change := of(f.ID, now)
	if !known {
		c.add(change, Added, "", "", written(now["status"]))
		return
	}
	if was.ID != f.ID {
		c.renamed[was.ID] = f.ID
		c.add(change, Renamed, "", was.ID, f.ID)
	}
	old := fields(was.Authored)
	for _, key := range keysOf(old, now) {
		if !reflect.DeepEqual(old[key], now[key]) {
			c.field(change, key, old[key], now[key])
		}
	}
	if here := c.moved.before(f.in()); here != was.in() {
		c.add(change, Text, "category", c.old.titleOf(was.in()), c.now.titleOf(f.in()))
	}
	late := f.Computed.Schedule
	if late != was.Computed.Schedule && (late == register.Overdue || late == register.ReviewOverdue) {
		c.add(change, Overdue, "", "", f.Computed.Due)
	}
}

func (c *comparison) gone(f finding) {
	change := of(f.ID, fields(f.Authored))
	w, told := c.now.gone[f.ID]
	switch {
	case told && w.Withdrawn.Erase:
		change.Number, change.Title = "", ""
		c.add(change, Erased, "", "", w.Withdrawn.Reason)
	case told:
		c.add(change, Withdrawn, "", "", w.Withdrawn.Reason)
	default:
		c.add(change, Removed, "", "", "")
	}
}

// stillGone compares what is left of a finding that was withdrawn before.
func (c *comparison) stillGone(was, is withdrawal) {
	change := Change{Of: record.Finding, ID: is.ID, Number: is.Number, Title: is.Title}
	switch {
	case was.ID == "" || was == is: // told as withdrawn
	case is.Withdrawn.Erase && !was.Withdrawn.Erase:
		c.add(change, Erased, "", "", is.Withdrawn.Reason)
	case is.Withdrawn != was.Withdrawn:
		c.words(change, "withdrawn", was.Withdrawn.On+" "+was.Withdrawn.Reason,
			is.Withdrawn.On+" "+is.Withdrawn.Reason)
	default:
		c.words(change, "title", was.Number+" "+was.Title, is.Number+" "+is.Title)
	}
}

// text compares what is no finding, field by field.
func (c *comparison) text(t text, was, is json.RawMessage) {
	before, firstRelease := c.moved.named(t), c.old.order == nil && was == nil
	if bytes.Equal(was, is) && before == t || firstRelease {
		return
	}
	old, now := fields(was), fields(is)
	title := written(now["title"])
	if title == "" {
		title = written(old["title"])
	}
	change := Change{Of: t.of, ID: t.id, Title: title}
	if before != t {
		c.add(change, Renamed, "", before.id, t.id)
	}
	for _, key := range keysOf(old, now) {
		switch {
		case reflect.DeepEqual(old[key], now[key]):
		case key == "corrections":
			c.entries(change, Corrected, key, "reason", old[key], now[key])
		default:
			c.words(change, key, old[key], now[key])
		}
	}
}

func keysOf(a, b map[string]any) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (c *comparison) field(change Change, key string, old, now any) {
	switch key {
	case "status":
		c.add(change, Status, key, written(old), written(now))
	case "deadline":
		c.deadline(change, old, now)
	case "results":
		c.figures(change, old, now)
	case "updates":
		c.entries(change, Update, key, "text", old, now)
	case "answers":
		c.entries(change, Answer, key, "question", old, now)
	case "corrections":
		c.entries(change, Corrected, key, "reason", old, now)
	case "aliases": // a renaming was told
	default:
		c.words(change, key, old, now)
	}
}

// words tells of a field that is read as a text.
func (c *comparison) words(change Change, key string, old, now any) {
	was, is := written(old), written(now)
	if record.Same(was, is) {
		c.add(change, Typography, key, "", "")
		return
	}
	from, to := around(was, is)
	c.add(change, Text, key, from, to)
}

func (c *comparison) deadline(change Change, old, now any) {
	was, extensions := due(old)
	is, extended := due(now)
	switch {
	case extended > extensions:
		c.add(change, Extended, "deadline", was, is)
	case was != is:
		c.add(change, Deadline, "deadline", was, is)
	default:
		c.words(change, "deadline", old, now)
	}
}

// due is the date in force, or the condition, and how often it was extended.
func due(deadline any) (string, int) {
	d, _ := deadline.(map[string]any)
	extended, _ := d["extended"].([]any)
	if n := len(extended); n > 0 {
		last, _ := extended[n-1].(map[string]any)
		return written(last["to"]), n
	}
	if day := written(d["date"]); day != "" {
		return day, 0
	}
	return written(d["condition"]), 0
}

// figures compares figures by their names.
func (c *comparison) figures(change Change, old, now any) {
	was, is := figuresOf(old), figuresOf(now)
	told := len(c.changes)
	for _, name := range keysOf(was, is) {
		if was[name] != is[name] {
			c.add(change, Figure, name, written(was[name]), written(is[name]))
		}
	}
	if len(c.changes) == told { // their order
		c.add(change, Typography, "results", "", "")
	}
}

func figuresOf(results any) map[string]any {
	all := map[string]any{}
	list, _ := results.([]any)
	for _, one := range list {
		r, _ := one.(map[string]any)
		name, figure := written(r["name"]), written(r["value"])+written(r["unit"])
		if more := written(r["change"]); more != "" {
			figure += " (" + more + ")"
		}
		if before, twice := all[name]; twice {
			figure = written(before) + ", " + figure
		}
		all[name] = figure
	}
	return all
}

// entries tells of entries of a list that are new, and of those that are no more.
func (c *comparison) entries(change Change, what What, key, shown string, old, now any) {
	was, _ := old.([]any)
	is, _ := now.([]any)
	told := len(c.changes)
	for _, entry := range missing(is, was) {
		e, _ := entry.(map[string]any)
		day := written(e["date"]) + written(e["on"])
		_, text := around("", written(e[shown]))
		c.add(change, what, key, day, text)
	}
	for _, entry := range missing(was, is) {
		_, text := around("", written(entry))
		c.add(change, Gone, key, text, "")
	}
	if len(c.changes) == told {
		c.add(change, Typography, key, "", "")
	}
}

// missing are the entries of one list that another has not got, each as often as it has it.
func missing(of, in []any) []any {
	left := slices.Clone(in)
	var all []any
	for _, entry := range of {
		i := slices.IndexFunc(left, func(other any) bool { return reflect.DeepEqual(entry, other) })
		if i < 0 {
			all = append(all, entry)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	return all
}

// written is a value as a line of text: the values of a list or mapping one after another.
func written(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		var parts []string
		for _, item := range v {
			parts = append(parts, written(item))
		}
		return strings.Join(parts, "; ")
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, written(v[key]))
		}
		return strings.Join(parts, ", ")
	}
	return strings.Join(strings.Fields(fmt.Sprint(value)), " ")
}

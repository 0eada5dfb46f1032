package form

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

type namedSection struct {
	name string
	keys []string
}

// sections of a finding; a key that is in none comes with the last.
var findingSections = []namedSection{
	{"section-what", []string{"number", "title", "group", "weight", "summary"}},
	{"section-state", []string{"status", "basis", "verified", "completed", "deadline", "reason",
		"next", "responsible"}},
	{"section-done", []string{"measures", "results", "documents"}},
	{"section-account", []string{bodyName, "updates", "answers", "evidence"}},
	{"section-more", nil},
}

// builder makes the inputs of one form.
type builder struct {
	*Form
	a     *attempt
	names map[string]*input
}

// describe gives what a form shows.
func (f *Form) describe(a *attempt) ([]section, map[string]*input) {
	b := &builder{f, a, map[string]*input{}}
	fields := b.record(a.kind, "")
	fields = append(fields, b.body())
	if a.view == progress {
		return b.progress(), b.names
	}
	if a.kind != "finding" {
		return []section{{Fields: fields}}, b.names
	}
	var all []section
	for _, s := range findingSections {
		one := section{Name: s.name, Title: f.say(s.name)}
		for _, key := range s.keys {
			i := slices.IndexFunc(fields, func(i *input) bool { return i.Name == key })
			one.Fields = append(one.Fields, fields[i])
			fields = slices.Delete(fields, i, i+1)
		}
		all = append(all, one)
	}
	all[len(all)-1].Fields = fields
	return all, b.names
}

// progress gives the inputs of a report, and leaves the others out of the form.
func (b *builder) progress() []section {
	var all []section
	known := map[string]*input{}
	for _, s := range progressSections {
		one := section{Name: s.name, Title: b.say(s.name)}
		for _, name := range s.keys {
			i := b.names[name]
			i.Required = i.Required && !strings.Contains(name, "extended")
			one.Fields, known[name] = append(one.Fields, i), i
		}
		all = append(all, one)
	}
	b.names = known
	if deadline := b.deadline(); deadline != "" {
		all[1].Note = b.say("deadline-now", deadline)
		return all
	}
	return all[:1] // nothing that could be extended
}

// deadline is what holds now.
func (b *builder) deadline() string {
	now := cmp.Or(b.a.old.Get("deadline.date"), b.a.old.Get("deadline.condition"))
	if b.a.old.Get("deadline.not-stated") == "true" {
		now = b.say("unstated")
	}
	for _, token := range b.a.old["deadline.extended"] {
		now = b.a.old.Get(rowPath("deadline.extended", token) + ".to")
	}
	return now
}

func (b *builder) body() *input {
	i := &input{Name: bodyName, Key: bodyName, Label: b.say("body"), Kind: "markdown",
		Help: b.say("body-" + b.a.kind), Value: b.a.now.Get(bodyName)}
	b.compare(i)
	return i
}

func (b *builder) record(of, above string) []*input {
	var all []*input
	for _, k := range b.reference(of) {
		if k.Depth == 0 && !slices.Contains(untyped, k.Name) {
			all = append(all, b.input(of, k, join(above, k.Name)))
		}
	}
	return all
}

func (b *builder) input(of string, k register.Described, name string) *input {
	i := &input{Name: name, Key: k.Name, Label: k.Label(b.options.Language),
		Value: b.a.now.Get(name), MayLack: k.Unstated, Help: b.words["help-"+of+"-"+k.Name],
		Hint: problem.Fill(b.words["hint-"+k.Type], []any{register.SummaryLimit})}
	if of == "inspection" { // the kind chooses the words of some keys
		kind := register.InspectionKind(b.a.now.Get("kind"))
		i.Label = cmp.Or(b.site[kind.Word("inspection_"+k.Name)], i.Label)
	}
	i.Help = cmp.Or(i.Help, k.Meaning)
	if i.Unstated = i.MayLack && i.Value == register.NotStated; i.Unstated {
		i.Value = ""
	}
	i.Drafted = slices.Contains(split(b.a.old.Get(draftedName)), name)
	i.Reviewed = b.a.sent.Get(reviewedName+name) == "true"
	i.Kind = b.kindOf(k.Key, i)
	i.Required = b.required(k.Key, name)
	switch i.Kind {
	case "record":
		i.Fields = b.record(k.Of, name)
	case "list":
		b.rows(i, k.Of)
	case "choice":
		i.Options = b.optionsOf(k.Key, i.Value)
	case "lines":
		if name == "related" && b.a.view != progress {
			i.Options = b.others(b.a.target)
		}
	case "file":
		i.Upload = b.a.sent.Get("upload:" + name)
	}
	b.compare(i)
	return i
}

// compare puts to an input what stands on disk in its place.
func (b *builder) compare(i *input) {
	b.names[i.Name] = i
	if b.a.theirs == nil || top(i.Name) != i.Name {
		return
	}
	i.Conflict = slices.Contains(b.a.theirs["conflict"], i.Name)
	if i.Conflict {
		i.Theirs = b.shown(b.a.theirs, i.Name)
	}
}

// shown are the values of a key, one a line, with their labels.
func (b *builder) shown(values url.Values, key string) []string {
	if text := values.Get(key); key == bodyName && text != "" {
		return []string{text}
	}
	theirs := &builder{b.Form, &attempt{target: b.a.target, now: values}, map[string]*input{}}
	for _, k := range b.reference(b.a.kind) {
		if k.Depth == 0 && k.Name == key {
			field := theirs.input(b.a.kind, k, key)
			if !isList(b.a.kind, key) && field.Value != "" {
				return []string{field.display()}
			}
			return field.lines("")
		}
	}
	return nil
}

func (b *builder) rows(i *input, of string) {
	tokens := b.a.now[i.Name]
	if i.Name == "accountability.kinds" && len(tokens) > 0 {
		i.Note = b.say("sum", b.sum(tokens, ".organisations"), b.sum(tokens, ".persons"))
	}
	for n, token := range tokens {
		i.Rows = append(i.Rows, row{List: i.Name, Token: token, Number: n + 1,
			Fields: b.record(of, rowPath(i.Name, token)), First: n == 0, Last: n == len(tokens)-1})
	}
}

// sum adds up a figure of the rows of accountability.
func (b *builder) sum(tokens []string, key string) int {
	sum := 0
	for _, token := range tokens {
		n, _ := strconv.Atoi(b.a.now.Get(rowPath("accountability.kinds", token) + key))
		sum += n
	}
	return sum
}

// kindOf is how a value is edited.
func (b *builder) kindOf(k register.Key, i *input) string {
	_, dayErr := register.ParseDay(i.Value)
	switch {
	case i.Name == "deadline.date" && b.a.old.Get(i.Name) != "":
		return "fixed"
	case k.Type == "mapping":
		return "record"
	case isTick(k):
		return "tick"
	case k.Type == "list", k.Type == "markdown":
		return k.Type
	case isFile(b.a.kind, i.Name):
		return "file"
	case register.IsChoice(k.Type), k.Type == "boolean", k.Name == "group":
		return "choice"
	case k.Type == "day" && (i.Value == "" || dayErr == nil):
		return "day"
	case isLines(k), k.Type == "summary", strings.Contains(i.Value, "\n"):
		return "lines"
	case k.Type == "integer":
		return "integer"
	}
	return "text"
}

func (b *builder) required(k register.Key, name string) bool {
	needed := register.Needs(register.Status(b.a.now.Get("status")),
		register.Basis(b.a.now.Get("basis")))
	if b.a.kind == "finding" && top(name) == name && b.a.now.Get("withdrawn.on") != "" {
		return k.Stays && b.a.now.Get("withdrawn.erase") != "true"
	}
	return k.Required || b.a.kind == "finding" && slices.Contains(needed, name)
}

// optionsOf are what a choice may be, and what it is.
func (b *builder) optionsOf(k register.Key, value string) []option {
	all := []option{{Value: "", Label: b.say("choose-none")}}
	switch {
	case k.Type == "boolean":
		all = append(all, option{Value: "true", Label: b.say("yes")},
			option{Value: "false", Label: b.say("no")})
	case k.Name == "group":
		all = append(all, b.groups(b.a.target)...)
	default:
		for _, w := range b.reference(k.Type) {
			all = append(all, option{Value: w.Name, Label: w.Label(b.options.Language),
				Help: w.Meaning, Needs: w.Needs})
		}
	}
	i := slices.IndexFunc(all, func(o option) bool { return o.Value == value })
	if i < 0 { // as it is written, for the checker to say what is wrong with it
		i, all = len(all), append(all, option{Value: value, Label: value})
	}
	all[i].Chosen = true
	return all
}

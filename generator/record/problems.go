package record

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// text is a file of the register by its bytes; without a tree where it cannot be edited.
type text struct {
	data []byte
	tree *register.Tree
}

func (p *report) text(file string) *text {
	if p.trees[file] == nil {
		t := &text{}
		var err error
		if t.data, err = fs.ReadFile(p.fsys, file); err == nil {
			t.tree, _ = register.Spans(file, t.data) // else the file's beginning will do
		}
		p.trees[file] = t
	}
	return p.trees[file]
}

// place is where a value stands, or what it is in; the file's beginning where that is not known.
func (p *report) place(file, path string) (line, column int) {
	t := p.text(file)
	if t.tree == nil {
		return 1, 1
	}
	if path == "text" {
		return position(t.data, t.tree.Body.Start)
	}
	for ; path != ""; path = path[:max(0, strings.LastIndexAny(path, ".["))] {
		if n := t.tree.At(path); n != nil {
			return position(t.data, n.Label.Start)
		}
	}
	return 1, 1
}

// position counts lines, and characters on the last, from 1.
func position(data []byte, at int) (line, column int) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data[:at]))
	text = strings.TrimPrefix(text, "\ufeff")
	begin := strings.LastIndexByte(text, '\n') + 1
	return 1 + strings.Count(text, "\n"), 1 + utf8.RuneCountInString(text[begin:])
}

// problem is that of a change in a text that is there.
func (p *report) problem(c Change) problem.Problem {
	where := c.Field
	if c.Item >= 0 {
		where = fmt.Sprintf("%s[%d]", c.Field, c.Item)
	}
	one := problem.Problem{File: c.File, Rule: c.Rule}
	switch c.Rule {
	case "record-erased":
		where = "title"
	case "record-premature":
		one.File, _ = correctedIn(c)
		where = "corrections"
	}
	one.Line, one.Column = p.place(one.File, where)
	if c.Finding != nil {
		one.Title = c.Finding.Title
	}
	field := fieldName(c.Kind, c.Field)
	switch c.Rule {
	case "record-status":
		one.Args = []any{status(c.Was.Status), status(c.Now.Status), updateLines(c.Now.Status)}
	case "record-deadline":
		one.Args = []any{valueWord(c.Was.First.String()),
			valueWord(c.Now.First.String()), extensionLines,
			correctionLines(c.Field, c.Was.First.String(), c.Now.First.String())}
	case "record-changed":
		one.Args = []any{field, updateLines(c.Now.Status), correctionLines(c.Field, "", "")}
	case "record-backdated", "record-premature":
		one.Args = []any{field, c.Dated.String(), c.Newest.String()}
	case "record-removed", "record-fact":
		one.Args = []any{field, correctionLines(c.Field, "", "")}
	case "record-heading":
		file, in := correctedIn(c)
		one.Args = []any{field, file, correctionLines(in, "", "")}
	case "record-config":
		one.Line, one.Column = register.ConfigPlace(p.text(c.File).data, c.Field)
		one.Args = []any{c.Field, valueWord(c.From), valueWord(c.To)}
	case "record-moved":
		one.Args = []any{c.From, c.To}
	default:
		one.Args = []any{field, c.ID}
	}
	return one
}

// correctedIn is the file of the register that a correction stands in, and its field there: those
// of a category stand in its inspection.
func correctedIn(c Change) (file, field string) {
	if c.Kind != Category {
		return c.File, c.Field
	}
	inspection, category := path.Split(c.ID)
	return path.Join(source.ContentDir, inspection, "_index.md"), category + "/" + c.Field
}

// valueWord is a value of config.toml, or that there is none.
func valueWord(value string) problem.Phrase {
	if value == "" {
		return problem.Phrase{"zh": "无", "en": "none"}
	}
	return problem.Phrase{"zh": value, "en": value}
}

// fieldName names a field by its label and its key.
func fieldName(kind, field string) problem.Phrase {
	k, _ := keyAt(kind, field)
	return problem.Phrase{"zh": k.ZH + "（" + field + "）", "en": field}
}

// keyAt gives the row of a field in the table of keys. The text below the front matter has none.
func keyAt(kind, field string) (register.Key, bool) {
	keys, found := register.Keys(kind), register.Key{Name: field, ZH: "正文"}
	for step := range strings.SplitSeq(field, ".") {
		i := slices.IndexFunc(keys, func(k register.Key) bool { return k.Name == step })
		if i < 0 {
			return found, false
		}
		found = keys[i]
		keys = register.Keys(found.Of)
	}
	return found, true
}

func isList(k register.Key) bool {
	return slices.Contains([]string{"list", "texts", "ids"}, k.Type)
}

func status(s register.Status) problem.Phrase {
	for _, k := range register.Keys("status") {
		if k.Name == string(s) {
			return problem.Phrase{"zh": k.ZH, "en": k.Name}
		}
	}
	return problem.Phrase{"zh": "", "en": string(s)}
}

const extensionLines = "\n  extended:\n    - on:\n      to:\n      reason:"

func updateLines(s register.Status) string {
	lines := "\nupdates:\n  - date:\n"
	if s != "" {
		lines += "    status: " + string(s) + "\n"
	}
	return lines + "    text:"
}

func correctionLines(field, from, to string) string {
	return fmt.Sprintf("\ncorrections:\n  - on:\n    field: %s\n    from: %s\n    to: %s\n"+
		"    reason:", field, from, to)
}

// vanished says that a finding which was recorded is published no more: it is a draft, it awaits
// approval, it may have another id now, or it is nowhere.
func (p *report) vanished(c Change, changes []Change) problem.Problem {
	p.index(changes)
	entry, _ := p.record.Entry(Finding, c.ID)
	one, where := problem.Problem{}, "title"
	f := p.filed[c.ID]
	switch {
	case f != nil && f.Awaits() != "":
		one.Rule, one.Args = "record-unapproved", []any{f.ID}
	case f != nil:
		where, one.Rule, one.Args = "draft", "record-draft", []any{withdrawnLines}
	case p.renamed(entry) != nil:
		f = p.renamed(entry)
		one.Rule, one.Args = "record-renamed", []any{c.ID, "\naliases:\n  - " + c.ID}
	default:
		return problem.Problem{File: fileOf(entry), Line: 1, Column: 1, Rule: "record-vanished",
			Args: []any{c.ID, withdrawnText(entry)}}
	}
	one.File, one.Title = f.Body.File, f.Title
	if one.Rule == "record-draft" {
		one.File = draftFile(f)
	}
	one.Line, one.Column = p.place(one.File, where)
	return one
}

// draftFile is where it is written that a finding is a draft: for all of an inspection, for all of
// a category, or for itself.
func draftFile(f *register.Finding) string {
	switch {
	case f.Category.Inspection.Draft:
		return f.Category.Inspection.Body.File
	case f.Category.Draft:
		return f.Category.Body.File
	}
	return f.Body.File
}

// index notes the findings that there are, once something has vanished.
func (p *report) index(changes []Change) {
	if p.filed != nil {
		return
	}
	p.filed, p.added = map[string]*register.Finding{}, map[string]*register.Finding{}
	for _, f := range p.register.Filed() {
		p.filed[f.ID] = f
	}
	for _, c := range changes {
		if c.Kind == Finding && c.What == Added && c.Field == "" {
			p.added[fieldsOf(c.Finding)["title"]] = c.Finding
		}
	}
}

// fileOf is where a finding lay when it was recorded.
func fileOf(e Entry) string { return path.Join(source.ContentDir, e.In, e.ID+".md") }

const (
	withdrawnLines = "\nwithdrawn:\n  on:\n  reason:"
	withdrawnFile  = "\n---\ntitle:\nnumber:" + withdrawnLines + "\n---"
)

// renamed gives the new finding that says most of what a vanished one said; nil if there is none.
func (p *report) renamed(e Entry) *register.Finding {
	f := p.added[e.Fields["title"]]
	if f == nil {
		return nil
	}
	fields, same := fieldsOf(f), 0
	for field, digest := range e.Fields {
		if fields[field] == digest {
			same++
		}
	}
	if 2*same <= len(e.Fields) {
		return nil
	}
	return f
}

// withdrawnText is all that the file of a finding holds that is published no more. What was erased
// says what it said: nothing else may be in it.
func withdrawnText(e Entry) string {
	if e.Erased == nil {
		return withdrawnFile
	}
	return fmt.Sprintf("\n---\nwithdrawn:\n  on: %s\n  reason: %q\n  erase: true\n---",
		e.Erased.On, e.Erased.Reason)
}

// skeleton is a text with a line break less, as it begins a file.
func skeleton() []byte { return bytes.TrimPrefix([]byte(withdrawnFile+"\n"), []byte("\n")) }

package form

import (
	"io/fs"
	"path"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

// nameOf gives the name that a path of the changed text has in the form: rows have tokens there.
func (a *attempt) nameOf(at string) string {
	name, place := "", ""
	for _, step := range register.Steps(at) {
		rows, position := a.rows[place], 0
		if strings.HasPrefix(step, "[") {
			position, _ = strconv.Atoi(strings.Trim(step, "[]"))
			place += step
			if position < len(rows) {
				step = "[" + rows[position] + "]"
			}
			name += step
			continue
		}
		name, place = join(name, step), join(place, step)
	}
	return name
}

// parent is the name of what holds a field.
func parent(name string) string { return name[:max(0, strings.LastIndexAny(name, ".["))] }

// address leads to the form of a file of the source; empty where it has none.
func (f *Form) address(file string) string {
	if t, ok := targetOf(file); ok {
		return Prefix + t.address
	}
	return ""
}

// groups are those that the category of a finding declares.
func (f *Form) groups(t target) []option {
	file := path.Join(path.Dir(t.path()), "_index.md")
	data, err := fs.ReadFile(f.options.Folder.FS(), file)
	if err != nil {
		return nil
	}
	values, err := f.values(target{kind: "category", file: file}, data)
	if err != nil {
		return nil
	}
	var all []option
	for _, token := range values["groups"] {
		row := rowPath("groups", token)
		all = append(all, option{Value: values.Get(row + ".id"), Label: values.Get(row + ".title")})
	}
	return all
}

// mostPicked is how many findings a list offers: a longer one is no help, and the search has them.
const mostPicked = 500

// others are the findings of the same inspection.
func (f *Form) others(t target) []option {
	var all []option
	for _, other := range f.register().All() {
		same := path.Dir(path.Dir(other.Body.File)) == path.Dir(path.Dir(t.path()))
		if same && other.Body.File != t.file && len(all) < mostPicked {
			all = append(all, option{Value: other.ID, Label: other.Number + " " + other.Title})
		}
	}
	return all
}

// Address leads to the field of a form that a place of a file of the source is in; empty where the
// file has none. The field is not looked for where line is 0.
func (f *Form) Address(file string, line, column int) string {
	to := f.address(file)
	data, err := fs.ReadFile(f.options.Folder.FS(), file)
	if to == "" || line == 0 || err != nil {
		return to
	}
	tree, err := register.Spans(file, data)
	if err != nil {
		return to
	}
	at := offset(data, line, column)
	if at >= tree.Body.Start {
		return to + "#" + (&input{Name: bodyName}).ID()
	}
	name, _ := deepest(tree.Root, at)
	return to + "#" + (&input{Name: name}).ID()
}

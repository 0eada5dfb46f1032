package form

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// line is one of what a save changed: Sign is + or -, or a space.
type line struct{ Kind, Sign, Text string }

// fileChange is what became of one file.
type fileChange struct {
	Name, Note string
	Lines      []line
}

// around is how many lines around a change are shown.
const around = 2

func (f *Form) showSave(w http.ResponseWriter, number string) {
	s := f.saved(number)
	if s == nil {
		f.refuse(w, http.StatusNotFound, "missing")
		return
	}
	said := "saved"
	if s.undone {
		said = "undone"
	}
	data := map[string]any{"Title": f.say("saved-title"), "Said": f.say(said, s.title()),
		"Page": s.target.page(), "Edit": Prefix + s.edit()}
	if !s.undone {
		data["Undo"] = Prefix + "undo/" + strconv.Itoa(s.number)
	}
	var lacks []string
	for _, p := range s.draft {
		text, _ := f.sentences(p)
		lacks = append(lacks, text)
	}
	data["Draft"] = lacks
	var files []fileChange
	for _, file := range s.files {
		change := f.fileChange(file)
		if slices.Contains(s.cleaned, path.Base(file.Name)) {
			change.Note = f.say("file-cleaned")
		}
		files = append(files, change)
	}
	data["Files"] = files
	f.page(w, http.StatusOK, "saved.html", data)
}

// edit is the address of the form of what was saved.
func (s *save) edit() string {
	t, _ := targetOf(s.target.file)
	return t.address
}

func (s *save) title() string {
	if s.name != "" {
		return s.name
	}
	data := s.files[0].Data
	tree, err := register.Spans(s.target.file, data)
	if err != nil || tree.At("title") == nil || tree.At("title").Text == "" {
		return s.target.file
	}
	return tree.At("title").Text
}

func (f *Form) fileChange(file source.File) fileChange {
	c := fileChange{Name: file.Name}
	if _, text := targetOf(file.Name); !text {
		c.Note = f.say("file-new")
		if file.Data == nil {
			c.Note = f.say("file-removed")
		}
		return c
	}
	c.Lines = compare(textLines(file.Old), textLines(file.Data))
	return c
}

func textLines(data []byte) []string {
	text := strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// mostCompared is how many lines may differ before they are shown as one block: the comparison
// takes the product of both sides.
const mostCompared = 1000

// compare gives the lines that differ, by their longest common subsequence, and some around them.
func compare(old, now []string) []line {
	head, tail := inCommon(old, now)
	var all []line
	for _, text := range old[max(0, head-around):head] {
		all = append(all, line{"same", " ", text})
	}
	all = append(all, between(old[head:len(old)-tail], now[head:len(now)-tail])...)
	for _, text := range now[len(now)-tail : len(now)-tail+min(tail, around)] {
		all = append(all, line{"same", " ", text})
	}
	return all
}

func between(old, now []string) []line {
	longest := make([][]int, len(old)+1)
	if len(old) > mostCompared || len(now) > mostCompared {
		return append(marked(old, "removed", "-"), marked(now, "added", "+")...)
	}
	for i := range longest {
		longest[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if old[i] == now[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	var all []line
	i, j := 0, 0
	for i < len(old) && j < len(now) {
		switch {
		case old[i] == now[j]:
			all = append(all, line{"same", " ", old[i]})
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			all = append(all, line{"removed", "-", old[i]})
			i++
		default:
			all = append(all, line{"added", "+", now[j]})
			j++
		}
	}
	return append(append(all, marked(old[i:], "removed", "-")...), marked(now[j:], "added", "+")...)
}

func marked(texts []string, kind, sign string) []line {
	var all []line
	for _, text := range texts {
		all = append(all, line{kind, sign, text})
	}
	return all
}

// unreadable says why a text has no form.
func (f *Form) unreadable(w http.ResponseWriter, t target, err error, sent url.Values) {
	var lines []string
	list, _ := errors.AsType[problem.List](err)
	for _, p := range list {
		lines = append(lines, t.file+":"+strconv.Itoa(p.Line)+" "+f.whole(p))
	}
	if len(lines) == 0 {
		lines = []string{t.file + " " + f.say("unreadable-shape")}
	}
	f.page(w, http.StatusUnprocessableEntity, "plain.html", map[string]any{
		"Title": f.say("unreadable"), "Text": f.say("unreadable-fix"), "Lines": lines,
		"Typed": f.typedLines(t.kind, sent)})
}

// typedLines are what was typed into a form that cannot be shown again, to be copied.
func (f *Form) typedLines(kind string, sent url.Values) []string {
	var all []string
	values := typed(kind, sent)
	labels := map[string]string{bodyName: f.say("body")}
	for _, k := range register.Keys(kind) {
		labels[k.Name] = k.Label(f.options.Language)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !isList(kind, name) { // the tokens of its rows
			all = append(all, labels[top(name)]+f.say("colon")+values.Get(name))
		}
	}
	return all
}

// undo puts the files of a save back, unless one of them was changed again.
func (f *Form) undo(w http.ResponseWriter, r *http.Request, number string, sent url.Values) {
	s := f.saved(number)
	if s == nil || s.undone || sent.Get("token") != f.token {
		f.refuse(w, http.StatusNotFound, "no-undo")
		return
	}
	var back []source.File
	for _, file := range s.files {
		back = append(back, source.File{Name: file.Name, Data: file.Old, Old: file.Data})
	}
	if err := f.options.Folder.Commit(back); err != nil {
		text := f.say("undo-changed-fix")
		if !errors.Is(err, source.ErrChanged) {
			text = f.reason(err)
		}
		f.page(w, http.StatusConflict, "plain.html",
			map[string]any{"Title": f.say("undo-changed"), "Text": text})
		return
	}
	s.undone = true
	redirect(w, "saved/"+number)
}

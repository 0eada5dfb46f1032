package form

import (
	"net/url"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// A form names the text that it was made from by its digest. Where another one stands on disk, the
// keys that nobody else touched are merged as version control does it, and the form comes back;
// what was changed on both sides is shown twice, and has to be chosen.

// rebase finds the values that the form was made from.
func (f *Form) rebase(a *attempt) {
	a.base = a.old
	from := a.sent.Get("digest")
	if a.view == fresh || from == digest(a.disk) {
		return
	}
	a.base = nil
	if data, known := f.bases[from]; known {
		data = register.Canonical(f.options.Folder.FS(), a.file, data)
		a.base, _ = f.values(a.target, data)
	}
}

// merge brings what was typed onto what stands on disk; false where the form must be looked at
// again.
func (f *Form) merge(a *attempt) bool {
	moved := a.view != fresh && a.sent.Get("digest") != digest(a.disk)
	if moved {
		a.note = f.say("changed")
	}
	if a.view == progress {
		chosen := moved || f.choose(a)
		a.addProgress()
		if moved {
			a.theirs = url.Values{}
			a.conflicts([]string{"status", "completed", "reason", "next"})
		}
		return !moved && chosen
	}
	if !moved {
		return f.choose(a)
	}
	a.theirs = url.Values{}
	for _, key := range keysOf(a.kind) {
		switch {
		case !a.changed(key, a.now):
			replace(a.now, a.old, key)
		case a.changed(key, a.old) && differs(a.kind, key, a.old, a.now):
			a.conflict(key)
		}
	}
	return false
}

// conflicts finds the keys that a report of progress has changed, and somebody else too.
func (a *attempt) conflicts(keys []string) {
	for _, key := range keys {
		if a.changed(key, a.old) && differs(a.kind, key, a.old, a.now) {
			a.conflict(key)
		}
	}
}

// changed says whether a key has another value than in the text that the form was made from.
func (a *attempt) changed(key string, values url.Values) bool {
	return a.base == nil || differs(a.kind, key, a.base, values)
}

// conflict notes both values of a key. What was typed becomes new rows: its tokens are positions in
// another text.
func (a *attempt) conflict(key string) {
	replace(a.theirs, a.old, key)
	a.theirs.Add("conflict", key)
	renewed := url.Values{}
	for name, all := range a.now {
		if top(name) != key {
			continue
		}
		delete(a.now, name)
		list, rest, row := strings.Cut(name, "[")
		if row {
			renewed[list+"[mine"+rest] = all
			continue
		}
		for _, text := range all {
			if isList(a.kind, name) {
				text = "mine" + text
			}
			renewed.Add(name, text)
		}
	}
	replace(a.now, renewed, key)
}

// choose takes of what was in conflict the one that was chosen; false where none was.
func (f *Form) choose(a *attempt) bool {
	all := true
	a.theirs = url.Values{}
	for _, key := range a.sent["conflict"] {
		if !slices.Contains(keysOf(a.kind), key) {
			continue
		}
		switch a.sent.Get("choose:" + key) {
		case "mine":
		case "theirs":
			replace(a.now, a.old, key)
		default:
			replace(a.theirs, a.old, key)
			a.theirs.Add("conflict", key)
			a.refused[key] = f.say("choose")
			all = false
		}
	}
	return all
}

// keysOf are the keys at the top of a kind of text, and its body.
func keysOf(kind string) []string {
	keys := []string{bodyName}
	for _, k := range register.Keys(kind) {
		keys = append(keys, k.Name)
	}
	return keys
}

// isList says whether a path is a list of records.
func isList(kind, path string) bool {
	keys := register.Keys(kind)
	for step := range strings.SplitSeq(path, ".") {
		i := slices.IndexFunc(keys, func(k register.Key) bool { return k.Name == step })
		if i < 0 {
			return false
		}
		if keys[i].Type == "list" {
			return true
		}
		keys = register.Keys(keys[i].Of)
	}
	return false
}

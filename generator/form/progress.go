package form

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/format"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// addedRow names the row that a report of progress adds to a list.
const addedRow = "new"

// progressSections are what a report of progress may change, in the order of its form.
var progressSections = []namedSection{
	{"section-report", []string{rowPath("updates", addedRow) + ".date",
		rowPath("updates", addedRow) + ".text", "status", "completed", "reason", "next"}},
	{"section-extend", []string{rowPath("deadline.extended", addedRow) + ".to",
		rowPath("deadline.extended", addedRow) + ".reason",
		rowPath("deadline.extended", addedRow) + ".on"}},
}

// addProgress makes of a report of progress the values of the whole text.
func (a *attempt) addProgress() {
	sent := a.now
	a.now = clone(a.old)
	names := slices.Concat(progressSections[0].keys, progressSections[1].keys)
	for _, name := range names {
		if a.base == nil || sent.Get(name) != a.base.Get(name) { // else nobody touched it
			a.now.Del(name)
			set(a.now, name, sent.Get(name))
		}
	}
	update, extension := rowPath("updates", addedRow), rowPath("deadline.extended", addedRow)
	if a.now.Get(extension+".to") == "" && a.now.Get(extension+".reason") == "" {
		a.now.Del(extension + ".on")
	}
	changed := a.now.Get("status") != a.old.Get("status")
	if changed {
		set(a.now, update+".status", a.now.Get("status"))
		a.restate()
	} else if a.now.Get(update+".text") == "" && hasBelow(a.now, extension) {
		a.now.Del(update + ".date") // the deadline alone was extended
	}
	a.now["updates"] = withRow(a.old, "updates", ".date", addedRow)
	a.now["deadline.extended"] = append(slices.Clone(a.old["deadline.extended"]), addedRow)
}

// widen makes of a report of progress the form of the whole text, with what was typed.
func (a *attempt) widen() {
	a.view, a.address = whole, strings.TrimSuffix(a.address, "/progress")
	for _, list := range []string{"updates", "deadline.extended"} {
		a.now[list] = slices.DeleteFunc(a.now[list], func(token string) bool {
			return token == addedRow && !hasBelow(a.now, rowPath(list, token))
		})
	}
}

// restate makes the unit's own word of a status that was inferred, or verified before it changed.
func (a *attempt) restate() {
	if a.now.Get("status") != string(register.Completed) {
		a.now.Del("completed")
	}
	a.now.Set("basis", string(register.Stated))
	replace(a.now, url.Values{}, "verified")
}

// withRow adds a row to a list: before the others where the newest of them is the first.
func withRow(values url.Values, list, date, token string) []string {
	rows := slices.Clone(values[list])
	if n := len(rows); n > 1 &&
		values.Get(rowPath(list, rows[0])+date) > values.Get(rowPath(list, rows[n-1])+date) {
		return slices.Insert(rows, 0, token)
	}
	return append(rows, token)
}

// suggest fills in what is most likely meant.
func (f *Form) suggest(a *attempt) {
	switch {
	case a.view == progress:
		today := f.today()
		for list, key := range map[string]string{"updates": ".date", "deadline.extended": ".on"} {
			name := rowPath(list, addedRow) + key
			if a.now.Get(name) == "" {
				a.now.Set(name, today)
			}
			if !slices.Contains(a.now[list], addedRow) {
				a.now[list] = append(a.now[list], addedRow)
			}
		}
	case a.view == fresh && a.kind == "finding":
		id, number := f.next(a.target)
		a.sent = url.Values{"id": {id}}
		set(a.now, "number", number)
		a.now.Set("status", string(register.NotStarted))
		a.now.Set("basis", string(register.Stated))
	}
}

func (f *Form) today() string { return f.day(f.register().Config).String() }

// register reads what can be read of the register as it is.
func (f *Form) register() *register.Register {
	f.cache.Invalidate(".")
	r, _ := f.cache.Read(f.options.Folder.FS()) // what is wrong with it, the check says
	return r
}

// next suggests what a new finding is called.
func (f *Form) next(t target) (id, number string) {
	r := f.register()
	used := map[string]bool{}
	for _, other := range r.Filed() {
		used[other.ID] = true
	}
	n := 1
	for _, i := range r.Inspections {
		for _, c := range i.Categories {
			if path.Join(source.ContentDir, i.ID, c.ID) == t.folder {
				n, number = len(c.Filed())+1, format.NextNumber(c)
			}
		}
	}
	for used[path.Base(t.folder)+"-"+strconv.Itoa(n)] {
		n++
	}
	return path.Base(t.folder) + "-" + strconv.Itoa(n), number
}

// rearrange does what a button of a list asks for: add:LIST, or remove, up or down:LIST:TOKEN.
func rearrange(values url.Values, asked string) {
	parts := strings.SplitN(asked, ":", 3)
	if len(parts) < 2 {
		return
	}
	rows := values[parts[1]]
	if parts[0] == "add" {
		values[parts[1]] = append(rows, freeToken(rows))
		return
	}
	if len(parts) < 3 {
		return
	}
	at := slices.Index(rows, parts[2])
	switch {
	case at < 0:
	case parts[0] == "remove":
		values[parts[1]] = slices.Delete(rows, at, at+1)
	case parts[0] == "up" && at > 0:
		rows[at-1], rows[at] = rows[at], rows[at-1]
	case parts[0] == "down" && at < len(rows)-1:
		rows[at], rows[at+1] = rows[at+1], rows[at]
	}
}

// freeToken is the token of a new row.
func freeToken(rows []string) string {
	for n := len(rows); ; n++ {
		if token := "n" + strconv.Itoa(n); !slices.Contains(rows, token) {
			return token
		}
	}
}

package generator

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// days are those that a source may be shown on: before, between and after its deadlines.
var days = []string{"2023-06-15", "2023-12-30", "2024-07-01"}

// folders are those that findings may lie in; the last two are not there at first.
var folders = []string{"content/audit/money", "content/audit/people", "content/check/rooms",
	"content/check/heat", "content/look/halls"}

func pick[T any](w *world, from []T) T { return from[w.random.IntN(len(from))] }

// some gives one of the source's files, in a folder if there is any; empty where there is none.
func (w *world) some(which func(name string) bool) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(w.files)),
		func(name string) bool { return !which(name) })
	if len(names) == 0 {
		return ""
	}
	return pick(w, names)
}

func isText(name string) bool { return strings.HasSuffix(name, ".md") }

func (w *world) start() {
	w.files = map[string]string{}
	w.config()
	w.files["content/_index.md"] = "---\ntitle: Office\ncontact:\n  phone: 0595-28008990\n" +
		"---\nText.\n"
	for i, folder := range folders[:3] {
		w.index(folder)
		for n := range 3 {
			w.finding(folder, fmt.Sprint("f", 3*i+n))
		}
	}
	w.attach()
}

func (w *world) config() {
	text := fmt.Sprintf("title = \"Site %d\"\nlanguage = %q\ntimeZone = \"Asia/Shanghai\"\n",
		w.random.IntN(3), pick(w, register.Languages()))
	if w.random.IntN(2) == 0 {
		text += "siteURL = \"https://example.org/a\"\n"
	}
	all := `"own", "look", ".txt", ".html"` // of what static writes
	text += "static = [" + pick(w, []string{all, all, all, `".txt"`}) + "]\n"
	w.files["config.toml"] = text +
		fmt.Sprintf("[params]\nnumber = %s\nWord = %d\n", pick(w, []string{"nan", "1"}),
			w.random.IntN(3))
}

// index writes the texts that a folder of findings needs.
func (w *world) index(folder string) {
	inspection, n := path.Dir(folder), w.random.IntN(3)
	if name := inspection + "/_index.md"; w.files[name] == "" || n == 0 {
		w.files[name] = fmt.Sprintf("---\ntitle: %s %d\nbody: Office\nfrom: 2022-0%d-23\n"+
			"published: 2023-04-13%s\n---\nText %d.\n", inspection, n, 1+n,
			pick(w, []string{"", "\nreport_every: P3M", "\ncontact:\n  phone: 0595-28008991"}), n)
	}
	w.files[folder+"/_index.md"] = fmt.Sprintf("---\ntitle: %s %d\nweight: %d\ngroups:\n"+
		"  - id: posts\n    title: Posts %d\n---\nText %d.\n", folder, n, n, n, n)
}

// states are what a finding's status asks for.
var states = []string{
	"status: completed\nbasis: inferred\n",
	"status: completed\nbasis: stated\ncompleted: 2023-11-02\ndeadline:\n  date: 2023-10-01\n",
	"status: in-progress\nbasis: stated\nreason: No money.\nnext: Find some.\ndeadline:\n" +
		"  date: 2023-07-01\n  extended:\n    - on: 2023-06-20\n      to: 2024-01-10\n" +
		"      reason: Late\n",
	"status: mostly-done\nbasis: stated\nnext: The rest.\ndeadline:\n  date: 2024-01-20\n",
	"status: on-hold\nbasis: stated\nreason: Cold.\ndeadline:\n  condition: Spring\n" +
		"  review: 2024-01-05\n",
	"status: long-term\nbasis: stated\nupdates:\n  - date: 2023-0%d\n    text: News.\n",
	"status: not-started\nbasis: stated\ndeadline:\n  date: 2023-06-30\n",
}

func (w *world) finding(folder, id string) {
	n := w.random.IntN(9)
	text := fmt.Sprintf("---\ntitle: Finding %d\nnumber: %s\nweight: %d\nsummary: Short %d.\n",
		n, id, n%3, n)
	text += strings.ReplaceAll(pick(w, states), "%d", fmt.Sprint(1+n%9))
	link := ""
	other := w.some(func(name string) bool {
		return register.IsFinding(name) && path.Base(name) != id+".md"
	})
	if to := strings.TrimSuffix(path.Base(other), ".md"); other != "" && n < 4 {
		text += "related: [" + to + "]\n"
		link = "[Another](" + to + ".md) "
	}
	if n%2 == 0 {
		text += "group: posts\nresponsible: Office\nmeasures:\n  - text: Done **this.**\n"
	}
	if n == 8 {
		text += "draft: true\n"
	}
	w.files[folder+"/"+id+".md"] = text + "---\n" + link + fmt.Sprintf("Account %d.\n", n)
}

// attach writes a finding with files, some of which others have too.
func (w *world) attach() {
	name := w.some(register.IsFinding)
	if name == "" {
		return
	}
	folder, file := path.Dir(name), pick(w, []string{"rules.txt", "photo.png", "deep/paper.TXT"})
	w.finding(folder, strings.TrimSuffix(path.Base(name), ".md"))
	w.files[name] = strings.Replace(w.files[name], "---\n", "---\nevidence:\n  - title: File\n"+
		"    file: "+file+"\n", 1) + "See [the file](" + file + ").\n"
	w.files[folder+"/"+file] = fmt.Sprint("data ", w.random.IntN(3))
}

// move moves a file, or a folder with all that is in it.
func (w *world) move(from, to string) {
	for name, text := range maps.Clone(w.files) {
		rest, below := strings.CutPrefix(name, from+"/")
		switch {
		case name == from:
			w.files[to] = text
		case below:
			w.files[to+"/"+rest] = text
		default:
			continue
		}
		delete(w.files, name)
	}
}

// exchange has a folder go, and the one that went before it come back.
func (w *world) exchange(folder string) {
	back := w.away
	w.away = map[string]string{}
	for name, text := range w.files {
		if strings.HasPrefix(name, folder+"/") {
			w.away[name] = text
		}
	}
	maps.DeleteFunc(w.files, func(name, _ string) bool { return w.away[name] != "" })
	maps.Copy(w.files, back)
}

// own changes a built-in file of the theme as an office would: by one of its own.
func (w *world) own() {
	names := []string{}
	_ = fs.WalkDir(w.face, ".", func(name string, d fs.DirEntry, err error) error {
		folder, _, below := strings.Cut(name, "/")
		if below && !d.IsDir() && strings.Contains("layouts static i18n", folder) {
			names = append(names, name)
		}
		return nil
	})
	name := pick(w, names)
	data, _ := fs.ReadFile(w.face, name)
	class := fmt.Sprintf(`class="v%d `, w.random.IntN(5))
	text := strings.Replace(string(data), `class="`, class, 1)
	text = strings.Replace(text, ` = "`, ` = "`+fmt.Sprint(w.random.IntN(5)), 1)
	w.files[name] = strings.Replace(text, "margin:", "padding:", 1)
}

// static changes a file of the office's own: one that is now a file and now a folder.
func (w *world) static() {
	names := []string{"static/own", "static/own/deep.txt", "static/own/deep/er.txt",
		"static/look/index.html", "static/look"}
	for _, name := range names {
		delete(w.files, name)
	}
	if w.random.IntN(4) > 0 {
		w.files[pick(w, names[:3])] = fmt.Sprint("own ", w.random.IntN(3))
	}
	if w.random.IntN(4) == 0 {
		w.files[pick(w, names[3:])] = "in the way of an inspection"
	}
}

// litter are the names of what editors and systems leave behind. A site is what it is without them.
var litter = []string{"~WRL0001.tmp", "~WRD0000.TMP", "~$notice.docx", ".~notice.docx", "notes.bak",
	"#page.css#", "#x.md#", "x.md~", ".#x.css", "site.css___jb_tmp___", "site.css___jb_old___",
	"4913", ".x.md.swp", "x.swo", "x.swx", "x.md.orig", "x.md.rej", "x.md.tmp", "x.md.tmp.8123",
	".DS_Store", "Thumbs.db", "THUMBS.DB", "desktop.ini", "paper.pdf.crdownload",
	"paper.pdf.part", ".env", ".gitignore", "__MACOSX", "node_modules"}

func isLitter(name string) bool { return slices.Contains(litter, path.Base(name)) }

// leave has an editor leave some files behind, or clear up.
func (w *world) leave() {
	if w.random.IntN(3) == 0 {
		maps.DeleteFunc(w.files, func(name, _ string) bool { return isLitter(name) })
		return
	}
	places := append([]string{"content", "content/audit", "static", "static/css", "layouts",
		"layouts/_partials", "i18n"}, folders...)
	for range 1 + w.random.IntN(4) {
		w.files[pick(w, places)+"/"+pick(w, litter)] = fmt.Sprint("{{ litter ", w.random.IntN(3))
	}
}

// damage breaks a file, each time in another way.
func (w *world) damage(name string) {
	text := w.files[name]
	w.files[name] = pick(w, []string{text[:len(text)/2], "", text + "\n<script>\n",
		strings.Replace(text, "title", "titel", 1), strings.Replace(text, ": ", ": [", 1),
		text + "{{ broken", text + "\xff"})
}

// mend takes back all that was done since the source had no problem.
func (w *world) mend() {
	w.files = maps.Clone(w.sound)
	w.done = append(w.done, "mend")
}

// edit makes one edit or several at once, of those that are possible.
func (w *world) edit() {
	if w.err != nil && w.random.IntN(2) == 0 {
		w.mend()
		return
	}
	for range 1 + w.random.IntN(2)*w.random.IntN(5) {
		w.one(w.random.IntN(23))
	}
}

func (w *world) one(kind int) {
	w.done = append(w.done, fmt.Sprint(kind))
	name, folder := w.some(register.IsFinding), pick(w, folders)
	text, file := w.some(isText), w.some(func(string) bool { return true })
	switch id := fmt.Sprint("f", w.random.IntN(14)); kind {
	case 0, 1, 2: // edited
		if name != "" {
			w.finding(path.Dir(name), strings.TrimSuffix(path.Base(name), ".md"))
		}
	case 3: // created, with its category and inspection where they are new
		if w.files[folder+"/_index.md"] == "" {
			w.index(folder)
		}
		w.finding(folder, id)
	case 4:
		w.index(folder)
	case 5: // renamed
		w.move(name, path.Join(path.Dir(name), id+".md"))
	case 6: // moved to another category
		w.move(name, path.Join(path.Dir(w.some(register.IsFinding)), path.Base(name)))
	case 7:
		delete(w.files, name)
	case 8:
		w.exchange(folder)
	case 9: // a folder is renamed
		w.move(path.Dir(pick(w, []string{folder, text})), path.Dir(folder)+"/new")
	case 10:
		w.damage(file)
	case 11:
		w.config()
	case 12, 13:
		w.own()
	case 14: // the theme's own files go
		maps.DeleteFunc(w.files, func(name, _ string) bool {
			return !strings.HasPrefix(name, "content/") && name != source.ConfigFile
		})
	case 15:
		w.static()
	case 16:
		w.attach()
	case 17: // an attachment changes or goes
		file = w.some(func(name string) bool {
			return strings.HasPrefix(name, "content/") && !isText(name)
		})
		if file != "" && w.random.IntN(3) > 0 {
			w.files[file] = fmt.Sprint("data ", w.random.IntN(4))
		} else {
			delete(w.files, file)
		}
	case 18:
		w.today = pick(w, days)
	case 19: // a draft is published, or the other way round
		if before, is := strings.CutSuffix(w.files[name], "draft: true\n"); is {
			w.files[name] = before
		} else {
			w.files[name] = strings.Replace(w.files[name], "---\n", "---\ndraft: true\n", 1)
		}
	case 20:
		w.leave()
	case 21, 22: // edited so that it is the same to others
		w.files[name] += "More.\n"
	}
	delete(w.files, "")
}

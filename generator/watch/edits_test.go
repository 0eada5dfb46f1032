package watch

import (
	"os"
	"runtime"
)

// edit is what somebody does, and what is to be reported of it.
type edit struct {
	name   string
	before func(s *site)
	edit   func(s *site)
	want   []string
	polled []string // the least of it, where a walk that is not there in between sees less
}

// edits are tried with both ways of watching.
var edits = slicesOf(plainEdits, editorEdits, folderEdits, rootEdits)

func slicesOf(tables ...[]edit) (all []edit) {
	for _, t := range tables {
		all = append(all, t...)
	}
	return all
}

var plainEdits = []edit{
	{name: "save in place", want: []string{"content/a/one.md"},
		edit: func(s *site) { s.write("content/a/one.md", "one, longer") }},
	{name: "save of the same length", want: []string{"content/a/one.md"},
		edit: func(s *site) { s.write("content/a/one.md", "eno") }},
	{name: "save of the same length with the date put back", want: []string{"content/a/one.md"},
		edit: func(s *site) {
			info, err := os.Stat(s.at("content/a/one.md"))
			s.must(err)
			s.write("content/a/one.md", "eno")
			s.must(os.Chtimes(s.at("content/a/one.md"), info.ModTime(), info.ModTime()))
		}},
	{name: "cut to nothing", want: []string{"content/a/one.md"},
		edit: func(s *site) { s.must(os.Truncate(s.at("content/a/one.md"), 0)) }},
	{name: "create", want: []string{"content/a/new.md"},
		edit: func(s *site) { s.write("content/a/new.md", "new") }},
	{name: "create empty", want: []string{"content/a/new.md"},
		edit: func(s *site) { s.write("content/a/new.md", "") }},
	{name: "name in Chinese with a space", want: []string{"content/a/整改 情况.md"},
		edit: func(s *site) { s.write("content/a/整改 情况.md", "new") }},
	{name: "delete", want: []string{"content/a/one.md"},
		edit: func(s *site) { s.remove("content/a/one.md") }},
	{name: "rename", want: []string{"content/a/one.md", "content/a/other.md"},
		edit: func(s *site) { s.move("content/a/one.md", "content/a/other.md") }},
	{name: "move into another folder", want: []string{"content/a/one.md", "content/b/one.md"},
		edit: func(s *site) { s.move("content/a/one.md", "content/b/one.md") }},
	{name: "move over another", want: []string{"content/a/one.md", "content/b/three.md"},
		edit: func(s *site) { s.move("content/a/one.md", "content/b/three.md") }},
	{name: "move out", want: []string{"content/a/one.md"},
		edit: func(s *site) { s.move("content/a/one.md", "out/one.md") }},
	{name: "move in", want: []string{"content/a/in.md"},
		before: func(s *site) { s.write("out/in.md", "in") },
		edit:   func(s *site) { s.move("out/in.md", "content/a/in.md") }},
	{name: "hard link", want: []string{"content/b/linked.md"},
		edit: func(s *site) { s.must(os.Link(s.at(one), s.at("content/b/linked.md"))) }},
	{name: "change of mode", want: nil,
		edit: func(s *site) { s.must(os.Chmod(s.at("content/a/one.md"), 0o600)) }},
	{name: "several", want: []string{"config.toml", "content/a/one.md", "static/css/site.css"},
		edit: func(s *site) {
			s.write("static/css/site.css", "1")
			s.write("config.toml", "2")
			s.write("content/a/one.md", "3")
		}},
	{name: "ignored", want: nil,
		edit: func(s *site) { s.write("content/ignored/x.md", ""); s.write("static/ignored", "") }},
}

var editorEdits = []edit{
	{name: "atomic save", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.write("content/a/one.md.tmp", "new")
		s.move("content/a/one.md.tmp", "content/a/one.md")
	}},
	{name: "atomic save from outside", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.write("out/one.md", "new")
		s.move("out/one.md", "content/a/one.md")
	}},
	{name: "Vim", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.write("content/a/.one.md.swp", "swap")
		s.write("content/a/4913", "")
		s.remove("content/a/4913")
		s.move("content/a/one.md", "content/a/one.md~")
		s.write("content/a/one.md", "new")
		s.remove("content/a/one.md~")
		s.remove("content/a/.one.md.swp")
	}},
	{name: "Vim left open", want: nil, edit: func(s *site) {
		s.write("content/a/.one.md.swp", "swap")
		s.write("content/a/.one.md.swx", "swap")
	}},
	{name: "Emacs", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.write("content/a/.#one.md", "lock")
		s.write("content/a/#one.md#", "unsaved")
		s.move("content/a/one.md", "content/a/one.md~")
		s.write("content/a/one.md", "new")
		s.remove("content/a/#one.md#")
		s.remove("content/a/.#one.md")
	}},
	{name: "Word", want: []string{"content/a/notice.docx"},
		before: func(s *site) { s.write("content/a/notice.docx", "old") },
		edit: func(s *site) {
			s.write("content/a/~$notice.docx", "owner")
			s.write("content/a/~WRD0000.tmp", "new")
			s.move("content/a/notice.docx", "content/a/~WRL0001.tmp")
			s.move("content/a/~WRD0000.tmp", "content/a/notice.docx")
			s.remove("content/a/~WRL0001.tmp")
			s.remove("content/a/~$notice.docx")
		}},
	{name: "LibreOffice", want: []string{"content/a/notice.odt"}, edit: func(s *site) {
		s.write("content/a/.~lock.notice.odt#", "lock")
		s.write("content/a/lu1234.tmp", "new")
		s.move("content/a/lu1234.tmp", "content/a/notice.odt")
		s.remove("content/a/.~lock.notice.odt#")
	}},
	{name: "Notepad", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.must(os.Truncate(s.at("content/a/one.md"), 0))
		s.write("content/a/one.md", "new")
	}},
	{name: "gedit", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.write("content/a/.goutputstream-A1B2C3", "new")
		s.move("content/a/.goutputstream-A1B2C3", "content/a/one.md")
	}},
	{name: "Finder", want: nil, edit: func(s *site) {
		s.write("content/.DS_Store", "x")
		s.write("content/a/._one.md", "x")
	}},
	{name: "Explorer", want: nil, edit: func(s *site) { s.write("static/Thumbs.db", "x") }},
}

var folderEdits = []edit{
	{name: "new folder with files", want: []string{"content/c"}, edit: func(s *site) {
		s.write("content/c/x.md", "1")
		s.write("content/c/d/e/f/y.md", "2")
	}},
	{name: "new empty folder", want: []string{"content/c"},
		edit: func(s *site) { s.folder("content/c") }},
	{name: "folder renamed", want: []string{"content/a", "content/c"},
		edit: func(s *site) { s.move("content/a", "content/c") }},
	{name: "folder moved into another", want: []string{"content/a", "content/b/a"},
		edit: func(s *site) { s.move("content/a", "content/b/a") }},
	{name: "folder moved below a new one", want: []string{"content/a", "content/new"},
		edit: func(s *site) { s.folder("content/new/x"); s.move("content/a", "content/new/x/a") }},
	{name: "folder below another moved out of it", want: []string{"content/a/deep", "content/deep"},
		edit: func(s *site) { s.move("content/a/deep", "content/deep") }},
	{name: "folder moved to another name watched", want: []string{"content/a", "static/a"},
		edit: func(s *site) { s.move("content/a", "static/a") }},
	{name: "folder deleted", want: []string{"content/a"},
		edit: func(s *site) { s.remove("content/a") }},
	{name: "folder moved out", want: []string{"content/a"},
		edit: func(s *site) { s.move("content/a", "out/a"); s.write("out/a/deep/two.md", "2") }},
	{name: "folder moved in", want: []string{"content/in"},
		before: func(s *site) { s.write("out/in/deep/x.md", "x") },
		edit:   func(s *site) { s.move("out/in", "content/in") }},
	{name: "folder moved away and back", want: []string{"content/a", "content/c"},
		edit: func(s *site) {
			s.move("content/a", "content/c")
			s.move("content/c", "content/a")
		}, polled: []string{}},
	{name: "folder deleted and made again", want: []string{"content/a"},
		edit: func(s *site) {
			s.remove("content/a")
			s.write("content/a/deep/three.md", "3")
		}, polled: []string{
			"content/a/deep/three.md", "content/a/deep/two.md", "content/a/one.md"}},
	{name: "folder moved out, one of its name made", want: []string{"content/a"},
		edit: func(s *site) {
			s.move("content/a", "out/a")
			s.write("content/a/deep/three.md", "3")
			s.write("out/a/deep/two.md", "not ours any more")
		}, polled: []string{
			"content/a/deep/three.md", "content/a/deep/two.md", "content/a/one.md"}},
	{name: "two folders exchanged", want: []string{"content/a", "content/b", "content/x"},
		edit: func(s *site) {
			s.move("content/a", "content/x")
			s.move("content/b", "content/a")
			s.move("content/x", "content/b")
		}, polled: []string{"content/a/deep", "content/a/one.md", "content/a/three.md",
			"content/b/deep", "content/b/one.md", "content/b/three.md"}},
	{name: "folder renamed from a temporary name", want: []string{"content/c"},
		edit: func(s *site) {
			s.write("content/c.tmp/d/x.md", "1")
			s.move("content/c.tmp", "content/c")
		}},
	{name: "file becomes folder", want: []string{"content/a/one.md"}, edit: func(s *site) {
		s.remove("content/a/one.md")
		s.write("content/a/one.md/x.md", "1")
	}},
	{name: "folder becomes file", want: []string{"content/a/deep"}, edit: func(s *site) {
		s.remove("content/a/deep")
		s.write("content/a/deep", "1")
	}},
	{name: "link to a folder", want: []string{"content/link"},
		before: func(s *site) { s.write("out/in/x.md", "x") },
		edit: func(s *site) {
			if os.Symlink(s.at("out/in"), s.at("content/link")) != nil {
				s.t.Skip("no links on " + runtime.GOOS)
			}
			s.write("out/in/x.md", "not followed")
		}},
}

var rootEdits = []edit{
	{name: "outside the names", want: nil, edit: func(s *site) {
		s.write("elsewhere/x.md", "1")
		s.write("README.md", "2")
		s.write("contents/x.md", "3")
		s.remove("elsewhere")
	}},
	{name: "a name comes", want: []string{"layouts"},
		edit: func(s *site) { s.write("layouts/partials/x.html", "1") }},
	{name: "a name goes", want: []string{"static"}, edit: func(s *site) { s.remove("static") }},
	{name: "a name goes and comes", want: []string{"static"},
		edit: func(s *site) {
			s.remove("static")
			s.write("static/css/site.css", "1")
		}, polled: []string{"static/css/site.css"}},
	{name: "a name is renamed to another", want: []string{"i18n", "static"},
		edit: func(s *site) { s.move("static", "i18n") }},
	{name: "a name is moved in", want: []string{"layouts"},
		edit: func(s *site) { s.move("elsewhere", "layouts") }},
	{name: "the file saved by renaming", want: []string{"config.toml"}, edit: func(s *site) {
		s.write("config.toml.new", "1")
		s.move("config.toml.new", "config.toml")
	}},
	{name: "the file goes", want: []string{"config.toml"},
		edit: func(s *site) { s.remove("config.toml") }},
	{name: "the file comes again", want: []string{"config.toml"},
		before: func(s *site) { s.remove("config.toml") },
		edit:   func(s *site) { s.write("config.toml", "1") }},
}

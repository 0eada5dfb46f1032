package source

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestIgnoreList(t *testing.T) {
	for _, name := range []string{"4913", ".one.md.swp", ".one.md.swo", ".swp", "one.css.SWX",
		"one.md~", ".#one.md", "#one.md#", "#page.css#", "~$notice.docx", "~$notice.DOCX",
		"~WRL0001.tmp", "~WRD0000.TMP", ".~lock.notice.odt#", ".~notice.docx",
		".DS_Store", "._one.md", "Thumbs.db", "THUMBS.DB", "desktop.ini", "Desktop.ini",
		".goutputstream-A1B2C3", "site.css___jb_tmp___", "site.css___jb_old___", "one.md.tmp",
		"one.md.tmp.8123.17", ".one.md.kate-swp", "notes.bak", "Notes.BAK", "one.md.orig",
		"one.md.rej", "report.pdf.crdownload", "report.pdf.part", ".env", ".gitignore",
		"content/.well-known", "static/css/.well-known", "content/audit/notes.bak",
		"static/node_modules", "static/__MACOSX"} {
		if !Ignored(name) {
			t.Errorf("%s is not ignored", name)
		}
	}
	for _, name := range []string{"one.md", "4913.md", "_index.md", "整改.md", "a#b.md",
		"#one.md", "swp", "x.swp.md", "template.md", "tmp.md", "tmp", "bak", "part", "a.tmp.png",
		"~x.md", "5036", "static/.well-known", "static/.well-known/security.txt",
		"static/notes.bak/one.md", "."} {
		if Ignored(name) {
			t.Errorf("%s is ignored", name)
		}
	}
}

func TestLeftoversAreTheVisibleNamesAtThePlacesOfASource(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{"config.toml", "config.toml~", "content/a/one.md",
		"content/a/#one.md#", "content/a/.DS_Store", "content/.git/x.bak", "static/notes.bak",
		"static/.well-known/a.tmp", "static/old.bak/x.css", "static/old.bak/y.tmp", "public/x.tmp"} {
		fsys[name] = &fstest.MapFile{}
	}
	left, err := Leftovers(fsys)
	want := []string{"content/a/#one.md#", "static/.well-known/a.tmp", "static/notes.bak",
		"static/old.bak"}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("%q, %v", left, err)
	}
}

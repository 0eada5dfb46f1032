package watch

import "testing"

func TestTemporaryNames(t *testing.T) {
	for _, name := range []string{"4913", ".one.md.swp", ".one.md.swo", ".swp",
		"one.md~", ".#one.md", "#one.md#", "~$notice.docx", "~WRL0001.tmp", "~WRD0000.TMP",
		".~lock.notice.odt#",
		".DS_Store", "._one.md", "Thumbs.db", "desktop.ini", ".goutputstream-A1B2C3",
		"one.md___jb_tmp___", "one.md.tmp", "one.md.tmp.8123.17", ".one.md.kate-swp"} {
		if !temporary(name) {
			t.Errorf("%s is reported", name)
		}
	}
	for _, name := range []string{"one.md", "4913.md", "_index.md", "整改.md", "a#b.md",
		"#one.md",
		"swp", "x.swp.md", "template.md", "tmp.md", "tmp", ".well-known", "one.bak",
		"~x.md", "5036"} {
		if temporary(name) {
			t.Errorf("%s is not reported", name)
		}
	}
}

func TestAPathIsJudgedWithTheFoldersAboveIt(t *testing.T) {
	s := newScope("/", Options{Names: []string{"content", "config.toml"},
		Ignore: func(p string) bool { return p == "content/no" }})
	for _, p := range []string{"content", "content/a/b.md", "config.toml", "content/nobody"} {
		if !s.holds(p) {
			t.Errorf("%s is not held", p)
		}
	}
	for _, p := range []string{".", "contents", "contents/a.md", "public/a.md", "content/no",
		"content/no/x/y.md", "content/.a.swp/x.md", "content/a/b~", "..", "../content"} {
		if s.holds(p) {
			t.Errorf("%s is held", p)
		}
	}
}

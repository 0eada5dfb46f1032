package privacy_test

import (
	"testing"
	"testing/fstest"

	"gongshi/generator/document"
	"gongshi/generator/privacy"
)

func TestTheSitesOwnFilesAreSearched(t *testing.T) {
	for name, c := range map[string]struct{ file, data, want string }{
		"a word":            {"i18n/zh.toml", `[x]` + "\n" + `other = "` + phone + `"`, "personal-data"},
		"a layout":          {"layouts/_partials/foot.html", "<p>" + phone + "</p>", "personal-data"},
		"a style":           {"static/a.css", "/* " + phone + " */", "personal-data"},
		"a script":          {"static/a.js", "// " + phone, "personal-data"},
		"a drawing's text":  {"static/a.svg", "<text>" + phone + "</text>", "personal-data"},
		"a name":            {"static/张三-" + phone + ".css", "", "personal-file"},
		"a picture's name":  {"static/张三-" + phone + ".png", "", "personal-file"},
		"a document":        {"static/a.csv", "张三," + phone, "personal-data"},
		"one nobody reads":  {"static/a.doc", "\xd0\xcf\x11\xe0", "attachment-unread"},
		"a font":            {"static/a.woff2", "wOF2" + phone, ""},
		"a well-known file": {"static/.well-known/id", phone, "personal-data"},
		"clean":             {"static/a.css", "a { color: red }", ""},
	} {
		fsys := base()
		config := *fsys["config.toml"]
		config.Data = append([]byte("static = [\".csv\", \".doc\"]\n"), config.Data...)
		fsys["config.toml"] = &config
		fsys[c.file] = &fstest.MapFile{Data: []byte(c.data), Mode: 0o644}
		list := read(t, &privacy.Gate{Tools: &document.Tools{}}, fsys)
		if got := rules(list); got != c.want {
			t.Errorf("%s: %q, want %q\n%v", name, got, c.want, list)
		}
	}
}

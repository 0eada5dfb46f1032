package register_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/register"
)

// config is a file config.toml beside a register of a title.
func config(title, text string) fstest.MapFS {
	return fstest.MapFS{
		"content/_index.md": {Data: []byte(strings.TrimSpace("---\ntitle: "+title) + "\n---\n")},
		"config.toml":       {Data: []byte(text)}}
}

func TestFixWritesThePresentTitleAsUUID(t *testing.T) {
	for _, c := range []struct{ title, before, after string }{
		{"某局", "# 名称\ntitle = \"公示\" # 网站\nlanguage = \"zh\"\n[government]\n",
			"# 名称\ntitle = \"公示\" # 网站\nuuid = \"某局\"\nlanguage = \"zh\"\n[government]\n"},
		{"某局", "title = \"公示\"", "title = \"公示\"\nuuid = \"某局\"\n"},
		{`'A "b" \c'`, "title = \"\"\"\nx\n\"\"\"\n",
			"title = \"\"\"\nx\n\"\"\"\nuuid = \"A \\\"b\\\" \\\\c\"\n"},
		{"某局", "title = \"公示\"\nUUID = \"x\"\n", ""},
		{"某局", "language = \"zh\"\n[government]\ntitle = \"x\"\n", ""},
		{"某局", "title = “公”示\n", ""},
		{"", "title = \"公示\"\n", ""},
	} {
		fsys := config(c.title, c.before)
		got := map[string]string{}
		for _, f := range fixes(t, fsys) {
			got[f.File] = string(f.After)
		}
		want := map[string]string{"config.toml": c.after}
		if c.after == "" {
			want = map[string]string{}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%q became %q, want %q", c.before, got, want)
		}
	}
}

func TestNewUUIDsDiffer(t *testing.T) {
	a, b := register.NewUUID(), register.NewUUID()
	r := &register.Register{Title: "某局"}
	if r.Identity() != "某局" || r.IsUnique() {
		t.Errorf("%q without a uuid", r.Identity())
	}
	r.Config.UUID = a
	if a == b || len(a) != 36 || a[14] != '4' || r.Identity() != a || !r.IsUnique() {
		t.Errorf("%s, %s", a, b)
	}
}

func TestDownloadIsNamedAsItIsPublished(t *testing.T) {
	for _, c := range []struct{ title, file, want string }{
		{"附件1：整改台账", "zhangsan.XLSX", "附件1：整改台账.xlsx"},
		{"list.pdf", "a.pdf", "list.pdf"},
		{`../etc\a:b*c?d"e<f>g|h`, "a.pdf", `_etc_a_b_c_d_e_f_g_h.pdf`},
		{"exe\u202efdp", "a.docx", "exefdp.docx"},
		{" .. ", "a.pdf", ""},
		{"两\n行\u200b ", "a.csv", "两 行.csv"},
		{strings.Repeat("长", 200), "a.pdf", strings.Repeat("长", 80) + ".pdf"},
	} {
		if got := register.DownloadName(c.title, c.file); got != c.want {
			t.Errorf("%q is saved as %q, want %q", c.title, got, c.want)
		}
	}
}

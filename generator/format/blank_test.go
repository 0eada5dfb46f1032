package format_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/format"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// begun gives the base register, and one with a finding that was begun in it.
func begun(t testing.TB, title string, status register.Status, lang string) (string, fstest.MapFS) {
	t.Helper()
	base, err := txtar.ParseFile("../register/testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range base.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	r, err := register.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	b := format.Blank{ID: "begun", Title: title, Status: status,
		Category: r.Inspections[0].Categories[0]}
	fsys[b.File()] = &fstest.MapFile{Data: b.Text(lang)}
	return b.File(), fsys
}

func TestBlankOfEveryStatusLacksOnlyWhatIsEmpty(t *testing.T) {
	for _, lang := range register.Languages() {
		for _, status := range register.Statuses() {
			file, fsys := begun(t, "", status, lang)
			_, err := register.Read(fsys)
			var list problem.List
			if !errors.As(err, &list) {
				t.Fatalf("%s %s: %v", lang, status, err)
			}
			for _, p := range list {
				if p.File != file || p.Rule != "value-needed" && p.Rule != "status-needs" {
					t.Errorf("%s %s: %v", lang, status, p)
				}
			}
			text := string(fsys[file].Data)
			for _, key := range []string{"title", "summary", "reason", "next", "condition"} {
				text = strings.Replace(text, key+":\n", key+": x\n", 1)
			}
			for _, key := range []string{"completed", "  date"} {
				text = strings.Replace(text, key+":\n", key+": 2030-01-01\n", 1)
			}
			fsys[file].Data = []byte(text)
			if r, err := register.Read(fsys); err != nil || len(r.All()) != 2 {
				t.Errorf("%s %s, filled in: %v\n%s", lang, status, err, text)
			}
		}
	}
}

func TestNumberFollowsTheLastOneThatIsFree(t *testing.T) {
	r, err := register.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]bool{}
	for _, f := range r.All() {
		taken[f.Number] = true
	}
	for _, c := range r.Inspections[0].Categories {
		text := string(format.Blank{ID: "x", Status: register.LongTerm, Category: c}.Text("zh"))
		_, number, _ := strings.Cut(text, "\nnumber: ")
		number, _, _ = strings.Cut(number, "\n")
		if number = strings.Trim(number, `"`); number == "" || taken[number] {
			t.Errorf("%s: number %q", c.ID, number)
		}
	}
}

// FuzzTitle holds that whatever is given as a title, the file is read, with that title on one line.
func FuzzTitle(f *testing.F) {
	for _, title := range []string{"true", "no", "null", "~", "2023-02-14",
		"a: b", "a #b", "- a", "[a",
		`"a`, "'a", "a\nb", "a\x00b", "\xff", "报销不及时", "“三重一大”事项", "*a", "%a", "---", "：",
		"\u2028", "\ufeff", "\\", "1e3", "是：否", "🙂", "a\tb"} {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		_, fsys := begun(t, title, register.LongTerm, "en")
		r, _ := register.Read(fsys)
		want := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				return ' '
			}
			return r
		}, strings.ToValidUTF8(title, ""))), " ")
		for _, finding := range r.All() {
			if finding.ID == "begun" && finding.Title != want {
				t.Errorf("%q was read as %q", want, finding.Title)
			}
		}
		if len(r.All()) != 2 {
			t.Errorf("%q: %d findings", title, len(r.All()))
		}
	})
}

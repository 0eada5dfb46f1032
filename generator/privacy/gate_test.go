package privacy_test

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/document"
	"gongshi/generator/privacy"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

var update = flag.Bool("update", false, "write what is said now into the archives")

const finding = "content/audit/money/late-bills.md"

// front is what a finding needs.
const front = "title: 付款迟\nnumber: 一(二)3\nsummary: 现在按时付款。\nstatus: completed\nbasis: inferred\n"

// base is a register with one finding, in which nothing is wrong.
func base() fstest.MapFS {
	return fstest.MapFS{
		"config.toml": {Data: []byte("title = \"公示\"\nuuid = \"u-1\"\nlanguage = \"zh\"\n" +
			"timeZone = \"Asia/Shanghai\"\n")},
		"content/_index.md": {Data: []byte("---\ntitle: 市财政局\ncontact:\n  phone: 13905951234\n" +
			"  email: caizheng@163.com\n  address: 建设路8号302室\n---\n")},
		"content/audit/_index.md":       {Data: []byte("---\ntitle: 审计\nbody: 市财政局\n---\n")},
		"content/audit/money/_index.md": {Data: []byte("---\ntitle: 财务\nweight: 1\n---\n")},
		finding:                         {Data: []byte("---\n" + front + "---\n")},
	}
}

// with puts files over the base: keys of the finding, or whole files.
func with(t testing.TB, a *txtar.Archive) fstest.MapFS {
	fsys := base()
	for _, f := range a.Files {
		data := f.Data
		if strings.HasSuffix(f.Name, ".md") && !strings.HasPrefix(string(data), "---") {
			keys := strings.Replace(front, "一(二)3", fmt.Sprint(len(f.Name)), 1)
			if strings.HasPrefix(string(data), "title") {
				_, keys, _ = strings.Cut(keys, "\n")
			}
			data = []byte("---\n" + keys + string(data) + "---\n")
		}
		if strings.HasPrefix(f.Name, "want") {
			continue
		}
		if named, is := attachments(t)[strings.TrimSpace(strings.TrimPrefix(string(data), "@"))]; is {
			data = []byte(named)
		}
		text := strings.ReplaceAll(string(data), "DIGEST", digestOf("13800138000"))
		fsys[f.Name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return fsys
}

// digestOf is what allows a value in the base.
func digestOf(value string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte("u-1"+value))) }

func today(register.Config) register.Day {
	day, _ := register.ParseDay("2026-11-29")
	return day
}

// read gives what the gate says of a register.
func read(t *testing.T, gate *privacy.Gate, fsys fstest.MapFS) problem.List {
	t.Helper()
	r, err := gate.Read(t.Context(), new(register.Cache), fsys, today)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	return slices.Concat(list, r.Remarks)
}

func TestGateSaysWhatItFinds(t *testing.T) {
	files, _ := filepath.Glob("testdata/rules/*.txtar")
	if len(files) == 0 {
		t.Fatal("no archives")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			list := read(t, &privacy.Gate{Tools: &document.Tools{}}, with(t, archive))
			got := map[string]string{}
			for _, lang := range []string{"zh", "en"} {
				var said strings.Builder
				list.Text(&said, lang)
				got["want."+lang] = said.String()
			}
			compare(t, file, archive, got)
		})
	}
}

// compare holds what is said against the archive, or writes it there.
func compare(t *testing.T, file string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	if *update {
		archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool {
			return strings.HasPrefix(f.Name, "want")
		})
		for _, name := range slices.Sorted(maps.Keys(got)) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name, said := range got {
		want := ""
		for _, f := range archive.Files {
			if f.Name == name {
				want = string(f.Data)
			}
		}
		if said != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, said, want)
		}
	}
}

// gateRules are those that the gate reports.
func gateRules() []string {
	return []string{"personal-data", "personal-file", "personal-name", "attachment-unread",
		"attachment-metadata", "attachment-by-hand", "allowance-unneeded", "allowance-over"}
}

func TestEveryRuleOfTheGateHasAnArchive(t *testing.T) {
	files, _ := filepath.Glob("testdata/rules/*.txtar")
	var all strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	for _, rule := range gateRules() {
		if !strings.Contains(all.String(), "["+rule+"]\n") {
			t.Errorf("no archive shows %s", rule)
		}
	}
}

// A wrong example breaks its rule and no other; a right one none.
func TestExamplesOfTheGateAreTrue(t *testing.T) {
	for _, rule := range gateRules() {
		for _, lang := range []string{"zh", "en"} {
			e, _ := problem.Explain(rule, lang)
			for example, want := range map[string][]string{e.Wrong: {rule}, e.Right: nil} {
				archive := txtar.Parse([]byte(example))
				if len(archive.Files) == 0 {
					archive.Files = []txtar.File{{Name: finding, Data: []byte(example)}}
				}
				fsys := with(t, archive)
				for name, data := range attachments(t) {
					if strings.Contains(example, name+"\n") {
						fsys["content/audit/money/"+name] = &fstest.MapFile{Data: []byte(data)}
					}
				}
				var got []string
				for _, p := range read(t, &privacy.Gate{Tools: &document.Tools{}}, fsys) {
					got = append(got, p.Rule)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: an example of %s breaks %v", lang, rule, got)
				}
			}
		}
	}
}

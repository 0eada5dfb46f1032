package record_test

import (
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
)

var update = flag.Bool("update", false, "write what is said now into the archives")

const finding = "content/audit/money/late-bills.md"

// front is a finding as it was recorded.
var front = map[string]string{
	"rich": `title: 付款迟
number: 一(二)3
summary: 付款比合同约定的晚。
status: in-progress
basis: stated
deadline:
  date: 2023-12-31
reason: 系统没有改好。
next: 改好系统。
measures:
  - text: 清理旧账。
    done: true
updates:
  - date: 2023-04-13
    text: 清理了旧账。
answers:
  - on: 2023-05-04
    question: 什么时候付清？
    answer: 年底以前。
`,
	"zh": `title: 付款迟
number: 一(二)3
summary: 付款比合同约定的晚。
status: in-progress
basis: stated
deadline:
  date: 2023-12-31
reason: 系统没有改好。
next: 改好系统。
updates:
  - date: 2023-04-13
    text: 清理了旧账。
`,
	"en": `title: Bills are paid late
number: 1.2.3
summary: Bills are paid later than agreed.
status: in-progress
basis: stated
deadline:
  date: 2023-12-31
reason: The system is old.
next: Mend the system.
updates:
  - date: 2023-04-13
    text: Old bills were paid.
`,
}

const other = "---\ntitle: 另一个\nnumber: 一(二)4\nsummary: 另一个。\nstatus: long-term\nbasis: stated\n---\n"

// base is a register with two findings, in which nothing is wrong.
func base(lang string) fstest.MapFS {
	return fstest.MapFS{
		"config.toml": {Data: []byte("title = \"公示\"\nuuid = \"u-1\"\nlanguage = \"zh\"\n" +
			"timeZone = \"Asia/Shanghai\"\n")},
		"content/_index.md": {Data: []byte("---\ntitle: 市财政局\ncontact:\n  phone: 0595-28008990\n---\n")},
		"content/audit/_index.md": {Data: []byte(
			"---\ntitle: 审计\nbody: 市财政局\npublished: 2023-04-13\n---\n")},
		"content/audit/money/_index.md": {Data: []byte("---\ntitle: 财务\nweight: 1\n---\n")},
		finding:                         {Data: []byte("---\n" + front[lang] + "---\n\n正文。\n")},
		"content/audit/money/other.md":  {Data: []byte(other)},
	}
}

func day(t testing.TB, text string) register.Day {
	t.Helper()
	d, err := register.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func read(t testing.TB, fsys fstest.MapFS) *register.Register {
	t.Helper()
	r, err := register.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// seal puts the record of a source into it.
func seal(t testing.TB, fsys fstest.MapFS, on string) *record.Record {
	t.Helper()
	before, list, err := record.Read(fsys)
	if err != nil || list != nil {
		t.Fatal(err, list)
	}
	after, _, err := record.Seal(before, read(t, fsys), day(t, on))
	if err != nil {
		t.Fatal(err)
	}
	fsys[record.File] = &fstest.MapFile{Data: after.Bytes(), Mode: 0o644}
	return after
}

// hold gives what the gate says of a source.
func hold(t testing.TB, gate *record.Gate, fsys fstest.MapFS) problem.List {
	t.Helper()
	r, err := gate.Read(t.Context(), new(register.Cache), fsys,
		func(register.Config) register.Day { return day(t, "2023-11-29") })
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	return append(list, r.Remarks...)
}

// put lays the files of an archive over a source: keys of a text, which take the place of those
// that it has, or whole files; one that is "(deleted)" is removed.
func put(fsys fstest.MapFS, a *txtar.Archive) {
	for _, f := range a.Files {
		text := string(f.Data)
		switch {
		case strings.HasPrefix(f.Name, "want"), strings.HasPrefix(f.Name, "before/"):
		case text == "(deleted)\n", text == "（删掉）\n":
			delete(fsys, f.Name)
		case strings.HasPrefix(text, "---"), !strings.HasSuffix(f.Name, ".md"):
			fsys[f.Name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		default:
			old, body := "", "\n正文。\n"
			if file := fsys[f.Name]; file != nil {
				_, rest, _ := strings.Cut(string(file.Data), "---\n")
				old, body, _ = strings.Cut(rest, "---\n")
			}
			fsys[f.Name] = &fstest.MapFile{Data: []byte("---\n" + over(old, text) + "---\n" + body),
				Mode: 0o644}
		}
	}
}

// over gives a front matter with some of its keys anew, in their old places; new ones at its end.
// A key without a value is taken away.
func over(below, above string) string {
	old, now := blocks(below), blocks(above)
	for _, block := range now {
		i := slices.IndexFunc(old, func(b string) bool { return keyOf(b) == keyOf(block) })
		switch gone := strings.TrimSpace(block) == keyOf(block)+":"; {
		case i < 0:
			old = append(old, block)
		case gone:
			old = slices.Delete(old, i, i+1)
		default:
			old[i] = block
		}
	}
	return strings.Join(old, "")
}

func keyOf(block string) string {
	key, _, _ := strings.Cut(block, ":")
	return key
}

func blocks(front string) []string {
	var all []string
	for line := range strings.Lines(front) {
		if len(all) == 0 || !strings.ContainsAny(line[:1], " -") {
			all = append(all, "")
		}
		all[len(all)-1] += line
	}
	return all
}

// archives runs a test for each archive of a folder.
func archives(t *testing.T, dir string, run func(t *testing.T, a *txtar.Archive) map[string]string) {
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := run(t, a)
			if *update {
				a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool {
					return strings.HasPrefix(f.Name, "want")
				})
				for _, name := range slices.Sorted(maps.Keys(got)) {
					a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(got[name])})
				}
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want := map[string]string{}
			for _, f := range a.Files {
				if strings.HasPrefix(f.Name, "want") {
					want[f.Name] = string(f.Data)
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("got %q\nwant %q", got, want)
			}
		})
	}
}

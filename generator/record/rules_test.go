package record_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/problem"
	"gongshi/generator/record"
)

// sealed is the base with what an archive has before it is recorded, and then with the rest.
func sealed(t *testing.T, a *txtar.Archive) fstest.MapFS {
	fsys := base("rich")
	before := &txtar.Archive{}
	for _, f := range a.Files {
		if name, is := strings.CutPrefix(f.Name, "before/"); is {
			before.Files = append(before.Files, txtar.File{Name: name, Data: f.Data})
		}
	}
	put(fsys, before)
	seal(t, fsys, "2023-05-04")
	put(fsys, a)
	return fsys
}

// TestRules holds what is said of each change, in both languages, and what check --fix adds: that
// never passes by itself.
func TestRules(t *testing.T) {
	archives(t, "rules", func(t *testing.T, a *txtar.Archive) map[string]string {
		fsys := sealed(t, a)
		list := hold(t, new(record.Gate), fsys)
		got := map[string]string{}
		for _, lang := range []string{"zh", "en"} {
			var b strings.Builder
			list.Text(&b, lang)
			got["want."+lang] = b.String()
		}
		fixes, err := record.Fixes(fsys)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fixes {
			got["want.fix/"+f.File] = string(f.After)
			fsys[f.File] = &fstest.MapFile{Data: f.After, Mode: 0o644}
		}
		renamed := func(p problem.Problem) bool { return p.Rule == "record-renamed" }
		if len(fixes) > 0 && !slices.ContainsFunc(list, renamed) &&
			hold(t, new(record.Gate), fsys).Err() == nil {
			t.Error("a skeleton passes by itself")
		}
		if fixes, err = record.Fixes(fsys); err != nil || len(fixes) > 0 {
			t.Errorf("mended twice: %v, %v", fixes, err)
		}
		return got
	})
}

// unshown are the rules whose examples cannot be laid over the base.
var unshown = []string{"record-erased", "record-conflict", "record-version", "record-edited",
	"record-unapproved", "record-moved", "record-form", "record-lines", "record-gone"}

// A wrong example must break its own rule and no other; a right one none at all.
func TestExamplesOfRulesAreTrue(t *testing.T) {
	for _, rule := range problem.Rules() {
		if !strings.HasPrefix(rule, "record-") || slices.Contains(unshown, rule) {
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			e, _ := problem.Explain(rule, lang)
			if got := broken(t, lang, e.Wrong); !slices.Contains(got, rule) || len(got) > 2 {
				t.Errorf("%s: the wrong example of %s breaks %v", lang, rule, got)
			}
			got := broken(t, lang, e.Right)
			if slices.Contains(got, rule) && rule != "record-behind" ||
				len(got) > 1 || len(got) == 1 && got[0] != "record-behind" {
				t.Errorf("%s: the right example of %s breaks %v", lang, rule, got)
			}
		}
	}
}

func broken(t *testing.T, lang, example string) []string {
	t.Helper()
	fsys := base(lang)
	seal(t, fsys, "2023-05-04")
	a := txtar.Parse([]byte(example))
	if len(a.Files) == 0 {
		a.Files = []txtar.File{{Name: finding, Data: []byte(example)}}
	}
	put(fsys, a)
	var rules []string
	for _, p := range hold(t, new(record.Gate), fsys) {
		rules = append(rules, p.Rule)
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// What a gate remembers changes nothing of what it says.
func TestAGateThatRemembersSaysTheSame(t *testing.T) {
	fsys, gate := base("rich"), new(record.Gate)
	seal(t, fsys, "2023-05-04")
	quiet := func(fsys fstest.MapFS, rules ...string) {
		t.Helper()
		var got []string
		for _, p := range hold(t, gate, fsys) {
			got = append(got, p.Rule)
		}
		if !slices.Equal(got, rules) {
			t.Fatalf("%v", got)
		}
	}
	quiet(fsys)
	quiet(fsys)
	old := *fsys[finding]
	put(fsys, &txtar.Archive{Files: []txtar.File{{Name: finding, Data: []byte("title: 付款晚\n")}}})
	quiet(fsys, "record-changed", "record-behind")
	fsys[finding] = &old
	quiet(fsys)
	fsys["content/audit/staff/_index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 人事\nweight: 2\n---\n")}
	fsys["content/audit/staff/late-bills.md"] = &old
	delete(fsys, finding)
	quiet(fsys, "record-later", "record-behind")
}

func TestASealIsTheSameUntilSomethingChanges(t *testing.T) {
	fsys := base("rich")
	first := string(seal(t, fsys, "2023-05-04").Bytes())
	if again := string(seal(t, fsys, "2023-06-01").Bytes()); again != first {
		t.Fatalf("%s\n%s", first, again)
	}
	put(fsys, &txtar.Archive{Files: []txtar.File{{Name: finding, Data: []byte(
		"status: completed\ncompleted: 2023-06-30\n")}}})
	r := seal(t, fsys, "2023-07-01")
	e, _ := r.Entry(record.Finding, "late-bills")
	if len(e.States) != 2 || e.First.String() != "2023-05-04" || e.Changed.String() != "2023-07-01" ||
		e.States[0].Status != "in-progress" || e.States[1].Completed != "2023-06-30" {
		t.Fatalf("%+v", e)
	}
	if s, _ := e.At(day(t, "2023-06-30")); s.Status != "in-progress" {
		t.Errorf("%+v", s)
	}
	if got := r.Days(); len(got) != 2 || r.Last() != got[1] {
		t.Errorf("%v, %v", got, r.Last())
	}
	if _, _, err := record.Seal(r, read(t, fsys), day(t, "2023-06-30")); err != record.ErrEarly {
		t.Errorf("an earlier day: %v", err)
	}
}

// Erasure leaves what was erased when and on what ground, and no digest.
func TestWhatIsErasedLeavesNoDigest(t *testing.T) {
	fsys := base("rich")
	seal(t, fsys, "2023-05-04")
	fsys[finding].Data = []byte("---\nwithdrawn:\n  on: 2023-06-01\n  reason: 依法\n  erase: true\n---\n")
	r := seal(t, fsys, "2023-06-01")
	e, is := r.Entry(record.Finding, "late-bills")
	if !is || len(e.Fields) > 0 || len(e.States) > 0 || e.Erased.Reason != "依法" ||
		e.First.String() != "2023-05-04" {
		t.Fatalf("%+v", e)
	}
	if list := hold(t, new(record.Gate), fsys).Err(); list != nil {
		t.Error(list)
	}
	fsys[finding] = base("rich")[finding]
	if list := hold(t, new(record.Gate), fsys); len(list) != 2 || list[0].Rule != "record-erased" {
		t.Error(list)
	}
}

func TestARenamedFindingTakesItsHistoryAlong(t *testing.T) {
	fsys := base("rich")
	seal(t, fsys, "2023-05-04")
	const to = "content/audit/money/late-payments.md"
	fsys[to] = fsys[finding]
	delete(fsys, finding)
	put(fsys, &txtar.Archive{Files: []txtar.File{{Name: to, Data: []byte("aliases: [late-bills]\n")}}})
	if list := hold(t, new(record.Gate), fsys).Err(); list != nil {
		t.Fatal(list)
	}
	r := seal(t, fsys, "2023-06-01")
	e, is := r.Entry(record.Finding, "late-payments")
	_, old := r.Entry(record.Finding, "late-bills")
	if !is || old || e.First.String() != "2023-05-04" || len(e.States) != 1 {
		t.Errorf("%+v, %v", e, old)
	}
}

func TestDraftsAreNeverRecorded(t *testing.T) {
	fsys := base("rich")
	put(fsys, &txtar.Archive{Files: []txtar.File{{Name: "content/audit/money/new.md", Data: []byte(
		"title: 草\nnumber: 二\nsummary: 草。\nstatus: long-term\nbasis: stated\ndraft: true\nx_a: b\n")}}})
	if text := string(seal(t, fsys, "2023-05-04").Bytes()); strings.Contains(text, `"new"`) {
		t.Error(text)
	}
	if changes := record.Compare(nil, read(t, fsys)); len(changes) != 6 {
		t.Errorf("%+v", changes)
	}
}

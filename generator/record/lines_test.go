package record_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/generator/problem"
	"gongshi/generator/record"
)

// A line that is taken out, added, doubled, moved or put back as it was is missed, whichever it is.
func TestALineThatIsEditedByHandIsMissed(t *testing.T) {
	fsys := base("rich")
	older := strings.SplitAfter(string(seal(t, fsys, "2023-05-04").Bytes()), "\n")
	fsys[finding].Data = bytes.Replace(fsys[finding].Data, []byte("正文"), []byte("改了"), 1)
	lines := strings.SplitAfter(string(seal(t, fsys, "2023-05-05").Bytes()), "\n")
	last := len(lines) - 3 // foot, and nothing behind it
	for i := 1; i <= last; i++ {
		bare := strings.TrimSuffix(strings.TrimSuffix(lines[i], "\n"), ",")
		without := append(append([]string{}, lines[:i]...), lines[i+1:]...)
		if i == last {
			without[i-1] = strings.TrimSuffix(without[i-1], ",\n") + "\n"
		}
		doubled := append(append(append([]string{}, lines[:i]...), bare+",\n"), lines[i:]...)
		swapped := append([]string{}, lines...)
		if i < last-1 {
			swapped[i], swapped[i+1] = lines[i+1], lines[i]
		}
		back := append([]string{}, lines...)
		back[i] = older[i]
		for what, text := range map[string][]string{"out": without, "doubled": doubled,
			"moved": swapped, "back": back} {
			data := []byte(strings.Join(text, ""))
			if bytes.Equal(data, []byte(strings.Join(lines, ""))) {
				continue
			}
			if rule := ruleOf(t, data); rule != "record-lines" && rule != "record-edited" {
				t.Errorf("line %d %s: %q", i+1, what, rule)
			}
		}
	}
	for _, head := range []string{`{"version":1,"entries":[`, `{"version":2,"entries":[`,
		`{"version":2,"count":6,"sum":"AAAAAAAAAAAA","entries":[`} {
		data := []byte(head + "\n" + strings.Join(lines[1:], ""))
		if rule := ruleOf(t, data); (rule == "") != strings.Contains(head, `:1,`) {
			t.Errorf("%s: %q", head, rule)
		}
	}
}

func ruleOf(t *testing.T, data []byte) string {
	t.Helper()
	_, list, err := record.Read(fstest.MapFS{record.File: {Data: data, Mode: 0o644}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		return p.Rule
	}
	return ""
}

// A record of the old form is renewed by the next seal, and loses nothing.
func TestARecordOfTheOldFormIsRenewed(t *testing.T) {
	fsys := base("rich")
	whole := seal(t, fsys, "2023-05-04").Bytes()
	_, rest, _ := bytes.Cut(whole, []byte("\n"))
	fsys[record.File].Data = append([]byte("{\"version\":1,\"entries\":[\n"), rest...)
	if list := hold(t, new(record.Gate), fsys); len(list) != 1 || list[0].Rule != "record-form" {
		t.Fatal(list)
	}
	if got := seal(t, fsys, "2023-06-01").Bytes(); !bytes.Equal(got, whole) {
		t.Errorf("%s\n%s", got, whole)
	}
	if list := hold(t, new(record.Gate), fsys); len(list) > 0 {
		t.Error(list)
	}
}

// A record that is gone is missed at every build, by what the gate remembers and by what was
// released, until it is back.
func TestARecordThatIsGoneIsMissed(t *testing.T) {
	fsys, gate := base("rich"), new(record.Gate)
	gone := func(gate *record.Gate) bool {
		t.Helper()
		list := hold(t, gate, fsys)
		return len(list) == 1 && list[0].Rule == "record-gone" && list.Err() == nil
	}
	if gone(gate) {
		t.Fatal("there was none")
	}
	seal(t, fsys, "2023-05-04")
	hold(t, gate, fsys)
	file := fsys[record.File]
	delete(fsys, record.File)
	for range 2 {
		if !gone(gate) {
			t.Error("not by the gate")
		}
	}
	if gone(new(record.Gate)) {
		t.Error("by nothing")
	}
	for name, text := range map[string]string{"public/data/record.json": string(file.Data),
		".gongshi/releases/0123/kept/00000001/manifest": "x data/record.json y"} {
		fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		for range 2 {
			if !gone(new(record.Gate)) {
				t.Error("not by", name)
			}
		}
		delete(fsys, name)
	}
	fsys[record.File] = file
	if list := hold(t, gate, fsys); len(list) > 0 {
		t.Error(list)
	}
	broken := problem.List(nil)
	fsys[record.File] = &fstest.MapFile{Data: []byte("<<<<<<< HEAD\n"), Mode: 0o644}
	if broken = hold(t, gate, fsys); len(broken) != 1 || broken[0].Rule != "record-conflict" {
		t.Error(broken)
	}
}

// What was recorded of a renamed folder is recorded under its new name, once.
func TestARenamedFolderTakesItsHistoryAlong(t *testing.T) {
	fsys := base("rich")
	seal(t, fsys, "2023-05-04")
	for name, file := range fsys {
		if rest, is := strings.CutPrefix(name, "content/audit/"); is {
			delete(fsys, name)
			fsys["content/audit-2023/"+rest] = file
		}
	}
	gate := new(record.Gate)
	for range 2 {
		if list := hold(t, gate, fsys); len(list) != 1 || list[0].Rule != "record-moved" {
			t.Fatal(list)
		}
	}
	r := seal(t, fsys, "2023-06-01")
	if list := hold(t, gate, fsys); len(list) > 0 {
		t.Error(list)
	}
	for _, id := range []string{"audit", "audit-2023", "audit/money", "audit-2023/money"} {
		kind := record.Inspection
		if strings.Contains(id, "/") {
			kind = record.Category
		}
		e, is := r.Entry(kind, id)
		if is != strings.HasPrefix(id, "audit-2023") || is && e.First != day(t, "2023-05-04") {
			t.Errorf("%s: %v %+v", id, is, e)
		}
	}
}

// A category that is gone is remarked on until it is recorded that it is; its finding, moved, holds on.
func TestACategoryThatIsGoneIsSaidUntilItIsRecorded(t *testing.T) {
	fsys := base("rich")
	staff := "content/audit/staff/"
	fsys[staff+"_index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 人事\nweight: 2\n---\n")}
	fsys[staff+"other.md"] = fsys["content/audit/money/other.md"]
	delete(fsys, "content/audit/money/other.md")
	seal(t, fsys, "2023-05-04")
	fsys["content/audit/money/other.md"] = fsys[staff+"other.md"]
	delete(fsys, staff+"other.md")
	delete(fsys, staff+"_index.md")
	for range 2 {
		list := hold(t, new(record.Gate), fsys)
		if len(list) != 3 || list.Err() != nil {
			t.Fatal(list)
		}
	}
	seal(t, fsys, "2023-06-01")
	if list := hold(t, new(record.Gate), fsys); len(list) > 0 {
		t.Error(list)
	}
}

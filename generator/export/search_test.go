package export_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

type foundFinding struct {
	ID, Status, Schedule, Date, First, Review, Text string

	Category, Late int
	Waits          bool
}

// searchIndex reads the script as a browser would: an assignment of what JSON can say.
func searchIndex(t *testing.T, r *register.Register) ([]string, map[string]foundFinding) {
	t.Helper()
	script, err := export.Search(r.AsOf(0))
	if err != nil {
		t.Fatal(err)
	}
	text, isAssigned := strings.CutPrefix(string(script), "var gongshiSearch=")
	if !isAssigned || strings.ContainsAny(text, "<>\u2028\u2029") {
		t.Errorf("not harmless as a script: %.80q", text)
	}
	var data struct {
		Categories []string
		Findings   []foundFinding
	}
	if err := json.Unmarshal([]byte(text), &data); err != nil {
		t.Fatal(err)
	}
	byID := map[string]foundFinding{}
	for _, f := range data.Findings {
		byID[f.ID] = f
	}
	return data.Categories, byID
}

func TestSearchHoldsEveryTextOfAFinding(t *testing.T) {
	_, found := searchIndex(t, siteOf(t, everyKey, "2026-11-23").Register)
	text := found["every-key"].Text
	if !strings.HasPrefix(text, "“三公”经费 < 预算 & 超支\n一(一)1\nevery-key\n部分单位超预算支出；") {
		t.Errorf("begins with %.80q", text)
	}
	for _, part := range []string{
		"某市审计局", "两个单位在合并", "两个单位还没有合并完。账目没有交接。", "先交接账目；", "另一项",
		"预算科", "国库支付中心", "定下事项“三重一大”事项的办法。", "已退回 3292.00万元 占应退的98.6%",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in %s", part, text)
		}
	}
	if strings.Contains(text, "**") {
		t.Errorf("marks of Markdown are left in %s", text)
	}
}

func TestSearchKnowsWhatEachScheduleDependsOn(t *testing.T) {
	categories, found := searchIndex(t, siteOf(t, "../testdata/schedules", "2026-05-01").Register)
	for id, want := range map[string]foundFinding{
		"due":       {Date: "2026-06-30"},
		"extended":  {Date: "2026-05-31", First: "2026-03-01"},
		"review":    {Waits: true, Review: "2026-05-15"},
		"waits":     {Waits: true, Review: "2026-05-28"},
		"for-ever":  {Waits: true},
		"long-term": {Date: "2026-06-01"},
		"met":       {Schedule: "met"},
		"met-late":  {Schedule: "met-late", Late: 1},
		"met-month": {Schedule: "met-late"},
		"unknown":   {},
		"closed":    {},
	} {
		got := found[id]
		if got.Text == "" {
			t.Errorf("%s is not there", id)
		}
		got = foundFinding{Schedule: got.Schedule, Date: got.Date, First: got.First,
			Review: got.Review, Late: got.Late, Waits: got.Waits}
		if got != want {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	if at := categories[found["met"].Category]; at != "audit/rules" {
		t.Errorf("met is in %s", at)
	}
}

func TestSearchDoesNoHarmWhateverATextHolds(t *testing.T) {
	nasty := "</script><script>alert(1)</script> <!-- \u2028 \u202e ]]> \\u003c ' \" ` ${x}"
	r, err := register.Read(os.DirFS("../testdata/schedules"))
	if err != nil {
		t.Fatal(err)
	}
	r.All()[0].Title = nasty
	_, found := searchIndex(t, r)
	if text := found[r.All()[0].ID].Text; !strings.HasPrefix(text, nasty+"\n") {
		t.Errorf("%.120q", text)
	}
	if _, none := searchIndex(t, &register.Register{}); len(none) != 0 {
		t.Errorf("%v", none)
	}
}

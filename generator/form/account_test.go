package form

import (
	"strings"
	"testing"

	"gongshi/generator/record"
	"gongshi/generator/register"
)

// sealed is a register whose public view is recorded.
func sealed(t *testing.T) *fixture {
	f := start(t)
	f.seal()
	return f
}

func (f *fixture) seal() {
	t := f.t
	t.Helper()
	r, err := register.Read(f.options.Folder.FS())
	if err != nil {
		t.Fatal(err)
	}
	day, _ := register.ParseDay("2024-06-01")
	recorded, _, err := record.Seal(nil, r, day)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.options.Folder.Replace(record.File, recorded.Bytes()); err != nil {
		t.Fatal(err)
	}
}

func TestASilentChangeIsAskedAboutAndBecomesAnUpdate(t *testing.T) {
	f := sealed(t)
	before := f.files()
	v := f.open("finding/rent")
	v.Set("title", "房租收迟了")
	page := f.refused(f.post("finding/rent", v, nil), before)
	for _, want := range []string{`id="f-title-problem"`, `name="account" value="progress"`,
		`name="account:field" value="title"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text(page), "updates:") {
		t.Error("a form shows lines of a file")
	}
	v.Set("account", "progress")
	v.Set("account:field", "title")
	f.refused(f.post("finding/rent", v, nil), before) // without a text
	v.Set("account:text", "又收回一笔。")
	f.saved(f.post("finding/rent", v, nil))
	if got := f.read(rent); !strings.Contains(got, "date: 2024-07-01") ||
		!strings.Contains(got, "text: 又收回一笔。") {
		t.Error(got)
	}
}

func TestASilentChangeIsAskedAboutAndBecomesCorrections(t *testing.T) {
	f := sealed(t)
	before := f.files()
	v := f.open("finding/rent")
	old := v.Get("title")
	v.Set("title", "房租收迟了")
	v.Set("number", "九")
	f.refused(f.post("finding/rent", v, nil), before)
	v.Set("account", "correction")
	v["account:field"] = []string{"number", "title"}
	v.Set("account:text", "抄错了。")
	f.saved(f.post("finding/rent", v, nil))
	want := "  - on: 2024-07-01\n    field: title\n    from: " + old + "\n    to: 房租收迟了\n    reason: 抄错了。\n"
	if got := f.read(rent); !strings.Contains(got, want) || strings.Count(got, "reason: 抄错了。") != 2 {
		t.Error(got)
	}
}

// An update that was published can only be corrected.
func TestAnEditedUpdateIsNoProgress(t *testing.T) {
	f := sealed(t)
	before := f.files()
	v := f.open("finding/every-key")
	v.Set("updates[0].text", "另一回事。")
	page := f.refused(f.post("finding/every-key", v, nil), before)
	if strings.Contains(page, `value="progress"`) || !strings.Contains(page, `value="correction"`) {
		t.Error(text(page))
	}
	v.Set("account", "correction")
	v.Set("account:field", "updates")
	v.Set("account:text", "写错了日子里的事。")
	f.saved(f.post("finding/every-key", v, nil))
}

// A report of progress accounts for itself.
func TestAReportOfProgressPassesTheGate(t *testing.T) {
	f := sealed(t)
	v := f.open("finding/every-key/progress")
	v.Set("updates[new].text", "又有进展。")
	v.Set("next", "接着做。")
	f.saved(f.post("finding/every-key/progress", v, nil))
}

// What is wrong in a category is corrected in its inspection, in the same save.
func TestACategorysHeadingIsCorrectedInItsInspection(t *testing.T) {
	f := start(t)
	const file = "content/audit/money/_index.md"
	f.write(file, f.read(file)+"\n"+strings.Repeat("长。", 101)+"\n")
	f.seal()
	before := f.files()
	v := f.open("category/audit/money")
	old := v.Get("title")
	v.Set("title", "钱和账")
	v.Set("text", "")
	page := f.refused(f.post("category/audit/money", v, nil), before)
	if strings.Contains(page, `value="progress"`) || !strings.Contains(page, `value="correction"`) ||
		!strings.Contains(page, `name="account:field" value="title"`) {
		t.Fatal(text(page))
	}
	v.Set("account", "correction")
	v["account:field"] = []string{"text", "title"}
	page = f.refused(f.post("category/audit/money", v, nil), before) // without a reason
	if !strings.Contains(page, `value="correction"`) {
		t.Fatal(text(page))
	}
	v.Set("account:text", "写错了。")
	f.saved(f.post("category/audit/money", v, nil))
	want := "  - on: 2024-07-01\n    field: money/title\n    from: " + old +
		"\n    to: 钱和账\n    reason: 写错了。\n"
	if got := f.read("content/audit/_index.md"); !strings.Contains(got, want) ||
		!strings.Contains(got, "    field: money/text\n    reason: 写错了。\n") {
		t.Error(got)
	}
	if got := f.read(file); !strings.Contains(got, "title: 钱和账\n") || strings.Contains(got, "长") {
		t.Error(got)
	}
}

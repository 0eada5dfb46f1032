package form

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFileThatCannotBeWrittenIsSaidToBeOne(t *testing.T) {
	f := start(t)
	v := f.open("finding/rent")
	v.Set("title", "改过")
	f.saved(f.post("finding/rent", v, nil))
	name := filepath.Join(f.dir, filepath.FromSlash(rent))
	if err := os.Chmod(name, 0o444); err != nil {
		t.Fatal(err)
	}
	before := f.files()
	v = f.open("finding/rent")
	v.Set("title", "又改过")
	w := f.post("finding/rent", v, nil)
	undo := text(f.post("undo/1", v, nil).Body.String())
	f.same(before)
	want := "不能写入。请关闭正在使用它的程序"
	if page := w.Body.String(); !strings.Contains(page, want) || values(page).Get("title") != "又改过" {
		t.Error(text(page))
	}
	if !strings.Contains(undo, want) {
		t.Error(undo)
	}
}

func TestPageComesBackWithTheProblemAndWhatWasTyped(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/every-key")
	v.Set("title", "")
	v.Set("weight", "第一")
	v.Set("updates[0].date", "去年<b>")
	v.Set("text", "<script>alert(1)</script>\r\n&amp;")
	page := f.refused(f.post("finding/every-key", v, nil), before)
	for _, id := range []string{"f-title", "f-weight", "f-updates-0.date", "f-text"} {
		if !strings.Contains(page, `id="`+id+`-problem"`) || !strings.Contains(page,
			`href="#`+id+`"`) {
			t.Errorf("nothing said at %s", id)
		}
	}
	back := values(page)
	for _, name := range []string{"title", "weight", "updates[0].date", "text"} {
		if back.Get(name) != v.Get(name) {
			t.Errorf("%s: %q came back as %q", name, v.Get(name), back.Get(name))
		}
	}
}

func TestDeadlineIsExtendedAndItsFirstDateStays(t *testing.T) {
	f := start(t)
	before := f.read(everyKey)
	page := f.get("finding/every-key").Body.String()
	if strings.Contains(page, `name="deadline.date"`) || !strings.Contains(text(page), "最初期限") {
		t.Error("the first date can be edited")
	}
	v := f.open("finding/every-key/progress")
	v.Set("deadline.extended[new].to", "2024-12-31")
	v.Set("deadline.extended[new].reason", "还在合并")
	v.Set("deadline.date", "2030-01-01")
	f.saved(f.post("finding/every-key/progress", v, nil))
	want := strings.Replace(before, "reason: 合并还没有完成\n",
		"reason: 合并还没有完成\n    - on: 2024-07-01\n      to: 2024-12-31\n      reason: 还在合并\n", 1)
	if got := f.read(everyKey); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestDraftIsSavedIncompleteAndAPublishedFindingIsNot(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("new/finding/audit/money")
	v.Set("title", "新的问题")
	page := f.refused(f.post("new/finding/audit/money", v, nil), before)
	if !strings.Contains(page, `id="f-summary-problem"`) {
		t.Error(text(page))
	}
	v = values(page)
	v.Set("draft", "true")
	if page = f.saved(f.post("new/finding/audit/money", v, nil)); !strings.Contains(page,
		"草稿已保存，还缺") {
		t.Error(text(page))
	}
	if got := f.read("content/audit/money/money-3.md"); !strings.HasPrefix(got,
		"---\ntitle: 新的问题\n") {
		t.Error(got)
	}
	f.post("undo/1", v, nil)
	f.same(before)
}

func TestFindingOfADraftCategoryIsSavedIncomplete(t *testing.T) {
	f := start(t)
	const category = "content/audit/money/_index.md"
	f.write(category, strings.Replace(f.read(category), "---\n", "---\ndraft: true\n", 1))
	v := f.open("new/finding/audit/money")
	v.Set("title", "新的问题")
	if page := f.saved(f.post("new/finding/audit/money", v, nil)); !strings.Contains(page, "还缺") {
		t.Error(text(page))
	}
}

func TestFindingGroupAndAnswerAreAdded(t *testing.T) {
	f := start(t)
	v := f.open("category/audit/money")
	v.Set("do", "add:groups")
	w := f.post("category/audit/money", v, nil)
	if w.Code != http.StatusOK {
		t.Fatal(w.Code)
	}
	v = values(w.Body.String())
	token := v["groups"][1]
	v.Set("groups["+token+"].id", "income")
	v.Set("groups["+token+"].title", "收入")
	v.Del("do")
	f.saved(f.post("category/audit/money", v, nil))

	v = f.open("new/finding/audit/money")
	for name, value := range map[string]string{"id": "late-fees", "title": "滞纳金没有收",
		"group":   "income",
		"summary": "滞纳金没有收。", "deadline.date": "2024-12-31"} {
		v.Set(name, value)
	}
	v["answers"] = []string{"n0"}
	v.Set("answers[n0].on", "2024-07")
	v.Set("answers[n0].question", "为什么：没有收？")
	v.Set("answers[n0].answer", "- 一\r\n- 二")
	f.saved(f.post("new/finding/audit/money", v, nil))
	want := "---\ntitle: 滞纳金没有收\nnumber: 3\ngroup: income\nsummary: 滞纳金没有收。\nstatus: not-started\n" +
		"basis: stated\ndeadline:\n  date: 2024-12-31\nanswers:\n  - on: 2024-07\n    question: 为什么：没有收？\n" +
		"    answer: |\n      - 一\n      - 二\n---\n"
	if got := f.read("content/audit/money/late-fees.md"); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestProblemElsewhereStopsASave(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("category/audit/money")
	v["groups"] = nil
	page := f.refused(f.post("category/audit/money", v, nil), before)
	if !strings.Contains(text(page), "“三公”经费 < 预算 & 超支：类别") || !strings.Contains(page,
		`href="/edit/finding/every-key"`) {
		t.Error(text(page))
	}
}

func TestFaultElsewhereThatWasThereBeforeStopsNoSave(t *testing.T) {
	f := start(t)
	f.write(rent, "---\ntitle: x\n---\n")
	v := f.open("finding/every-key")
	v.Set("title", "超支")
	f.saved(f.post("finding/every-key", v, nil))
}

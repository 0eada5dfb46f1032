package form

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSaveIsUndone(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/every-key")
	v.Set("title", "超支")
	f.saved(f.post("finding/every-key", v, nil))
	w := f.post("undo/1", url.Values{"token": {"wrong"}}, nil)
	if w.Code == http.StatusSeeOther {
		t.Error("undone without the run's token")
	}
	if page := f.saved(f.post("undo/1", v, nil)); !strings.Contains(page, "已撤销") {
		t.Error(text(page))
	}
	f.same(before)
	f.refused(f.post("undo/1", v, nil), before)
}

func TestUndoLeavesAFileThatChangedSince(t *testing.T) {
	f := start(t)
	v := f.open("finding/every-key")
	v.Set("title", "超支")
	f.saved(f.post("finding/every-key", v, nil))
	f.write(everyKey, f.read(everyKey)+"\n又一段。\n")
	f.refused(f.post("undo/1", v, nil), f.files())
}

func TestTwoTabsMergeWhatTheyDidNotBothChange(t *testing.T) {
	f := start(t)
	one, two := f.open("finding/every-key"), f.open("finding/every-key")
	one.Set("title", "第一个窗口")
	f.saved(f.post("finding/every-key", one, nil))
	before := f.files()
	two.Set("summary", "第二个窗口")
	page := f.refused(f.post("finding/every-key", two, nil), before)
	again := values(page)
	if again.Get("title") != "第一个窗口" || again.Get("summary") != "第二个窗口" {
		t.Fatal(again)
	}
	f.saved(f.post("finding/every-key", again, nil))
	if got := f.read(everyKey); !strings.Contains(got, "第一个窗口") || !strings.Contains(got, "第二个窗口") {
		t.Error(got)
	}
}

func TestWhatBothChangedIsShownTwiceAndChosen(t *testing.T) {
	for choice, want := range map[string]string{"mine": "我的措施", "theirs": "别人的措施"} {
		f := start(t)
		v := f.open("finding/every-key")
		f.write(everyKey, strings.Replace(f.read(everyKey), "每年检查一次。", "别人的措施", 1))
		before := f.files()
		v.Set("measures[2].text", "我的措施")
		page := f.refused(f.post("finding/every-key", v, nil), before)
		if !strings.Contains(text(page), "3. 内容 别人的措施") {
			t.Error(text(page))
		}
		again := values(page)
		page = f.refused(f.post("finding/every-key", again, nil), before)
		if !strings.Contains(text(page), "请选择保留哪一个") {
			t.Error(text(page))
		}
		again = values(page)
		again.Set("choose:measures", choice)
		again.Set("number", "一(一)9")
		f.saved(f.post("finding/every-key", again, nil))
		if got := f.read(everyKey); !strings.Contains(got, want) || strings.Count(got,
			"措施\n") != 1 {
			t.Errorf("%s:\n%s", choice, got)
		}
	}
}

func TestProgressAsksWhereAnotherHasChangedTheSameKey(t *testing.T) {
	f := start(t)
	f.write(rent, strings.Replace(f.read(rent), "deadline:", "next: 原来的\ndeadline:", 1))
	v := f.open("finding/rent/progress")
	f.write(rent, strings.Replace(f.read(rent), "原来的", "别人的", 1))
	before := f.files()
	v.Set("updates[new].text", "有进展")
	v.Set("next", "我的")
	page := f.refused(f.post("finding/rent/progress", v, nil), before)
	if v = values(page); !strings.Contains(page, "别人的") || v.Get("conflict") != "next" {
		t.Fatal(text(page))
	}
	f.refused(f.post("finding/rent/progress", v, nil), before) // nothing was chosen
	for _, choice := range []struct{ who, next string }{{"theirs", "别人的"}, {"mine", "我的"}} {
		v.Set("choose:next", choice.who)
		f.saved(f.post("finding/rent/progress", v, nil))
		if got := f.read(rent); !strings.Contains(got, "next: "+choice.next+"\n") ||
			!strings.Contains(got, "text: 有进展") {
			t.Error(got)
		}
		f.write(rent, before[rent])
	}
}

func TestProgressKeepsWhatChangedMeanwhile(t *testing.T) {
	f := start(t)
	v := f.open("finding/every-key/progress")
	f.write(everyKey, f.read(everyKey)+"\n又一段。\n")
	before := f.files()
	v.Set("updates[new].text", "有进展")
	page := f.refused(f.post("finding/every-key/progress", v, nil), before)
	f.saved(f.post("finding/every-key/progress", values(page), nil))
	if got := f.read(everyKey); !strings.Contains(got, "又一段。") || !strings.Contains(got, "有进展") {
		t.Error(got)
	}
}

func TestFormOfAnotherRunIsLookedAtAgain(t *testing.T) {
	f := start(t)
	v := f.open("finding/every-key")
	v.Set("title", "超支")
	f.again()
	before := f.files()
	page := f.refused(f.post("finding/every-key", v, nil), before)
	f.saved(f.post("finding/every-key", values(page), nil))
}

func TestWhatAnotherHasChosenIsShownInWords(t *testing.T) {
	f := start(t)
	v := f.open("finding/rent")
	f.write(rent, strings.Replace(f.read(rent), "status: "+v.Get("status"), "status: mostly-done", 1))
	before := f.files()
	v.Set("status", "in-progress")
	page := f.refused(f.post("finding/rent", v, nil), before)
	if !strings.Contains(page, `<p class="fixed">基本完成</p>`) {
		t.Error(page)
	}
}

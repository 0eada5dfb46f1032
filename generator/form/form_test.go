package form

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFormSentUnchangedSavesNothing(t *testing.T) {
	for _, register := range []string{"every-key", "english", "schedules"} {
		f := startWith(t, "../testdata/"+register)
		before := f.files()
		for _, text := range f.targets() {
			page := f.refused(f.post(text.address, f.open(text.address), nil), before)
			if !strings.Contains(page, "内容没有变化") {
				t.Errorf("%s: %s", text.file, page)
			}
		}
	}
}

func TestOneWordChangesOneLine(t *testing.T) {
	f := start(t)
	before := f.read(everyKey)
	v := f.open("finding/every-key")
	v.Set("summary", "部分单位超预算支出；已定下办法。")
	page := f.saved(f.post("finding/every-key", v, nil))
	want := strings.Replace(before, "；已定下办法，还差两个单位没有退回。", "；已定下办法。", 1)
	if got := f.read(everyKey); got != want {
		t.Errorf("got\n%s", got)
	}
	if !strings.Contains(text(page),
		"- summary: 部分单位超预算支出；已定下办法，还差两个单位没有退回。 + summary: 部分单位超预算支出；已定下办法。") {
		t.Errorf("shown: %s", text(page))
	}
}

func TestCompletedNeedsADate(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/every-key/progress")
	v.Set("updates[new].text", "两个单位都退回了。")
	v.Set("status", "completed")
	page := f.refused(f.post("finding/every-key/progress", v, nil), before)
	if !strings.Contains(page, `id="f-completed-problem"`) || !strings.Contains(page,
		"状态“已完成”还须填写完成时间") {
		t.Error(text(page))
	}
	v = values(page)
	v.Set("completed", "2024-06-30")
	f.saved(f.post("finding/every-key/progress", v, nil))
	got := f.read(everyKey)
	for _, line := range []string{"status: completed\n", "completed: 2024-06-30\n",
		"basis: stated\n",
		"updates:\n  - date: 2024-07-01\n    status: completed\n    text: 两个单位都退回了。\n  - date: 2024-03-01\n"} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
}

func TestSlowFormKeepsNobodyElseWaiting(t *testing.T) {
	f := start(t)
	body, sender := io.Pipe()
	r := httptest.NewRequest(http.MethodPost, Prefix+"finding/rent", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answered := make(chan int)
	go func() {
		w := httptest.NewRecorder()
		f.ServeHTTP(w, r)
		answered <- w.Code
	}()
	if _, err := sender.Write([]byte("title=")); err != nil { // it is being read
		t.Fatal(err)
	}
	if w := f.get("finding/rent"); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
	_ = sender.CloseWithError(io.ErrUnexpectedEOF)
	if code := <-answered; code != http.StatusBadRequest {
		t.Error(code)
	}
}

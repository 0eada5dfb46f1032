package form

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
)

func TestTextNotInCanonicalFormIsPutInto(t *testing.T) {
	f := start(t)
	f.write(rent, strings.Replace(f.read(rent), "title:", "标题：", 1))
	v := f.open("finding/rent")
	v.Set("title", "房租太少")
	f.saved(f.post("finding/rent", v, nil))
	if got := f.read(rent); !strings.HasPrefix(got, "---\ntitle: 房租太少\n") {
		t.Error(got)
	}
}

func TestBrokenTextIsLeftToAnEditor(t *testing.T) {
	f := start(t)
	f.write(rent, "---\ntitle: \"x\n---\n")
	before := f.files()
	w := f.get("finding/rent")
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), rent+":2 ") {
		t.Error(w.Code, text(w.Body.String()))
	}
	f.refused(f.post("finding/rent", url.Values{"token": {f.token}}, nil), before)
}

func TestWhatWasTypedIsGivenBackWhereTheTextIsGoneOrBroken(t *testing.T) {
	f := start(t)
	v := f.open("finding/rent")
	v.Set("summary", "写了很久")
	v.Set("updates[n0].text", "又一条进展")
	v.Add("updates", "n0")
	broken := func() { f.write(rent, "---\ntitle: \"x\n---\n") }
	gone := func() {
		if err := os.Remove(filepath.Join(f.dir, filepath.FromSlash(rent))); err != nil {
			t.Fatal(err)
		}
	}
	for name, change := range map[string]func(){"gone": gone, "broken": broken} {
		change()
		got := text(f.post("finding/rent", v, nil).Body.String())
		for _, line := range []string{"摘要：写了很久", "进展：又一条进展"} {
			if !strings.Contains(got, line) {
				t.Errorf("%s: no %s in\n%s", name, line, got)
			}
		}
		broken() // so that there is something to remove
	}
}

func TestDatesMayBeTypedAsPeopleWriteThem(t *testing.T) {
	f := start(t)
	before := f.read(rent)
	for written, meant := range map[string]string{"２０２３年６月５日": "2023-06-05",
		"2023.6": "2023-06", "2023年": "2023", "2023-6-5": "2023-06-05"} {
		v := f.open("finding/rent")
		v.Set("completed", written)
		v.Add("updates", "n0")
		v.Set("updates[n0].date", written)
		v.Set("updates[n0].text", "收回了")
		f.saved(f.post("finding/rent", v, nil))
		if got := f.read(rent); !strings.Contains(got, "completed: "+meant+"\n") ||
			!strings.Contains(got, "date: "+meant+"\n") {
			t.Errorf("%s:\n%s", written, got)
		}
		f.write(rent, before)
	}
	v := f.open("finding/rent")
	v.Set("completed", "2023年底")
	page := text(f.post("finding/rent", v, nil).Body.String())
	if !strings.Contains(page, "不是有效日期；写成日、月或年") {
		t.Error(page)
	}
}

func TestProgressThatNeedsMoreOpensTheWholeFormWithWhatWasTyped(t *testing.T) {
	f := start(t)
	f.write(rent, strings.Replace(f.read(rent), "deadline:\n  date: 2023-06-30\n", "", 1))
	before := f.files()
	v := f.open("finding/rent/progress")
	v.Set("updates[new].text", "又欠了租")
	v.Set("status", "in-progress")
	v.Set("reason", "租户停业")
	v.Set("next", "重新招租")
	page := f.refused(f.post("finding/rent/progress", v, nil), before)
	v = values(page)
	if !strings.Contains(page, `action="/edit/finding/rent"`) || len(v["deadline.extended"]) > 0 {
		t.Fatal(text(page))
	}
	v.Set("deadline.date", "2024-12-31")
	f.saved(f.post("finding/rent", v, nil))
	for _, line := range []string{"status: in-progress", "  date: 2024-12-31", "reason: 租户停业",
		"    text: 又欠了租", "    status: in-progress"} {
		if got := f.read(rent); !strings.Contains(got, line+"\n") {
			t.Errorf("no %s in\n%s", line, got)
		}
	}
}

func TestWhatAFormHasNoFieldForStays(t *testing.T) {
	f := start(t)
	before := f.read(RegisterFile)
	v := f.open("register")
	sent := url.Values{"token": v["token"], "digest": v["digest"], "title": {"另一个名称"}}
	f.saved(f.post("register", sent, nil))
	title := "title: " + v.Get("title") + "\n"
	want := strings.Replace(before, title, "title: 另一个名称\n", 1)
	if got := f.read(RegisterFile); got != want || got == before {
		t.Error(got)
	}
}

func TestWhatIsNotStatedIsATick(t *testing.T) {
	f := start(t)
	v := f.open("finding/every-key")
	v.Set("reason", "")
	v.Set("unstated:reason", "true")
	f.saved(f.post("finding/every-key", v, nil))
	if !strings.Contains(f.read(everyKey), "\nreason: not-stated\n") {
		t.Error(f.read(everyKey))
	}
	v = f.open("finding/every-key")
	if v.Get("reason") != "" || v.Get("unstated:reason") != "true" {
		t.Error(v.Get("reason"))
	}
	v.Set("reason", "写明了")
	f.saved(f.post("finding/every-key", v, nil))
	if !strings.Contains(f.read(everyKey), "\nreason: 写明了\n") {
		t.Error(f.read(everyKey))
	}
}

func TestTextThatAProgramWroteIsReadOrChanged(t *testing.T) {
	f := start(t)
	f.write(rent, strings.Replace(f.read(rent), "status:", "drafted: [summary, title]\nstatus:", 1))
	v := f.open("finding/rent")
	v.Set("summary", "改过的摘要")
	f.saved(f.post("finding/rent", v, nil))
	if !strings.Contains(f.read(rent), "drafted: [title]\n") && !strings.Contains(f.read(rent),
		"drafted: title\n") {
		t.Error(f.read(rent))
	}
	v = f.open("finding/rent")
	v.Set("reviewed:title", "true")
	f.saved(f.post("finding/rent", v, nil))
	if strings.Contains(f.read(rent), "drafted") {
		t.Error(f.read(rent))
	}
}

func TestButtonsRearrangeRowsWithoutScript(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/every-key")
	for _, step := range []struct {
		do   string
		want []string
	}{{"down:measures:0", []string{"1", "0", "2"}}, {"up:measures:2", []string{"1", "2", "0"}},
		{"remove:measures:2", []string{"1", "0"}}, {"add:measures", []string{"1", "0", "n2"}}} {
		v.Set("do", step.do)
		v.Set("title", "改到一半")
		w := f.post("finding/every-key", v, nil)
		v = values(w.Body.String())
		if w.Code != http.StatusOK || !slices.Equal(v["measures"], step.want) ||
			v.Get("title") != "改到一半" {
			t.Errorf("%s: %d %v", step.do, w.Code, v["measures"])
		}
		f.same(before)
	}
}

func TestIndexListsFaultsDraftsAndAllTexts(t *testing.T) {
	f := start(t)
	f.write(rent, strings.Replace(f.read(rent), "status: completed",
		"draft: true\nstatus: complet", 1))
	page := f.get("").Body.String()
	for _, want := range []string{`href="/edit/finding/rent#f-status"`, `<h2 id="drafts">`,
		`href="/edit/register"`,
		`href="/edit/new/finding/audit/money"`, `href="/edit/finding/every-key/progress"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
}

func TestRelatedFindingIsPicked(t *testing.T) {
	f := start(t)
	v := f.open("finding/rent")
	v.Set("pick:related", "every-key")
	f.saved(f.post("finding/rent", v, nil))
	if got := f.read(rent); !strings.Contains(got, "related:\n  - every-key\n") {
		t.Error(got)
	}
}

func TestFormsOfAccountabilityShowItsSum(t *testing.T) {
	f := start(t)
	f.write("content/audit/_index.md", strings.Replace(f.read("content/audit/_index.md"), "\n---\n",
		"\naccountability:\n  organisations: 1\n  persons: 5\n  kinds:\n    - name: 诫勉\n"+
			"      organisations: 1\n      persons: 2\n    - name: 警告\n      organisations: 0\n"+
			"      persons: 3\n---\n", 1))
	if page := f.get("inspection/audit").Body.String(); !strings.Contains(page, "单位1个，个人5人") {
		t.Error(text(page))
	}
}

func TestOpinionsAndTheHeadOfADocumentAreFields(t *testing.T) {
	f := start(t)
	const file = "content/audit/_index.md"
	v := f.open("inspection/audit")
	if v.Get("opinions.received") != "12" || v.Get("disclosure.signed") != "2023-04-11" {
		t.Fatal(v)
	}
	v.Set("opinions.answered", "12")
	v.Set("disclosure.number", "某财〔2023〕13号")
	want := strings.NewReplacer("answered: 10", "answered: 12", "12号", "13号").Replace(f.read(file))
	f.saved(f.post("inspection/audit", v, nil))
	if got := f.read(file); got != want {
		t.Errorf("got\n%s", got)
	}
	v = f.open("inspection/audit")
	for _, key := range []string{"opinions.received", "opinions.answered", "opinions.until"} {
		v.Set(key, "")
	}
	f.saved(f.post("inspection/audit", v, nil))
	if got := f.read(file); strings.Contains(got, "opinions:") {
		t.Errorf("empty fields leave\n%s", got)
	}
	v = f.open("inspection/audit")
	v.Set("opinions.received", "3")
	v.Set("opinions.answered", "4")
	v.Set("opinions.until", "2023-06-30")
	if page := f.post("inspection/audit", v, nil).Body.String(); !strings.Contains(page, "多于收到的") {
		t.Error(text(page))
	}
}

func TestInspectedBodyIsNotTheBodyOfTheText(t *testing.T) {
	f := start(t)
	const file = "content/audit/_index.md"
	before := f.read(file)
	v := f.open("inspection/audit")
	if !strings.Contains(before, "\nbody: "+v.Get("body")+"\n") || !strings.HasSuffix(before,
		v.Get("text")+"\n") {
		t.Fatal(v)
	}
	want := strings.Replace(before, "\nbody: "+v.Get("body")+"\n", "\nbody: 另一单位\n", 1)
	v.Set("body", "另一单位")
	f.saved(f.post("inspection/audit", v, nil))
	if got := f.read(file); got != want {
		t.Errorf("got\n%s", got)
	}
	v = f.open("inspection/audit")
	v.Set("text", "新的说明。")
	f.saved(f.post("inspection/audit", v, nil))
	if got := f.read(file); !strings.HasSuffix(got, "---\n\n新的说明。\n") || !strings.Contains(got,
		"body: 另一单位\n") {
		t.Errorf("got\n%s", got)
	}
}

// No key of the table may be taken for what the form itself sends.
func TestNamesOfTheFormAreNoKeys(t *testing.T) {
	for _, kind := range register.Kinds() {
		for _, k := range register.Keys(kind) {
			if slices.Contains([]string{bodyName, "id", "token", "digest", "do", "conflict"},
				k.Name) {
				t.Errorf("%s has the key %s", kind, k.Name)
			}
		}
	}
}

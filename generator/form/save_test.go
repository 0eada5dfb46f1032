package form

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/register"
)

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
		if !strings.Contains(page, `id="`+id+`-problem"`) || !strings.Contains(page, `href="#`+id+`"`) {
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
		if got := f.read(everyKey); !strings.Contains(got, want) || strings.Count(got, "措施\n") != 1 {
			t.Errorf("%s:\n%s", choice, got)
		}
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
	if page = f.saved(f.post("new/finding/audit/money", v, nil)); !strings.Contains(page, "草稿已保存，还缺") {
		t.Error(text(page))
	}
	if got := f.read("content/audit/money/money-3.md"); !strings.HasPrefix(got, "---\ntitle: 新的问题\n") {
		t.Error(got)
	}
	f.post("undo/1", v, nil)
	f.same(before)
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
	for name, value := range map[string]string{"id": "late-fees", "title": "滞纳金没有收", "group": "income",
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

func TestFileIsPutBesideItsFindingUnderASafeName(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/rent")
	v["evidence"] = append(v["evidence"], "n0")
	name := "evidence[n0].file"
	file := map[string]upload{name: {`C:\假\..\整改 前:照片.TXT`, []byte("凭证")}}
	page := f.refused(f.post("finding/rent", v, file), before) // it has no title
	v = values(page)
	v.Set("evidence[n0].title", "照片")
	f.saved(f.post("finding/rent", v, nil))
	if got := f.read("content/audit/money/rent-整改-前-照片.txt"); got != "凭证" {
		t.Error(got)
	}
	if got := f.read(rent); !strings.Contains(got, "file: rent-整改-前-照片.txt\n") {
		t.Error(got)
	}
	f.post("undo/1", v, nil)
	f.same(before)
}

func TestFileThatCannotBePublishedIsNotWritten(t *testing.T) {
	f := start(t)
	before := f.files()
	for _, base := range []string{"a.md", "_index.md", "a.html", "a.exe", "../../../config.toml", "noending", ".md"} {
		v := f.open("finding/rent")
		v["evidence"] = append(v["evidence"], "n0")
		v.Set("evidence[n0].title", "x")
		f.refused(f.post("finding/rent", v, map[string]upload{"evidence[n0].file": {base, []byte("---\nx: y\n---\n")}}), before)
	}
}

func TestFileIsTakenAwayWithItsRow(t *testing.T) {
	f := start(t)
	f.write(everyKey, strings.Replace(f.read(everyKey), "![现场照片](photo.png)\n", "", 1))
	v := f.open("finding/every-key")
	v["evidence"] = []string{"0"}
	page := f.saved(f.post("finding/every-key", v, nil))
	if _, err := os.Stat(filepath.Join(f.dir, "content/audit/money/photo.png")); err == nil || !strings.Contains(page, "已删除") {
		t.Error(err, text(page))
	}
}

func TestNoAddressOrNameLeadsOutOfTheRegister(t *testing.T) {
	f := start(t)
	before := f.files()
	for _, address := range []string{"finding/../config", "finding/%2e%2e", "category/audit", "content/_index.md",
		"new/finding/audit", "new/finding/..", "new/register", "finding/", "finding/_index", "saved/1", "face/form.html",
		"face/../form.go", "face/words.zh.toml"} {
		if w := f.get(address); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, w.Code)
		}
		if w := f.post(address, url.Values{"token": {f.token}}, nil); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", address, w.Code)
		}
	}
	v := f.open("new/finding/audit/money")
	for _, id := range []string{"", "../x", "a/b", "_index", "CON", "nul", "文", "rent", "x.md"} {
		v.Set("id", id)
		v.Set("draft", "true")
		f.refused(f.post("new/finding/audit/money", v, nil), before)
	}
	f.same(before)
}

func TestFormTooLargeIsRefused(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/every-key")
	v.Set("text", strings.Repeat("长", TextLimit/3+1))
	if w := f.post("finding/every-key", v, nil); w.Code != http.StatusRequestEntityTooLarge {
		t.Error(w.Code)
	}
	f.same(before)
}

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
	if !strings.Contains(f.read(rent), "drafted: [title]\n") && !strings.Contains(f.read(rent), "drafted: title\n") {
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
		if w.Code != http.StatusOK || !slices.Equal(v["measures"], step.want) || v.Get("title") != "改到一半" {
			t.Errorf("%s: %d %v", step.do, w.Code, v["measures"])
		}
		f.same(before)
	}
}

func TestProblemElsewhereStopsASave(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("category/audit/money")
	v["groups"] = nil
	page := f.refused(f.post("category/audit/money", v, nil), before)
	if !strings.Contains(page, everyKey) || !strings.Contains(page, `href="/edit/finding/every-key"`) {
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

func TestIndexListsFaultsDraftsAndAllTexts(t *testing.T) {
	f := start(t)
	f.write(rent, strings.Replace(f.read(rent), "status: completed", "draft: true\nstatus: complet", 1))
	page := f.get("").Body.String()
	for _, want := range []string{`href="/edit/finding/rent#f-status"`, `<h2 id="drafts">`, `href="/edit/register"`,
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

func TestFileThatCannotBeWrittenIsLeftAndWhatWasTypedStays(t *testing.T) {
	f := start(t)
	before := f.files()
	v := f.open("finding/rent")
	v.Set("title", "房租太少")
	if err := os.Chmod(filepath.Join(f.dir, filepath.FromSlash(rent)), 0o400); err != nil {
		t.Fatal(err)
	}
	page := f.refused(f.post("finding/rent", v, nil), before)
	if !strings.Contains(page, "没有保存：") || values(page).Get("title") != "房租太少" {
		t.Error(text(page))
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

func TestWhatAPictureHoldsUnseenIsTakenOut(t *testing.T) {
	f := start(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	note := []byte("tEXtAuthor\x00somebody")
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(note)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, note...), crc32.ChecksumIEEE(note))
	const head = 33 // the signature and IHDR
	named := slices.Concat(picture.Bytes()[:head], chunk, picture.Bytes()[head:])
	v := f.open("finding/rent")
	v["evidence"] = append(v["evidence"], "n0")
	v.Set("evidence[n0].title", "照片")
	page := f.saved(f.post("finding/rent", v, map[string]upload{"evidence[n0].file": {"a.png", named}}))
	if got := f.read("content/audit/money/rent-a.png"); strings.Contains(got, "somebody") ||
		!strings.Contains(page, "已经清除") {
		t.Error(text(page))
	}
}

func TestInspectedBodyIsNotTheBodyOfTheText(t *testing.T) {
	f := start(t)
	const file = "content/audit/_index.md"
	before := f.read(file)
	v := f.open("inspection/audit")
	if !strings.Contains(before, "\nbody: "+v.Get("body")+"\n") || !strings.HasSuffix(before, v.Get("text")+"\n") {
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
	if got := f.read(file); !strings.HasSuffix(got, "---\n\n新的说明。\n") || !strings.Contains(got, "body: 另一单位\n") {
		t.Errorf("got\n%s", got)
	}
}

// No key of the table may be taken for what the form itself sends.
func TestNamesOfTheFormAreNoKeys(t *testing.T) {
	for _, kind := range register.Kinds() {
		for _, k := range register.Keys(kind) {
			if slices.Contains([]string{bodyName, "id", "token", "digest", "do", "conflict"}, k.Name) {
				t.Errorf("%s has the key %s", kind, k.Name)
			}
		}
	}
}

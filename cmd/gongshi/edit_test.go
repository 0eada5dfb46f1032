package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestEmptyFolderBecomesAPublishedSiteAndGoesBack(t *testing.T) {
	f := openForms(t)
	page := f.get("/edit/")
	f.wants(page, "这个文件夹里没有台账", `action="/edit/import"`)
	page = f.send(page, "/edit/start", nil)
	f.wants(page, `href="/edit/publish"`, `href="/edit/finding/late-receipts"`)

	f.wants(f.get("/edit/rollback"), "没有上一版")
	page = f.get("/edit/publish")
	f.wants(page, "新增问题 1", filepath.Join(f.dir, "public"))
	if f.published("index.html") {
		t.Error("published before it was confirmed")
	}
	f.wants(f.send(page, "/edit/publish", nil), "已发布：1个问题")
	if !f.published("findings/late-receipts.html") {
		t.Error("not published")
	}
	f.wants(f.get("/edit/publish"), "没有变化")

	// The finding is removed from the register, and from the site: going back needs its name.
	finding := filepath.Join(f.dir, "content", "audit-2025", "finance", "late-receipts.md")
	text, err := os.ReadFile(finding)
	if err != nil {
		t.Fatal(err)
	}
	second := strings.Replace(string(text), "一(一)1", "一(一)2", 1)
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(filepath.Dir(finding), name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("later.md", second)
	if err := os.Remove(finding); err != nil {
		t.Fatal(err)
	}
	page = f.get("/edit/publish")
	f.wants(page, "新增问题 1", "撤下的问题 1")
	write("later.md", strings.Replace(second, "一(一)2", "一(一)3", 1))
	page = f.send(page, "/edit/publish", nil)
	f.wants(page, "刚才又有改动", "新增问题 1")
	f.wants(f.send(page, "/edit/publish", nil), "已发布：1个问题")

	page = f.get("/edit/rollback")
	f.wants(page, "已经撤下", "late-receipts")
	page = f.send(page, "/edit/rollback", url.Values{"restore": {"late-receipts"}})
	f.wants(page, "新增问题 1", "撤下的问题 1")
	if f.published("findings/late-receipts.html") {
		t.Error("rolled back before it was confirmed")
	}
	f.wants(f.send(page, "/edit/rollback", nil), "已退回上一版")
	if !f.published("findings/late-receipts.html") || f.published("findings/later.html") {
		t.Error("not rolled back")
	}
}

func TestFormsWithoutTheTokenOfTheRunChangeNothing(t *testing.T) {
	f := openForms(t)
	for _, address := range []string{"start", "import", "publish", "rollback"} {
		r := httptest.NewRequest(http.MethodPost, "/edit/"+address, strings.NewReader("change=x"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		f.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
	if entries, _ := os.ReadDir(f.dir); len(entries) > 0 {
		t.Error(entries)
	}
}

func TestDoubleClickKeepsItsWindowOpenForWhatWentWrong(t *testing.T) {
	var out, err strings.Builder
	c := &command{voice: voice{out: &out, err: &err, words: readWords(), lang: "zh"}, format: "text"}
	root := c.root()
	root.SetContext(t.Context())
	c.format = "none"
	keys := strings.NewReader("\n")
	if code := c.exit(c.clicked(root, keys)); code != exitMisuse || keys.Len() > 0 {
		t.Errorf("exit %d, %d keys left", code, keys.Len())
	}
	if !strings.Contains(out.String(), "关闭这个窗口") || !strings.Contains(err.String(), "按回车键关闭") {
		t.Errorf("said %q, %q", out.String(), err.String())
	}
}

func TestReportIsSeenBeforeItIsWritten(t *testing.T) {
	f := openForms(t)
	f.send(f.get("/edit/"), "/edit/start", nil)
	finding := filepath.Join(f.dir, "content", "audit-2025", "finance", "late-receipts.md")
	before, err := os.ReadFile(finding)
	if err != nil {
		t.Fatal(err)
	}
	const report = "关于审计整改进展情况的报告\n\n一(一)1 部分差旅费报销不及时\n整改进展：又清理12笔，合计3万元。\n"
	page := f.hands("进展.txt", report, map[string]string{"kind": "report"})
	f.wants(page, "处尚未确定", "报告的日期")
	page = f.send(page, f.last, url.Values{"date": {"昨天"}})
	f.wants(page, "不是日期")
	page = f.send(page, f.last, url.Values{"date": {"2026-11-26"}})
	f.wants(page, "处尚未确定", "2026-11-26")
	page = f.send(page, f.last, url.Values{"date": {"2026-11-20"}})
	f.wants(page, "将要增加", "又清理12笔", "写入台账")
	if after, _ := os.ReadFile(finding); !bytes.Equal(after, before) {
		t.Error("written before it was confirmed")
	}
	page = f.send(page, f.last, url.Values{"date": {"2026-11-20"}})
	f.wants(page, "已给1个问题增加进展")
	after, _ := os.ReadFile(finding)
	if !strings.Contains(string(after), "又清理12笔，合计3万元。") {
		t.Errorf("not written:\n%s", after)
	}
}

func TestWhatCannotBeReadIsSaidAndChangesNothing(t *testing.T) {
	f := openForms(t)
	f.wants(f.hands("", "", nil), "没有选择文件")
	f.wants(f.hands("x.pdf", "%PDF-1.4 broken", nil), "x.pdf")
	f.wants(f.hands("../../etc/新闻.txt", "今天天气很好。", nil), "新闻.txt 里没有读到问题")
	f.wants(f.get("/edit/import/nothing"), "这次导入已经失效")
	if entries, _ := os.ReadDir(f.dir); len(entries) > 0 {
		t.Error(entries)
	}
}

func TestOldImportsAreForgotten(t *testing.T) {
	f := openForms(t)
	f.hands("a.txt", unstatedNotice, nil)
	first := f.last
	f.wants(f.get(first), "4个问题没有写明")
	for range 4 {
		f.hands("b.txt", unstatedNotice, nil)
	}
	f.wants(f.get(first), "这次导入已经失效")
	f.wants(f.get(f.last), "导入：b.txt")
}

func TestWhatAnAccountMayGiveIsNotTakenAsNotStated(t *testing.T) {
	f := openForms(t)
	page := f.hands("a.txt", `关于巡察整改情况的通报

2024年3月1日至4月1日，县委巡察组对县水务局党组进行了巡察。现将整改情况公布如下。

一、工程管理方面
1.采砂监管不到位
整改情况：已完成整改。
2.档案管理混乱
整改情况：正在整改，预计明年上半年完成。

联系电话：0598-3322110

县水务局党组
2024年12月1日
`, nil)
	f.wants(page, "原文没有可作摘要的句子", `name="unstated:f1.deadline" value="true">`)
	page = f.send(page, f.last, url.Values{"f0.summary": {"采砂监管已经整改。"}, "f1.deadline": {""}})
	f.wants(page, "还有没有回答的地方")
	page = f.send(page, f.last, url.Values{"f0.summary": {"采砂监管已经整改。"},
		"f1.deadline": {"2025-06-30"}})
	f.wants(page, "已导入2个问题", "没有写明（not-stated）")
	f.wants(f.get("/edit/publish"), "新增问题 2", "2个问题公布为没有写明")
}

func TestAnImportIsUndone(t *testing.T) {
	f := openForms(t)
	page := f.hands("a.txt", unstatedNotice, nil)
	page = f.send(page, f.last, url.Values{"do": {"later"}})
	saved := regexp.MustCompile(`href="(/edit/saved/\d+)"`).FindStringSubmatch(page)
	if saved == nil {
		t.Fatal(page)
	}
	page = f.get(saved[1])
	f.wants(page, "已保存：a.txt", "理论学习不深入")
	page = f.send(page, strings.Replace(saved[1], "saved", "undo", 1), nil)
	f.wants(page, "已撤销：a.txt")
	f.wants(f.get("/edit/"), "这个文件夹里没有台账")
	for _, name := range []string{"config.toml", "content/_index.md"} {
		if _, err := os.Stat(filepath.Join(f.dir, filepath.FromSlash(name))); err == nil {
			t.Error(name, "is still there")
		}
	}
	f.wants(f.hands("a.txt", unstatedNotice, nil), "4个问题没有写明")
}

func TestTheSameNoticeAgainIsSaidToChangeNothing(t *testing.T) {
	f := openForms(t)
	f.hands("a.txt", unstatedNotice, nil)
	f.send(f.get(f.last), f.last, url.Values{"do": {"later"}})
	page := f.hands("a.txt", unstatedNotice, nil)
	f.wants(page, "和通报一致，不用改")
}

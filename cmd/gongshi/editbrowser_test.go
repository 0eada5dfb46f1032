package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"gongshi/generator"
	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/checker"
)

// unstatedNotice leaves open whether its findings are completed, and the area code.
const unstatedNotice = `中共青石县教育局党组关于巡察整改进展情况的通报

根据县委统一部署，2025年3月10日至5月10日，县委第三巡察组对县教育局党组进行了巡察。6月5日，县委巡察组向县教育局党组反馈了巡察意见。现将整改进展情况予以公布。

一、党建责任方面
（一）理论学习不深入
一是制定全年学习计划；二是组织专题研讨4次。
（二）三会一课记录不规范
整改情况：组织支部书记培训1次，抽查记录本12本。

二、财务管理方面
（一）专项资金拨付不及时
一是清理滞留资金35万元。相关资金正在陆续拨付中。
（二）固定资产账实不符
对全部资产进行盘点，补登资产18项。

欢迎干部群众对巡察整改落实情况进行监督。联系方式：电话3322110；电子邮箱：qsjyj@example.org。

中共青石县教育局党组
2025年9月30日
`

// beginner has a browser and an empty folder.
type beginner struct {
	*testing.T
	ctx    context.Context // of the tab
	dir    string
	origin string
}

// begins opens the forms of an empty folder, with scripts off where they are not to run.
func begins(t *testing.T, scriptOff bool) *beginner {
	t.Helper()
	return opens(t, t.TempDir(), scriptOff)
}

// opens is begins for a folder that may hold a register, as of SOURCE_DATE_EPOCH where that is set.
func opens(t *testing.T, dir string, scriptOff bool) *beginner {
	t.Helper()
	b := &beginner{t, browser.Start(t), dir, ""}
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: scriptOff})
	if err != nil {
		t.Fatal(err)
	}
	c := &command{voice: voice{words: readWords(), lang: "zh"}, source: b.dir, format: "text"}
	options, err := c.options()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- generator.Watch(ctx, generator.WatchOptions{Source: b.dir, Address: "127.0.0.1:0",
			Language: "zh", Start: "edit/", Site: c.site(), Seen: func(generator.Seen) {},
			Ready: func(url, _ string) { ready <- url },
			Now:   func() time.Time { return options.Now }})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	signIn := <-ready
	b.origin, _, _ = strings.Cut(signIn, "/edit/")
	b.act(chromedp.Navigate(signIn))
	return b
}

func (b *beginner) visits(page string) {
	b.Helper()
	b.act(chromedp.Navigate(b.origin + page))
}

func (b *beginner) act(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// sees waits until the page says something; where scripts are off, it still can be asked.
func (b *beginner) sees(text string) {
	b.Helper()
	shown := ""
	for range 6000 { // minutes: a busy machine takes its time
		shown, _ = chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		if strings.Contains(shown, text) {
			return
		}
		time.Sleep(50 * time.Millisecond) // it may be on its way to another page
	}
	b.Fatalf("no %q in\n%s", text, shown)
}

func (b *beginner) picks(name, value string) {
	b.Helper()
	browser.Ask[bool](b, b.ctx, fmt.Sprintf(
		"(document.querySelector('[name=\"%s\"]').value = '%s') !== ''", name, value))
}

// drops lets a file fall onto the page, as a file manager does.
func (b *beginner) drops(name, text string) {
	b.Helper()
	browser.Ask[bool](b, b.ctx, fmt.Sprintf(`(() => {
		const bytes = Uint8Array.from(atob('%s'), c => c.charCodeAt(0)), data = new DataTransfer()
		data.items.add(new File([bytes], '%s'))
		return !document.body.dispatchEvent(new DragEvent('drop',
			{ bubbles: true, cancelable: true, dataTransfer: data }))
	})()`, base64.StdEncoding.EncodeToString([]byte(text)), name))
}

// wrong gives what axe-core finds in the page, and whether it is wider than a telephone.
func (b *beginner) wrong() []string {
	b.Helper()
	checker.Inject(b, b.ctx)
	all := checker.Audit(b, b.ctx)
	if err := browser.Resize(b.ctx, browser.PhoneWidth); err != nil {
		b.Fatal(err)
	}
	all = append(all, checker.Audit(b, b.ctx)...)
	if browser.Ask[bool](b, b.ctx, `document.documentElement.scrollWidth > innerWidth`) {
		all = append(all, "wider than the screen")
	}
	if err := browser.Resize(b.ctx, 1280); err != nil {
		b.Fatal(err)
	}
	return all
}

func (b *beginner) fine() {
	b.Helper()
	for _, wrong := range b.wrong() {
		b.Error(wrong)
	}
}

func (b *beginner) text(name string) string {
	b.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(name)))
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

func TestANoticeThatIsDroppedBecomesASite(t *testing.T) {
	b := begins(t, false)
	b.sees("这个文件夹里没有台账")
	b.fine()
	b.drops("通报.txt", unstatedNotice)
	b.sees("4个问题没有写明是否完成")
	b.fine()
	b.act(chromedp.Click("button.primary"))
	b.sees("还有没有回答的地方")
	if _, err := os.Stat(filepath.Join(b.dir, "content")); err == nil {
		t.Error("written before all was answered")
	}
	b.picks("f-1.phone", "3322110")
	b.picks("rest", "completed")
	b.act(chromedp.Click("button.primary"))
	b.sees("电话要带区号")
	b.sees("原文的说法和统一选的状态对不上")
	b.fine()
	b.picks("f-1.phone", "0598-3322110")
	b.picks("f2.status", "in-progress")
	b.act(chromedp.Click("button.primary"))
	b.sees("已导入4个问题")
	b.fine()
	b.act(chromedp.Click(".actions .primary"))
	b.sees("新增问题 4")
	b.fine()
	b.act(chromedp.Click("button.primary"))
	b.sees("已发布：4个问题")
	b.fine()
	if page := b.text("public/index.html"); !strings.Contains(page, "0598-3322110") {
		t.Error("the telephone number is not published")
	}
}

func TestANoticeIsImportedWithoutScript(t *testing.T) {
	b := begins(t, true)
	file := filepath.Join(t.TempDir(), "notice.txt")
	writeText(t, file, unstatedNotice)
	b.act(chromedp.SetUploadFiles("#f-file", []string{file}), chromedp.Click("button.primary"))
	b.sees("4个问题没有写明是否完成")
	b.act(chromedp.Click("button.primary"))
	b.sees("先导入，其余以后填写")
	b.act(chromedp.Click(`button[value="later"]`))
	b.sees("处要改，改好才能发布")
	b.act(chromedp.Click(`.faults a`))
	b.sees("保存")
}

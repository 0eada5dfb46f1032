package form

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// One browser and one preview serve a whole morning: starting them is what takes time.
func TestAClerkEditsInTheBrowser(t *testing.T) {
	c := sit(t)
	whole := c.T
	for _, part := range []struct {
		name string
		do   func(*clerk)
	}{
		{"progress is reported from the page of a finding", reports},
		{"a completion needs its date", completes},
		{"a deadline is extended", extends},
		{"a group, a finding, an answer and a photo are added", adds},
		{"two tabs do not overwrite each other", meets},
		{"a notice is copied from its page", copiesTheNotice},
		{"without scripts", scriptless},
		{"every form is accessible", accessible},
	} {
		ok := t.Run(part.name, func(t *testing.T) {
			c.T = t
			defer func() { c.T = whole }()
			part.do(c)
		})
		if !ok {
			return // the later parts begin where it would have ended
		}
	}
}

const shade = `document.querySelector('gongshi-preview').shadowRoot`

func copiesTheNotice(c *clerk) {
	c.open("/quanzhou-2022/notice.html")
	const button = shade + `.querySelector('[data-copy$="/wechat"]')`
	c.until(button)
	c.presses(button)
	c.until(button + `.closest('[data-copies]').innerText.match(/已复制\d+个问题，共\d+字/)`)
}

func reports(c *clerk) {
	before := c.text(idle)
	c.open("/findings/idle-assets.html")
	c.until(shade + `.querySelector('.forms a[href$="/progress"]')`)
	chromedp.Do(c.ctx,
		chromedp.Evaluate[chromedp.Void](shade+`.querySelector('.forms a[href$="/progress"]').click()`))
	c.until(`document.querySelector('h1').innerText.startsWith('新增进展')`)
	c.until(`document.querySelector('[name="completed"]').closest('.field').hidden`)
	c.types("updates[new].text", "又盘活了两处。")
	c.until(`document.querySelector('.looks').innerText === '又盘活了两处。'`)
	c.saves()
	want := []string{"updates:", "  - date: 2024-07-01", "    text: 又盘活了两处。"}
	if got := lines(c.text(idle), before); !slices.Equal(got, want[3-len(got):]) || lines(before,
		c.text(idle)) != nil {
		c.Error(got)
	}
	c.clicks(`a[href="/findings/idle-assets.html"]`)
	c.until(`document.body.innerText.includes('又盘活了两处。')`)
}

func completes(c *clerk) {
	before := c.text(idle)
	c.open("/edit/finding/idle-assets/progress")
	c.types("updates[new].text", "全部盘活了。")
	c.picks("status", "completed")
	c.until(`!document.querySelector('[name="completed"]').closest('.field').hidden`)
	c.clicks("button.primary")
	c.until(`document.querySelector('#f-completed-problem').innerText.includes('状态“已完成”还须填写完成时间')`)
	if c.text(idle) != before {
		c.Error("the file has changed")
	}
	c.until(`document.querySelector('[name="updates[new].text"]').value === '全部盘活了。'`)
	c.types("completed", "2024-06-30")
	c.saves()
	got := lines(c.text(idle), before)
	want := []string{"status: completed", "completed: 2024-06-30", "    status: completed",
		"    text: 全部盘活了。"}
	if !slices.Equal(got, want) || !slices.Equal(lines(before, c.text(idle)),
		[]string{"status: in-progress"}) {
		c.Error(got, lines(before, c.text(idle)))
	}
	c.clicks("form .actions button")
	c.until(`document.querySelector('.note').innerText.startsWith('已撤销')`)
	if c.text(idle) != before {
		c.Error("not undone")
	}
}

func extends(c *clerk) {
	before := c.text(idle)
	c.open("/edit/finding/idle-assets/progress")
	c.picks("deadline.extended[new].to", "2024-12-31")
	c.types("deadline.extended[new].reason", "产权证还没有办好")
	c.saves()
	want := []string{"  extended:", "    - on: 2024-07-01", "      to: 2024-12-31",
		"      reason: 产权证还没有办好"}
	if got := lines(c.text(idle), before); !slices.Equal(got, want) {
		c.Error(got)
	}
}

func adds(c *clerk) {
	const category = "content/quanzhou-2022/direction/_index.md"
	groups := strings.Count(c.text(category), "- id:")
	c.open("/edit/category/quanzhou-2022/direction")
	c.clicks(`button[value="add:groups"]`)
	row := `document.querySelectorAll('[data-list=groups] [data-row]')[` +
		string(rune('0'+groups)) + `]`
	c.until(row + ` && ` + row + `.contains(document.activeElement)`)
	c.types("groups[n"+string(rune('0'+groups))+"].id", "new-group")
	c.types("groups[n"+string(rune('0'+groups))+"].title", "新的一组")
	c.saves()

	c.open("/edit/new/finding/quanzhou-2022/direction")
	c.types("id", "new-finding")
	c.types("title", "新的问题")
	c.types("summary", "写给群众看的一句话。")
	c.picks("group", "new-group")
	c.until(`document.querySelector('[data-key=deadline]').open`)
	c.picks("deadline.date", "2024-12-31")
	c.clicks(`button[value="add:answers"]`)
	c.until(`document.querySelector('[name="answers[n0].question"]')`)
	c.types("answers[n0].on", "2024-07-01")
	c.types("answers[n0].question", "什么时候改完？")
	c.types("answers[n0].answer", "年底。")
	c.clicks(`button[value="add:evidence"]`)
	c.until(`document.querySelector('[name="evidence[n0].title"]')`)
	c.types("evidence[n0].title", "现场照片")
	c.act(chromedp.SetUploadFiles(`input[type=file][name="evidence[n0].file"]`,
		[]string{c.photo("现场 1.png")}))
	c.saves()
	finding := c.text("content/quanzhou-2022/direction/new-finding.md")
	if !strings.Contains(finding, "group: new-group\n") || !strings.Contains(finding,
		"    question: 什么时候改完？\n") ||
		!strings.Contains(finding, "file: new-finding-现场-1.png\n") {
		c.Error(finding)
	}
	if _, err := os.Stat(filepath.Join(c.dir,
		"content/quanzhou-2022/direction/new-finding-现场-1.png")); err != nil {
		c.Error(err)
	}
	c.open("/findings/new-finding.html")
	c.until(`document.body.innerText.includes('什么时候改完？') && document.querySelector('img, a[href$=".png"]')`)
}

func meets(c *clerk) {
	c.open("/edit/finding/talent")
	other := c.text("content/quanzhou-2022/direction/talent.md")
	other = strings.Replace(other, "title: ", "title: 别处改的", 1)
	if err := os.WriteFile(filepath.Join(c.dir, "content/quanzhou-2022/direction/talent.md"),
		[]byte(other), 0o600); err != nil {
		c.Fatal(err)
	}
	c.types("title", "这里改的")
	c.clicks("button.primary")
	c.until(`document.querySelector('.theirs').innerText.includes('别处改的') &&
		document.querySelector('[name=title]').value === '这里改的'`)
	if c.text("content/quanzhou-2022/direction/talent.md") != other {
		c.Error("overwritten")
	}
	c.clicks(`[name="choose:title"][value=theirs]`)
	c.types("summary", "一句话。")
	c.saves()
	if got := c.text("content/quanzhou-2022/direction/talent.md"); !strings.Contains(got,
		"title: 别处改的") ||
		!strings.Contains(got, "summary: 一句话。\n") {
		c.Error(got)
	}
}

func scriptless(c *clerk) {
	c.script(true)
	defer c.script(false)
	c.open("/edit/finding/san-fei")
	c.clicks(`button[value="add:updates"]`)
	c.act(chromedp.WaitVisible(`[data-list=updates] textarea`))
	c.act(chromedp.SendKeys(`[data-list=updates] input[type=text]`, "2024-07"),
		chromedp.SendKeys(`[data-list=updates] textarea`, "没有脚本也能填。"))
	c.clicks("button.primary")
	c.act(chromedp.WaitVisible(".difference"))
	if got := c.text("content/quanzhou-2022/direction/san-fei.md"); !strings.Contains(got,
		"    text: 没有脚本也能填。\n") {
		c.Error(got)
	}
}

func accessible(c *clerk) {
	for _, page := range []string{"/edit/", "/edit/finding/idle-assets",
		"/edit/finding/idle-assets/progress",
		"/edit/category/quanzhou-2022/direction", "/edit/inspection/quanzhou-2022",
		"/edit/register",
		"/edit/new/finding/quanzhou-2022/direction", "/edit/new/category/quanzhou-2022",
		"/edit/saved/1",
		"/edit/nothing"} {
		c.open(page)
		for _, wrong := range c.wrong() {
			c.Errorf("%s: %s", page, wrong)
		}
	}
	c.open("/edit/finding/idle-assets")
	c.types("title", "")
	c.clicks("button.primary")
	c.until(`document.querySelector('#f-title-problem')`)
	for _, wrong := range c.wrong() {
		c.Errorf("with problems: %s", wrong)
	}
}

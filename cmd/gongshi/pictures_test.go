package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/golden"
	built "gongshi/generator/acceptance/site"
)

// speakChinese makes the browser's own words Chinese, too, where it has them (chromium-l10n).
func speakChinese(t *testing.T) {
	t.Setenv("LANGUAGE", "zh_CN")
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
}

// pictures are in the folder of the project where the READMEs look for them.
// Every test walks to where they are taken; `make pictures` keeps them.
const pictures = "../../docs/pictures"

func TestPicturesOfTheSiteAreTaken(t *testing.T) {
	ctx, source := browser.Start(t), ownRegister(t)
	browser.Clock(t, ctx, "Asia/Shanghai", "2024-01-15", "04:00:00Z")
	dir := built.BuildFor(t, source, "2024-01-15")
	browser.Visit(t, ctx, dir, "index.html")
	keep(t, ctx, "home", 1280, 860)
	browser.Visit(t, ctx, dir, "findings/idle-assets.html")
	keep(t, ctx, "finding-phone", browser.PhoneWidth, 800)
}

func TestPicturesOfTheFormAreTaken(t *testing.T) {
	speakChinese(t)
	t.Setenv("SOURCE_DATE_EPOCH", "1705291200") // 2024-01-15
	b := opens(t, ownRegister(t), false)
	b.visits("/edit/finding/idle-assets/progress")
	b.sees("新增进展：")
	keep(t, b.ctx, "progress", 1000, 760)
}

func TestPicturesOfTheBeginningAreTaken(t *testing.T) {
	speakChinese(t)
	t.Setenv("SOURCE_DATE_EPOCH", "1760068800") // 2025-10-10: unstatedNotice is published
	b := begins(t, false)
	b.sees("这个文件夹里没有台账")
	b.moves(`D:\\整改公开`)
	keep(t, b.ctx, "begin", 1000, 560)
	b.drops("通报.txt", unstatedNotice)
	b.sees("4个问题没有写明是否完成")
	b.picks("f-1.phone", "0598-3322110")
	b.picks("f2.status", "in-progress")
	b.picks("rest", "completed")
	keep(t, b.ctx, "questions", 1000, 780)
	b.act(chromedp.Click("button.primary"))
	b.sees("已导入4个问题")
	b.act(chromedp.Click(".actions .primary"))
	b.sees("新增问题 4")
	b.moves(`D:\\整改公开`)
	keep(t, b.ctx, "publish", 1000, 620)
}

// moves shows an office's folder where the page shows the test's own, which has another name each time.
func (b *beginner) moves(to string) {
	b.Helper()
	browser.Inject(b, b.ctx, fmt.Sprintf(`document.querySelectorAll('main p, main .path').forEach((e) =>
		e.childNodes.forEach((n) => {
			if (n.data && n.data.includes('%[1]s')) n.data = n.data.replace('%[1]s', '%[2]s')
				.replaceAll('/', '\\')
		}))`, b.dir, to))
}

// keep takes a picture, and writes it into the project where it is to.
func keep(t *testing.T, ctx context.Context, name string, width, height int) {
	t.Helper()
	picture := browser.Picture(t, ctx, width, height)
	if !golden.Update() {
		return
	}
	err := errors.Join(os.MkdirAll(pictures, 0o755),
		os.WriteFile(filepath.Join(pictures, name+".png"), picture, 0o644))
	if err != nil {
		t.Fatal(err)
	}
}

// ownRegister is a copy of the project's own.
func ownRegister(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, own{os.DirFS("../..")}); err != nil {
		t.Fatal(err)
	}
	return dir
}

//go:build acceptance

package office

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/document"
)

// printers are the programs that print a web page into a PDF.
var printers = map[string]func(dir, page string) []string{
	"soffice": func(dir, page string) []string {
		return []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless",
			"--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", dir,
			page}
	},
	"chromium": func(dir, page string) []string {
		return []string{"--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + dir +
			"/profile", "--print-to-pdf=" + dir + "/notice.pdf", "file://" + page}
	},
}

// printed gives the paragraphs and rows of a web page that a program has printed.
func printed(t *testing.T, name, page string) []string {
	t.Helper()
	path, dir := program.Find(t, name), t.TempDir()
	file := filepath.Join(dir, "notice.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(path, printers[name](dir, file)...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, said)
	}
	data, err := os.ReadFile(filepath.Join(dir, "notice.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := document.Read(t.Context(), "notice.pdf", data, document.Installed())
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, b := range s.Blocks {
		texts = append(texts, b.Text)
	}
	return texts
}

func webPage(size float64, indent int, body string) string {
	return fmt.Sprintf(`<html lang="zh-CN"><head><meta charset="utf-8"><style>body, p, td { font: %gpt serif; }
p { margin: 0; text-indent: %dem; text-align: justify; } table { border-collapse: collapse; }</style></head><body>%s</body></html>`, size, indent, body)
}

func TestNoPrintedHeadingLosesTheItemBelowIt(t *testing.T) {
	program.Find(t, "pdftotext")
	paragraphs := []string{"一、巡察反馈问题的整改情况"}
	for length := 6; length < 38; length++ {
		title := []rune(strings.Repeat("河道采砂监管不够严格且夜间巡查存在死角", 2))[:length]
		paragraphs = append(paragraphs, "（一）关于"+string(title), "1.河道台账更新不够及时",
			fmt.Sprintf("整改情况：一是召开会议%d次，制定巡查办法，明确巡查的责任人和频次。"+
				"二是更新台账，投入资金%d.5万元，按照方案第（二）项纳入考核。", length, length))
	}
	paragraphs = append(paragraphs, "某县水务局党组", "2023年9月10日")
	body := "<p>" + strings.Join(paragraphs, "</p><p>") + "</p>"
	for name := range printers {
		for _, size := range []float64{10.5, 16} {
			for _, indent := range []int{0, 2} {
				got := printed(t, name, webPage(size, indent, body))
				if !slices.Equal(got, paragraphs) {
					t.Errorf("%s, %g points, indent %d:\n%s\nwant:\n%s", name, size, indent,
						strings.Join(got, "\n"), strings.Join(paragraphs, "\n"))
				}
			}
		}
	}
}

func TestRowsOfAPrintedTableAreWhole(t *testing.T) {
	program.Find(t, "pdftocairo")
	body := "<p>现将整改台账公示如下。</p><table border=1><thead><tr><th rowspan=2>序号</th><th rowspan=2>存在问题" +
		"</th><th colspan=2>整改情况</th></tr><tr><th>整改措施</th><th>完成情况</th></tr></thead><tbody>"
	want := []string{"现将整改台账公示如下。", "序号 | 存在问题 | 整改情况 | ", " |  | 整改措施 | 完成情况"}
	for i := 1; i < 60; i++ {
		problem := fmt.Sprintf("农村供水水质检测频次不足，第%d水厂没有公示检测结果", i)
		deeds := strings.Repeat("每月检测一次并在村务公开栏公示，接受群众监督。", i%4+1)
		body += fmt.Sprintf("<tr><td>%d</td><td>%s</td><td>%s</td><td>已完成</td></tr>", i, problem,
			deeds)
		want = append(want, fmt.Sprintf("%d | %s | %s | 已完成", i, problem, deeds))
	}
	for name := range printers {
		got := printed(t, name, webPage(12, 0, body+"</tbody></table>"))
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant:\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

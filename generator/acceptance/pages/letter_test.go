package pages

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/site"

	"golang.org/x/net/html"
)

// letter gives the one letter of overdue.html: its address for mail, and its lines on paper.
func letter(t *testing.T, source string) (mail string, lines []*html.Node) {
	t.Helper()
	page := site.Crawl(t, site.Build(t, source))["overdue.html"]
	for _, a := range site.All(page, site.Class("way")) {
		if to, _ := site.Attribute(a, "href"); strings.HasPrefix(to, "mailto:") {
			mail = to
		}
	}
	for _, list := range site.All(page, site.Class("letter__late")) {
		lines = append(lines, site.All(list, func(n *html.Node) bool { return n.Data == "li" })...)
	}
	return mail, lines
}

// withMail gives the register an address for mail.
func withMail(t *testing.T, source string) string {
	t.Helper()
	file := filepath.Join(source, "content", "_index.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	with := strings.Replace(string(text), "contact:", "contact:\n  email: a+b@example.org", 1)
	if err := os.WriteFile(file, []byte(with), 0o600); err != nil {
		t.Fatal(err)
	}
	return source
}

// body is what a mail program shows, line by line.
func body(t *testing.T, mail string) []string {
	t.Helper()
	u, err := url.Parse(mail)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(u.RawQuery, "+") {
		t.Error("a mail program shows the + of " + mail)
	}
	if u.Query().Get("subject") == "" {
		t.Error("no subject: " + mail)
	}
	return strings.Split(u.Query().Get("body"), "\r\n")
}

func TestLetterListsAllThatIsLate(t *testing.T) {
	mail, lines := letter(t, site.Own(t))
	want := []string{"截至2026年11月23日，以下整改事项逾期，请说明原因和完成时间：",
		"二(一)2(3) 落实市委人才“涌泉”行动有差距（逾期1058天）",
		"二(一)3(4) 盘活闲置国有资产力度不够（逾期1058天）",
		"二(三)1(2) 指导基层党组织换届不及时（复核逾期1229天）",
		"2022年市委巡察整改（报告逾期1229天）"}
	got := body(t, mail)
	if strings.Join(got[:len(want)], "\n") != strings.Join(want, "\n") {
		t.Errorf("the mail says %q", got)
	}
	if len(lines) != 4 || site.Text(lines[2]) != want[3] {
		t.Errorf("on paper stand %d lines", len(lines))
	}
}

func TestLetterOnNothingIsNone(t *testing.T) {
	source := site.English(t)
	page := site.Crawl(t, site.BuildFor(t, source, "2020-01-01"))["overdue.html"]
	if len(site.All(page, site.Class("letter"))) > 0 {
		t.Error("a letter asks about nothing")
	}
}

// Windows opens no address of more than 2,046 characters.
func TestLetterOfManyIsCutAndSaysSo(t *testing.T) {
	for lang, more := range map[string]string{"zh": "另有", "en": " more are overdue"} {
		mail, lines := letter(t, withMail(t, site.Large(t, lang, 300)))
		if len(mail) > 2_000 {
			t.Errorf("%s: %d characters", lang, len(mail))
		}
		if !strings.HasPrefix(mail, "mailto:a+b@example.org?") {
			t.Errorf("%s: it goes to %s", lang, mail[:40])
		}
		if len(lines) != 50 {
			t.Errorf("%s: %d lines on paper", lang, len(lines))
		}
		written, left := 0, 0.0
		for _, line := range body(t, mail)[1:] {
			switch {
			case strings.Contains(line, more):
				left = number(t, line)
			case strings.Contains(line, "("):
				written++
			}
		}
		onPaper := len(lines) + int(number(t, textAfter(t, lines)))
		if written < 4 || written+int(left) != onPaper {
			t.Errorf("%s: %d in the mail and %v more, %d on paper", lang, written, left, onPaper)
		}
	}
}

// textAfter is what follows the list that some lines are of.
func textAfter(t *testing.T, lines []*html.Node) string {
	t.Helper()
	for n := lines[0].Parent.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			return site.Text(n)
		}
	}
	t.Fatal("nothing follows")
	return ""
}

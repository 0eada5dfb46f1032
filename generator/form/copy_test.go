package form

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// copied gives what a button copies, and the status of the answer.
func (f *fixture) copied(address string) (copied, int) {
	f.t.Helper()
	w := f.get("copy/" + address)
	var c copied
	if err := json.Unmarshal(w.Body.Bytes(), &c); err != nil {
		f.t.Fatal(address, w.Code, err)
	}
	return c, w.Code
}

func TestWhatIsCopiedIsWhatWouldBePublished(t *testing.T) {
	f := start(t)
	secret := strings.Replace(f.read(rent), "title: ", "title: Secret ", 1)
	f.write("content/audit/money/secret.md", strings.Replace(strings.Replace(secret,
		"title: ", "draft: true\ntitle: ", 1), "number: ", "number: 9", 1))
	for editor, want := range map[string]string{"site": "<h1>", "wechat": `<section style="`} {
		c, status := f.copied("audit/" + editor)
		if status != http.StatusOK || !strings.HasPrefix(c.HTML, want) ||
			strings.Contains(c.HTML+c.Text, "Secret") || strings.Contains(c.Text, "\ufeff") {
			t.Errorf("%s: %d %s", editor, status, c.HTML)
		}
		if !strings.HasPrefix(c.Said, "已复制") || !strings.Contains(c.Said, "没有复制") {
			t.Error(c.Said)
		}
	}
	if page := f.get("").Body.String(); !strings.Contains(page, `data-copy="/edit/copy/audit/site"`) {
		t.Error("no button")
	}
}

func TestARegisterThatDoesNotCheckIsNotCopied(t *testing.T) {
	for name, change := range map[string]*strings.Replacer{
		"a key":         strings.NewReplacer("status: ", "status: un"),
		"personal data": strings.NewReplacer("title: ", "title: 致电 13805950001 "),
	} {
		f := start(t)
		f.write(rent, change.Replace(f.read(rent)))
		c, status := f.copied("audit/site")
		if status != http.StatusConflict || c.HTML+c.Text != "" ||
			!strings.Contains(c.Said, "没有复制：台账有1处要改") {
			t.Errorf("%s: %d %q", name, status, c)
		}
	}
}

func TestWhatIsNotThereIsNotCopied(t *testing.T) {
	f := start(t)
	if c, status := f.copied("nosuch/site"); status != http.StatusConflict || c.HTML != "" ||
		c.Said != "没有复制：没有可以公布的问题" {
		t.Errorf("%d %q", status, c)
	}
	if w := f.get("copy/audit/nosuch"); w.Code != http.StatusNotFound {
		t.Error(w.Code)
	}
}

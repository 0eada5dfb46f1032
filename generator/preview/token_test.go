package preview

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const stranger = "Cookie: other=1"

func TestOnlyWhoHasTheAddressOfTheTerminalSeesThePreview(t *testing.T) {
	f := start(t, nil)
	name := f.cookie()
	for _, target := range []string{"/", "/findings/x.html", "/site.css", "/nowhere.html",
		"/.gongshi/preview.js", "/.gongshi/events?page=/&build=0", "/?token=wrong", "/?token=",
		"/?token=open-sesame&q=x", "//evil.example/?token=open-sesame",
		"/.gongshi/preview.js?token=open-sesame"} {
		for _, cookie := range []string{stranger, "Cookie: " + name + "=wrong",
			"Cookie: " + name + "=", "Cookie: gongshi=open-sesame"} {
			got := f.get(target, cookie)
			if got.status != 403 || got.header.Get("Set-Cookie") != "" ||
				strings.Contains(got.body, "sesame") ||
				!strings.Contains(got.body, "http://"+f.addr+"/?token=…") {
				t.Errorf("%s, %s: %d %v %s", target, cookie, got.status, got.header, got.body)
			}
		}
	}
	post := f.raw("POST /.gongshi/as-of HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n" +
		stranger + "\r\nContent-Length: 0\r\n\r\n")
	if post.status != 403 {
		t.Error(post.status)
	}
}

func TestTheAddressSignsInAndLeadsToItselfWithoutTheToken(t *testing.T) {
	f := start(t, nil)
	for _, page := range []string{"/", "/findings/x.html"} {
		got := f.get(page+"?token=open-sesame", stranger)
		want := f.cookie() + "=open-sesame; Path=/; HttpOnly; SameSite=Strict"
		if got.status != 303 || got.header.Get("Location") != page ||
			got.header.Get("Set-Cookie") != want {
			t.Errorf("%s: %d %v", page, got.status, got.header)
		}
	}
	if got := f.get("/", "Cookie: a=b; "+f.cookie()+"=open-sesame"); got.status != 200 {
		t.Error(got.status)
	}
	if !strings.HasSuffix(f.cookie(), f.addr[strings.LastIndex(f.addr, ":")+1:]) {
		t.Errorf("%s has not the port of %s", f.cookie(), f.addr)
	}
}

func TestTheAddressThatABrowserIsStartedWithIsGoodForOne(t *testing.T) {
	f := start(t, nil)
	_, once, _ := strings.Cut(f.OnceURL(), f.addr)
	if strings.Contains(once, "sesame") {
		t.Error(once)
	}
	for _, want := range []int{303, 403} {
		if got := f.get(once, stranger); got.status != want {
			t.Errorf("%d, want %d", got.status, want)
		}
	}
	if got := f.get("/?token=", stranger); got.status != 403 {
		t.Error("what is spent is empty, and empty lets in")
	}
}

func TestATokenIsKeptWhereOnlyItsOwnerReadsIt(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	token := func() string {
		token, err := Token(root, "token")
		if err != nil || len(token) < 26 {
			t.Fatal(token, err)
		}
		return token
	}
	first := token()
	if token() != first {
		t.Error("another token at the next start")
	}
	file := filepath.Join(dir, "token")
	for name, spoil := range map[string]func() error{
		"cut":   func() error { return os.WriteFile(file, []byte(first[:9]), 0o600) },
		"empty": func() error { return os.WriteFile(file, nil, 0o600) },
		"link": func() error {
			other := filepath.Join(dir, "other")
			return firstError(os.Rename(file, other), os.Symlink("other", file))
		},
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if token() == first {
			t.Errorf("%s: the same token", name)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	second := token()
	if info, err := os.Lstat(file); err != nil || info.Mode() != 0o600 {
		t.Error(info.Mode(), err)
	}
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if token() == second {
		t.Error("a token that others could read is kept")
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

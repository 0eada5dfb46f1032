package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"gongshi/generator"
)

// patience is how long a preview is waited for: a first build beside other tests, and more.
const patience = time.Minute

// look is the time between two looks at what tells nobody of its changes.
const look = 20 * time.Millisecond

// freeAddress gives an address on this machine that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// served waits until the preview at $ADDRESS serves a page whose text matches: served / 'Rent'.
// With !, until it serves one that does not.
func served(ts *testscript.TestScript, neg bool, args []string) {
	wanted := regexp.MustCompile(args[1])
	target := "http://" + ts.Getenv("ADDRESS") + args[0]
	var last string
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(look) {
		page, err := fetch(ts.Getenv("WORK"), target)
		if err != nil {
			last = err.Error()
			continue
		}
		if last = page; wanted.MatchString(page) != neg {
			return
		}
	}
	ts.Fatalf("%s is not served so: %v\n%s", args[0], wanted, last)
}

// signed gives a request the cookies of a browser that every preview of a source in a folder has
// signed in.
func signed(dir string, request *http.Request) *http.Request {
	for _, below := range []string{"", "*", "*/*"} {
		files, _ := filepath.Glob(filepath.Join(dir, below, ".gongshi", "preview-token"))
		for _, file := range files {
			token, _ := os.ReadFile(file) // without it the preview refuses
			request.AddCookie(&http.Cookie{Name: "gongshi-" + request.URL.Port(),
				Value: string(token)})
		}
	}
	return request
}

// fetch gives the text of a page of a preview whose source lies in a folder; any status but 200 is an error.
func fetch(dir, target string) (string, error) {
	request, err := http.NewRequest(http.MethodGet, target, http.NoBody)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(signed(dir, request))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = errors.New(answer.Status)
	}
	return string(text), err
}

// told waits until the preview at $ADDRESS tells a page how things stand, in JSON that matches:
// told / '"drafts":1'.
func told(ts *testscript.TestScript, _ bool, args []string) {
	wanted := regexp.MustCompile(args[1])
	client := http.Client{Timeout: patience}
	request, err := http.NewRequest(http.MethodGet, "http://"+ts.Getenv("ADDRESS")+
		"/.gongshi/events?build=0&page="+url.QueryEscape(args[0]), http.NoBody)
	ts.Check(err)
	answer, err := client.Do(signed(ts.Getenv("WORK"), request))
	ts.Check(err)
	defer answer.Body.Close()
	last := ""
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if event, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			if last = event; wanted.MatchString(event) {
				return
			}
		}
	}
	ts.Fatalf("%s is not told so: %v\n%s", args[0], wanted, last)
}

// free expects that nobody listens at $ADDRESS.
func free(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", ts.Getenv("ADDRESS"))
	ts.Check(err)
	ts.Check(l.Close())
}

// ask sends the preview at $ADDRESS the day that an editor chooses: ask 2024-01-01.
func ask(ts *testscript.TestScript, _ bool, args []string) {
	address := ts.Getenv("ADDRESS")
	request, err := http.NewRequest(http.MethodPost, "http://"+address+"/.gongshi/as-of",
		strings.NewReader(`{"day":"`+args[0]+`"}`))
	ts.Check(err)
	request.Header = http.Header{"Content-Type": {"application/json"}, "X-Gongshi": {"1"},
		"Origin": {"http://" + address}}
	answer, err := http.DefaultClient.Do(signed(ts.Getenv("WORK"), request))
	ts.Check(err)
	ts.Check(answer.Body.Close())
	if answer.StatusCode != http.StatusNoContent {
		ts.Fatalf("%s: %s", args[0], answer.Status)
	}
}

func TestACrashIsToldInTwoLinesAndNotedInAFile(t *testing.T) {
	source := filepath.ToSlash(t.TempDir())
	if err := os.Mkdir(filepath.Join(source, ".gongshi"), 0o755); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"en": "10:20:30  everything: the build crashed: nil map\n\ta fault of gongshi, not of " +
			"the register: the next change is built again; " + source + "/.gongshi/crash.txt",
		"zh": "10:20:30  全部：生成网站的程序出错：nil map\n\t这是 gongshi 程序的缺陷",
	} {
		var out, errs strings.Builder
		v := voice{out: &out, err: &errs, lang: lang, words: readWords()}
		(&teller{voice: &v, source: source}).seen(generator.Seen{All: true,
			At:  time.Date(2024, 1, 1, 10, 20, 30, 0, time.UTC),
			Err: &generator.Crash{Reason: "nil map", Stack: []byte("goroutine 1")}})
		if !strings.HasPrefix(errs.String(), want) || strings.Count(errs.String(), "\n") != 2 {
			t.Errorf("%s: %s", lang, &errs)
		}
		note, err := os.ReadFile(filepath.Join(source, ".gongshi", "crash.txt"))
		if err != nil || !strings.Contains(string(note), "nil map\ngoroutine 1") {
			t.Errorf("%s: %q, %v", lang, note, err)
		}
	}
}

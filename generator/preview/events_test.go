package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"gongshi/generator/problem"
)

// ear is an open event stream.
type ear struct {
	t     *testing.T
	conn  net.Conn
	lines *bufio.Scanner
}

// listen opens the event stream as a page does.
func (f *fixture) listen(page string, build int) *ear {
	f.t.Helper()
	conn, err := net.Dial("tcp", f.addr)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { conn.Close() })
	fmt.Fprint(conn, f.signed(fmt.Sprintf("GET /.gongshi/events?page=%s&build=%d HTTP/1.1\r\n"+
		"Host: HOST\r\n\r\n", page, build)))
	return &ear{f.t, conn, bufio.NewScanner(conn)}
}

// next waits for an event, past headers, chunk lengths and signs of life.
func (e *ear) next() event {
	e.t.Helper()
	if err := e.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		e.t.Fatal(err)
	}
	for e.lines.Scan() {
		if data, ok := strings.CutPrefix(e.lines.Text(), "data: "); ok {
			var heard event
			if err := json.Unmarshal([]byte(data), &heard); err != nil {
				e.t.Fatal(err)
			}
			return heard
		}
	}
	e.t.Fatal("the stream ended:", e.lines.Err())
	return event{}
}

func TestAPageLearnsTheStateAtOnceAndAtEveryChange(t *testing.T) {
	f := start(t, nil)
	f.Show(State{Build: 4, Changed: []string{"findings/x.html", "data/findings.json"}, Drafts: 2,
		Remarks: 3})
	ear := f.listen("/findings/x.html", 4)
	first := ear.next()
	if first.Build != 4 || first.Page != 4 || first.Drafts != 2 || !first.Exists || first.Remarks != 3 ||
		len(first.Assets) != 0 {
		t.Errorf("first %+v", first)
	}
	f.Show(State{Build: 5, Changed: []string{"index.html", "site.css"}})
	second := ear.next()
	if second.Build != 5 || second.Page != 4 || second.Assets["/site.css"] != 5 ||
		second.Assets["/index.html"] != 0 || second.Run != first.Run {
		t.Errorf("second %+v", second)
	}
}

func TestAPageThatComesBackLearnsWhatItMissed(t *testing.T) {
	f := start(t, nil)
	for build, changed := range [][]string{{"index.html"}, {"site.css"}, {"a/index.html"}, nil} {
		f.Show(State{Build: build + 1, Changed: changed})
	}
	got := f.listen("/", 1).next()
	if got.Build != 4 || got.Page != 1 || len(got.Assets) != 1 || got.Assets["/site.css"] != 2 {
		t.Errorf("home %+v", got)
	}
	if got := f.listen("/a/", 1).next(); got.Page != 3 {
		t.Errorf("a %+v", got)
	}
}

func TestAnAbsentPageLearnsThatItHasCome(t *testing.T) {
	f := start(t, nil)
	ear := f.listen("/findings/new.html", 0)
	if got := ear.next(); got.Exists {
		t.Errorf("%+v", got)
	}
	f.put("findings/new.html", "new")
	f.Show(State{Build: 1, Changed: []string{"findings/new.html"}})
	if got := ear.next(); !got.Exists || got.Page != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAPageThatComesBeforeTheFirstBuildIsToldOfNoProblems(t *testing.T) {
	if got := start(t, nil).listen("/", 0).next(); got.Notices == nil || got.Count != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAnotherRunHasAnotherName(t *testing.T) {
	one, two := start(t, nil).listen("/", 0).next(), start(t, nil).listen("/", 0).next()
	if one.Run == two.Run || one.Run == "" {
		t.Errorf("%q and %q", one.Run, two.Run)
	}
}

func TestAStreamOutlivesTheTimeForARequestAndShowsSignsOfLife(t *testing.T) {
	s := New(Options{Dir: t.TempDir(), Has: func(string) bool { return false }})
	s.patience.header, s.patience.body = 50*time.Millisecond, 50*time.Millisecond
	s.patience.beat = 40 * time.Millisecond
	f := &fixture{Server: s, t: t}
	f.serve("127.0.0.1:0")
	ear := f.listen("/", 0)
	ear.next()
	for beats := 0; beats < 5; { // together four times as long as a request may take
		if !ear.lines.Scan() {
			t.Fatal("the stream ended:", ear.lines.Err())
		}
		if ear.lines.Text() == ":" {
			beats++
		}
	}
	f.Show(State{Build: 9})
	if got := ear.next(); got.Build != 9 {
		t.Errorf("%+v", got)
	}
}

func TestWhoIsSlowWithARequestIsHungUpOn(t *testing.T) {
	s := New(Options{Dir: t.TempDir(), Has: func(string) bool { return false }})
	s.patience.header = 50 * time.Millisecond
	f := &fixture{Server: s, t: t}
	f.serve("127.0.0.1:0")
	conn, err := net.Dial("tcp", f.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: 127")
	var timeout net.Error
	for b := make([]byte, 512); err == nil; {
		_, err = conn.Read(b)
	}
	if errors.As(err, &timeout) && timeout.Timeout() {
		t.Error("the server still waits")
	}
}

func TestOnlySoManyMayListen(t *testing.T) {
	f := start(t, nil)
	for range most {
		f.listen("/", 0).next()
	}
	const target = "/.gongshi/events?page=/&build=0"
	if got := f.get(target); got.status != http.StatusServiceUnavailable {
		t.Errorf("one more gets %d", got.status)
	}
	if got := f.get("/"); got.status != http.StatusOK {
		t.Errorf("a page gets %d", got.status)
	}
}

func TestAStreamIsForAPageAndABuildOnly(t *testing.T) {
	f := start(t, nil)
	for _, query := range []string{"", "?", "?page=/", "?page=/&build=x", "?page=/&build=-1",
		"?page=/../x&build=1", "?page=/&build=1&x=1", "?page=/&page=/&build=1", "?page=/%00&build=1"} {
		if got := f.get("/.gongshi/events" + query); got.status != 400 && got.status != 404 {
			t.Errorf("%q gets %d", query, got.status)
		}
	}
}

// Serve waits for the goroutines of all its connections, so that its return is the proof.
func TestTheEndEndsStreamsAndWaitsForWhatIsUnderWay(t *testing.T) {
	entered, left := make(chan struct{}), make(chan struct{})
	s := New(Options{Dir: t.TempDir(), Has: func(string) bool { return false },
		AsOf: func(ctx context.Context, _ string) error {
			close(entered)
			<-ctx.Done()
			time.Sleep(50 * time.Millisecond) // longer than the server lets it finish
			close(left)
			return ctx.Err()
		}})
	s.patience.finish = time.Millisecond
	f := &fixture{Server: s, t: t}
	f.serve("127.0.0.1:0")
	ear := f.listen("/", 0)
	ear.next()
	asking, err := net.Dial("tcp", f.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer asking.Close()
	fmt.Fprint(asking, f.signed(chosen(`{"day":"2024-01-01"}`)))
	<-entered
	idle, err := net.Dial("tcp", f.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	if err := f.end(); err != nil {
		t.Error(err)
	}
	select {
	case <-left:
	default:
		t.Error("an answer is still under way")
	}
	for ear.lines.Scan() { // to the end, which comes
	}
	if conn, err := net.Dial("tcp", f.addr); err == nil {
		conn.Close()
		t.Error("somebody still listens")
	}
}

// chosen is the request with which a page's bar sends a day.
func chosen(body string) string {
	return fmt.Sprintf("POST /.gongshi/as-of HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n"+
		"X-Gongshi: 1\r\nContent-Type: application/json\r\nConnection: close\r\n"+
		"Content-Length: %d\r\n\r\n%s", len(body), body)
}

func TestAChosenDayIsHandedOn(t *testing.T) {
	var days []string
	f := start(t, func(o *Options) {
		o.AsOf = func(_ context.Context, day string) error {
			if days = append(days, day); day == "2024-01-02" {
				return errors.New("not this one")
			}
			return nil
		}
	})
	for body, want := range map[string]int{
		`{"day":"2024-02-29"}`:           204,
		`{"day":""}`:                     204,
		`{"day":"2024-01-02"}`:           422,
		`{"day":"2023-02-29"}`:           400,
		`{"day":"1899-01-01"}`:           400,
		`{"day":"2024-1-1"}`:             400,
		`{"day":5}`:                      400,
		`{}`:                             400,
		`null`:                           400,
		`{"day":"2024-01-01","x":1}`:     400,
		`{"day":"2024-01-01"}{"day":""}`: 400,
		`{"day":"` + strings.Repeat("2", 1<<16) + `"}`: 400,
	} {
		if got := f.raw(chosen(body)); got.status != want {
			t.Errorf("%.60s: %d, want %d", body, got.status, want)
		}
	}
	if len(days) != 3 {
		t.Errorf("handed on %q", days)
	}
}

func TestAPagesSourceIsNamedAndLinked(t *testing.T) {
	dir := findings(t)
	f := start(t, func(o *Options) { o.Source = dir })
	f.Show(State{Build: 1, Source: func(name string) (string, int) {
		if name == "findings/x.html" {
			return "content/b/资产.md", 3
		}
		return "", 0
	}})
	got := f.listen("/findings/x.html", 1).next().Source
	if got.Place != "content/b/资产.md:3" || !strings.HasPrefix(got.Href, "vscode://file/") ||
		!strings.HasSuffix(got.Href, "/content/b/%E8%B5%84%E4%BA%A7.md:3") {
		t.Errorf("%+v", got)
	}
	if got := f.listen("/", 1).next().Source; got != (link{}) {
		t.Errorf("home %+v", got)
	}
}

func TestManyProblemsAreCountedAndTheFirstTold(t *testing.T) {
	f := start(t, nil)
	var all problem.List
	for i := range 50 {
		all = append(all, problem.Problem{File: fmt.Sprintf("content/%d.md", i), Rule: "symlink"})
	}
	f.Show(State{Build: 1, Problems: all})
	if got := f.listen("/", 0).next(); got.Count != 50 || len(got.Notices) != shown {
		t.Errorf("%d, of which %d are told", got.Count, len(got.Notices))
	}
}

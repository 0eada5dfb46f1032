package browser

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Tab is a page in a Chromium of any version since 2018. It asks for little, one thing after another,
// through the pipe of the DevTools protocol: chromedp knows only browsers whose sessions are flat.
type Tab struct {
	testing.TB
	to         io.Writer
	from       *bufio.Reader
	session    string
	last       int
	complaints []string
}

// message is one of the protocol's, sent or received.
type message struct {
	ID     int             `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params any             `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// params are those of a call.
type params = map[string]any

// Launch starts a browser of a version with one tab, for five minutes at most.
func Launch(t testing.TB, v Version) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	path := v.find(t)
	toRead, to, err := os.Pipe()
	from, toWrite, second := os.Pipe()
	profile, third := os.MkdirTemp("", "gongshi-browser")
	if err := errors.Join(err, second, third); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		"--no-first-run", "--disable-background-networking", "--remote-debugging-pipe",
		"--user-data-dir="+profile, "about:blank")
	cmd.ExtraFiles = []*os.File{toRead, toWrite} // 3 and 4, as the flag means them
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	err = errors.Join(toRead.Close(), toWrite.Close())
	limit := time.AfterFunc(5*time.Minute, func() { _ = cmd.Process.Kill() })
	tab := &Tab{TB: t, to: to, from: bufio.NewReader(from)}
	t.Cleanup(func() {
		tab.session = ""
		_, _ = tab.call("Browser.close", nil)
		_ = to.Close()
		_ = cmd.Wait() // its code says nothing
		limit.Stop()
		_ = os.RemoveAll(profile)
	})
	if err != nil {
		t.Fatal(err)
	}
	target := tab.Call("Target.createTarget", params{"url": "about:blank"})
	session := tab.Call("Target.attachToTarget", params{"targetId": target["targetId"]})
	tab.session, _ = session["sessionId"].(string)
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		tab.Call(domain+".enable", nil)
	}
	return tab
}

// Call asks the browser, or the page once there is one, for something.
func (tab *Tab) Call(method string, of params) params {
	tab.Helper()
	answer, err := tab.call(method, of)
	var result params
	if err == nil {
		err = json.Unmarshal(answer, &result)
	}
	if err != nil {
		tab.Fatal(method, err)
	}
	return result
}

func (tab *Tab) call(method string, of params) (json.RawMessage, error) {
	tab.last++
	wanted := tab.last
	m := message{ID: wanted, Method: method, Params: of}
	if tab.session != "" {
		inner, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		tab.last++
		m = message{ID: tab.last, Method: "Target.sendMessageToTarget",
			Params: params{"sessionId": tab.session, "message": string(inner)}}
	}
	data, err := json.Marshal(m)
	if err == nil {
		_, err = tab.to.Write(append(data, 0))
	}
	for err == nil {
		var got message
		if got, err = tab.receive(); err == nil && got.ID == wanted {
			if got.Error != nil {
				err = errors.New(got.Error.Message)
			}
			return got.Result, err
		}
	}
	return nil, err
}

// receive gives the next message, out of its envelope where it is the page's.
func (tab *Tab) receive() (message, error) {
	data, err := tab.from.ReadBytes(0)
	if err != nil {
		return message{}, err
	}
	var envelope struct {
		Params struct{ Message string }
	}
	var m message
	data = bytes.TrimSuffix(data, []byte{0})
	if err := json.Unmarshal(data, &envelope); err == nil && envelope.Params.Message != "" {
		data = []byte(envelope.Params.Message)
	}
	err = json.Unmarshal(data, &m)
	switch m.Method {
	case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
		tab.complaints = append(tab.complaints, string(data))
	}
	return m, err
}

// Complaints gives what the browser found wrong since this was last called: errors, what the page's
// policy forbids, and files that are missing.
func (tab *Tab) Complaints() []string {
	complaints := tab.complaints
	tab.complaints = nil
	return complaints
}

// Visit opens a page of a folder from the disk, in a window of a width, and waits until it has
// loaded. It is another page than the last: to a place on the same one a browser only scrolls.
func (tab *Tab) Visit(dir, name string, width int) {
	tab.Helper()
	tab.Call("Emulation.setDeviceMetricsOverride", params{"width": width, "height": 640,
		"deviceScaleFactor": 1, "mobile": width == PhoneWidth})
	address := "file://" + filepath.ToSlash(filepath.Join(dir, name))
	tab.Ask("window.isLeft = true")
	tab.Call("Page.navigate", params{"url": address})
	tab.Until("!window.isLeft && document.readyState === 'complete'")
}

// Until waits for an expression to be true in the page.
func (tab *Tab) Until(expression string) {
	tab.Helper()
	for range 300 {
		if is, err := tab.evaluate(expression); is == true && err == nil {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	tab.Fatalf("%s never came true: %v", expression, tab.Ask("document.querySelector('main').innerText"))
}

// Ask gives the value of an expression in the page, as encoding/json reads it.
func (tab *Tab) Ask(expression string) any {
	tab.Helper()
	value, err := tab.evaluate(expression)
	if err != nil {
		tab.Fatalf("%.200s: %v", expression, err)
	}
	return value
}

func (tab *Tab) evaluate(expression string) (any, error) {
	answer, err := tab.call("Runtime.evaluate", params{"expression": expression,
		"returnByValue": true, "awaitPromise": true})
	if err != nil {
		return nil, err
	}
	var got struct {
		Result           struct{ Value any }
		ExceptionDetails any
	}
	if err := json.Unmarshal(answer, &got); err != nil {
		return nil, err
	}
	if got.ExceptionDetails != nil {
		return nil, fmt.Errorf("it throws %v", got.ExceptionDetails)
	}
	return got.Result.Value, nil
}

package form

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Whatever is sent, no text that was right is wrong afterwards.
func FuzzForm(f *testing.F) {
	for _, body := range []string{"", "title=",
		"title=x&measures=0&measures=0&measures[0].text=%00",
		"deadline.date=2030-01-01", "updates=a&updates[a].date=1&updates[a].text=%0d%0a---%0d%0a",
		"text=%7b%7b<+x+>%7d%7d", "do=up:measures:9", "conflict=title&choose:title=mine",
		"upload:evidence[0].file=x", "title.x=1&measures[0]=2&][=3", "draft=true&status=on-hold"} {
		f.Add("finding/every-key", body)
		f.Add("finding/every-key/progress", body)
		f.Add("category/audit/money", body)
	}
	f.Fuzz(func(t *testing.T, address, body string) {
		if strings.ContainsFunc(address, func(r rune) bool {
			return r <= ' ' || r > '~' ||
				r == '%'
		}) {
			t.Skip() // no address of a request
		}
		s := start(t)
		sent, err := url.ParseQuery(body)
		if err != nil {
			t.Skip()
		}
		sent.Set("token", s.token)
		if !sent.Has("digest") {
			sent.Set("digest", digest([]byte(s.read(everyKey))))
		}
		r := httptest.NewRequest(http.MethodPost, Prefix, strings.NewReader(sent.Encode()))
		r.RequestURI = Prefix + address
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if _, err := io.ReadAll(w.Body); err != nil || w.Code >= 500 {
			t.Fatal(w.Code, err)
		}
		now, err := s.check(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range now.problems {
			if !lacking(p) {
				t.Errorf("%d: %s", w.Code, p)
			}
		}
	})
}

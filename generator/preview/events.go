package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"gongshi/generator/form"
)

// most is how many pages may listen at once. A browser keeps six connections to a server
// and pages that are not seen do not listen, so that this is a handful of people.
const most = 64

// retry is when a page tries again after it has lost the server: a watch that is started anew
// should find its pages, and the browser's own wait, up to five seconds, is felt.
const retry = time.Second

// event is how things stand, for one page. It holds no order to reload: the page compares, so
// that one that comes back after a sleep, a lost connection or a new start of the server learns
// all that it has missed from whatever event comes first.
type event struct {
	Run     string         `json:"run"`    // another one: another process, reload
	Build   int            `json:"build"`  // the newest
	Page    int            `json:"page"`   // in which the page's own file last changed
	Exists  bool           `json:"exists"` // the page's file is there
	Assets  map[string]int `json:"assets"` // other files that changed since the page was served
	AsOf    string         `json:"asOf"`
	Drafts  int            `json:"drafts"`
	Count   int            `json:"count"` // of problems
	Remarks int            `json:"remarks"`
	Notices []notice       `json:"notices"` // the first of them
	Source  link           `json:"source"`  // the file behind the page
	Forms   []form.Link    `json:"forms"`   // that edit what the page shows
	Copies  []form.Copy    `json:"copies"`  // of what the page shows
	Edit    string         `json:"edit"`    // the first of all forms; "" where there is none
	// Unreleased is what a release would change.
	Unreleased []string `json:"unreleased"`
}

// link leads to a place in a file of the source.
type link struct {
	Place string `json:"place"` // content/x/y.md:3, for reading; "" where there is none
	Path  string `json:"path"`  // absolute, for copying
	Href  string `json:"href"`  // opens it in the editor; "" where the source is not known
}

// stream tells one page how things stand, at once and whenever they change, until it leaves or
// the server ends.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	name, since, ok := listener(r.RequestURI)
	if !ok {
		s.refuse(w, refusal{http.StatusBadRequest, "refusedAddress"})
		return
	}
	select {
	case s.streams <- struct{}{}:
	default:
		s.refuse(w, refusal{http.StatusServiceUnavailable, "refusedCrowd"})
		return
	}
	defer func() { <-s.streams }()
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	control := http.NewResponseController(w)
	beat := time.NewTicker(s.patience.beat)
	defer beat.Stop()
	for {
		said, news := s.tell(name, since)
		if s.write(w, control, said) != nil || !s.wait(r.Context(), w, control, beat, news) {
			return
		}
	}
}

// wait waits for news and keeps the connection alive meanwhile; false when it is over.
func (s *Server) wait(ctx context.Context, w http.ResponseWriter, c *http.ResponseController,
	beat *time.Ticker, news <-chan struct{},
) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-news:
			return true
		case <-beat.C:
			if s.write(w, c, ":\n\n") != nil { // a comment; else a page that left is never missed
				return false
			}
		}
	}
}

func (s *Server) write(w http.ResponseWriter, c *http.ResponseController, text string) error {
	if err := c.SetWriteDeadline(time.Now().Add(s.patience.write)); err != nil {
		return err
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return err
	}
	return c.Flush()
}

// listener reads which page listens, and in which build it was served.
func listener(uri string) (name string, since int, ok bool) {
	_, query, _ := strings.Cut(uri, "?")
	values, err := url.ParseQuery(query)
	if err != nil || len(query) > longest || len(values) != 2 ||
		len(values["page"]) != 1 || len(values["build"]) != 1 {
		return "", 0, false
	}
	if name, ok = clean(values.Get("page")); !ok {
		return "", 0, false
	}
	since, err = strconv.Atoi(values.Get("build"))
	return name, since, err == nil && since >= 0
}

// tell gives the event for a page and the channel that is closed when it is out of date.
func (s *Server) tell(name string, since int) (said string, news <-chan struct{}) {
	s.mu.Lock()
	state, notices := s.state, s.notices
	e := event{Run: s.run, Build: state.Build, Page: s.at[name], Assets: map[string]int{},
		AsOf: state.AsOf, Drafts: state.Drafts, Remarks: state.Remarks,
		Count: len(state.Problems), Notices: notices}
	for other, build := range s.at {
		if build > since && path.Ext(other) != ".html" {
			e.Assets["/"+other] = build
		}
	}
	news = s.news
	s.mu.Unlock()
	e.Forms, e.Copies = s.links(state, name), s.copies(state, name)
	if s.form != nil {
		e.Edit = form.Prefix
	}
	e.Unreleased = []string{} // the script wants a list
	if s.options.Unreleased != nil {
		e.Unreleased = append(e.Unreleased, s.options.Unreleased()...)
	}
	if f, err := s.open(name); err == nil {
		e.Exists = f.Close() == nil
	}
	if state.Source != nil {
		file, line := state.Source(name)
		e.Source = s.link(file, line, 0)
	}
	data, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings and numbers alone
	}
	return fmt.Sprintf("retry: %d\ndata: %s\n\n", retry.Milliseconds(), data), news
}

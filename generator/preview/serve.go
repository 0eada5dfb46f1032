package preview

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"gongshi/generator/form"
	"gongshi/generator/register"
)

// The server's own addresses. No built file can have one: names do not begin with a dot.
const (
	ownPrefix  = "/.gongshi/"
	eventsPath = ownPrefix + "events"
	asOfPath   = ownPrefix + "as-of"
)

// route answers a request that may be made, by what it asks for. It reads the target as it came
// over the wire: whatever has been cleaned can be misunderstood.
func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	at, query, asks := strings.Cut(r.RequestURI, "?")
	switch {
	case at == eventsPath && asks:
		s.stream(w, r)
		return
	case asks && !s.expects(query):
		s.refuse(w, refusal{http.StatusBadRequest, "refusedAddress"})
		return
	case s.form != nil && strings.HasPrefix(at, form.Prefix):
		s.form.ServeHTTP(w, r)
		return
	case at == asOfPath:
		s.chooseDay(w, r)
		return
	case strings.HasPrefix(at, ownPrefix):
		s.own(w, r, strings.TrimPrefix(at, ownPrefix))
		return
	}
	name, ok := clean(at)
	if !ok {
		s.refuse(w, refusal{http.StatusBadRequest, "refusedAddress"})
		return
	}
	s.file(w, r, name)
}

// own serves the preview's own files; any other name under its prefix is none.
func (s *Server) own(w http.ResponseWriter, r *http.Request, name string) {
	data, err := face.ReadFile("face/" + name)
	if ext := path.Ext(name); err != nil || ext != ".js" && ext != ".css" {
		s.refuse(w, refusal{http.StatusNotFound, "missing"})
		return
	}
	send(w, r, http.StatusOK, register.ContentType(name), data)
}

// file serves a file of the tree, read anew at each request.
func (s *Server) file(w http.ResponseWriter, r *http.Request, name string) {
	state := s.now() // before the file is read: it may be newer than it says, never older
	f, err := s.open(name)
	if err != nil {
		s.absent(w, r, name, state)
		return
	}
	defer f.Close()
	kind := register.ContentType(name)
	if path.Ext(name) != ".html" {
		if info, err := f.Stat(); err == nil {
			w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
		w.Header().Set("Content-Type", kind)
		if r.Method != http.MethodHead {
			_, _ = io.Copy(w, f) // the other side may have left
		}
		return
	}
	page, err := io.ReadAll(f)
	if err != nil {
		s.absent(w, r, name, state)
		return
	}
	whole := append(s.dress(page, state, ""), s.withoutScript(state, name)...)
	send(w, r, http.StatusOK, kind, whole)
}

// open opens a built file. Only plain files are opened: a link could lead anywhere, and opening a
// pipe would wait for ever. The tree's root is opened each time, since the tree may be exchanged.
func (s *Server) open(name string) (*os.File, error) {
	if !s.options.Has(name) {
		return nil, os.ErrNotExist
	}
	root, err := os.OpenRoot(s.options.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	local := filepath.FromSlash(name)
	info, err := root.Lstat(local)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, os.ErrNotExist
	}
	return root.Open(local)
}

// absent answers for a name that is no built file: with a redirect where it is a folder that was
// asked for without its slash, as hosts do; with a page that waits where there is no good build
// yet, so that problems can be read on it; else with a page that says so, and changes into the
// one asked for when that is built.
func (s *Server) absent(w http.ResponseWriter, r *http.Request, name string, state State) {
	at, _, _ := strings.Cut(r.RequestURI, "?")
	switch {
	case s.options.Has(name + "/index.html"):
		w.Header().Set("Location", at+"/")
		w.WriteHeader(http.StatusFound)
		return
	case path.Ext(name) != ".html" && path.Ext(name) != "":
		s.refuse(w, refusal{http.StatusNotFound, "missing"})
		return
	}
	status, title, text := http.StatusNotFound, s.words["missing"], s.words["missingText"]
	if !s.options.Has("index.html") {
		status, title, text = http.StatusOK, s.words["waiting"], s.words["waitingText"]
	}
	shown, err := url.PathUnescape(at)
	if err != nil {
		shown = at
	}
	var page bytes.Buffer
	if err := s.plain.Execute(&page, map[string]string{"lang": s.words["lang"], "title": title,
		"address": shown, "text": text, "home": s.words["home"]}); err != nil {
		panic(err) // a buffer takes all
	}
	send(w, r, status, register.ContentType(".html"), s.dress(page.Bytes(), state, "absent"))
}

// send answers with bytes that are at hand.
func send(w http.ResponseWriter, r *http.Request, status int, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the other side may have left
	}
}

// validDay says whether a day is "" or one that the bar can show; people mistype years, and no
// register reaches further.
func validDay(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	return day == "" || err == nil && t.Year() >= firstYear && t.Year() <= lastYear
}

// The years that a day can be chosen from, both included.
const (
	firstYear = 2000
	lastYear  = 2099
)

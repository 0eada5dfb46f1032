// Package form edits a register in a browser. A [Form] answers what begins with [Prefix]: one page
// for each text of the register, made from the table of keys, in plain HTML that needs no script.
//
// What is sent is checked in memory by the rules that a build keeps. With a problem nothing is
// written, and the page comes back with what was typed, the problem beside its field. Else the room
// edit splices the keys that changed, all files of a save are one transaction, and the page that
// follows shows the lines that differ, with a way back. A file that changed since its form was made
// is never overwritten: see merge.go.
//
// Who may ask, the room preview has found out before. The package does not watch, build or render.
package form

import (
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"gongshi"
	"gongshi/generator/markdown"
	"gongshi/generator/problem"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Prefix begins the addresses of forms. In the preview alone they hide the pages of an inspection
// whose id is edit.
const Prefix = "/edit/"

// Limits of what is sent.
const (
	TextLimit = 1 << 20  // bytes of all that is typed into one form
	FileLimit = 64 << 20 // bytes of one file, and of all files of one form

	mostSaves = 50            // that can be undone
	mostBytes = 4 * FileLimit // that these hold, but for the newest
	mostBases = 200           // texts that forms were made from
)

// Options are what a form needs for its whole life.
type Options struct {
	Folder   *source.Folder
	Site     Site // nil where nothing is begun or published
	Now      func() time.Time
	Language string // of labels and sentences: zh or en
}

// Form is all forms of a source. Requests are answered one after another.
type Form struct {
	options Options
	words   map[string]string
	site    map[string]string // the built-in words of sites, for labels that a page has too
	pages   *template.Template
	token   string // of this run: what another site makes a browser send does not have it

	mu      sync.Mutex
	cache   register.Cache
	gate    record.Gate
	keys    map[string][]register.Described // of each record, once they were asked for
	bases   map[string][]byte               // texts that forms were made from, by digest
	order   []string                        // of bases, the oldest first
	saves   []*save
	uploads map[string]upload // files that wait for their form to be right, by token
	done    map[string]any    // what the page of the last release shows
	imports []*incoming       // the oldest first
}

//go:embed face
var face embed.FS

// New gives the forms of a source.
func New(o Options) *Form {
	if o.Language != "en" {
		o.Language = "zh"
	}
	f := &Form{options: o, token: rand.Text(), bases: map[string][]byte{},
		keys: map[string][]register.Described{}, uploads: map[string]upload{},
		site:  gongshi.Words(o.Language),
		words: problem.Catalogue[map[string]string](face, "face/words."+o.Language+".toml")}
	f.pages = template.Must(template.New("").Funcs(template.FuncMap{"say": f.say}).
		ParseFS(face, "face/*.html"))
	return f
}

// day is today, where the register is.
func (f *Form) day(c register.Config) register.Day {
	return register.DayOf(f.options.Now().In(c.Location()))
}

func (f *Form) say(key string, args ...any) string { return problem.Fill(f.words[key], args) }

// reference gives the keys of a text or record, with their meanings.
func (f *Form) reference(of string) []register.Described {
	if f.keys[of] == nil {
		f.keys[of] = register.Reference(of, f.options.Language)
	}
	return f.keys[of]
}

// ServeHTTP answers a request whose path begins with [Prefix].
func (f *Form) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at, _, _ := strings.Cut(r.RequestURI, "?")
	at = strings.TrimPrefix(at, Prefix)
	// The server's own limit is for pages at hand; a recorder of a test has none.
	control, end := http.NewResponseController(w), time.Now().Add(patience)
	_, _ = control.SetReadDeadline(end), control.SetWriteDeadline(end)
	if r.Method != http.MethodPost {
		f.mu.Lock()
		defer f.mu.Unlock()
		if !f.siteAddress(w, r, at, nil, nil) {
			f.show(w, r, at)
		}
		return
	}
	sent, files, err := receive(w, r) // a slow one keeps nobody else waiting
	if _, long := errors.AsType[*http.MaxBytesError](err); long || errors.Is(err, errTooLarge) {
		f.refuse(w, http.StatusRequestEntityTooLarge, "too-large")
		return
	}
	if err != nil {
		f.refuse(w, http.StatusBadRequest, "cut-short")
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.siteAddress(w, r, at, sent, files) {
		f.take(w, r, at, sent, files)
	}
}

// show answers a request that changes nothing.
func (f *Form) show(w http.ResponseWriter, r *http.Request, at string) {
	switch kind, rest, _ := strings.Cut(at, "/"); kind {
	case "":
		f.index(w, r)
	case "copy":
		f.copy(w, r, rest)
	case "saved":
		f.showSave(w, rest)
	case "face":
		f.static(w, rest)
	default:
		t, ok := f.find(at)
		if !ok {
			f.refuse(w, http.StatusNotFound, "missing")
			return
		}
		f.open(w, r, t)
	}
}

func (f *Form) static(w http.ResponseWriter, name string) {
	data, err := face.ReadFile("face/" + name)
	if ext := path.Ext(name); err != nil || ext != ".js" && ext != ".css" {
		f.refuse(w, http.StatusNotFound, "missing")
		return
	}
	w.Header().Set("Content-Type", register.ContentType(name))
	_, _ = w.Write(data) // the other side may have left
}

// take answers a request that may change something.
func (f *Form) take(w http.ResponseWriter, r *http.Request, at string, sent url.Values,
	files map[string]upload) {
	if rest, undo := strings.CutPrefix(at, "undo/"); undo {
		f.undo(w, r, rest, sent)
		return
	}
	if at == "markdown" { // what a text looks like, for the script
		w.Header().Set("Content-Type", register.ContentType(".html"))
		_, _ = w.Write([]byte(markdown.HTML(sent.Get("text")))) // the other side may have left
		return
	}
	t, ok := f.find(at)
	if !ok {
		kind, _, _ := strings.Cut(strings.TrimPrefix(at, "new/"), "/")
		f.page(w, http.StatusNotFound, "plain.html", map[string]any{"Title": f.say("missing"),
			"Text": f.say("missing-fix"), "Typed": f.typedLines(kind, sent)})
		return
	}
	f.submit(w, r, t, sent, files)
}

// refuse answers with a page of one sentence.
func (f *Form) refuse(w http.ResponseWriter, status int, word string) {
	f.page(w, status, "plain.html",
		map[string]any{"Title": f.say(word), "Text": f.say(word + "-fix")})
}

// policy lets a form load what is the preview's own, and send itself nowhere else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (f *Form) page(w http.ResponseWriter, status int, name string, data map[string]any) {
	data["Lang"], data["Token"] = f.words["lang"], f.token
	var b strings.Builder
	if err := f.pages.ExecuteTemplate(&b, name, data); err != nil {
		panic(err) // the data are strings, and a builder takes all
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Content-Type", register.ContentType(".html"))
	w.WriteHeader(status)
	_, _ = w.Write([]byte(b.String())) // the other side may have left
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// keep remembers a text that a form was made from.
func (f *Form) keep(data []byte) string {
	key := digest(data)
	if _, known := f.bases[key]; !known {
		f.bases[key], f.order = data, append(f.order, key)
	}
	if len(f.order) > mostBases {
		delete(f.bases, f.order[0])
		f.order = f.order[1:]
	}
	return key
}

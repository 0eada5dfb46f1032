// Package preview shows a folder of built pages in a browser beside the editor.
//
// A [Server] serves the files of a folder tree that somebody else keeps up to date, byte for byte
// what a build gives, and adds to each page, while it serves it, what only an editor sees: a bar
// with counts, the page's source and a day to see it on, and an overlay with the problems of the
// last build. [Server.Show] tells every open page what has changed; a page reloads only where its
// own file or one that it has loaded is among that, and a style sheet is swapped without a reload.
//
//	s := preview.New(options)
//	err := s.Listen(ctx, "127.0.0.1:1313") // *PortInUse, *NotLoopback
//	go s.Serve(ctx)                        // until ctx ends
//	s.Show(state)                          // after each build, in which the tree is already new
//
// What the server adds stands under /.gongshi/, is part of the program and never of the tree: a
// script, a style, the event stream /.gongshi/events and /.gongshi/as-of, which takes a POST. The
// forms of the room form stand under /edit/; they alone write into the source. How a page's policy
// is widened to let them through stands at [widen].
//
// Other sites and other users of the machine may not talk to it, and nothing but built files and forms
// leave it: see guard.go and token.go for who may ask, address.go for what may be asked for.
//
// The package does not build, watch, open a browser or print; it does not know what a finding is.
package preview

import (
	"cmp"
	"context"
	"crypto/rand"
	"html/template"
	"net"
	"sync"
	"time"

	"gongshi/generator/form"
	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Options are what a server needs for its whole life. Its functions are called from many
// goroutines at once.
type Options struct {
	// Dir is the tree of built files. It may come into being, or be exchanged, while serving. Its
	// files must be replaced by rename; on Windows, a rename onto a file that is being sent is
	// refused by the system for that moment and is worth another attempt.
	Dir string
	// Has says whether a file is part of the last good build; all else in Dir stays unseen. Names
	// are those of files in Dir, slash-separated, exact in case: index.html, findings/x.html.
	Has func(name string) bool
	// Queries are the names of the query parameters that the site's own pages read, such as q.
	// Any other query is refused.
	Queries []string
	// Language is that of the bar, the overlay and refusals: zh or en.
	Language string
	// Source is the folder that the files of problems and State.Source are relative to, absolute:
	// for links into the editor, and to show the line that a problem is in.
	Source string
	// Folder is the source that forms edit; nil where there are none, and none are shown to other
	// machines. Now is the clock of what they suggest.
	Folder *source.Folder
	Site   form.Site
	Now    func() time.Time
	// Start is the page that [Server.URL] leads to, such as edit/; "" is the first page.
	Start string
	// Unreleased says what a release would change, a line for each kind; it is called from many
	// goroutines at once, after each build. Nil says nothing.
	Unreleased func() []string
	// Reach says from where the server may be reached.
	Reach Reach
	// Token signs a browser in, see the function; without one, the server makes its own.
	Token string
	// AsOf is called when the editor chooses a day, 2006-01-02; "" is today. It may take its time,
	// within ctx; the pages follow when a [State] with that day is shown. The bar shows
	// the editor an error as a refusal, without its text.
	AsOf func(ctx context.Context, day string) error
}

// Reach is from where a server may be reached.
type Reach string

const (
	Loopback Reach = ""        // from this machine only
	Network  Reach = "network" // from wherever the address given to Listen can be reached
)

// State is what is sent to open pages after a build, with or without problems.
type State struct {
	Build    int          // counts builds, also those with problems; grows with each
	Changed  []string     // files written or removed since the state before, named as for Has
	Problems problem.List // why there is nothing new; empty after a good build
	Drafts   int          // how many drafts the pages hold
	Remarks  int          // how many remarks the terminal lists
	AsOf     string       // the day that the pages are seen on, 2006-01-02; "" is today
	// Source gives the file that a page comes from, relative to Options.Source, and the line, 0
	// where the whole file is meant; "" where there is none. It is called from many goroutines at
	// once. Nil is as good as one that knows nothing.
	Source func(name string) (file string, line int)
}

// Server serves a preview. Make one with [New].
type Server struct {
	options     Options
	form        *form.Form // nil where nothing can be edited
	words       map[string]string
	plain       *template.Template // a page that says one thing
	run         string             // tells this process from one before it, whose pages may still be open
	hosts       map[string]bool
	listener    net.Listener
	patience    patience
	connections sync.WaitGroup
	streams     chan struct{} // one of each page that listens

	mu      sync.Mutex
	state   State
	notices []notice       // the state's problems, in words
	at      map[string]int // the build in which a file last changed
	once    string         // the token of OnceURL until it is spent
	news    chan struct{}  // closed when the state changes
}

// patience is how long a server waits; tests are less patient.
type patience struct {
	header time.Duration // for the lines of a request
	body   time.Duration // for a whole request
	write  time.Duration // for the other side to take an answer or an event
	idle   time.Duration // between requests of a connection
	beat   time.Duration // between signs of life on an event stream
	finish time.Duration // for answers under way when the end has come
}

// New gives a server that has yet to [Server.Listen].
func New(o Options) *Server {
	o.Token = cmp.Or(o.Token, rand.Text())
	return &Server{
		options: o,
		form:    formOf(o),
		words:   vocabulary(o.Language),
		plain:   template.Must(template.ParseFS(face, "face/plain.html")),
		run:     rand.Text(),
		notices: []notice{}, // the script wants a list, also before the first build
		at:      map[string]int{},
		news:    make(chan struct{}),
		streams: make(chan struct{}, most),
		patience: patience{
			header: 5 * time.Second, // a browser on the same machine needs milliseconds
			body:   10 * time.Second,
			write:  30 * time.Second, // a large attachment over a slow office network
			idle:   time.Minute,
			beat:   20 * time.Second, // below the 30 s after which some gateways hang up
			finish: 500 * time.Millisecond,
		},
	}
}

// formOf gives the forms of a source, to its own machine alone.
func formOf(o Options) *form.Form {
	if o.Folder == nil || o.Reach != Loopback {
		return nil
	}
	return form.New(form.Options{Folder: o.Folder, Site: o.Site, Language: o.Language, Now: o.Now})
}

// Show tells all open pages, and those that come later, how things stand. The tree must already be
// as the state says. It returns at once; a page that is slow to listen gets the newest state only.
func (s *Server) Show(state State) {
	notices := s.notice(state.Problems)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state, s.notices = state, notices
	for _, name := range state.Changed {
		s.at[name] = state.Build
	}
	close(s.news)
	s.news = make(chan struct{})
}

func (s *Server) now() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

package preview

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gongshi/generator/form"
)

// refusal is an answer to a request that is not served: its status and the key of its sentence.
type refusal struct {
	status int
	word   string
}

// handler is the whole server: where a request may come from, who asks, then what for.
func (s *Server) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		armour(w.Header())
		for _, ask := range []func(*http.Request) (refusal, bool){
			direct, s.byName, ownOrigin, noUpgrade, fetched, s.method,
		} {
			if no, refused := ask(r); refused {
				s.refuse(w, no)
				return
			}
		}
		if s.signIn(w, r) {
			return
		}
		if no, refused := s.signedIn(r); refused {
			s.refuse(w, no)
			return
		}
		s.route(w, r)
	})
}

// armour is on every answer. There is never an Access-Control-Allow-Origin: no other origin has
// any business here.
func armour(h http.Header) {
	h.Set("Cache-Control", "no-store") // the next save must be seen, and nothing be left on disk
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin")
}

// direct refuses what a proxy has passed on: the Host that can be checked is then the proxy's, and
// whom the proxy lets in is not known.
func direct(r *http.Request) (refusal, bool) {
	for name := range r.Header {
		switch {
		case strings.HasPrefix(name, "X-Forwarded-"), name == "Forwarded",
			name == "X-Original-Url", name == "X-Rewrite-Url", name == "X-Original-Host":
			return refusal{http.StatusForbidden, "refusedProxy"}, true
		}
	}
	return refusal{}, false
}

// byName refuses every Host but the server's own. It stops DNS rebinding: a foreign name that is
// made to point here carries that name in Host. An absolute-form target takes Host's place in
// net/http, so the two cannot disagree; address.go refuses that form altogether.
func (s *Server) byName(r *http.Request) (refusal, bool) {
	return refusal{http.StatusForbidden, "refusedHost"}, !s.hosts[strings.ToLower(r.Host)]
}

// ownOrigin refuses every Origin but that of the very page asked: also null (a sandboxed frame, a
// file), another port, https, and this machine's other names. A form or fetch of the
// preview's own pages always carries exactly this one.
func ownOrigin(r *http.Request) (refusal, bool) {
	origins := r.Header.Values("Origin")
	foreign := len(origins) > 1 ||
		len(origins) == 1 && origins[0] != "http://"+strings.ToLower(r.Host)
	return refusal{http.StatusForbidden, "refusedOrigin"}, foreign
}

// noUpgrade refuses upgrades: there is nothing to upgrade to. Without an Origin it is no browser
// that asks, and somebody is trying.
func noUpgrade(r *http.Request) (refusal, bool) {
	asked := r.Header.Get("Upgrade") != "" ||
		strings.Contains(strings.ToLower(strings.Join(r.Header.Values("Connection"), ",")), "upgrade")
	if asked && r.Header.Get("Origin") == "" {
		return refusal{http.StatusForbidden, "refusedOrigin"}, true
	}
	return refusal{http.StatusBadRequest, "refusedUpgrade"}, asked
}

// fetched refuses what another site's page loads: scripts, images, styles and frames carry no
// Origin, but Sec-Fetch-Site. A link from elsewhere that opens a page as a page of its own is let
// through: editors keep such links in mails and tasks, the page that links cannot read it
// (Cross-Origin-Opener-Policy) nor frame it, and a GET changes nothing.
//
// Browsers send Sec-Fetch-Site to this machine and over https, but not over http to another one,
// and older ones never: there a foreign Referer gives a script or an image away.
func fetched(r *http.Request) (refusal, bool) {
	no := refusal{http.StatusForbidden, "refusedOrigin"}
	own := strings.HasPrefix(r.RequestURI, ownPrefix) ||
		strings.HasPrefix(r.RequestURI, form.Prefix)
	site := r.Header.Values("Sec-Fetch-Site")
	if len(site) == 0 {
		from, err := url.Parse(r.Header.Get("Referer"))
		foreign := err != nil || from.Host != "" && from.Host != r.Host
		page := strings.Contains(r.Header.Get("Accept"), "text/html")
		return no, foreign && (own || !page)
	}
	if len(site) == 1 && slices.Contains([]string{"none", "same-origin"}, site[0]) {
		return refusal{}, false
	}
	opens := slices.Equal(r.Header.Values("Sec-Fetch-Mode"), []string{"navigate"}) &&
		slices.Equal(r.Header.Values("Sec-Fetch-Dest"), []string{"document"}) &&
		(r.Method == http.MethodGet || r.Method == http.MethodHead)
	return no, len(site) > 1 || own || !opens
}

// method lets through what changes nothing, the address that takes a day, and forms: these say
// where they come from, which is then this server. A body where none belongs is how requests are
// smuggled past somebody.
func (s *Server) method(r *http.Request) (refusal, bool) {
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	forms := s.form != nil && strings.HasPrefix(r.RequestURI, form.Prefix)
	posts := (r.RequestURI == asOfPath || forms) && r.Method == http.MethodPost
	if posts && forms && r.Header.Get("Origin") == "" {
		return refusal{http.StatusForbidden, "refusedOrigin"}, true
	}
	if !posts && (!reads || r.RequestURI == asOfPath) {
		return refusal{http.StatusMethodNotAllowed, "refusedMethod"}, true
	}
	return refusal{http.StatusBadRequest, "refusedAddress"}, reads && r.ContentLength != 0
}

// refuse answers in one sentence and closes the connection.
func (s *Server) refuse(w http.ResponseWriter, no refusal) {
	if no.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	w.Header().Set("Connection", "close")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(no.status)
	_, _ = w.Write([]byte(s.sentence(no) + "\n")) // who has gone needs no answer
}

package preview

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"
)

// Token gives the secret that a file keeps, so that tabs stay signed in when the preview starts
// again. Where there is none, or others than the file's owner could have read it, it is made anew
// with mode 0600. On Windows the folder's own rights say who reads it.
func Token(root *os.Root, name string) (string, error) {
	info, err := root.Lstat(name)
	if err == nil && info.Mode().IsRegular() && info.Mode().Perm()&unreadable == 0 {
		if kept, err := root.ReadFile(name); err == nil && len(kept) == len(rand.Text()) {
			return string(kept), nil
		}
	}
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	token := rand.Text()
	_, err = f.WriteString(token)
	return token, errors.Join(err, f.Close())
}

// tokenQuery stands in an address that signs a browser in.
const tokenQuery = "?token="

// cookie is the name of the cookie that holds the token. Browsers send a cookie to every port of a
// machine, and previews of two registers may be open at once.
func (s *Server) cookie() string {
	_, port, _ := net.SplitHostPort(s.listener.Addr().String())
	return "gongshi-" + port
}

// signIn answers a request whose address holds a token: with a cookie, and the address without it,
// so that neither the history nor a screenshot shows it.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) bool {
	at, token, asked := strings.Cut(r.RequestURI, tokenQuery)
	if _, ok := clean(at); !asked || r.Method == http.MethodPost || !ok || !s.accepts(token) {
		return false
	}
	http.SetCookie(w, &http.Cookie{Name: s.cookie(), Value: s.options.Token, Path: "/",
		HttpOnly: true, SameSite: http.SameSiteStrictMode})
	w.Header().Set("Location", at)
	w.WriteHeader(http.StatusSeeOther)
	return true
}

// accepts says whether a token is the server's, or the one of [Server.OnceURL], which is spent.
func (s *Server) accepts(token string) bool {
	if same(token, s.options.Token) {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.once == "" || !same(token, s.once) {
		return false
	}
	s.once = ""
	return true
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// signedIn refuses every browser but those that were signed in, and an address with a wrong token.
// Other users of the machine can connect to its ports, but read neither the terminal nor the
// file of the token.
func (s *Server) signedIn(r *http.Request) (refusal, bool) {
	no := refusal{http.StatusForbidden, "refusedStranger"}
	if strings.Contains(r.RequestURI, tokenQuery) {
		return no, true
	}
	for _, cookie := range r.CookiesNamed(s.cookie()) {
		if same(cookie.Value, s.options.Token) {
			return refusal{}, false
		}
	}
	return no, true
}

// OnceURL is [Server.URL] with a token that signs one browser in: the list of processes shows
// everybody on the machine with which address a browser was opened.
func (s *Server) OnceURL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.once = rand.Text()
	return s.home() + s.options.Start + tokenQuery + s.once
}

// URL gives the address that signs a browser in and leads to the first page; after [Server.Listen]
// only.
func (s *Server) URL() string {
	return s.home() + s.options.Start + tokenQuery + s.options.Token
}

// sentence is what a refusal says.
func (s *Server) sentence(no refusal) string {
	text := s.words[no.word]
	if no.word == "refusedStranger" {
		return fmt.Sprintf(text, s.home()+tokenQuery+"…")
	}
	return text
}

package sign

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// web is a copy on a server.
type web struct {
	base   *url.URL // of the site's root, with a slash at its end
	client *http.Client
}

const (
	answerWait  = 30 * time.Second // for the head of an answer
	fileWait    = 10 * time.Minute // for a file, whole
	mostLeading = 5                // redirects
)

// An ElsewhereError is a redirect to another origin: what is there proves nothing of this one.
type ElsewhereError struct{ URL string }

func (e *ElsewhereError) Error() string { return "the site leads to " + e.URL }

func openWeb(address string) (Copy, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, ErrNoCopy
	}
	base.RawQuery, base.Fragment, base.User = "", "", nil
	if path.Ext(base.Path) == ".html" {
		base = base.JoinPath("..")
	}
	base.Path = strings.TrimSuffix(base.Path, "/") + "/"
	base.RawPath = ""
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = answerWait
	transport.MaxIdleConnsPerHost = workers
	w := web{base: base}
	w.client = &http.Client{Transport: transport, CheckRedirect: w.follow}
	return w, nil
}

func (w web) follow(to *http.Request, via []*http.Request) error {
	if to.URL.Scheme != w.base.Scheme || to.URL.Host != w.base.Host {
		return &ElsewhereError{to.URL.Redacted()}
	}
	if len(via) >= mostLeading {
		return errors.New("too many redirects")
	}
	return nil
}

func (w web) open(ctx context.Context, name string) (io.ReadCloser, error) {
	ctx, end := context.WithTimeout(ctx, fileWait)
	at := *w.base
	at.Path += name
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		end()
		return nil, err
	}
	request.Header.Set("Cache-Control", "no-cache") // a proxy may have the release before
	answer, err := w.client.Do(request)
	if err != nil {
		end()
		return nil, err
	}
	switch answer.StatusCode {
	case http.StatusOK:
		return body{answer.Body, end}, nil
	case http.StatusNotFound, http.StatusGone, http.StatusForbidden:
		err = fs.ErrNotExist
	default:
		err = fmt.Errorf("the server answers %s", answer.Status)
	}
	end()
	return nil, errors.Join(err, answer.Body.Close())
}

type body struct {
	io.ReadCloser
	end func()
}

func (b body) Close() error { b.end(); return b.ReadCloser.Close() }

func (w web) list() (names []string, ok bool, err error) { return nil, false, nil }

func (w web) Close() error {
	w.client.CloseIdleConnections()
	return nil
}

package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestObjectStoreHoldsTheSite(t *testing.T) {
	s, dir := newStore(t), t.TempDir()+"/site"
	to := s.target(t, siteAddress)
	for _, p := range []pages{first(), second()} {
		site := lay(t, dir, p)
		if _, err := to.Deploy(t.Context(), site, Options{}); err != nil {
			t.Fatal(err)
		}
		if held := s.held(t); !whole(held, site) {
			t.Fatal(held)
		}
	}
	for name, want := range map[string][2]string{
		"index.html":          {"text/html; charset=utf-8", "no-cache"},
		"通知.html":             {"text/html; charset=utf-8", "no-cache"},
		"assets/site.2.css":   {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"files/22.pdf":        {"application/pdf", "public, max-age=31536000, immutable"},
		"data/c.csv":          {"text/csv; charset=utf-8", "no-cache"},
		"feed.xml":            {"application/atom+xml; charset=utf-8", "no-cache"},
		"SHA256SUMS":          {"text/plain; charset=utf-8", "no-cache"},
		"data/log/checkpoint": {"text/plain; charset=utf-8", "no-cache"},
		"data/log/tile/0/000": {"application/octet-stream", "no-cache"},
		ManifestFile:          {"application/json; charset=utf-8", "no-cache"},
	} {
		h := s.header["a/site/"+name]
		if h.Get("Content-Type") != want[0] || h.Get("Cache-Control") != want[1] {
			t.Errorf("%s: %q %q", name, h.Get("Content-Type"), h.Get("Cache-Control"))
		}
	}
}

// What a small change costs is what has changed and eight requests, one of which lists what is there.
func TestRequestsOfAChange(t *testing.T) {
	s, dir := newStore(t), t.TempDir()+"/site"
	to, p := s.target(t, siteAddress), first()
	if _, err := to.Deploy(t.Context(), lay(t, dir, p), Options{}); err != nil {
		t.Fatal(err)
	}
	s.reset()
	p["findings/a.html"] += "edited"
	if _, err := to.Deploy(t.Context(), lay(t, dir, p), Options{}); err != nil {
		t.Fatal(err)
	}
	if gets, puts, posts := s.count("GET"), s.count("PUT"), s.count("POST"); gets != 4 ||
		puts != 4 || posts != 1 {
		t.Errorf("%d GET, %d PUT, %d POST: %q", gets, puts, posts, s.requests())
	}
	s.reset()
	if _, err := to.Deploy(t.Context(), lay(t, dir, p), Options{}); err != nil || len(s.requests()) != 3 {
		t.Errorf("%v %q", err, s.requests())
	}
}

func TestAFailedPutDeletesNothingAndIsResumed(t *testing.T) {
	s, dir := newStore(t), t.TempDir()+"/site"
	to := s.target(t, siteAddress)
	if _, err := to.Deploy(t.Context(), lay(t, dir, first()), Options{}); err != nil {
		t.Fatal(err)
	}
	s.reset()
	s.refuse = refuse("/findings/b.html", 403, "AccessDenied")
	site := lay(t, dir, second())
	_, err := to.Deploy(t.Context(), site, Options{})
	if e, is := errors.AsType[*RefusedError](err); !is || e.Reason != Denied {
		t.Fatal(err)
	}
	if s.count("DELETE")+s.count("POST") > 0 {
		t.Errorf("%q", s.requests())
	}
	s.allow()
	s.reset()
	result, err := to.Deploy(t.Context(), site, Options{})
	if err != nil || !result.Resumed || !whole(s.held(t), site) {
		t.Fatal(err, s.held(t))
	}
	if slices.Contains(s.requests(), "PUT a/site/findings/c.html") { // it was there already
		t.Errorf("%q", s.requests())
	}
}

func TestAKilledDeploymentIsResumed(t *testing.T) {
	s, dir := newStore(t), t.TempDir()+"/site"
	to, site := s.target(t, siteAddress), lay(t, dir, first())
	ctx, cancel := context.WithCancel(t.Context())
	s.refuse = func(method, name string) (int, string) {
		if strings.HasSuffix(name, "index.html") {
			cancel()
		}
		return 0, ""
	}
	if _, err := to.Deploy(ctx, site, Options{}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	s.reset()
	s.allow()
	if _, err := to.Deploy(t.Context(), site, Options{}); err != nil || !whole(s.held(t), site) {
		t.Fatal(err, s.held(t))
	}
	if n := s.count("PUT"); n > 8 {
		t.Errorf("%d files were put again: %q", n, s.requests())
	}
}

func TestAnObjectStoreThatFailsForAMomentIsAskedAgain(t *testing.T) {
	s := newStore(t)
	failures := 2
	s.refuse = func(method, name string) (int, string) {
		if strings.HasSuffix(name, "audit.html") {
			if failures--; failures >= 0 {
				return 503, "SlowDown"
			}
		}
		return 0, ""
	}
	site := lay(t, t.TempDir(), first())
	if _, err := s.target(t, siteAddress).Deploy(t.Context(), site, Options{}); err != nil ||
		!whole(s.held(t), site) || failures > 0 {
		t.Error(err, failures)
	}
}

// Every refusal is one that somebody can understand, and none says a key.
func TestRefusalsOfAnObjectStore(t *testing.T) {
	site := lay(t, t.TempDir(), first())
	for _, c := range []struct {
		status int
		code   string
		want   Reason
	}{
		{403, "AccessDenied", Denied}, {403, "InvalidAccessKeyId", Denied},
		{403, "SignatureDoesNotMatch", Denied}, {403, "RequestTimeTooSkewed", Clock},
		{404, "NoSuchBucket", NoBucket}, {403, "UserDisable", Other}, {409, "Whatever", Other},
	} {
		s := newStore(t)
		s.refuse = func(string, string) (int, string) { return c.status, c.code }
		_, err := s.target(t, siteAddress).Deploy(t.Context(), site, Options{})
		e, is := errors.AsType[*RefusedError](err)
		if !is || e.Reason != c.want || !strings.Contains(e.Answer, c.code) {
			t.Errorf("%s: %v", c.code, err)
			continue
		}
		if text := fmt.Sprintf("%v %+v", err, e); strings.Contains(text, canarySecret) ||
			strings.Contains(text, canaryID) {
			t.Errorf("%s says a key: %s", c.code, text)
		}
	}
	_, err := newStore(t).target(t, strings.Replace(siteAddress, "bucket", "another", 1)).
		Deploy(t.Context(), site, Options{})
	if e, is := errors.AsType[*RefusedError](err); !is || e.Reason != NoBucket {
		t.Error(err)
	}
}

func TestOneOfTwoDeploymentsIsRefused(t *testing.T) {
	for _, knows := range []bool{true, false} {
		s := newStore(t)
		if !knows {
			s.refuse = func(method, name string) (int, string) {
				s.mu.Lock()
				defer s.mu.Unlock()
				if method == http.MethodPut && s.header[name].Get("If-None-Match") != "" {
					return 501, "NotImplemented"
				}
				return 0, ""
			}
		}
		to, site := s.target(t, siteAddress), lay(t, t.TempDir(), first())
		if _, err := to.Deploy(t.Context(), site, Options{}); err != nil {
			t.Fatal(err)
		}
		d := &deployment{Target: to, site: lay(t, t.TempDir(), second())}
		if err := d.claim(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := to.read(t.Context(), JournalFile); err != nil {
			t.Fatal(err)
		}
		late := &deployment{Target: to, site: site}
		err := late.claim(t.Context())
		if errors.Is(err, ErrTakenOver) != knows {
			t.Error(knows, err)
		}
		if err := d.still(t.Context()); errors.Is(err, ErrTakenOver) == knows {
			t.Error(knows, err)
		}
	}
}

func TestALargeFileIsOneRequest(t *testing.T) {
	s, p := newStore(t), first()
	p["files/film.mp4"] = strings.Repeat("0123456789abcdef", 2<<20)
	p["empty.txt"] = ""
	site := lay(t, t.TempDir(), p)
	if _, err := s.target(t, siteAddress).Deploy(t.Context(), site, Options{}); err != nil ||
		!whole(s.held(t), site) || s.count("POST") > 1 {
		t.Errorf("%v %q", err, s.requests())
	}
}

func TestABucketOfSomebodyElseIsRefused(t *testing.T) {
	s := newStore(t)
	s.put(t, "elsewhere", "x")
	s.put(t, "a/site/", "x")
	site := lay(t, t.TempDir(), first())
	vacant, err := s.target(t, siteAddress).vacant(t.Context())
	if err != nil || !vacant {
		t.Fatal(vacant, err)
	}
	s.put(t, "a/site/theirs", "x")
	to := s.target(t, siteAddress)
	if _, err := to.Deploy(t.Context(), site, Options{}); !errors.Is(err, ErrForeign) {
		t.Fatal(err)
	}
	if _, err := to.read(t.Context(), JournalFile); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

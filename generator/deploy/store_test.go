package deploy

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

const canaryID, canarySecret = "AKIACANARYID", "canary-secret-canary"

// store is an object store as strict as the strictest: it wants the bucket's name in the host's,
// bodies of known size that are not signed in parts, and a type for each.
type store struct {
	t       *testing.T
	fake    http.Handler
	backend *s3mem.Backend

	mu     sync.Mutex
	log    []string // METHOD name
	header map[string]http.Header
	path   bool // the bucket's name is in the path
	// refuse answers a request in the store's place: a code of HTTP and one of S3.
	refuse func(method, name string) (int, string)
}

const storeHost = "oss-cn-test.aliyuncs.com"

func newStore(t *testing.T) *store {
	s := &store{t: t, backend: s3mem.New(), header: map[string]http.Header{}}
	s.fake = gofakes3.New(s.backend).Server()
	if err := s.backend.CreateBucket("bucket"); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	bucket, host, _ := strings.Cut(r.Host, ".")
	if s.path {
		bucket, _, _ = strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		r.URL.Path = strings.TrimPrefix(r.URL.Path, "/"+bucket)
	} else if host != storeHost {
		s.deny(w, 403, "SecondLevelDomainForbidden", r)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	body, err := io.ReadAll(r.Body)
	sends := r.Method == http.MethodPut || r.Method == http.MethodPost
	if sum := r.Header.Get("X-Amz-Content-Sha256"); err != nil || sends &&
		r.Header.Get("Content-Md5") == "" || r.ContentLength != int64(len(body)) ||
		strings.HasPrefix(sum, "STREAMING") || r.Header.Get("Content-Encoding") != "" ||
		!strings.Contains(r.Header.Get("Authorization"), canaryID+"/") {
		s.deny(w, 400, "InvalidArgument", r)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	s.mu.Lock()
	s.log = append(s.log, r.Method+" "+name)
	if r.Method == http.MethodPut {
		s.header[name] = r.Header
	}
	refuse := s.refuse
	s.mu.Unlock()
	if refuse != nil {
		if status, code := refuse(r.Method, name); status != 0 {
			s.deny(w, status, code, r)
			return
		}
	}
	r.URL.Path, r.URL.RawPath = "/"+bucket+r.URL.Path, ""
	s.fake.ServeHTTP(w, r)
}

// deny answers with all that it knows, secrets too.
func (s *store) deny(w http.ResponseWriter, status int, code string, r *http.Request) {
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no: %s %s</Message></Error>", code, canarySecret,
		r.Header.Get("Authorization"))
}

// count is how often requests of a method were made, of all or of one name.
func (s *store) count(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, line := range s.log {
		if strings.HasPrefix(line, method+" ") {
			n++
		}
	}
	return n
}

// requests are those made so far, as METHOD name.
func (s *store) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

func (s *store) allow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = nil
}

func (s *store) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = nil
}

func keys(name string) string {
	return map[string]string{"OSS_ACCESS_KEY_ID": canaryID, "OSS_ACCESS_KEY_SECRET": canarySecret}[name]
}

// target leads every name to the store.
func (s *store) target(t *testing.T, address string) *Target {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}
	to, err := Open(address, Setting{Env: keys, PlainHTTP: true,
		transport: &http.Transport{DialContext: dial}})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

const siteAddress = "s3://bucket/a/site?endpoint=http://" + storeHost

func (s *store) held(t *testing.T) pages {
	t.Helper()
	held := pages{}
	list, err := s.backend.ListBucket("bucket", nil, gofakes3.ListBucketPage{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Contents {
		o, err := s.backend.GetObject("bucket", c.Key, nil)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(o.Contents)
		if name := strings.TrimPrefix(c.Key, "a/site/"); name != ManifestFile {
			held[name] = string(data)
		}
	}
	return held
}

func (s *store) put(t *testing.T, name, text string) {
	t.Helper()
	if _, err := s.backend.PutObject("bucket", name, map[string]string{},
		strings.NewReader(text),
		int64(len(text)), nil); err != nil {
		t.Fatal(err)
	}
}

func refuse(name string, status int, code string) func(string, string) (int, string) {
	return func(method, at string) (int, string) {
		if method == http.MethodPut && strings.HasSuffix(at, name) {
			return status, code
		}
		return 0, ""
	}
}

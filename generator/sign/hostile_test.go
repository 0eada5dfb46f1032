package sign

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// What in a folder leads elsewhere, or is no file, is named and not followed, also where it leads to
// the true bytes.
func TestFoldersLeadNowhereElse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a right there")
	}
	o := newOffice(t)
	if err := o.publish(someFiles(20)); err != nil {
		t.Fatal(err)
	}
	away := filepath.Join(t.TempDir(), "away")
	for how, c := range map[string]struct {
		name string
		put  func(file string) error
		want Fault
	}{
		"a link to the true file": {"index.html", func(file string) error {
			return errors.Join(os.Rename(file, away), os.Symlink(away, file))
		}, Fault{NoFile, "index.html", ""}},
		"a link within": {"index.html", func(file string) error {
			return errors.Join(os.Rename(file, file+".x"), os.Symlink("index.html.x", file))
		}, Fault{NoFile, "index.html", ""}},
		"a folder that is a link": {"findings", func(dir string) error {
			return errors.Join(os.Rename(dir, away), os.Symlink(away, dir))
		}, Fault{NoFile, "findings/f1.html", ""}},
		"a loop": {"loop", func(file string) error { return os.Symlink(".", file) },
			Fault{Foreign, "loop", ""}},
		"a pipe": {"index.html", func(file string) error {
			return errors.Join(os.Remove(file), exec.Command("mkfifo", file).Run())
		}, Fault{NoFile, "index.html", ""}},
		"a foreign pipe, where something is missing": {"pipe", func(file string) error {
			return errors.Join(os.Remove(filepath.Join(filepath.Dir(file), "index.html")),
				exec.Command("mkfifo", file).Run())
		}, Fault{Foreign, "pipe", ""}},
		"a folder": {"index.html", func(file string) error {
			return errors.Join(os.Remove(file), os.Mkdir(file, 0o700))
		}, Fault{NoFile, "index.html", ""}},
		"sums that are a link": {SumsFile, func(file string) error {
			return errors.Join(os.Rename(file, away), os.Symlink(away, file))
		}, Fault{SumsMissing, SumsFile, ""}},
		"a name with controls": {"a\x1b[2J.html", func(file string) error {
			return os.WriteFile(file, nil, 0o600)
		}, Fault{Foreign, "a\x1b[2J.html", ""}},
		"a name that is no text": {"\xff\xfe", func(file string) error {
			return os.WriteFile(file, nil, 0o600)
		}, Fault{Foreign, "\xff\xfe", ""}},
	} {
		t.Run(how, func(t *testing.T) {
			_ = os.RemoveAll(away)
			dir := filepath.Join(t.TempDir(), "public")
			if err := os.CopyFS(dir, os.DirFS(o.output)); err != nil {
				t.Fatal(err)
			}
			if err := c.put(filepath.Join(dir, c.name)); err != nil {
				t.Skip(err) // the disk has no such thing
			}
			if r := check(t, dir, Wanted{Key: o.fingerprint}); !slices.Contains(r.Faults, c.want) {
				t.Errorf("%+v", r.Faults)
			}
		})
	}
}

// pack writes a zip whose headers say what they like.
func pack(t *testing.T, files []zip.FileHeader, data [][]byte) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range files {
		w, err := z.CreateHeader(&files[i])
		if err == nil {
			_, err = w.Write(data[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "site.zip")
	write(t, file, b.Bytes())
	return file
}

// site gives a zip of a site with more in it, and before the site.
func (o *office) zipWith(before, after []zip.FileHeader) string {
	o.Helper()
	files, data := slices.Clone(before), [][]byte{}
	for range before {
		data = append(data, []byte("hostile"))
	}
	for name, text := range readAll(o.T, o.output) {
		files, data = append(files, zip.FileHeader{Name: name}), append(data, text)
	}
	for range after {
		data = append(data, []byte("hostile"))
	}
	return pack(o.T, append(files, after...), data)
}

// What a zip holds that would lead out of it, twice or to no file is a fault. Nothing is unpacked.
func TestZipsLeadNowhereElse(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(20)); err != nil {
		t.Fatal(err)
	}
	link := zip.FileHeader{Name: "link"}
	link.SetMode(0o777 | fs.ModeSymlink)
	for how, c := range map[string]struct {
		file string
		want Fault
	}{
		"a name above":    {o.zipWith(nil, []zip.FileHeader{{Name: "../x"}}), Fault{Foreign, "../x", ""}},
		"an absolute one": {o.zipWith([]zip.FileHeader{{Name: "/etc/x"}}, nil), Fault{Foreign, "/etc/x", ""}},
		"of Windows":      {o.zipWith(nil, []zip.FileHeader{{Name: `..\x`}}), Fault{Foreign, "../x", ""}},
		"sums above":      {o.zipWith([]zip.FileHeader{{Name: "../SHA256SUMS"}}, nil), Fault{Foreign, "../SHA256SUMS", ""}},
		"twice before": {o.zipWith([]zip.FileHeader{{Name: "index.html"}}, nil),
			Fault{Unread, "index.html", "it is in the zip 2 times"}},
		"twice after": {o.zipWith(nil, []zip.FileHeader{{Name: "index.html"}}),
			Fault{Unread, "index.html", "it is in the zip 2 times"}},
		"twice as of Windows": {o.zipWith(nil, []zip.FileHeader{{Name: `findings\f1.html`}}),
			Fault{Unread, "findings/f1.html", "it is in the zip 2 times"}},
		"a link": {o.zipWith(nil, []zip.FileHeader{link}), Fault{Foreign, "link", ""}},
	} {
		if r := check(t, c.file, Wanted{Key: o.fingerprint}); !slices.Contains(r.Faults, c.want) {
			t.Errorf("%s: %+v", how, r.Faults)
		}
	}
	if r := check(t, o.zipWith(nil, nil), Wanted{Key: o.fingerprint}); len(r.Faults) > 0 {
		t.Errorf("%+v", r.Faults)
	}
}

// sized gives a zip that says of all its files that they unpack to a size.
func sized(t *testing.T, file string, size uint32) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; ; at += 4 {
		i := bytes.Index(data[at:], []byte("PK\x01\x02")) // of the directory at its end
		if i < 0 {
			break
		}
		at += i
		binary.LittleEndian.PutUint32(data[at+24:], size)
	}
	write(t, file, data)
	return file
}

// A zip that unpacks to more than it says is not read to its end, and one that says more than any
// site has is refused at once.
func TestZipsThatUnpackToMoreAreRefused(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(20)); err != nil {
		t.Fatal(err)
	}
	bomb := pack(t, []zip.FileHeader{{Name: SumsFile, Method: zip.Deflate}},
		[][]byte{bytes.Repeat([]byte("0"), 64<<20)})
	c, err := OpenCopy(sized(t, bomb, 10))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := Check(context.Background(), c, Wanted{}); !errors.Is(err, zip.ErrFormat) {
		t.Errorf("not %v", err)
	}
	if _, err := OpenCopy(sized(t, o.zipWith(nil, nil), 1<<32-2)); !errors.Is(err, errZipLarge) {
		t.Errorf("not %v", err)
	}
}

// endless is a copy with a file that never ends.
type endless struct{ memory }

func (e endless) open(ctx context.Context, name string) (io.ReadCloser, error) {
	if name == "index.html" {
		return io.NopCloser(zeros{}), nil
	}
	return e.memory.open(ctx, name)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// A check of a file without an end ends when it is asked to.
func TestAHugeFileDoesNotHoldTheCheck(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(20)); err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer end()
	_, err := Check(ctx, endless{readAll(t, o.output)}, Wanted{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("not %v", err)
	}
	huge := memory{SumsFile: bytes.Repeat([]byte("x"), proofLimit)}
	if r, err := Check(context.Background(), huge, Wanted{}); err != nil ||
		!slices.Contains(r.Faults, Fault{SumsBroken, SumsFile, "1"}) {
		t.Errorf("%+v, %v", r.Faults, err)
	}
}

// A site that leads to another host proves nothing, wherever it begins to; one that leads within
// itself is read, and no loop is followed for ever.
func TestRedirectsOfASite(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(20)); err != nil {
		t.Fatal(err)
	}
	files := http.FileServerFS(os.DirFS(o.output))
	elsewhere := httptest.NewServer(files)
	defer elsewhere.Close()
	for how, c := range map[string]struct {
		from, to  string
		elsewhere bool
		rule      string
	}{
		"all to another host":     {"/" + SumsFile, elsewhere.URL + "/" + SumsFile, true, ""},
		"with a name and secret":  {"/" + SumsFile, strings.Replace(elsewhere.URL, "://", "://a:secret@", 1) + "/", true, ""},
		"to another scheme":       {"/" + SumsFile, "file:///etc/passwd", true, ""},
		"a file to another host":  {"/files/附件.txt", elsewhere.URL + "/files/附件.txt", false, Unread},
		"the signature elsewhere": {"/" + SignatureFile, elsewhere.URL + "/" + SignatureFile, false, Unread},
		"a file to a loop":        {"/findings/f1.html", "/findings/f1.html", false, Unread},
		"a file to another":       {"/findings/f1.html", "/findings/f2.html", false, Changed},
		"a file to its copy":      {"/findings/f1.html", "/copy/findings/f1.html", false, ""},
	} {
		t.Run(how, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(
				func(w http.ResponseWriter, r *http.Request) {
					r.URL.Path = strings.TrimPrefix(r.URL.Path, "/copy")
					if r.URL.Path == c.from && !strings.HasPrefix(r.RequestURI, "/copy") {
						http.Redirect(w, r, c.to, http.StatusFound)
						return
					}
					files.ServeHTTP(w, r)
				}))
			defer server.Close()
			site, err := OpenCopy(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			defer site.Close()
			r, err := Check(context.Background(), site, Wanted{Key: o.fingerprint})
			away, is := errors.AsType[*ElsewhereError](err)
			if is != c.elsewhere || !is && err != nil {
				t.Fatal(err)
			}
			if is && strings.Contains(away.URL, "secret") {
				t.Error(away.URL)
			}
			name := strings.TrimPrefix(c.from, "/")
			named := func(f Fault) bool { return f.File == name && f.Rule == c.rule }
			if !is && (c.rule == "") != (len(r.Faults) == 0) ||
				c.rule != "" && !slices.ContainsFunc(r.Faults, named) {
				t.Errorf("%+v", r.Faults)
			}
		})
	}
}

package sign

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func check(t *testing.T, target string, w Wanted) Report {
	t.Helper()
	c, err := OpenCopy(target)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r, err := Check(context.Background(), c, w)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// zipped packs a folder, as it lies in another.
func zipped(t *testing.T, dir string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "site.zip")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, data := range readAll(t, dir) {
		w, err := z.Create(path.Join("public", name))
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

func readAll(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[name], err = os.ReadFile(filepath.Join(dir, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestACopyIsWhatWasSigned(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(300)); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServerFS(os.DirFS(o.output)))
	defer server.Close()
	for _, target := range []string{o.output, zipped(t, o.output), server.URL,
		server.URL + "/index.html"} {
		r := check(t, target, Wanted{Key: o.fingerprint})
		if len(r.Faults) > 0 || r.Files != 300 || r.Signer != o.fingerprint || r.Number != 1 ||
			r.Releases != 1 || r.Entry.Files != 300 || r.Entry.Added != 300 {
			t.Errorf("%s: %+v", target, r)
		}
	}
}

// memory is a copy that lies nowhere.
type memory map[string][]byte

func (m memory) open(_ context.Context, name string) (io.ReadCloser, error) {
	data, is := m[name]
	if !is {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (m memory) list() ([]string, bool, error) { return slices.Collect(maps.Keys(m)), true, nil }
func (m memory) Close() error                  { return nil }

// Whatever is done to any one file, the check names it.
func TestNothingIsChangedUnseen(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(40)); err != nil {
		t.Fatal(err)
	}
	whole := memory(readAll(t, o.output))
	for name, data := range whole {
		flipped := slices.Clone(data)
		flipped[len(data)/2] ^= 1
		for how, changed := range map[string][]byte{"flip": flipped, "cut": data[:len(data)-1],
			"append": append(slices.Clone(data), 'x'), "empty": {}, "delete": nil, "rename": nil,
			"add": data} {
			copied := maps.Clone(whole)
			if copied[name] = changed; changed == nil {
				delete(copied, name)
			}
			if how == "rename" || how == "add" {
				copied[name+"x"] = data
			}
			r, err := Check(context.Background(), copied, Wanted{Key: o.fingerprint})
			if err != nil {
				t.Fatal(err)
			}
			named := func(f Fault) bool {
				return f.File == name || strings.HasPrefix(name, LogDir) && f.File == LogDir ||
					name == SumsFile || how == "add" && f.File == name+"x"
			}
			if !slices.ContainsFunc(r.Faults, named) {
				t.Errorf("%s %s is not seen: %+v", how, name, r.Faults)
			}
		}
	}
}

// What programs on the way do to a site is called by its name.
func TestHowAFileWasChangedIsSaid(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(10)); err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(o.output, filepath.FromSlash(name)) }
	rename := func(from, to string) func() error {
		return func() error { return os.Rename(in(from), in(to)) }
	}
	put := func(name, text string) func() error {
		return func() error { write(t, in(name), []byte(text)); return nil }
	}
	for _, c := range []struct {
		do   func() error
		want Fault
	}{
		{put("index.html", "<p>home\r\n"), Fault{LineEnds, "index.html", ""}},
		{put("files/附件.txt", "甲\n"), Fault{LineEnds, "files/附件.txt", ""}},
		{put("index.html", "\ufeff<p>home\n"), Fault{Mark, "index.html", ""}},
		{put("files/附件.txt", "\xbc\xd7\r\n"), Fault{Recoded, "files/附件.txt", ""}},
		{put("index.html", ""), Fault{Emptied, "index.html", ""}},
		{put("index.html", "<p>house\n"), Fault{Changed, "index.html", ""}},
		{rename("findings/f1.html", "findings/F1.HTML"),
			Fault{Renamed, "findings/f1.html", "findings/F1.HTML"}},
		{rename("files/附件.txt", "files/\xb8\xbd\xbc\xfe.txt"),
			Fault{Renamed, "files/附件.txt", "files/\xb8\xbd\xbc\xfe.txt"}},
		{put("._index.html", "x"), Fault{Litter, "._index.html", ""}},
		{put("findings/Thumbs.db", "x"), Fault{Litter, "findings/Thumbs.db", ""}},
		{put("data/log/tile/0/001", "x"), Fault{Foreign, "data/log/tile/0/001", ""}},
		{put("new.html", "<p>home\n"), Fault{Foreign, "new.html", ""}},
		{func() error {
			_ = os.Remove(in("index.html"))
			return os.Symlink(in("findings/f1.html"), in("index.html"))
		}, Fault{NoFile, "index.html", ""}},
		{func() error { return os.RemoveAll(in("findings")) }, Fault{Missing, "findings/f0.html", ""}},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if r := check(t, o.output, Wanted{}); !slices.Contains(r.Faults, c.want) {
			t.Errorf("want %+v, not %+v", c.want, r.Faults)
		}
		if err := o.publish(someFiles(10)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDeploymentIsNothingForeignAtItsTarget(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(10)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{DeployedFile, DeployingFile} {
		write(t, filepath.Join(o.output, name), []byte("{}"))
		write(t, filepath.Join(o.output, "findings", name), []byte("{}"))
	}
	want := []Fault{{Foreign, "findings/" + DeployingFile, ""}, {Foreign, "findings/" + DeployedFile, ""}}
	if r := check(t, o.output, Wanted{}); !slices.Equal(r.Faults, want) {
		t.Errorf("want %+v, not %+v", want, r.Faults)
	}
}

func TestSumsThatWereChangedOnTheWayStillTellTheRest(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(10)); err != nil {
		t.Fatal(err)
	}
	for name, data := range readAll(t, o.output) {
		if !strings.HasPrefix(name, LogDir) && name != "files/附件.txt" {
			write(t, filepath.Join(o.output, filepath.FromSlash(name)),
				bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")))
		}
	}
	r := check(t, o.output, Wanted{Key: o.fingerprint})
	ends := slices.DeleteFunc(slices.Clone(r.Faults), func(f Fault) bool { return f.Rule != LineEnds })
	if len(ends) != 10 || !slices.Contains(r.Faults, Fault{LineEnds, SumsFile, ""}) {
		t.Errorf("%+v", r.Faults)
	}
}

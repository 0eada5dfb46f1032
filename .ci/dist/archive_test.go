package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	noon  = time.Date(2026, 11, 23, 12, 0, 1, 0, time.FixedZone("", 8*3600))
	files = []entry{{"gongshi", []byte("binary"), 0o755}, {"LICENSE", []byte("text"), 0o644}}
	want  = `g/LICENSE -rw-r--r-- 2026-11-23T04:00:01Z text
g/gongshi -rwxr-xr-x 2026-11-23T04:00:01Z binary
`
)

func TestTarballHoldsNothingOfItsMaker(t *testing.T) {
	z, err := gzip.NewReader(bytes.NewReader(same(t, tarball)))
	if err != nil {
		t.Fatal(err)
	}
	if !z.ModTime.IsZero() || z.Name != "" {
		t.Errorf("gzip says %v %q", z.ModTime, z.Name)
	}
	var got strings.Builder
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" {
			t.Errorf("%s belongs to %d %q", h.Name, h.Uid, h.Uname)
		}
		describe(t, &got, h.Name, h.FileInfo().Mode(), h.ModTime, r)
	}
	if got.String() != want {
		t.Errorf("got\n%s", got.String())
	}
}

func TestZipHoldsNothingOfItsMaker(t *testing.T) {
	data := same(t, zipped)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		describe(t, &got, f.Name, f.Mode(), f.Modified, in)
	}
	if got.String() != want {
		t.Errorf("got\n%s", got.String())
	}
}

// same packs twice, in two orders and for two time zones, and gives the bytes of both.
func same(t *testing.T, pack func(string, []entry, time.Time) ([]byte, error)) []byte {
	t.Helper()
	turned := slices.Clone(files)
	slices.Reverse(turned)
	a, err := pack("g", files, noon.UTC())
	b, err2 := pack("g", turned, noon)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("two packings differ")
	}
	return a
}

func describe(t *testing.T, to io.Writer, name string, mode any, at time.Time, in io.Reader) {
	t.Helper()
	data, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(to, "%s %v %s %s\n", name, mode, at.UTC().Format(time.RFC3339), data)
}

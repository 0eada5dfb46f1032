package sign

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gongshi/generator/source"
)

// staged is a site in a folder that a source builds.
type staged struct {
	dir   string
	files map[string]Digest
}

func (s staged) Digests() map[string]Digest { return s.files }

func (s staged) Differing() []string { return nil }

func (s staged) Has(name string, _ Digest) bool { return true }

// newKeyFile makes a key and gives its file and fingerprint.
func newKeyFile(t *testing.T) (file, fingerprint string) {
	t.Helper()
	private, public, fingerprint, err := NewKey("office", nil)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "key")
	write(t, file, private)
	write(t, file+".pub", public)
	return file, fingerprint
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func readKey(t *testing.T, file string) Key {
	t.Helper()
	key, err := ReadKey(file, func() ([]byte, error) { return nil, nil })
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// office is one that publishes: it signs each site that it is given.
type office struct {
	*testing.T
	source, output string
	key            Key
	fingerprint    string
}

func newOffice(t *testing.T) *office {
	file, fingerprint := newKeyFile(t)
	return &office{t, t.TempDir(), filepath.Join(t.TempDir(), "public"), readKey(t, file), fingerprint}
}

// publish releases a site of some files, signed.
func (o *office) publish(files map[string]string) error {
	if err := os.RemoveAll(o.output); err != nil {
		o.Fatal(err)
	}
	s := staged{o.output, map[string]Digest{}}
	for name, text := range files {
		write(o.T, filepath.Join(o.output, filepath.FromSlash(name)), []byte(text))
		s.files[name] = sha256.Sum256([]byte(text))
	}
	folder, err := source.Open(o.source)
	if err != nil {
		o.Fatal(err)
	}
	defer folder.Close()
	site := Site{Stage: s, Folder: folder, Output: o.output, Identity: "an office",
		Key: o.fingerprint, Day: "2026-11-29"}
	_, err = Prove(site, func(site Site) error {
		_, _, err := Release(site, o.key)
		if err == ErrSigned {
			err = nil
		}
		return err
	}, func(name string, data []byte) error {
		write(o.T, filepath.Join(o.output, filepath.FromSlash(name)), data)
		return nil
	})
	return err
}

func someFiles(n int) map[string]string {
	files := map[string]string{"index.html": "<p>home\n", "files/附件.txt": "甲\r\n"}
	for i := range n - len(files) {
		files[fmt.Sprintf("findings/f%d.html", i)] = fmt.Sprintf("<p>finding %d\n", i)
	}
	return files
}

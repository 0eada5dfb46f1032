package sign

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"gongshi/generator/source"
)

// staged is a site in a folder that a source builds.
type staged struct {
	dir   string
	files map[string]Digest
}

func (s staged) Digests() map[string]Digest     { return s.files }
func (s staged) Differing() []string            { return nil }
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
	if err := o.publish(someFiles(300)); err != nil {
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

func TestSignaturesOfOthersAreRefused(t *testing.T) {
	o := newOffice(t)
	if err := o.publish(someFiles(5)); err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(o.output, SumsFile))
	if err != nil {
		t.Fatal(err)
	}
	file, fingerprint := newKeyFile(t)
	other, err := signatureOver(sums, readKey(t, file))
	if err != nil {
		t.Fatal(err)
	}
	signature := filepath.Join(o.output, SignatureFile)
	has := func(how string, signed []byte, wanted string, rule string) {
		t.Helper()
		write(t, signature, signed)
		r := check(t, o.output, Wanted{Key: wanted})
		if !slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Rule == rule }) {
			t.Errorf("%s: want %s, not %+v", how, rule, r.Faults)
		}
	}
	has("another key", other, o.fingerprint, KeyOther)
	has("another key, of whose log it is not", other, fingerprint, LogOther)
	has("no signature", []byte("<html>404"), o.fingerprint, SignatureBroken)
	for _, c := range []struct {
		kind, namespace, rule string
	}{{"rsa", Namespace, SignatureKind}, {"ecdsa", Namespace, SignatureKind},
		{"ed25519", "file", SignatureOther}} {
		made := filepath.Join(t.TempDir(), c.kind)
		keygen(t, nil, "-q", "-t", c.kind, "-N", "", "-f", made)
		signed := keygen(t, sums, "-Y", "sign", "-n", c.namespace, "-f", made)
		has(c.kind+" "+c.namespace, signed, o.fingerprint, c.rule)
	}
}

// keygen runs OpenSSH's own, and gives what it writes.
func keygen(t *testing.T, in []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("ssh-keygen", args...)
	if cmd.Err != nil {
		t.Skip(cmd.Err)
	}
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out
}

func TestOpenSSHKnowsTheKeyAndTheSignature(t *testing.T) {
	file, fingerprint := newKeyFile(t)
	if said := string(keygen(t, nil, "-lf", file)); !strings.Contains(said, fingerprint) {
		t.Errorf("%s is not %s", said, fingerprint)
	}
	signature, err := signatureOver([]byte("sums\n"), readKey(t, file))
	if err != nil {
		t.Fatal(err)
	}
	write(t, file+".sig", signature)
	public, err := os.ReadFile(file + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	write(t, file+".allowed", append([]byte("gongshi "), public...))
	for _, args := range [][]string{
		{"-Y", "check-novalidate", "-n", Namespace, "-s", file + ".sig"},
		{"-Y", "verify", "-f", file + ".allowed", "-I", "gongshi", "-n", Namespace,
			"-s", file + ".sig"}} {
		if said := string(keygen(t, []byte("sums\n"), args...)); !strings.Contains(said, fingerprint) {
			t.Errorf("%v: %s", args, said)
		}
	}
	signed := keygen(t, []byte("sums\n"), "-Y", "sign", "-n", Namespace, "-f", file)
	by, err := verifySignature([]byte("sums\n"), signed)
	if err != nil || ssh.FingerprintSHA256(by) != fingerprint {
		t.Errorf("what ssh-keygen signed: %v", err)
	}
}

func TestOnlyEd25519KeysAreRead(t *testing.T) {
	dir := t.TempDir()
	ask := func() ([]byte, error) { return []byte("right"), nil }
	for kind, want := range map[string]error{"rsa": KindError("ssh-rsa"),
		"ecdsa": KindError("ecdsa-sha2-nistp256"), "ed25519": nil} {
		for _, passphrase := range []string{"", "right"} {
			file := filepath.Join(dir, kind+passphrase)
			keygen(t, nil, "-q", "-t", kind, "-N", passphrase, "-f", file)
			if _, err := ReadKey(file, ask); err != want {
				t.Errorf("%s %q: %v", kind, passphrase, err)
			}
			if _, err := ReadKey(file+".pub", ask); err != ErrPublicKey {
				t.Errorf("%s.pub: %v", kind, err)
			}
		}
	}
	file := filepath.Join(dir, "ed25519right")
	if _, err := ReadKey(file, func() ([]byte, error) { return []byte("wrong"), nil }); err !=
		ErrPassphrase {
		t.Error(err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadKey(file, ask); err != ErrOpenKey {
		t.Error(err)
	}
	write(t, file, []byte("PuTTY-User-Key-File-3: ssh-ed25519\n"))
	if _, err := ReadKey(file, ask); err != ErrNoPrivateKey {
		t.Error(err)
	}
}

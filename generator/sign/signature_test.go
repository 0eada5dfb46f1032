package sign

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

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

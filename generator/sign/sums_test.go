package sign

import (
	"crypto/sha256"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestSumsAreCoreutilsForm(t *testing.T) {
	dir, sums := t.TempDir(), Sums{}
	for _, name := range []string{"index.html", "a b.txt", "files/附件.pdf", `back\slash`,
		"new\nline", "*star", " lead", `n\n`} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Skip(err) // a system without such names
		}
		sums[name] = sha256.Sum256([]byte(name))
	}
	with := maps.Clone(sums)
	with[SumsFile], with[SignatureFile], with[CheckpointFile] = Digest{}, Digest{}, Digest{}
	data := with.Bytes()
	if read, err := ParseSums(data); err != nil || !maps.Equal(read, sums) {
		t.Errorf("read back as %v, %v", read, err)
	}
	check := exec.Command("sha256sum", "--strict", "--check", "-")
	check.Dir, check.Stdin = dir, strings.NewReader(string(data))
	if check.Err != nil {
		t.Skip(check.Err)
	}
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("%s\n%s", said, data)
	}
}

func TestSumsThatLeadElsewhereAreRefused(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for _, text := range []string{"", "\n", "x", sum, sum + "  ", sum + " x\n", sum + "  x",
		sum + "  /etc/passwd\n", sum + "  ../x\n", sum + "  a/../x\n", sum + "  .\n", sum + "  a//b\n",
		sum + "  x\r\n" + sum + "  x\r\n", sum + "  x\n" + sum + " *x\n", sum[1:] + "  x\n",
		"\\" + sum + "  a\\b\n", "\\" + sum + "  a\\qb\n", sum + "  a\x00b\n", sum + "  a\xff\n",
		"\xef\xbb\xbf" + sum + "  x\n", "<html>\n"} {
		if sums, err := ParseSums([]byte(text)); err == nil {
			t.Errorf("%q is read as %v", text, sums)
		}
	}
}

func FuzzParseSums(f *testing.F) {
	f.Add(Sums{"a": {}, "b\nc": {1}}.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		sums, err := ParseSums(data)
		if err != nil {
			return
		}
		proof := func(name string, _ Digest) bool { return IsProof(name) }
		maps.DeleteFunc(sums, proof)
		again, err := ParseSums(sums.Bytes())
		if len(sums) > 0 && (err != nil || !maps.Equal(sums, again)) {
			t.Errorf("%q became %q", data, again)
		}
	})
}

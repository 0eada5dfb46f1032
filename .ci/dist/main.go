// Command dist makes the archives of a release: gongshi for five systems, with the licences and the
// bill of all that is linked in, and their sums. It is run by `make dist` from the root of a clone:
//
//	commit ─ go build ─▶ binary ─ buildinfo ─▶ modules ─▶ licences, bill ─▶ archive ─▶ sums
//
// The same commit and the same Go give the same bytes, wherever and whenever they are made:
// .ci/dist/twice shows it. So nothing in an archive comes from the clock, the path, the user or the
// order of a directory, and a tree with uncommitted files is refused.
//
// It is no part of the product, hence its place, where ./... does not look. It is Go and not make,
// because tar and zip differ between systems, and because the modules are read from the binary.
//
// The bill and the licences are our own, since two tools leave out what has to be passed on.
// cyclonedx-gomod v1.10.0 (bin -json -noserial -notimestamp -std -licenses) names no licence for 21
// of 96 components: Go, oasdiff/yaml, and the first 19 of the list, which it says are not in the
// module cache and are. It exits with 0 nevertheless, and its bill holds the hash of the tool's own
// binary, which holds the path of the module cache. go-licenses v1.6.0 (save) passes on neither the
// licence of Go nor any PATENTS nor yaml.v2's LICENSE.libyaml, but 106 source files of two modules,
// and takes 28 s of CPU for each system; its v2 is on no proxy.
//
// It does not sign, upload or tag.
package main

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// target is a system that a release is made for, in Go's names.
type target struct{ system, processor string }

var targets = []target{
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"linux", "loong64"},
	{"windows", "amd64"},
	{"darwin", "arm64"},
}

const (
	program = "./cmd/gongshi"
	folder  = "dist"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	made, err := commitTime()
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(folder), os.Mkdir(folder, 0o755)); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "dist")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	var sums []string
	for _, t := range targets {
		files, err := t.release(scratch, made)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", t.system, t.processor, err)
		}
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(folder, f.name), f.data, 0o644); err != nil {
				return err
			}
			sums = append(sums, fmt.Sprintf("%x  %s\n", sha256.Sum256(f.data), f.name))
			fmt.Fprintf(out, "%s/%s (%.1f MB)\n", folder, f.name, float64(len(f.data))/1e6)
		}
	}
	slices.SortFunc(sums, func(a, b string) int { return cmp.Compare(a[66:], b[66:]) })
	list := []byte(strings.Join(sums, ""))
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), list, 0o644)
}

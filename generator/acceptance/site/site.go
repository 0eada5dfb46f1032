// Package site builds sites for the tests in the folders beside it, and shows them as a crawler
// sees them: pages parsed, by their addresses. It reaches the generator by its façade only.
//
// Each of those folders is a package of its own, so that they run at the same time: canary and
// pages need neither a browser nor Java; accessibility, screen, search, states, versions and nasty a
// browser; markup Java. The tests in servers and office are for `make acceptance`, by the build tag
// of that name.
package site

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/generator"
	"gongshi/generator/acceptance/golden"
	"gongshi/generator/register"
)

// AsOf is the day for which tests build: long after every deadline of the project's own register.
const AsOf = "2026-11-23"

// root is the project's, seen from the package of a test.
const root = "../../.."

// Own is a copy of the project's own register, for the test to change.
func Own(t testing.TB) string { return source(t, root) }

// WithLayouts adds the built-in layouts to a source, as a site's own.
func WithLayouts(t testing.TB, source string) string {
	t.Helper()
	err := os.CopyFS(filepath.Join(source, "layouts"), os.DirFS(filepath.Join(root, "layouts")))
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// EveryKey is a copy of a register that uses every key.
func EveryKey(t testing.TB) string { return source(t, root+"/generator/testdata/every-key") }

// English is a copy of a register in English with every status.
func English(t testing.TB) string { return source(t, root+"/generator/testdata/english") }

// Schedules is a copy of a register in English with every schedule that there is.
func Schedules(t testing.TB) string { return source(t, root+"/generator/testdata/schedules") }

// Texts is a copy of a register whose texts use all of Markdown.
func Texts(t testing.TB) string {
	return golden.Unpack(t, golden.Parse(t, root+"/generator/testdata/texts.txtar"))
}

// Withdrawn is a copy of a register with corrections, a withdrawn and an erased finding, and the record
// of three days.
func Withdrawn(t testing.TB) string {
	from := root + "/generator/testdata/withdrawn"
	to := source(t, from)
	if err := os.CopyFS(filepath.Join(to, "record"), os.DirFS(from+"/record")); err != nil {
		t.Fatal(err)
	}
	return to
}

// source copies a register without what else lies beside it, such as what builds have kept.
func source(t testing.TB, dir string) string {
	t.Helper()
	to := t.TempDir()
	err := os.CopyFS(filepath.Join(to, "content"), os.DirFS(filepath.Join(dir, "content")))
	config, missing := os.ReadFile(filepath.Join(dir, "config.toml"))
	written := os.WriteFile(filepath.Join(to, "config.toml"), config, 0o600)
	if err := errors.Join(err, missing, written); err != nil {
		t.Fatal(err)
	}
	return to
}

// Build gives the site of a source, in a folder of the test's own. Of a source that was built
// before in this process it is a copy: nothing of a build stays in the source then.
func Build(t testing.TB, source string) string {
	t.Helper()
	return BuildFor(t, source, AsOf)
}

// BuildFor is Build for a day.
func BuildFor(t testing.TB, source, day string) string {
	t.Helper()
	output := filepath.Join(t.TempDir(), "public")
	key := digest(t, source, day)
	if site, known := built.Load(key); known {
		if err := os.CopyFS(output, site.(fstest.MapFS)); err != nil {
			t.Fatal(err)
		}
		return output
	}
	BuildTo(t, source, output, day)
	built.Store(key, memory(t, output))
	return output
}

// built holds the sites that were built in this process, by the digests of their sources: most tests
// of a package look at the same three.
var built sync.Map

// digest is of all that a site is made of: a source, without what builds keep in it, and a day.
func digest(t testing.TB, source, day string) [sha256.Size]byte {
	t.Helper()
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", day)
	files := memory(t, source)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := files[name]
		fmt.Fprintf(h, "%q %d\n%s", name, len(file.Data), file.Data)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// memory reads a folder, without what builds keep in a source.
func memory(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".gongshi" {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		data, err := os.ReadFile(file)
		files[filepath.ToSlash(name)] = &fstest.MapFile{Data: data, Mode: 0o600}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// BuildTo releases the site of a source into a folder that may have a site already.
func BuildTo(t testing.TB, source, output, day string) {
	t.Helper()
	states, err := register.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	_, err = generator.Build(context.Background(), generator.Options{
		Source: source, Output: output, Now: time.Unix(0, 0), AsOf: states})
	if err != nil {
		t.Fatal(err)
	}
}

// Sample is a built site on the disk.
type Sample struct{ Name, Dir string }

// Samples builds what the pages are tried with: this project's own register, one that uses every
// key, one in English with every status, and one with what was corrected, withdrawn and recorded. The
// fifth, whose texts mean harm, has its own tests.
func Samples(t testing.TB) []Sample {
	t.Helper()
	return []Sample{
		{"own", Build(t, Own(t))},
		{"every-key", Build(t, EveryKey(t))},
		{"english", Build(t, English(t))},
		{"withdrawn", Build(t, Withdrawn(t))},
	}
}

// Size is that of a file of a site, in bytes.
func Size(t testing.TB, dir, name string) int {
	t.Helper()
	info, err := fs.Stat(os.DirFS(dir), name)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}

// Single writes all findings of a source as one page, which needs no other file, and gives its
// folder and name.
func Single(t testing.TB, source string) (dir, name string) {
	t.Helper()
	states, err := register.ParseDay(AsOf)
	if err != nil {
		t.Fatal(err)
	}
	page, _, err := generator.Single(context.Background(), generator.Options{Source: source,
		Now: time.Unix(0, 0), AsOf: states})
	dir = t.TempDir()
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "single.html"), page, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir, "single.html"
}

package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// office is a source that somebody edits at random, with its output.
type office struct {
	*testing.T
	*rand.Rand
	face           fs.FS
	source, output string
	day            register.Day
	published      map[[sha256.Size]byte]bool // every site that was ever released
}

func newOffice(t *testing.T, face fs.FS, source string) *office {
	o := &office{T: t, Rand: rand.New(rand.NewPCG(5, 6)), face: face,
		source: filepath.Join(t.TempDir(), "source"),
		output: filepath.Join(t.TempDir(), "public"), day: 738000,
		published: map[[sha256.Size]byte]bool{}}
	if err := os.CopyFS(o.source, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// some gives one of the files below a folder whose names match.
func (o *office) some(dir, pattern string) string {
	var found []string
	_ = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if match, _ := filepath.Match(pattern, filepath.Base(file)); match && !d.IsDir() {
			found = append(found, file)
		}
		return err
	})
	if len(found) == 0 {
		return ""
	}
	return found[o.IntN(len(found))]
}

// state is what is kept of the output; that of none before the first build.
func (o *office) state() string {
	o.Helper()
	releases := filepath.Join(o.source, source.StateDir, "releases")
	entries, _ := os.ReadDir(releases)
	if len(entries) == 0 {
		return releases
	}
	return filepath.Join(releases, entries[0].Name())
}

// rollback puts the release before back, and with it the findings that have been removed.
func (o *office) rollback() {
	o.Helper()
	options, restore := o.options(o.source, o.output), []string(nil)
	_, err := Rollback(options, nil)
	if withheld, is := errors.AsType[*register.WithheldError](err); is {
		restore = withheld.Removed
		_, err = Rollback(options, restore)
	}
	// What somebody has edited in the output, and the source makes otherwise by now, is nowhere.
	_, lost := errors.AsType[*release.LostError](err)
	if !lost && !errors.Is(err, release.ErrNoEarlier) {
		o.must(err)
	}
}

func (o *office) write(name string, data []byte) {
	o.Helper()
	o.must(os.MkdirAll(filepath.Dir(name), 0o755))
	o.must(os.WriteFile(name, data, 0o600))
}

func (o *office) replace(name, old, now string) {
	data, err := os.ReadFile(name)
	o.must(err)
	o.write(name, bytes.Replace(data, []byte(old), []byte(now), 1))
}

// finding is any finding's file.
func (o *office) finding() string {
	for {
		if file := o.some(filepath.Join(o.source, "content"), "[a-z]*.md"); file != "" {
			return file
		}
	}
}

// edit does something that editors do.
func (o *office) edit() {
	file := o.finding()
	switch n := o.IntN(13); n {
	case 0, 1, 2:
		o.replace(file, "title: ", "title: "+string(rune('a'+o.IntN(26))))
	case 3: // of the same length, in the same instant
		o.replace(file, "title: a", "title: b")
	case 4:
		info, err := os.Stat(file)
		o.must(err)
		o.replace(file, "title: b", "title: c")
		o.must(os.Chtimes(file, info.ModTime(), info.ModTime()))
	case 5:
		data, err := os.ReadFile(file)
		o.must(err)
		folder := filepath.Dir(file)
		copied := filepath.Join(folder,
			fmt.Sprintf("copy-%s-%d.md", filepath.Base(folder), o.IntN(5)))
		if bytes.Contains(data, []byte("x_was")) {
			return // a copy itself
		}
		number := []byte(fmt.Sprintf("\nnumber: n%d\nx_was: ", o.IntN(1e9)))
		o.write(copied, bytes.Replace(data, []byte("\nnumber: "), number, 1))
	case 6:
		if copied := o.some(o.source, "copy-*.md"); copied != "" {
			o.must(os.Remove(copied))
		}
	case 7:
		o.replace(filepath.Join(o.source, "config.toml"), `title = "`, `title = "x`)
	case 8:
		o.write(filepath.Join(o.source, "layouts/finding.html"),
			[]byte(fmt.Sprint("<p>{{ .Title }}", o.IntN(3), "{{ jsonify .Params }}")))
	case 9:
		o.write(filepath.Join(o.source, "static", fmt.Sprintf("own%d.svg", o.IntN(3))),
			[]byte(fmt.Sprint(o.IntN(3))))
	case 10:
		if own := o.some(filepath.Join(o.source, "static"), "own*"); own != "" {
			o.must(os.Remove(own))
		}
	case 11:
		o.day += register.Day(o.IntN(40))
	case 12: // the register's own text, an inspection's or a category's
		o.replace(o.some(o.source, "_index.md"), "title: ", "title: "+string(rune('a'+o.IntN(26))))
	}
}

// damage does to the cache what must cost time and nothing else. It gives the name of what it
// damaged.
func (o *office) damage() string {
	states := []string{filepath.Join(o.source, cacheDir),
		o.state()}
	name := o.some(states[o.IntN(2)], []string{"register", "renewed", "site", "trees"}[o.IntN(4)])
	if name == "" {
		return ""
	}
	data, err := os.ReadFile(name)
	o.must(err)
	switch o.IntN(5) {
	case 0:
		o.must(os.Remove(name))
	case 1:
		o.write(name, data[:o.IntN(len(data))])
	case 2:
		data[o.IntN(len(data))] ^= byte(1 + o.IntN(255))
		o.write(name, data)
	case 3:
		o.write(name, nil)
	case 4: // another program's, which would understand it in another way
		root, err := os.OpenRoot(filepath.Dir(name))
		o.must(err)
		o.must(cache.Write(root, filepath.Base(name), "another", time.Now(), []byte("anything")))
		o.must(root.Close())
	}
	return filepath.Base(name)
}

// touch does to the output what the next build puts right.
func (o *office) touch() {
	file := o.some(o.output, "*.html")
	if file == "" {
		return
	}
	switch o.IntN(4) {
	case 0:
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		o.must(err)
		_, err = f.WriteString("by hand")
		o.must(err)
		o.must(f.Close())
	case 1:
		o.must(os.Remove(file))
	case 2:
		o.write(filepath.Join(o.output, fmt.Sprintf("mine/%d.html", o.IntN(3))), []byte("by hand"))
	case 3:
		o.must(os.Remove(file))
		o.write(file, []byte("by hand"))
	}
}

func (o *office) options(source, output string) Options {
	return Options{Source: source, Output: output, Now: time.Unix(0, 0), AsOf: o.day, Keep: 2}
}

func (o *office) build(source, output string) Result {
	o.Helper()
	result, err := build(context.Background(), o.options(source, output), o.face)
	o.must(err)
	return result
}

// check holds the output against a clean build, and what is kept against what was released.
func (o *office) check(what string) {
	o.Helper()
	clean := o.TempDir()
	dir := filepath.Join(clean, "source")
	o.must(os.CopyFS(dir, os.DirFS(o.source)))
	o.must(os.RemoveAll(filepath.Join(dir, source.StateDir)))
	o.build(dir, filepath.Join(clean, "public"))
	want, got := o.tree(filepath.Join(clean, "public")), o.tree(o.output)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if want[name] != got[name] {
			o.Errorf("%s: %s is not as in a clean build", what, name)
		}
		delete(got, name)
	}
	for name := range got {
		o.Errorf("%s: %s is left", what, name)
	}
	o.published[digestOf(want)] = true
	o.must(os.RemoveAll(clean))
	output, err := release.Open(o.output, filepath.Join(o.source, source.StateDir), "")
	o.must(err)
	kept := output.Kept()
	output.Close()
	for _, k := range kept {
		site := map[string]string{}
		for name := range k.Files {
			data, err := k.Read(name)
			o.must(err)
			site["/"+name] = string(data)
		}
		if !o.published[digestOf(site)] {
			o.Errorf("%s: the release %d was never released", what, k.Number)
		}
	}
	if o.Failed() {
		o.FailNow()
	}
}

func (o *office) tree(dir string) map[string]string {
	files := map[string]string{}
	o.must(filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		files[file[len(dir):]] = string(data)
		return err
	}))
	return files
}

func digestOf(files map[string]string) [sha256.Size]byte {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%q %q\n", name, files[name])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

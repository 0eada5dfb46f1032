// Package bundle packs all that is published into one zip: the site as it is, the register written
// anew, its papers, its tables, the sums of all of these, and a page that says what to do with them.
//
// The register is written from what is public of it, never copied: no comment, no key of the
// site's own, no author, no approval; the record is the one that the site has. What is unpacked
// checks, and builds the same pages, but for layouts, words and static files of the site's own. The same
// site gives the same bytes, whenever it is packed.
//
// The package builds no site, makes no papers and writes no file.
package bundle

import (
	"archive/zip"
	"cmp"
	"compress/flate"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"gongshi/generator/register"
	"gongshi/generator/sign"
	"gongshi/generator/source"
)

// Bundle is what is packed.
type Bundle struct {
	Site     fs.FS              // that is published
	Source   fs.FS              // of the attachments and the allowances
	Register *register.Snapshot // its public view
	Papers   map[string][]byte  // by file name
}

// Folders of a bundle.
const (
	siteDir     = "site"
	registerDir = "register"
	papersDir   = "papers"
	dataDir     = "data"
	readmeFile  = "README.html"
)

// FileName is what a bundle of a site is called, by its title and the day of its states.
func FileName(title string, day register.Day, ext string) string {
	const longest = 40 // in characters
	if runes := []rune(title); len(runes) > longest {
		title = string(runes[:longest])
	}
	return cmp.Or(register.DownloadName(title, ""), "gongshi") + "-" + day.String() + ext
}

// NameError is the refusal of a file that not every system can unpack.
type NameError struct{ Name string }

func (e *NameError) Error() string { return fmt.Sprintf("%q is no name on every system", e.Name) }

// file is one of a bundle; nothing is read before it is packed.
type file struct {
	name string
	open func() (io.ReadCloser, error)
}

func of(name string, data []byte) file {
	return file{name, func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(data))), nil
	}}
}

func from(name string, fsys fs.FS, at string) file {
	return file{name, func() (io.ReadCloser, error) { return fsys.Open(at) }}
}

// Write packs a bundle, and gives how many files are in it. The errors are a *NameError, a
// problem.List where the register that was written anew is at fault, or the system's.
func (b Bundle) Write(ctx context.Context, to io.Writer) (files int, err error) {
	all, err := b.files(ctx)
	if err != nil {
		return 0, err
	}
	slices.SortFunc(all, func(x, y file) int { return cmp.Compare(x.name, y.name) })
	for _, f := range all {
		if !unpackable(f.name) {
			return 0, &NameError{f.name}
		}
	}
	z := zip.NewWriter(to)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	sums := sign.Sums{}
	for _, f := range all {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if sums[f.name], err = pack(z, f); err != nil {
			return 0, err
		}
	}
	if _, err := pack(z, of(sign.SumsFile, sums.Bytes())); err != nil {
		return 0, err
	}
	return len(all) + 1, z.Close()
}

// packed is the time of every file, the first that a zip can have: a bundle does not depend on when
// it was made.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func pack(z *zip.Writer, f file) (d sign.Digest, err error) {
	in, err := f.open()
	if err != nil {
		return d, err
	}
	defer in.Close()
	out, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: packed})
	if err != nil {
		return d, err
	}
	h := sha256.New()
	_, err = io.Copy(out, io.TeeReader(in, h))
	return sign.Digest(h.Sum(nil)), err
}

// files lists all of a bundle but its sums.
func (b Bundle) files(ctx context.Context) ([]file, error) {
	var all []file
	err := fs.WalkDir(b.Site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !d.Type().IsRegular() {
			return &fs.PathError{Op: "open", Path: name, Err: errors.New("not a file")}
		}
		all = append(all, from(path.Join(siteDir, name), b.Site, name))
		if copied(name) {
			all = append(all, from(path.Join(dataDir, path.Base(name)), b.Site, name))
		}
		if name == register.RecordURL { // the site's history is made of it
			all = append(all, from(path.Join(registerDir, source.RecordFile), b.Site, name))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	texts, attached, err := b.rewritten(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		all = append(all, of(path.Join(registerDir, name), texts[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(attached)) {
		all = append(all, from(path.Join(registerDir, name), b.Source, attached[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(b.Papers)) {
		all = append(all, of(path.Join(papersDir, name), b.Papers[name]))
	}
	readme, err := b.readme()
	return append(all, of(readmeFile, readme)), err
}

// copied says whether a file of the site is the register as a table, or as data.
func copied(name string) bool {
	dir, base := path.Split(name)
	return dir == "data/" && (strings.HasPrefix(base, "findings") || base == "datapackage.json")
}

// reserved are the names that Windows has for devices, with whatever ending.
var reserved = []string{"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6",
	"com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// longestName is in bytes, of a file or folder.
const longestName = 255

// unpackable says whether every system can have a file of that name.
func unpackable(name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	for step := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(step), ".")
		odd := func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"\|?*`, r) }
		if len(step) > longestName || slices.Contains(reserved, strings.TrimSpace(stem)) ||
			strings.TrimRight(step, ". ") != step || strings.ContainsFunc(step, odd) {
			return false
		}
	}
	return true
}

package release

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"gongshi/generator/cache"
)

// Kept is an earlier release. On disk it is a reverse delta, as RCS has them: a manifest with the
// digests of all its files, and those files that its successor, the release in whose favour it was
// replaced, does not have. The others lie with its successors, the last of which is the output.
type Kept struct {
	Number   int       // the newest has the highest
	Released time.Time // zero where that is not known
	Files    map[string]Digest
	places   []string // where its files may lie: its own folder, its successors', the output
}

var errManifest = errors.New("the manifest of the release cannot be read")

// LostError says that files of an earlier release are nowhere as they were released.
type LostError struct {
	Number int
	Names  []string // sorted; none where the manifest cannot be read
}

func (e *LostError) Error() string {
	return fmt.Sprintf("release %d: %v, files that are lost: %d", e.Number, e.Names, len(e.Names))
}

// Whole says whether its manifest could be read.
func (k Kept) Whole() bool { return k.Files != nil }

// Read gives the bytes of a file as it was released; whatever else lies under its name is passed
// over. The errors are fs.ErrNotExist where the release has no such file, else a *LostError.
func (k Kept) Read(name string) ([]byte, error) {
	digest, is := k.Files[name]
	switch {
	case !k.Whole():
		return nil, &LostError{Number: k.Number}
	case !is:
		return nil, fs.ErrNotExist
	}
	for _, place := range k.places {
		for _, data := range readKept(place, name) {
			if sha256.Sum256(data) == digest {
				return data, nil
			}
		}
	}
	return nil, &LostError{k.Number, []string{name}}
}

// readRegular reads a file. A pipe under its name would wait for ever, a link may lead anywhere.
func readRegular(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrInvalid
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Where releases are kept in a state, each under its number.
const (
	keptDir      = "kept"
	filesDir     = "files"
	manifestName = "manifest"
)

// Kept lists the earlier releases of the output that are kept, oldest first.
func (o *Output) Kept() []Kept { return keptIn(o.state, o.dir) }

// NoEarlier is the error where none is: the system's where what the source keeps cannot be reached.
func (o *Output) NoEarlier() error { return cmp.Or(o.unkept, ErrNoEarlier) }

func keptIn(state, output string) []Kept {
	dir := filepath.Join(state, keptDir)
	numbers := numbersIn(dir)
	all, places := make([]Kept, len(numbers)), []string{output}
	for i, n := range slices.Backward(numbers) {
		own := numbered(dir, n)
		places = slices.Concat([]string{filepath.Join(own, filesDir)}, places)
		all[i] = Kept{Number: n, places: places}
		all[i].Released, all[i].Files, _ = unpackManifest(filepath.Join(own, manifestName))
	}
	return all
}

// numbersIn lists the numbers that folders have as names, lowest first.
func numbersIn(dir string) []int {
	entries, _ := os.ReadDir(dir)
	var numbers []int
	for _, e := range entries { // sorted by name, and so by number: it has eight digits
		if n, err := strconv.Atoi(e.Name()); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func numbered(dir string, n int) string { return filepath.Join(dir, fmt.Sprintf("%08d", n)) }

// vacant is the place after the last of those that have numbers.
func vacant(dir string) string {
	last := 0
	for _, n := range numbersIn(dir) {
		last = n
	}
	return numbered(dir, last+1)
}

// manifestForm begins every manifest; the digest of the rest follows.
const manifestForm = "gongshi release 1\n"

func packManifest(released time.Time, files map[string]Digest) []byte {
	p := cache.NewPacker(len(files) * packedFile)
	p.Number(released.Unix())
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p.Text(name)
		p.Digest(files[name])
	}
	sum := p.Sum()
	return slices.Concat([]byte(manifestForm), sum[:], p.Bytes())
}

// readManifest gives what follows the digest.
func readManifest(path string) (body []byte, err error) {
	data, err := readRegular(path)
	if err != nil {
		return nil, err
	}
	data, is := bytes.CutPrefix(data, []byte(manifestForm))
	if !is || len(data) < sha256.Size ||
		sha256.Sum256(data[sha256.Size:]) != Digest(data[:sha256.Size]) {
		return nil, errManifest
	}
	return data[sha256.Size:], nil
}

func unpackManifest(path string) (time.Time, map[string]Digest, error) {
	body, err := readManifest(path)
	if err != nil {
		return time.Time{}, nil, err
	}
	u := cache.NewUnpacker(string(body))
	released, files := time.Unix(u.Number(), 0), map[string]Digest{}
	for u.More() {
		name := u.Text()
		if !isName(name) {
			u.Fail()
		}
		files[name] = u.Digest()
	}
	if u.Broken() {
		return time.Time{}, nil, errManifest
	}
	return released, files, nil
}

// isName says whether a name can be that of a file in a tree.
func isName(name string) bool {
	return fs.ValidPath(name) && name != "." && filepath.IsLocal(filepath.FromSlash(name))
}

// drop keeps a release no more.
func (o *Output) drop(all []Kept, n int) error {
	own := all[n].places[0]
	if err := o.materialize(all[:n], own, keptFiles(own)); err != nil {
		return err
	}
	return o.remove(filepath.Dir(own))
}

// materialize writes files of a folder that is about to go into the newest of the releases before
// which has them, unless that has them from elsewhere; those before it find them there.
func (o *Output) materialize(before []Kept, folder string, names []string) error {
	if len(before) == 0 {
		return nil
	}
	for _, name := range names {
		for _, data := range readKept(folder, name) {
			if err := o.materializeFile(before, folder, name, data); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Output) materializeFile(before []Kept, folder, name string, data []byte) error {
	digest, n := sha256.Sum256(data), len(before)-1
	has := func(k Kept) bool { is, there := k.Files[name]; return there && is == digest }
	for n >= 0 && !has(before[n]) {
		n--
	}
	if n < 0 {
		return nil
	}
	k := before[n].without(folder)
	if _, err := k.Read(name); err == nil {
		return nil
	}
	to := filepath.Join(k.places[0], filepath.FromSlash(name))
	return errors.Join(o.disk.MkdirAll(filepath.Dir(to), 0o755), o.disk.RemoveAll(to),
		o.disk.WriteFile(to, data))
}

// without is the release where a folder is not there.
func (k Kept) without(folder string) Kept {
	k.places = slices.DeleteFunc(slices.Clone(k.places), func(place string) bool {
		return place == folder
	})
	return k
}

// remove removes a kept release; of a half removed one, no number is left.
func (o *Output) remove(dir string) error {
	return errors.Join(o.disk.RemoveAll(o.dropped()), o.disk.Rename(dir, o.dropped()),
		o.disk.RemoveAll(o.dropped()))
}

func (o *Output) dropped() string { return filepath.Join(o.state, "dropped") }

// pruned is a release once so many earlier ones are kept.
func (o *Output) pruned(r Release, keep int) (Release, error) {
	r.Unkept, r.Migrated = o.unkept, o.migrated
	var errs []error
	if keep == Forget {
		var err error
		r.Orphans, err = o.forgetOrphans()
		errs = append(errs, err)
	}
	if keep == Forget || r.Unkept != nil {
		keep = 0
	}
	dir := filepath.Join(o.state, keptDir)
	numbers := numbersIn(dir)
	gone := numbers[:max(0, len(numbers)-keep)]
	for _, n := range gone {
		errs = append(errs, o.remove(numbered(dir, n)))
	}
	if keep == 0 && r.Unkept == nil {
		r.Forgotten = len(gone)
	}
	var err error
	r.Purged, err = o.purge()
	if err = errors.Join(append(errs, err)...); err != nil {
		err = &PlacedError{true, err}
	}
	return r, err
}

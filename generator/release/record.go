package release

import (
	"crypto/sha256"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongshi/generator/cache"
)

// Digest is that of a file's bytes.
type Digest = [sha256.Size]byte

// file is what is known of one file in a tree.
type file struct {
	digest Digest // the zero Digest for what is no regular file
	stamp  cache.Stamp
}

// records says what each tree was left as: public/, and a stage that takes its place. A tree is known
// by its directory's inode, which it takes along when trees change places. Without a record, or
// with one that is not true any more, a tree is read whole: that takes time, and what somebody has
// edited is put right, but not told from what was released.
type records struct {
	noted  time.Time
	trees  map[uint64]string // packed, by the directory's inode; nobody wants all of them
	placed uint64            // that of them which was last put in the output's place
	read   time.Time         // when these were
	output *Output
}

const (
	recordsName = "trees"
	// recordsForm is the version of their form. They tell of bytes, and hold for any program.
	recordsForm = "trees 2"
)

func (o *Output) readRecords() records {
	r := records{trees: map[uint64]string{}, read: time.Now(), output: o}
	root, err := os.OpenRoot(o.state)
	if err != nil {
		return r
	}
	defer root.Close()
	body, noted := cache.Read(root, recordsName, recordsForm)
	u := cache.NewUnpacker(body)
	if body != "" {
		r.placed = uint64(u.Number())
	}
	for u.More() {
		r.trees[uint64(u.Number())] = u.Text()
	}
	if u.Broken() {
		clear(r.trees)
	}
	r.noted = noted
	id := r.id(o.dir)
	if o.releasedByOthers() {
		delete(r.trees, id)
		return r
	}
	// A copy or a backup that somebody has put there is held against what it stands for.
	if _, known := r.trees[id]; !known && id != 0 && r.trees[r.placed] != "" {
		r.trees[id] = r.trees[r.placed]
	}
	return r
}

// touched is the file with the time that the lock was given by the last release from this source.
func (o *Output) touched() string { return filepath.Join(o.state, "touched") }

// touch gives the lock the time of a release. Of another source's, the output's files do not tell:
// file by file, they get into the same folder.
func (o *Output) touch() {
	now := time.Now()
	_ = os.Chtimes(o.lock(), now, now)
	_ = os.WriteFile(o.touched(), []byte(o.lockTime()), 0o600)
}

func (o *Output) lockTime() string {
	info, err := os.Lstat(o.lock())
	if err != nil {
		return ""
	}
	return strconv.FormatInt(info.ModTime().UnixNano(), 10)
}

// releasedByOthers says whether another source has released its site to the output since.
func (o *Output) releasedByOthers() bool {
	then, err := os.ReadFile(o.touched())
	return err == nil && string(then) != o.lockTime()
}

// leave notes what the output is left as: a tree that is in its place, or is about to be.
func (r records) leave(o *Output, tree string, files map[string]file, noted time.Time) {
	r.set(tree, files)
	r.placed = r.id(tree)
	r.write(o, noted)
	o.touch()
}

// write keeps the records of the trees that there are, whose stamps were noted at a time. What
// cannot be written only costs the next release time.
func (r records) write(o *Output, noted time.Time) {
	there := map[uint64]bool{}
	for _, tree := range o.all() {
		there[r.id(tree)] = true
	}
	delete(there, 0) // the system does not tell, and so they are all one
	there[r.placed] = true
	p := &cache.Packer{}
	p.Number(int64(r.placed))
	for _, id := range slices.Sorted(maps.Keys(r.trees)) {
		if there[id] {
			p.Number(int64(id))
			p.Text(r.trees[id])
		}
	}
	if root, err := os.OpenRoot(o.state); err == nil {
		defer root.Close()
		_ = cache.Write(root, recordsName, recordsForm, noted, p.Bytes())
	}
}

// all lists the places of trees.
func (o *Output) all() []string {
	trees := []string{o.dir, o.stage(), o.aside()}
	for _, n := range numbersIn(o.earlier()) {
		trees = append(trees, numbered(o.earlier(), n))
	}
	return trees
}

// id is a tree's inode. On the output's disk, where that is another one, it has the highest bit the
// other way round, since each disk counts for itself.
func (r records) id(tree string) uint64 {
	id := inode(tree)
	if id != 0 && r.output.apart() && !strings.HasPrefix(tree, r.output.state) {
		id ^= 1 << 63
	}
	return id
}

func inode(path string) uint64 {
	info, err := os.Lstat(path)
	if err != nil {
		return 0
	}
	return cache.StampOf(info).Inode
}

// packedFile is about what the record of a file takes, in bytes.
const packedFile = 100

// set notes what a tree is left as.
func (r records) set(tree string, files map[string]file) {
	p := cache.NewPacker(len(files) * packedFile)
	for name, is := range files {
		p.Text(name)
		p.Digest(is.digest)
		p.Stamp(is.stamp)
	}
	r.trees[r.id(tree)] = string(p.Bytes())
}

// of gives what a tree was left as; nil where that is not known.
func (r records) of(tree string) map[string]file {
	packed, known := r.trees[r.id(tree)]
	if !known {
		return nil
	}
	u := cache.NewUnpacker(packed)
	files := make(map[string]file, len(packed)/packedFile)
	for u.More() {
		name := u.Text()
		if !isName(name) {
			u.Fail() // what was edited under such a name would be moved away
		}
		files[name] = file{u.Digest(), u.Stamp()}
	}
	if u.Broken() {
		return nil
	}
	return files
}

// stampOf is the stamp of a file in a tree; the zero Stamp where there is none.
func stampOf(tree, name string) cache.Stamp {
	return stampAt(filepath.Join(tree, filepath.FromSlash(name)))
}

func stampAt(path string) cache.Stamp {
	info, err := os.Lstat(path)
	if err != nil {
		return cache.Stamp{}
	}
	return cache.StampOf(info)
}

package release

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// released is the file with the digests of the index pages that were released, newest last. A site
// with layouts of its own may not have the tag, and is known by these.
func (o *Output) released() string { return filepath.Join(o.state, "released") }

// releasedIndexes is how many digests are known: any release that is kept, and some more.
const releasedIndexes = 32

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// recordIndex adds a tree's index page to those, before the tree is in place: a digest without its
// site does no harm.
func (o *Output) recordIndex(tree string) error {
	index, err := os.ReadFile(filepath.Join(tree, "index.html"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	before, err := os.ReadFile(o.released())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	known := append(strings.Fields(string(before)), digest(index))
	known = known[max(0, len(known)-releasedIndexes):]
	return o.replace(o.released(), []byte(strings.Join(known, "\n")+"\n"))
}

// replace writes a file of the state whole or not at all: an atomic replace.
func (o *Output) replace(path string, data []byte) error {
	draft := path + beside
	if err := o.disk.RemoveAll(draft); err != nil {
		return err
	}
	if err := o.disk.WriteFile(draft, data); err != nil {
		return err
	}
	if err := o.disk.SyncTree(draft); err != nil {
		return err
	}
	return errors.Join(o.disk.Rename(draft, path), o.disk.SyncDir(filepath.Dir(path)))
}

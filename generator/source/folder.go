// Package source is the author's folder: its places, what in it is ignored, and how files are put
// into it, one by one (an atomic replace) or several at once (a transaction). [Open] opens it once
// for all that a verb does; links never lead out of it. Locks are here too.
//
// It does not know what any file says, nor what a site is.
package source

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// The places of a source, slash-separated.
const (
	ConfigFile = "config.toml"
	ContentDir = "content"
	LayoutsDir = "layouts"
	StaticDir  = "static"
	I18nDir    = "i18n"

	// RecordDir is what was published, approved and allowed; it is a part of the source, and no part
	// of the site.
	RecordDir  = "record"
	AllowFile  = RecordDir + "/allow.yml"
	RecordFile = RecordDir + "/record.json"

	// WellKnownDir is the one folder with a dot that is published: the web itself asks for it.
	WellKnownDir = StaticDir + "/.well-known"

	// OutputDir is where a site goes unless another folder is named.
	OutputDir = "public"

	// StateDir is Gongshi's own: no part of the register, and kept out of git by itself.
	StateDir       = ".gongshi"
	transactionDir = StateDir + "/transaction"
)

// Inputs are the places that a site is made from, or that say what of them may be published.
func Inputs() []string {
	return []string{ConfigFile, ContentDir, LayoutsDir, StaticDir, I18nDir, RecordDir}
}

// Folder is an open source.
type Folder struct {
	dir  string
	root *os.Root
}

// Open opens a source, and ends what a process that was killed has begun to commit there.
func Open(dir string) (*Folder, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(absolute)
	if err != nil {
		return nil, err
	}
	f := &Folder{absolute, root}
	if err := f.Recover(); err != nil {
		_ = root.Close()
		return nil, err
	}
	return f, nil
}

func (f *Folder) Close() error { return f.root.Close() }

// Dir is the folder's absolute path.
func (f *Folder) Dir() string { return f.dir }

// StatePath is the absolute path of [StateDir].
func (f *Folder) StatePath() string { return filepath.Join(f.dir, StateDir) }

// FS reads the folder. Opening a link that leads out of it is an error, and so is opening what is
// neither a file nor a folder.
func (f *Folder) FS() fs.FS { return onlyFiles{f.root.FS().(rootFS), f.root} }

// Root reads and writes the folder, under the same rule.
func (f *Folder) Root() *os.Root { return f.root }

// MakeState makes [StateDir], with a .gitignore of its own. Drafts lie in it, so that other users of
// the machine may not look into it, whatever they may do with the source.
func (f *Folder) MakeState() error {
	if err := f.root.MkdirAll(StateDir, 0o700); err != nil {
		return err
	}
	if info, err := f.root.Lstat(StateDir); err == nil && info.IsDir() {
		_ = f.root.Chmod(StateDir, 0o700) // one that somebody else made stays theirs
	}
	ignore := path.Join(StateDir, ".gitignore")
	if _, err := f.root.Lstat(ignore); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return f.Replace(ignore, []byte("*\n"))
}

// WriteState puts files into a folder below [StateDir], each by [Folder.Replace].
func (f *Folder) WriteState(dir string, files map[string][]byte) error {
	if err := f.MakeState(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := f.Replace(path.Join(dir, name), files[name]); err != nil {
			return err
		}
	}
	return nil
}

// Replace writes a file in one step (an atomic replace): a reader finds the old bytes or the new
// ones, never a part. Bytes that are there already are left alone, so that nothing that looks for
// changes finds one. The folders above it are made. It does not wait for the disk: after a power
// failure the file may be the old one.
func (f *Folder) Replace(name string, data []byte) error {
	if old, err := f.root.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	temporary := beside(name)
	err := f.root.MkdirAll(path.Dir(name), 0o777)
	if err == nil {
		err = f.root.WriteFile(temporary, data, 0o666)
	}
	if err == nil {
		err = f.root.Rename(temporary, name)
	}
	if err != nil {
		_ = f.root.Remove(temporary) // the first error is the one to tell
	}
	return err
}

// beside is a name in the same folder that nothing has, and that is on the ignore list.
func beside(name string) string {
	return path.Join(path.Dir(name), "."+rand.Text()+".tmp")
}

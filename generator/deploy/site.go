package deploy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"gongshi/generator/release"
	"gongshi/generator/sign"
)

// ErrMoved says that a file of the site is not as its sums say.
var ErrMoved = errors.New("changed while it was deployed")

// Site is a finished site in a folder.
type Site struct {
	tree
	Title, Identity string // of its register
}

// tree is files in a folder, with their digests.
type tree struct {
	dir     string
	digests map[string]Digest
}

// OpenSite gives the site in a folder: what its sums name, and its proof.
func OpenSite(dir string) (Site, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return Site{}, err
	}
	s := Site{tree: tree{absolute, map[string]Digest{}}}
	data, err := os.ReadFile(filepath.Join(absolute, sign.SumsFile))
	if err != nil {
		return s, err
	}
	sums, err := sign.ParseSums(data)
	if err != nil {
		return s, err
	}
	for name, digest := range sums {
		if !deployable(name) {
			return s, &fs.PathError{Op: "deploy", Path: strconv.Quote(name), Err: fs.ErrInvalid}
		}
		s.digests[name] = digest
	}
	index, err := os.ReadFile(filepath.Join(absolute, indexFile))
	if err != nil {
		return s, err
	}
	s.Title, s.Identity = release.RegisterOf(index)
	return s, s.addProof()
}

// registerOf gives the title and the identity of the register that an index page is of.
func registerOf(index []byte) (title, identity string) { return release.RegisterOf(index) }

// addProof adds the files that the sums do not name.
func (s Site) addProof() error {
	fsys := os.DirFS(s.dir)
	for _, name := range sign.Names() {
		err := fs.WalkDir(fsys, name, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // an unsigned site
			}
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			s.digests[name] = sha256.Sum256(data)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// owner tells the deployments of one site on one machine from all others, and says nothing of
// either: the journal is public.
func (s Site) owner() string {
	host, _ := os.Hostname()
	sum := sha256.Sum256([]byte(host + "\x00" + s.dir))
	return hex.EncodeToString(sum[:8])
}

// open opens a file whose bytes are what the digest says.
func (t tree) open(name string) (*os.File, error) {
	file := filepath.Join(t.dir, filepath.FromSlash(name))
	if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, &fs.PathError{Op: "open", Path: file, Err: ErrMoved})
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	if _, err = io.Copy(h, f); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil && Digest(h.Sum(nil)) != t.digests[name] {
		err = &fs.PathError{Op: "read", Path: file, Err: ErrMoved}
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// draftOf is the name that a file has until all of it is there.
func draftOf(name string) string {
	return path.Join(path.Dir(name), "."+path.Base(name)+".gongshi-deploy")
}

// held is a tree of one file that lies nowhere, until it is ended.
func held(name string, data []byte) (t tree, end func(), err error) {
	dir, err := os.MkdirTemp("", "gongshi-deploy-")
	if err != nil {
		return t, nil, err
	}
	end = func() { _ = os.RemoveAll(dir) }
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		end()
		return t, nil, err
	}
	return tree{dir, map[string]Digest{name: sha256.Sum256(data)}}, end, nil
}

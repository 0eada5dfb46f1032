package source

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"time"
)

type overlay struct {
	fs.FS
	files   map[string][]byte
	folders map[string]bool // of the files that are written
}

// Overlay gives a source as it would be with some files written, and those without data removed.
func Overlay(fsys fs.FS, files []File) fs.FS {
	o := overlay{fsys, map[string][]byte{}, map[string]bool{}}
	for _, f := range files {
		o.files[f.Name] = f.Data
		for dir := path.Dir(f.Name); f.Data != nil && !o.folders[dir]; dir = path.Dir(dir) {
			o.folders[dir] = true
		}
	}
	return o
}

func (o overlay) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		if data == nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		info := memoryInfo{path.Base(name), int64(len(data))}
		return &memoryFile{bytes.NewReader(data), info}, nil
	}
	return o.FS.Open(name)
}

// ReadDir adds what is not there yet.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if errors.Is(err, fs.ErrNotExist) && o.folders[name] {
		err = nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		data, ok := o.files[path.Join(name, e.Name())]
		return ok && data == nil
	})
	known := map[string]bool{}
	for _, e := range entries {
		known[e.Name()] = true
	}
	for file, data := range o.files {
		for at, below := file, false; at != "."; at, below = path.Dir(at), true {
			base := path.Base(at)
			if path.Dir(at) != name || known[base] || data == nil {
				continue
			}
			known[base], err = true, nil
			if below {
				entries = append(entries, fs.FileInfoToDirEntry(folderInfo{memoryInfo{base, 0}}))
				continue
			}
			entries = append(entries, fs.FileInfoToDirEntry(memoryInfo{base, int64(len(data))}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if data, ok := o.files[name]; ok {
		if data == nil {
			return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
		}
		return memoryInfo{path.Base(name), int64(len(data))}, nil
	}
	info, err := fs.Stat(o.FS, name)
	return o.folder(name, info, err)
}

// folder is what there is under a name, or a folder that is there for a file in it.
func (o overlay) folder(name string, info fs.FileInfo, err error) (fs.FileInfo, error) {
	if errors.Is(err, fs.ErrNotExist) && o.folders[name] {
		return folderInfo{memoryInfo{path.Base(name), 0}}, nil
	}
	return info, err
}

func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, ok := o.files[name]; ok {
		return o.Stat(name)
	}
	info, err := fs.Lstat(o.FS, name)
	return o.folder(name, info, err)
}

func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

type memoryFile struct {
	*bytes.Reader
	info memoryInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }

// memoryInfo has the time of now: no cache may take such a file for one that it knows.
type memoryInfo struct {
	name string
	size int64
}

func (i memoryInfo) Name() string       { return i.name }
func (i memoryInfo) Size() int64        { return i.size }
func (i memoryInfo) Mode() fs.FileMode  { return 0o644 }
func (i memoryInfo) ModTime() time.Time { return time.Now() }
func (i memoryInfo) IsDir() bool        { return false }
func (i memoryInfo) Sys() any           { return nil }

type folderInfo struct{ memoryInfo }

func (folderInfo) Mode() fs.FileMode { return fs.ModeDir | 0o755 }
func (folderInfo) IsDir() bool       { return true }

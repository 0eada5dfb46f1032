package register

import (
	"io/fs"
	"time"

	"gongshi/generator/cache"
)

// FileCache keeps what attachments were published as, so that each is read only where it may have
// changed. It is for one goroutine at a time.
type FileCache struct {
	files map[string]cachedAttachment // by path relative to the source
	noted time.Time                   // when the stamps of what was unpacked were
}

type cachedAttachment struct {
	as    File
	stamp cache.Stamp
	dirty bool // the file may have changed; its stamp may tell that it has not
}

// Invalidate makes dirty the attachments at a path or below it; their stamps tell nothing.
func (c *FileCache) Invalidate(path string) {
	for file := range c.files {
		if isAtOrBelow(file, path) {
			c.files[file] = cachedAttachment{dirty: true}
		}
	}
}

// Read names the attachments of a register. One is read only where it is new or dirty, and its
// stamp does not tell that it has the bytes that it was published with.
func (c *FileCache) Read(fsys fs.FS, r *Register) (Files, error) {
	now, files := map[string]cachedAttachment{}, Files{}
	for _, name := range r.Attachments() {
		if _, done := now[name]; done {
			continue
		}
		a, err := c.look(fsys, name)
		if err != nil {
			return files, err
		}
		now[name], files[name] = a, a.as
	}
	c.files = now
	return files, nil
}

func (c *FileCache) look(fsys fs.FS, name string) (cachedAttachment, error) {
	a, known := c.files[name]
	if known && !a.dirty {
		return a, nil
	}
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return a, err
	}
	before := a.stamp
	a.stamp, a.dirty = cache.StampOf(info), false
	if known && before == a.stamp && before.Holds(c.noted) {
		return a, nil
	}
	data, err := fs.ReadFile(fsys, name)
	a.as = NewFile(name, data)
	return a, err
}

// Pack packs what is known.
func (c *FileCache) Pack(p *cache.Packer) {
	p.Number(int64(len(c.files)))
	for name, a := range c.files {
		p.Text(name)
		p.Text(a.as.URL)
		p.Text(a.as.Type)
		p.Number(a.as.Size)
		p.Stamp(a.stamp)
	}
}

// Unpack takes what was packed, into an empty cache; the stamps were noted at a time.
func (c *FileCache) Unpack(u *cache.Unpacker, noted time.Time) {
	c.files, c.noted = map[string]cachedAttachment{}, noted
	for n := u.Number(); n > 0 && !u.Broken(); n-- {
		c.files[u.Text()] = cachedAttachment{File{URL: u.Text(), Type: u.Text(), Size: u.Number()},
			u.Stamp(), true}
	}
}

package render

import (
	"crypto/sha256"
	"sync"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
)

// desk is where one batch is rendered: a Hugo site with the theme, and no content yet.
type desk struct {
	memory, out afero.Fs
	said        *log
	told        *reader
}

// desk lays one out; what Hugo makes of the theme is left to ready.
func (r *Renderer) desk() (*desk, error) {
	memory, err := r.lay()
	told := &reader{Fs: memory, stopped: make(chan (<-chan bool), 1)}
	return &desk{memory, afero.NewMemMapFs(), newLog(), told}, err
}

// ready has Hugo read the theme, in its turn.
func (d *desk) ready(site Site) (err error) {
	defer recovered(&err)
	configs, err := configure(d.told, site, d.said)
	if err != nil {
		return err
	}
	disks := hugofs.NewFrom(d.told, configs.LoadingInfo.BaseConfig)
	dest := hugofs.NewBasePathFs(d.out, "/")
	disks.PublishDir, disks.PublishDirStatic, disks.PublishDirServer = dest, dest, dest
	d.told.sites, err = hugolib.NewHugoSites(dependencies(disks, configs, d.said))
	return err
}

// stock holds desks that are ready for batches to come, all for one theme and site.
type stock struct {
	mu     sync.Mutex
	digest [sha256.Size]byte
	desks  []*desk
}

// inStock is how many batches one saved finding takes: its own page, and then what else shows it.
const inStock = 2

// Prepare makes ready what the next batches begin with, in the background: reading the theme takes
// Hugo 55 ms, a page 5. It is of use to whoever waits for a few pages at a time.
func (r *Renderer) Prepare() {
	digest := r.Digest()
	go func() {
		for r.stock.wants(digest) {
			d, err := r.desk()
			if err != nil {
				return
			}
			release := d.said.take()
			err = d.ready(r.site)
			release()
			if err != nil {
				return // the build that meets it says so
			}
			r.stock.put(digest, d)
		}
	}()
}

// wants says whether a desk is wanted, and clears away those for another theme or site.
func (s *stock) wants(digest [sha256.Size]byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.digest != digest {
		s.clear()
		s.digest = digest
	}
	return len(s.desks) < inStock
}

func (s *stock) put(digest [sha256.Size]byte, d *desk) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.digest == digest && len(s.desks) < inStock {
		s.desks = append(s.desks, d)
		return
	}
	_ = d.told.sites.Close()
}

// take gives a desk that is ready for the theme and site with a digest; nil where there is none.
func (s *stock) take(digest func() [sha256.Size]byte) *desk {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.desks) == 0 {
		return nil
	}
	if s.digest != digest() {
		s.clear()
		return nil
	}
	d := s.desks[len(s.desks)-1]
	s.desks = s.desks[:len(s.desks)-1]
	return d
}

func (s *stock) clear() {
	for _, d := range s.desks {
		_ = d.told.sites.Close()
	}
	s.desks = nil
}

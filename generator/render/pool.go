package render

import (
	"crypto/sha256"
	"sync"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
)

// hugoSite is a Hugo site in memory that renders one batch: the theme, and no content yet.
type hugoSite struct {
	source, out afero.Fs
	log         *logCapture
	content     *contentFs
	sites       *hugolib.HugoSites // nil until load
}

func (r *Renderer) newHugoSite() (*hugoSite, error) {
	source, err := r.sourceFs()
	content := &contentFs{Fs: source, stopped: make(chan (<-chan bool), 1)}
	return &hugoSite{source, afero.NewMemMapFs(), newLogCapture(), content, nil}, err
}

// load has Hugo read the theme. The caller holds Hugo's lock.
func (h *hugoSite) load(site Site) (err error) {
	defer recovered(&err)
	configs, err := configure(h.content, site, h.log)
	if err != nil {
		return err
	}
	disks := hugofs.NewFrom(h.content, configs.LoadingInfo.BaseConfig)
	dest := hugofs.NewBasePathFs(h.out, "/")
	disks.PublishDir, disks.PublishDirStatic, disks.PublishDirServer = dest, dest, dest
	h.sites, err = hugolib.NewHugoSites(dependencies(disks, configs, h.log))
	h.content.sites = h.sites
	return err
}

// pool holds loaded sites for batches to come, all for one theme and site.
type pool struct {
	mu     sync.Mutex
	digest [sha256.Size]byte
	idle   []*hugoSite
}

// poolSize is how many batches one saved finding takes: its own page, and then what else shows it.
const poolSize = 2

// WarmUp loads the theme for the next batches, in the background: that takes Hugo 55 ms, a page 5.
// It is of use where few pages at a time are waited for.
func (r *Renderer) WarmUp() {
	digest := r.Digest()
	go func() {
		for r.pool.wants(digest) {
			h, err := r.newHugoSite()
			if err != nil {
				return
			}
			unlock := h.log.lockHugo()
			err = h.load(r.site)
			unlock()
			if err != nil {
				return // the build that meets it says so
			}
			r.pool.put(digest, h)
		}
	}()
}

// wants says whether the pool has room, and drops what is in it for another theme or site.
func (p *pool) wants(digest [sha256.Size]byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.digest != digest {
		p.drop()
		p.digest = digest
	}
	return len(p.idle) < poolSize
}

func (p *pool) put(digest [sha256.Size]byte, h *hugoSite) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.digest == digest && len(p.idle) < poolSize {
		p.idle = append(p.idle, h)
		return
	}
	_ = h.sites.Close()
}

// acquire takes a site that was loaded for the theme and site with a digest; nil where there is
// none.
func (p *pool) acquire(digest func() [sha256.Size]byte) *hugoSite {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return nil
	}
	if p.digest != digest() {
		p.drop()
		return nil
	}
	last := len(p.idle) - 1
	h := p.idle[last]
	p.idle = p.idle[:last]
	return h
}

func (p *pool) drop() {
	for _, h := range p.idle {
		_ = h.sites.Close()
	}
	p.idle = nil
}

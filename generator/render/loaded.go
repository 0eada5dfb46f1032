package render

import (
	"crypto/sha256"
	"maps"
	"reflect"
	"sync"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
)

// hugoSite is a Hugo site in memory: the theme, and no content yet.
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

// load has Hugo read the theme, for a site whose params are not known yet. The caller holds Hugo's
// lock.
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

// setParams gives the site what layouts see as site.Params, before any page is rendered.
func (h *hugoSite) setParams(params map[string]any) {
	maps.Copy(h.sites.Sites[0].Params(), prepared(params))
}

// loaded keeps what Hugo has made of one theme and site: loading takes it 100 ms, a page 1 to 5.
type loaded struct {
	mu     sync.Mutex
	digest [sha256.Size]byte
	direct *direct // nil until it is loaded, or where byHugo
	byHugo bool    // a layout needs pages of Hugo's

	spare   []*hugoSite // for direct, and for Hugo's next builds, which take one each
	spareOf Site        // that they were loaded for, without its params
}

// spareSites is how many builds one saved finding takes: its own page, its lists, and what else shows
// it.
const spareSites = 3

// WarmUp loads the theme for the next pages, in the background. It is of use where few pages at a
// time are waited for.
func (r *Renderer) WarmUp() {
	go func() {
		r.loaded.mu.Lock()
		defer r.loaded.mu.Unlock()
		err := r.load() // the build that meets an error says so
		for err == nil && r.loaded.byHugo && len(r.loaded.spare) < spareSites {
			err = r.loadSpare()
		}
	}()
}

// loadSpare has Hugo read the theme for a site whose params may be set later. The caller holds the
// lock of r.loaded.
func (r *Renderer) loadSpare() error {
	h, err := r.newHugoSite()
	if err != nil {
		return err
	}
	unlock := h.log.lockHugo()
	defer unlock()
	if err := h.load(r.site); err != nil {
		return err
	}
	r.loaded.dropSpares(r.site)
	r.loaded.spare = append(r.loaded.spare, h)
	return nil
}

// nextHugoSite is one that has rendered nothing, and is loaded where a spare one is left.
func (r *Renderer) nextHugoSite() (*hugoSite, error) {
	l := r.loaded
	l.dropSpares(r.site)
	if len(l.spare) == 0 {
		return r.newHugoSite()
	}
	h := l.spare[0]
	l.spare = l.spare[1:]
	return h, nil
}

// load has the theme loaded for direct rendering, unless it needs pages of Hugo's. The caller holds
// the lock of r.loaded.
func (r *Renderer) load() (err error) {
	l, digest := r.loaded, r.Digest()
	if l.digest != digest {
		l.drop()
		l.digest, l.byHugo = digest, false
	}
	if l.direct == nil && !l.byHugo {
		l.direct, err = r.newDirect()
	}
	return err
}

// drop forgets what is loaded: what it has logged it does not log again.
func (l *loaded) drop() {
	if l.direct != nil {
		_ = l.direct.hugo.sites.Close()
	}
	l.direct = nil
}

// dropSpares forgets the sites that were loaded for another one.
func (l *loaded) dropSpares(of Site) {
	of.Params = nil
	if !reflect.DeepEqual(l.spareOf, of) {
		for _, h := range l.spare {
			_ = h.sites.Close()
		}
		l.spare, l.spareOf = nil, of
	}
}

package render

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
)

// Hugo v0.165.0 ends a build after 10 pages with an error. Its workers stop at once, and what hands
// them the pages may wait for ever, a deadlock: with a fault on every page and two cores, one
// build in eight did. Such a build is abandoned, and its pages are rendered
// again, so few at a time that there cannot be 10 errors.
const (
	// stopTimeout is how long the pages that were under way may take. A partial that calls itself
	// takes 2 s a page until it is found out.
	stopTimeout = 3 * time.Second
	retryBatch  = 5 // pages
)

var errDeadlock = errors.New("hugo has come to a standstill")

// build has Hugo render one batch, and gives the bytes by URL: of each page, and of nothing else.
func (r *Renderer) build(batch []Page) (map[string][]byte, error) {
	h, err := r.nextHugoSite()
	if err != nil {
		return nil, err
	}
	if err := writeContent(h.source, batch); err != nil {
		return nil, err
	}
	unlock := h.log.lockHugo()
	err = r.run(h)
	unlock()
	if errors.Is(err, errDeadlock) && len(batch) > retryBatch {
		return r.buildInSmallBatches(batch)
	}
	if err := (errorMap{r.theme, batch}).problems(err, h.log.messages()); err != nil {
		return nil, err
	}
	return r.collect(h.out, batch)
}

func (r *Renderer) buildInSmallBatches(batch []Page) (map[string][]byte, error) {
	all := map[string][]byte{}
	for part := range slices.Chunk(batch, retryBatch) {
		files, err := r.build(part)
		if err != nil {
			return nil, err
		}
		for url, data := range files {
			all[url] = data
		}
	}
	return all, nil
}

// collect holds Hugo to one file a page, with something in it.
func (r *Renderer) collect(out afero.Fs, batch []Page) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := afero.Walk(out, "/", func(path string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := afero.ReadFile(out, path)
		files[strings.TrimPrefix(filepath.ToSlash(path), "/")] = tidy(data)
		return err
	})
	if err != nil {
		return nil, err
	}
	// Hugo writes no file for an empty page.
	if err := r.theme.emptyPages(batch, files).Err(); err != nil {
		return nil, err
	}
	if len(files) != len(batch) {
		return nil, fmt.Errorf("rendering: %d pages gave %d files", len(batch), len(files))
	}
	return files, nil
}

// run is one Hugo build, from configuration to closing. It gives errDeadlock where the build was
// stopped and does not end.
func (r *Renderer) run(h *hugoSite) error {
	built := make(chan error, 1)
	go func() { built <- r.runHugo(h) }()
	select {
	case err := <-built:
		return err
	case stopped := <-h.content.stopped:
		select {
		case err := <-built:
			return err
		case <-stopped:
		}
	}
	select {
	case err := <-built:
		return err
	case <-time.After(r.stopTimeout):
		return errDeadlock
	}
}

// runHugo is run without its timeout.
func (r *Renderer) runHugo(h *hugoSite) (err error) {
	defer recovered(&err)
	if h.sites == nil {
		if err := h.load(r.site); err != nil {
			return err
		}
	}
	h.setParams(r.site.Params)
	defer h.sites.Close()
	return h.sites.Build(hugolib.BuildCfg{NoBuildLock: true})
}

// recovered makes an error of a panic of Hugo's.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

// contentFs notices that Hugo reads the first page. Only from then on does a build have the channel
// that says that it was stopped.
type contentFs struct {
	afero.Fs
	sites   *hugolib.HugoSites
	once    sync.Once
	stopped chan (<-chan bool)
}

func (c *contentFs) Open(name string) (afero.File, error) {
	if strings.HasSuffix(name, ".md") {
		c.once.Do(func() { c.stopped <- c.sites.Done() })
	}
	return c.Fs.Open(name)
}

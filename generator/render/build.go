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

// Hugo v0.165.0 ends a build after 10 pages with an error. Its workers stop at once, and whoever
// hands the pages to them may wait for them for ever: with a fault on every page and two cores, one
// build in eight did. Such a build is left standing, and its pages are rendered anew, so few at a
// time that there cannot be 10 errors.
const (
	// patience is how long the pages that were under way may take. A partial that calls itself
	// takes 2 s a page until it is found out.
	patience = 3 * time.Second
	few      = 5 // pages
)

var errStanding = errors.New("hugo has come to a standstill")

// build has Hugo render one batch, and gives the bytes by URL: of each page, and of nothing else.
func (r *Renderer) build(batch []Page) (map[string][]byte, error) {
	d := r.stock.take(r.Digest)
	if d == nil {
		var err error
		if d, err = r.desk(); err != nil {
			return nil, err
		}
	}
	if err := fill(d.memory, batch); err != nil {
		return nil, err
	}
	release := d.said.take()
	err := r.run(d)
	release()
	if errors.Is(err, errStanding) && len(batch) > few {
		return r.buildFew(batch)
	}
	if err := (blamer{r.theme, batch}).blame(err, d.said.taken()); err != nil {
		return nil, err
	}
	return r.collect(d.out, batch)
}

// buildFew is build, a few pages at a time.
func (r *Renderer) buildFew(batch []Page) (map[string][]byte, error) {
	all := map[string][]byte{}
	for part := range slices.Chunk(batch, few) {
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
	if err := r.theme.empty(batch, files).Err(); err != nil {
		return nil, err
	}
	if len(files) != len(batch) {
		return nil, fmt.Errorf("rendering: %d pages gave %d files", len(batch), len(files))
	}
	return files, nil
}

// run is one Hugo build, from configuration to closing. It gives errStanding where the build goes
// on without an end.
func (r *Renderer) run(d *desk) error {
	built := make(chan error, 1)
	go func() { built <- r.whole(d) }()
	select {
	case err := <-built:
		return err
	case stopped := <-d.told.stopped:
		select {
		case err := <-built:
			return err
		case <-stopped:
		}
	}
	select {
	case err := <-built:
		return err
	case <-time.After(r.wait):
		return errStanding
	}
}

// whole is run without an eye on the time.
func (r *Renderer) whole(d *desk) (err error) {
	defer recovered(&err)
	if d.told.sites == nil {
		if err := d.ready(r.site); err != nil {
			return err
		}
	}
	defer d.told.sites.Close()
	return d.told.sites.Build(hugolib.BuildCfg{NoBuildLock: true})
}

// recovered makes an error of a panic of Hugo's.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

// reader sees Hugo read the first page. Only from then on does a build have the channel that tells
// of its being stopped.
type reader struct {
	afero.Fs
	sites   *hugolib.HugoSites
	once    sync.Once
	stopped chan (<-chan bool)
}

func (r *reader) Open(name string) (afero.File, error) {
	if strings.HasSuffix(name, ".md") {
		r.once.Do(func() { r.stopped <- r.sites.Done() })
	}
	return r.Fs.Open(name)
}

package generator

import (
	"path"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/record"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// The cache of a source holds what its files were read as, and the memo of its site.
const (
	cacheDir  = source.StateDir + "/cache"
	siteCache = "site"
)

// store saves memories between builds. What cannot be read or written costs time, and is no trouble
// of a build: a source may be read-only. A nil store saves nothing.
type store struct {
	folder  *source.Folder
	program string    // that wrote what it reads; empty where unknown
	started time.Time // before anything was looked at

	register, site cache.State
}

func newStore(folder *source.Folder) *store {
	s := &store{folder: folder, started: time.Now(), register: cache.Missing, site: cache.Missing}
	s.program, _ = cache.Program()
	return s
}

func (s *store) loadSite() memo {
	var m memo
	body, noted, state := s.Read(siteCache)
	s.site = state
	m.unpack(body, noted)
	return m
}

// load puts what was saved of a register into a cache that has read nothing, and a gate.
func (s *store) load(c *register.Cache, g *record.Gate) {
	if s != nil {
		s.register = c.Load(s)
		g.Load(s)
	}
}

// save saves what a register was read as, and empties the cache.
func (s *store) save(c *register.Cache, g *record.Gate) {
	if s != nil {
		c.Save(s)
		g.Save(s)
		*c = register.Cache{}
	}
}

// Read, Write and Remove are of one file of the cache.
func (s *store) Read(name string) (body string, noted time.Time, state cache.State) {
	root, name := s.folder.Root(), path.Join(cacheDir, name)
	if s.program == "" {
		return "", time.Time{}, cache.Missing
	}
	body, noted = cache.Read(root, name, s.program)
	return body, noted, cache.Judge(root, name, s.program, body)
}

func (s *store) Write(name string, body []byte) {
	if s.program != "" && s.folder.MakeState() == nil {
		name = path.Join(cacheDir, name)
		_ = cache.Write(s.folder.Root(), name, s.program, s.started, body)
	}
}

func (s *store) Remove(name string) {
	_ = s.folder.Root().Remove(path.Join(cacheDir, name)) // what is left costs time
}

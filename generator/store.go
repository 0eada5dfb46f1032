package generator

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// The cache of a source holds what its files were read as, and the memo of its site.
const (
	cacheDir      = source.StateDir + "/cache"
	registerCache = cacheDir + "/register"
	deltaCache    = cacheDir + "/renewed" // what is later than the register's
	siteCache     = cacheDir + "/site"
)

// store saves memories between builds. What cannot be read or written costs time, and is no trouble
// of a build: a source may be read-only. A nil store saves nothing.
type store struct {
	folder  *source.Folder
	program string    // that wrote what it reads; empty where that cannot be told
	started time.Time // before anything was looked at

	register, site cache.State
}

func newStore(folder *source.Folder) *store {
	s := &store{folder: folder, started: time.Now(), register: cache.Missing, site: cache.Missing}
	s.program, _ = program()
	return s
}

// program names this very program. The version does not: who works on it builds many of one
// version. Nothing of the file is read: of its 90 MB, that would take 60 ms.
func program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	info, _ := debug.ReadBuildInfo()
	return fmt.Sprintf("%s %s %v\n%v", runtime.GOOS, runtime.GOARCH, cache.StampOf(file), info),
		nil
}

// loadSite gives the memo that was saved.
func (s *store) loadSite() memo {
	m := newMemo()
	if s.program != "" {
		body, noted := cache.Read(s.folder.Root(), siteCache, s.program)
		s.site = cache.Judge(s.folder.Root(), siteCache, s.program, body)
		m.unpack(body, noted)
	}
	return m
}

func (s *store) saveSite(m memo) { s.write(siteCache, m.pack()) }

// load puts what was saved of a register into a memory that has read nothing.
func (s *store) load(m *register.Cache) {
	if s == nil || s.program == "" {
		return
	}
	root := s.folder.Root()
	for n := 1; ; n++ {
		body, noted := cache.Read(root, bodyName(n), s.program)
		if n == 1 {
			s.register = cache.Judge(root, registerCache, s.program, body)
		}
		if body == "" {
			break
		}
		m.Unpack(body, noted)
	}
	m.UnpackDelta(cache.Read(root, deltaCache, s.program))
}

// save saves what a register was read as, and empties the memory.
func (s *store) save(m *register.Cache) {
	if s == nil {
		return
	}
	bodies, delta := m.Pack()
	if bodies != nil {
		n := 0
		for body := range bodies {
			n++
			s.write(bodyName(n), body)
		}
		s.remove(bodyName(n + 1)) // what was there before ends here
	}
	if delta != nil {
		s.write(deltaCache, delta)
	} else if bodies != nil {
		s.remove(deltaCache)
	}
	*m = register.Cache{}
}

// bodyName is the file of one body of the register's cache, from 1.
func bodyName(n int) string {
	if n == 1 {
		return registerCache
	}
	return fmt.Sprintf("%s_%d", registerCache, n)
}

func (s *store) write(name string, body []byte) {
	if s.program != "" && s.folder.MakeState() == nil {
		_ = cache.Write(s.folder.Root(), name, s.program, s.started, body)
	}
}

func (s *store) remove(name string) {
	_ = s.folder.Root().Remove(name) // with what is left of it, reading takes longer
}

package privacy

import (
	"maps"
	"slices"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/personal"
)

// Store keeps a body by its name: see register.Store.
type Store interface {
	Read(name string) (body string, noted time.Time, state cache.State)
	Write(name string, body []byte)
}

// kept is the name of what a gate knows.
const kept = "privacy"

// Load takes what was saved, into a gate that knows nothing. Of a broken body nothing is taken.
func (g *Gate) Load(s Store) {
	body, noted, _ := s.Read(kept)
	if body == "" {
		return
	}
	g.known, g.files = map[digest][]found{}, map[string]stamped{}
	u := cache.NewUnpacker(body)
	for n := u.Number(); n > 0 && !u.Broken(); n-- {
		g.files[u.Text()] = stamped{u.Stamp(), noted, u.Digest()}
	}
	for u.More() {
		key := u.Digest()
		var all []found
		for n := u.Number(); n > 0 && !u.Broken(); n-- {
			all = append(all, found{personal.Kind(u.Text()), u.Digest(), u.Text(), u.Text(), u.Text(),
				int(u.Number()), int(u.Number()), u.Flag()})
		}
		g.known[key] = all
	}
	if u.Broken() {
		g.known, g.files = nil, nil
	}
}

// Save saves what the gate knows, where that is not what was loaded, and forgets it but for the
// files.
func (g *Gate) Save(s Store) {
	defer func() { g.known, g.used = nil, nil }()
	if !g.dirty {
		return
	}
	g.dirty = false
	p := &cache.Packer{}
	p.Number(int64(len(g.files)))
	for _, name := range slices.Sorted(maps.Keys(g.files)) {
		p.Text(name)
		p.Stamp(g.files[name].stamp)
		p.Digest(g.files[name].digest)
	}
	for key, all := range g.known {
		p.Digest(key)
		p.Number(int64(len(all)))
		for _, f := range all {
			p.Text(string(f.kind))
			p.Digest(f.digest)
			p.Text(f.masked)
			p.Text(f.zh)
			p.Text(f.en)
			p.Number(int64(f.line))
			p.Number(int64(f.column))
			p.Flag(f.inName)
		}
	}
	s.Write(kept, p.Bytes())
}

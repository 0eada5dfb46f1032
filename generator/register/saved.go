package register

import (
	"fmt"
	"time"

	"gongshi/generator/cache"
)

// Store keeps bodies by name. What cannot be read or written costs time, and is no error.
type Store interface {
	// Read gives a body and when its stamps were noted; none where there is none to be trusted.
	Read(name string) (body string, noted time.Time, state cache.State)
	Write(name string, body []byte)
	Remove(name string)
}

const (
	savedCache = "register"
	savedDelta = "renewed" // what is later
)

// Load puts what was saved into a cache that has read nothing. It gives the state of the first body.
func (c *Cache) Load(s Store) cache.State {
	var first cache.State
	c.saved = true
	for n := 1; ; n++ {
		body, noted, state := s.Read(bodyName(n))
		if n == 1 {
			first = state
		}
		if body == "" {
			break
		}
		c.unpack(body, noted)
		c.bodies = n
	}
	delta, noted, _ := s.Read(savedDelta)
	c.unpackDelta(delta, noted)
	return first
}

// Save saves what the cache last read, where that is not what was loaded.
func (c *Cache) Save(s Store) {
	bodies, delta := c.packAll()
	if bodies != nil {
		n := 0
		for body := range bodies {
			n++
			s.Write(bodyName(n), body)
		}
		for more := n + 1; more <= max(n+1, c.bodies); more++ {
			s.Remove(bodyName(more)) // what was there before ends here
		}
	}
	if delta != nil {
		s.Write(savedDelta, delta)
	} else if bodies != nil {
		s.Remove(savedDelta)
	}
}

// bodyName is the name of one body, from 1.
func bodyName(n int) string {
	if n == 1 {
		return savedCache
	}
	return fmt.Sprintf("%s_%d", savedCache, n)
}

package register

import (
	"reflect"
	"strings"
	"sync"
)

// arena has texts stand side by side, and the items of lists. The collector looks up for every
// string and list where it lies, and what it looks up for 100,000 findings would be in no cache of
// the processor: a third of a build. What is in an arena lives as long as anything beside it.
type arena struct {
	mu    sync.Mutex
	texts strings.Builder
	items map[reflect.Type]any // by type: what is left of a slab, a []T behind a pointer
}

const (
	arenaSize = 1 << 20 // bytes of texts
	slabSize  = 1 << 16 // bytes of items
)

func (a *arena) clone(text string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.texts.Cap()-a.texts.Len() < len(text) {
		a.texts = strings.Builder{} // the one before lives as long as its texts
		a.texts.Grow(max(arenaSize, len(text)))
	}
	from := a.texts.Len()
	a.texts.WriteString(text)
	return a.texts.String()[from:]
}

// allot gives room for n items, which cannot grow into the room of others; without an arena they
// have a room of their own.
func allot[T any](a *arena, n int) []T {
	if a == nil {
		return make([]T, n)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	of := reflect.TypeFor[T]()
	left, known := a.items[of].(*[]T)
	if !known {
		left = new([]T)
		a.items[of] = left
	}
	if len(*left) < max(n, 1) { // an empty list is no nil
		*left = make([]T, max(n, slabSize/int(of.Size())))
	}
	room := (*left)[:n:n]
	*left = (*left)[n:]
	return room
}

// room is where what is read stands; nil for one reading only.
func (r *reader) room() *arena {
	if r.cached == nil {
		return nil
	}
	return r.cached.arena
}

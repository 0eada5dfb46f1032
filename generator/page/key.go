package page

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"

	"gongshi/generator/register"
)

// Key is a digest of all that a page is made from.
type Key [sha256.Size]byte

// keyOf gives the key of some parts: keys, texts, numbers, and whatever JSON can hold, which takes
// longer.
func keyOf(parts ...any) Key {
	data := make([]byte, 0, 512)
	add := func(text string) {
		data = append(binary.AppendUvarint(data, uint64(len(text))), text...)
	}
	for _, part := range parts {
		switch part := part.(type) {
		case Key:
			data = append(data, part[:]...)
		case []Key:
			data = binary.AppendUvarint(data, uint64(len(part)))
			for _, k := range part {
				data = append(data, k[:]...)
			}
		case [sha256.Size]byte:
			data = append(data, part[:]...)
		case string:
			add(part)
		case int:
			data = binary.AppendVarint(data, int64(part))
		case Link:
			add(part.Title)
			add(part.URL)
		default:
			encoded, _ := json.Marshal(part) // of this package's own plain structs
			add(string(encoded))
		}
	}
	return sha256.Sum256(data)
}

// fact is what many pages want to know of a finding, computed once.
type fact struct {
	state    register.State
	modified register.Date
	key      Key // of all that a page may show of the finding, but for those that it is related to
}

func (p *Planner) fact(f *register.Finding) *fact {
	if known := p.facts[f]; known != nil {
		return known
	}
	c, i := f.Category, f.Category.Inspection
	known := &fact{state: f.State(p.today, p.reports[i].next), modified: f.Modified()}
	if i.Published.Compare(known.modified) > 0 {
		known.modified = i.Published.Date
	}
	state := known.state
	known.key = keyOf(f.ID, f.Digest, c.ID, c.Digest, i.ID, i.Digest, string(state.Schedule),
		int(state.Due), state.Days, state.SinceFirst)
	for _, name := range f.Attachments() {
		known.key = keyOf(known.key, p.files[name])
	}
	p.facts[f] = known
	return known
}

// keys gives those of some findings, in their order.
func (p *Planner) keys(findings []*register.Finding) []Key {
	keys := make([]Key, len(findings))
	for i, f := range findings {
		keys[i] = p.fact(f).key
	}
	return keys
}

// inspectionKey is of everything in an inspection, and of how its reports stand.
func (p *Planner) inspectionKey(i *register.Inspection) Key {
	parts := []any{i.ID, i.Digest, p.reports[i].key}
	for _, c := range i.Categories {
		parts = append(parts, c.ID, c.Digest, p.keys(c.Findings))
	}
	return keyOf(parts...)
}

// Everything is the key of the whole register as of the day.
func (p *Planner) Everything() Key { return p.wholeKey() }

// wholeKey is of everything in the register.
func (p *Planner) wholeKey() Key {
	if p.everything == (Key{}) {
		parts := []any{p.base, p.today}
		for _, i := range p.register.Inspections {
			parts = append(parts, p.inspectionKey(i))
		}
		p.everything = keyOf(parts...)
	}
	return p.everything
}

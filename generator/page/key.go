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

// key is of all that a page may show of a finding, but for those that it is related to; computed
// once, since many pages show it.
func (p *Planner) key(f *register.Finding) Key {
	if known, is := p.keys[f]; is {
		return known
	}
	c, i, state := f.Category, f.Category.Inspection, p.snapshot.State(f)
	key := keyOf(f.ID, f.Digest, c.ID, c.Digest, i.ID, i.Digest, string(state.Schedule),
		int(state.Due), state.Days, state.SinceFirst)
	for _, name := range f.Attachments() {
		key = keyOf(key, p.files[name])
	}
	p.keys[f] = key
	return key
}

func (p *Planner) keysOf(findings []*register.Finding) []Key {
	keys := make([]Key, len(findings))
	for i, f := range findings {
		keys[i] = p.key(f)
	}
	return keys
}

// inspectionKey is of everything in an inspection, and of how its reports stand.
func (p *Planner) inspectionKey(i *register.Inspection) Key {
	r := p.snapshot.Report(i)
	parts := []any{i.ID, i.Digest, r.Latest.String(), int(r.Next), r.Days}
	for _, c := range i.Categories {
		parts = append(parts, c.ID, c.Digest, p.keysOf(c.Filed()))
	}
	return keyOf(parts...)
}

// Everything is the key of the whole register as of the day.
func (p *Planner) Everything() Key {
	if p.everything == (Key{}) {
		parts := []any{p.base, int(p.snapshot.Day)}
		for _, i := range p.snapshot.Inspections {
			parts = append(parts, p.inspectionKey(i))
		}
		p.everything = keyOf(parts...)
	}
	return p.everything
}

// reportKey is of how the reports of all inspections stand.
func (p *Planner) reportKey() Key {
	key := Key{}
	for _, i := range p.snapshot.Inspections {
		r := p.snapshot.Report(i)
		key = keyOf(key, i.ID, i.Digest, r.Latest.String(), int(r.Next), r.Days)
	}
	return key
}

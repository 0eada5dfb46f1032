package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// kept is what a build leaves for the next one: files, and what each was made from.
type kept struct {
	files map[string][]byte
	keys  map[string]export.Key
}

// build writes the search of a register as an index, bringing up to date what is kept. It gives the
// names of files that it wrote with other bytes; after so many it breaks off.
func (k *kept) build(t *testing.T, r *register.Register, most int) (changed []string) {
	t.Helper()
	s := siteFrom(t, r, "2026-11-23")
	s.Whole, s.Head = 1, 40
	s.Read = func(name string) ([]byte, error) {
		if data, is := k.files[name]; is {
			return data, nil
		}
		return nil, fs.ErrNotExist
	}
	var key export.Key
	broken := errors.New("broken off")
	err := export.Write(s, func(name string, now export.Key) bool {
		key = now
		was, known := k.keys[name]
		return known && was == now || !strings.HasPrefix(name, "data/search")
	}, func(name string, data []byte) error {
		if !bytes.Equal(k.files[name], data) {
			changed = append(changed, name)
		}
		k.files[name], k.keys[name] = data, key
		if most--; most < 0 {
			return broken
		}
		return nil
	})
	if err != nil && !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if err == nil {
		names := export.Names(s)
		maps.DeleteFunc(k.files, func(name string, _ []byte) bool { return !slices.Contains(names, name) })
	}
	return changed
}

// differing are the files that another has otherwise.
func (k *kept) differing(other *kept) (names []string) {
	for name := range k.files {
		if !bytes.Equal(k.files[name], other.files[name]) {
			names = append(names, name)
		}
	}
	for name := range other.files {
		if _, is := k.files[name]; !is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

const always = 1 << 30 // files

// growing reads the project's own register, with each finding some times over.
func growing(t *testing.T) *register.Register {
	t.Helper()
	r, err := register.Read(os.DirFS(ownSource))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Inspections[0].Categories {
		for n := range 3 {
			for _, f := range slices.Clone(c.Findings[:6]) {
				g := *f
				g.ID += fmt.Sprint("-", n)
				g.Digest[9] = byte(n + 1)
				c.Findings = append(c.Findings, &g)
			}
		}
	}
	return r
}

// change edits, adds, removes or withdraws a finding, as chance has it.
func change(r *rand.Rand, all *register.Register, n int) {
	categories := all.Inspections[0].Categories
	c := categories[r.IntN(len(categories))]
	at := r.IntN(len(c.Findings))
	f := *c.Findings[at]
	f.Digest[11], f.Digest[12] = byte(n), byte(n>>8)
	switch r.IntN(8) {
	case 0:
		f.ID += fmt.Sprint("-new-", n)
		c.Findings = slices.Insert(slices.Clone(c.Findings), at, &f)
	case 1:
		c.Findings = slices.Delete(slices.Clone(c.Findings), at, at+1)
	case 2:
		f.Withdrawn = &register.Withdrawal{On: all.Inspections[0].From.First, Reason: "重复"}
		c.Withdrawn = append(slices.Clone(c.Withdrawn), &f)
		c.Findings = slices.Delete(slices.Clone(c.Findings), at, at+1)
	case 3:
		f.Responsible = append(slices.Clone(f.Responsible), fmt.Sprint("第", n, "处"))
		c.Findings[at] = &f
	default:
		text := []rune(f.Body.Text + "改了" + fmt.Sprint(n))
		f.Body.Text = string(text[r.IntN(len(text)-1):])
		c.Findings[at] = &f
	}
}

// Whatever is edited, added, removed or withdrawn, and wherever a build was broken off, an index that
// is brought up to date has the bytes of one that is made anew.
func TestIndexBroughtUpToDateIsThatOfANewBuild(t *testing.T) {
	updated := 0
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 3))
		all := growing(t)
		k := &kept{map[string][]byte{}, map[string]export.Key{}}
		k.build(t, all, always)
		for n := range 12 {
			for range 1 + r.IntN(3) {
				change(r, all, n+1)
			}
			if r.IntN(3) == 0 {
				k.build(t, all, r.IntN(60))
				change(r, all, n+100)
			}
			changed := k.build(t, all, always)
			fresh := &kept{map[string][]byte{}, map[string]export.Key{}}
			whole := fresh.build(t, all, always)
			if names := k.differing(fresh); len(names) > 0 {
				t.Fatalf("seed %d, %d changes: %q differ", seed, n+1, names)
			}
			if len(changed) < len(whole)/2 {
				updated++
			}
		}
	}
	if updated == 0 {
		t.Error("no index was brought up to date")
	}
}

// What is gone from the register is in no file of the index, nor is a draft.
func TestIndexHasNothingOfWhatIsGone(t *testing.T) {
	all := growing(t)
	c := all.Inspections[0].Categories[0]
	f := *c.Findings[2]
	f.Body.Text, f.Digest[3] = "甪直魑魅魍魉", 3
	c.Findings[2] = &f
	k := &kept{map[string][]byte{}, map[string]export.Key{}}
	k.build(t, all, always)
	has := func() (names []string) {
		for name, data := range k.files {
			if bytes.Contains(data, []byte("魑魅")) || bytes.Contains(data, []byte(`"魍"`)) {
				names = append(names, name)
			}
		}
		return names
	}
	if len(has()) < 2 {
		t.Fatalf("%q", has())
	}
	g := f
	g.Draft, g.Digest[3] = true, 4
	c.Findings[2] = &g
	k.build(t, all.Published(), always)
	if names := has(); len(names) > 0 {
		t.Errorf("%q still have it", names)
	}
}

package generator

import (
	"crypto/sha256"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
)

// memo is the action cache: how each file of the site was made. A page whose input digest is known
// is neither written nor rendered, an export not made, as long as the target has what came of it.
//
// Planning digests a page's input, which takes microseconds; writing its content takes many times
// that, and rendering it far more. So a page that is made from something else is written, and where
// its content digest is known nothing else is done: early cutoff. It knows nothing of an output:
// where the files lie, release knows.
type memo struct {
	actions  map[string]action // by the name of the file that came of each
	attached register.FileCache
	noted    time.Time // when the stamps of what was unpacked were
	whole    whole
}

// action is how one file was made.
type action struct {
	input   release.Digest // of all that it was made from: a page's plan; zero for a plain file
	content release.Digest // of what stands on a page: layout, content and what all pages share
	output  release.Digest // of its bytes
}

func newMemo() memo { return memo{actions: map[string]action{}} }

// fresh says whether the target has a file as it is made from an input.
func (m *memo) fresh(to target, name string, input release.Digest) bool {
	a, known := m.actions[name]
	return known && a.input == input && to.Has(name, a.output)
}

// old reads a file of the target as it was put last.
func (p *pipeline) old(name string) ([]byte, error) {
	data, err := p.to.Read(name)
	if err == nil && sha256.Sum256(data) != p.memo.actions[name].output {
		err = fs.ErrNotExist
	}
	return data, err
}

// cutOff says whether the target has a page that says the same though its input is another, and
// notes that input.
func (m *memo) cutOff(to target, name string, now action) bool {
	a, known := m.actions[name]
	if !known || a.content != now.content || !to.Has(name, a.output) {
		return false
	}
	now.output = a.output
	m.actions[name] = now
	return true
}

func (p *pipeline) isPutOff(planned *page.Page) bool { return p.putOff && planned.Slow }
func (p *pipeline) isFast(planned *page.Page) bool   { return !p.isPutOff(planned) }

// due gives those of some pages that are wanted and made from something else than they were.
func (p *pipeline) due(pages []page.Page, wanted func(*page.Page) bool) []*page.Page {
	var due []*page.Page
	for i := range pages {
		if planned := &pages[i]; wanted(planned) &&
			!p.memo.fresh(p.to, planned.URL, p.now.digest(planned.Key)) {
			due = append(due, planned)
		}
	}
	return due
}

// contents writes each page when it is wanted, since all of them at once are many times the
// register, and leaves out those that the early cutoff spares. It notes how each of the others is
// made.
func (p *pipeline) contents(due []*page.Page, made map[string]action) iter.Seq2[render.Page, error] {
	before := p.rendered
	return func(yield func(render.Page, error) bool) {
		p.rendered = before // pages may be taken once more
		for _, planned := range due {
			content, err := planned.Write()
			a := p.now.actionOf(planned, content)
			if err == nil && p.memo.cutOff(p.to, planned.URL, a) {
				p.timer.Step()
				continue
			}
			made[planned.URL] = a
			if !yield(render.Page{URL: planned.URL, Layout: planned.Layout, Title: content.Title,
				Params: content.Params, Body: content.Body.Text, File: content.Body.File,
				Line: content.Body.Line}, err) {
				return
			}
		}
	}
}

// put puts a file into the target and notes how it was made.
func (p *pipeline) put(name string, data []byte, made action) (err error) {
	before, known := p.memo.actions[name]
	known = known && p.to.Has(name, before.output)
	if made.output, err = p.to.Put(name, data); err != nil {
		return err
	}
	p.memo.actions[name] = made
	if !known || before.output != made.output {
		p.changed = append(p.changed, name)
	}
	return nil
}

// digest is of something and of what all pages have in common.
func (n *plan) digest(of page.Key) release.Digest {
	return sha256.Sum256(slices.Concat(n.common[:], of[:]))
}

func (n *plan) actionOf(planned *page.Page, written page.Content) action {
	layout, content := sha256.Sum256([]byte(planned.Layout)), written.Digest()
	both := page.Key(sha256.Sum256(slices.Concat(layout[:], content[:])))
	return action{input: n.digest(planned.Key), content: n.digest(both)}
}

// prune forgets the files that are no more, and gives their names, sorted.
func (m *memo) prune(keep func(name string) bool) []string {
	var gone []string
	maps.DeleteFunc(m.actions, func(name string, _ action) bool {
		if keep(name) {
			return false
		}
		gone = append(gone, name)
		return true
	})
	slices.Sort(gone)
	return gone
}

// packedAction is about what an action takes, in bytes.
const packedAction = 140

func (m *memo) pack() []byte {
	p := cache.NewPacker(packedAction * len(m.actions))
	m.whole.pack(p)
	m.attached.Pack(p)
	for name, a := range m.actions {
		p.Text(name)
		p.Digest(a.input)
		p.Digest(a.content)
		p.Digest(a.output)
	}
	return p.Bytes()
}

// unpack takes what was packed; the stamps were noted at a time. Of a broken body nothing is taken.
func (m *memo) unpack(body string, noted time.Time) {
	*m = newMemo()
	if body == "" {
		return
	}
	m.noted = noted
	m.actions = make(map[string]action, len(body)/packedAction)
	u := cache.NewUnpacker(body)
	m.whole.unpack(u)
	m.attached.Unpack(u, noted)
	for u.More() {
		m.actions[u.Text()] = action{u.Digest(), u.Digest(), u.Digest()}
	}
	if u.Broken() {
		*m = newMemo()
	}
}

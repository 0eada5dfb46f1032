package export

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"gongshi/generator/register"
	"gongshi/generator/search"
)

// searchWhole is how many findings are searched as one file: 0.7 MB of texts. Of more, the page
// reads an index in shards, and the texts of those findings that it may show.
const searchWhole = 300

// searches are what the search page reads.
func (w *writer) searches() []output {
	all := slices.Concat(w.Searched.All(), withdrawn(w.Searched))
	if len(all) <= cmp.Or(w.Whole, searchWhole) {
		return []output{{name: register.IndexURL, key: w.searchKey("whole "+builtOn(w.Searched), all),
			make: func() ([]byte, error) { return Search(w.Searched) }}}
	}
	return newIndexing(w).outputs()
}

// indexing makes the files of an index in shards: all of them, or, where those that are there were
// made of the same layout, the ones that a changed finding touches. The states are written first and
// search.js last, both with the digest of all: where a walk was broken off in between, they differ,
// and all is made again.
type indexing struct {
	*writer
	root     rootIndex
	sections [][]*register.Finding // by category, in the register's order; what was withdrawn is last
	layout   search.Layout
	blocks   []search.Block

	prepare func() // once
	full    *search.Index
	update  *search.Update
	dirty   map[string]bool // shards that the update changes, by their names

	made  int // the shard that was made last
	shard search.Shard
}

func newIndexing(w *writer) *indexing {
	x := &indexing{writer: w, made: -1}
	x.prepare = sync.OnceFunc(x.compare)
	r := &x.root
	for _, i := range w.Searched.Inspections {
		scope := searchScope{Inspection: i.ID}
		for _, c := range i.Categories {
			x.sections = append(x.sections, c.Findings)
			scope.Categories = append(scope.Categories, c.ID)
			scope.Sizes = append(scope.Sizes, len(c.Findings))
		}
		r.Scopes = append(r.Scopes, scope)
	}
	gone := withdrawn(w.Searched)
	x.sections, r.Withdrawn = append(x.sections, gone), len(gone)
	x.layout = search.NewLayout(r.sizes())
	x.layout.Head = cmp.Or(w.Head, x.layout.Head)
	x.blocks = x.layout.Blocks()
	r.Postings, r.More = map[int]map[string]string{}, map[int]map[string]string{}
	r.Texts, r.Common = map[int]searchIndex{}, []string{}
	r.Built, r.Block = builtOn(w.Searched), search.BlockSize
	r.Shards, r.Head = x.layout.Shards, x.layout.Head
	r.Folder = "search-" + x.layout.Name() + "/"
	return x
}

func (x *indexing) outputs() []output {
	made := func(what string) func() Key {
		return func() Key { x.prepare(); return x.root.key(what) }
	}
	outputs := []output{{name: x.root.states(), key: made("states"), make: x.makeStates}}
	for _, b := range x.blocks {
		outputs = append(outputs, output{name: x.root.texts(b.Number),
			key:  x.searchKey(x.root.Folder, x.findings(b)),
			make: func() ([]byte, error) { return x.makeTexts(b) }})
	}
	for n := range x.layout.Shards {
		outputs = append(outputs, output{name: x.root.postings(n), key: x.shardKey,
			make: func() ([]byte, error) { return x.makePostings(n) }},
			output{name: x.root.more(n), key: x.shardKey,
				make: func() ([]byte, error) { return x.makeMore(n) }})
	}
	outputs = append(outputs, output{name: register.IndexURL, key: made("root"), make: x.makeRoot})
	for i := range outputs {
		outputs[i].inOrder = true
	}
	x.stale = x.isStale
	return outputs
}

func (x *indexing) isStale(name string) bool {
	if name != register.IndexURL && !strings.HasPrefix(name, x.root.url("")) {
		return false
	}
	x.prepare()
	return x.full != nil || x.dirty[name]
}

// shardKey is of a shard's place alone: what is in it, search.js and the states answer for.
func (x *indexing) shardKey() Key { return (&rootIndex{Folder: x.root.Folder}).key("postings") }

func (x *indexing) findings(b search.Block) []*register.Finding {
	return x.sections[b.Section][b.First : b.First+b.Count]
}

func (x *indexing) makeTexts(b search.Block) ([]byte, error) {
	data := indexOf(x.Searched, x.findings(b))
	if x.full != nil {
		for i, text := range data.texts() {
			x.full.Add(b.Number*search.BlockSize+i, text)
		}
	}
	return assign(fmt.Sprintf("gongshiSearch.texts[%d]", b.Number), data)
}

// texts gives what the index has of each finding.
func (i searchIndex) texts() []search.Text {
	var texts []search.Text
	for _, f := range i.Findings {
		text := search.Text{Lines: f.Text}
		for _, at := range f.Offices {
			text.Terms = append(text.Terms, "office:"+i.Offices[at])
		}
		texts = append(texts, text)
	}
	return texts
}

func (x *indexing) makePostings(n int) ([]byte, error) {
	if err := x.makeShard(n); err != nil {
		return nil, err
	}
	return slices.Concat(postingsOf(n), x.shard.Lists), nil
}

// makeMore comes after makePostings of the same shard; it is made once more where that was not.
func (x *indexing) makeMore(n int) ([]byte, error) {
	if x.made != n {
		if err := x.makeShard(n); err != nil {
			return nil, err
		}
	}
	return slices.Concat(moreOf(n), x.shard.More), nil
}

func postingsOf(n int) []byte { return fmt.Appendf(nil, "gongshiSearch.postings[%d]=", n) }
func moreOf(n int) []byte     { return fmt.Appendf(nil, "gongshiSearch.more[%d]=", n) }

func (x *indexing) makeShard(n int) (err error) {
	x.made = n
	if x.full != nil {
		x.shard = x.full.Shard(n)
		return nil
	}
	var old search.Shard
	if old.Lists, err = x.Read(x.root.postings(n)); err != nil {
		return err
	}
	if old.More, err = x.Read(x.root.more(n)); err != nil {
		return err
	}
	old.Lists = bytes.TrimPrefix(old.Lists, postingsOf(n))
	old.More = bytes.TrimPrefix(old.More, moreOf(n))
	x.shard, err = x.update.Shard(n, old)
	return err
}

func (x *indexing) makeRoot() ([]byte, error) {
	if x.full != nil {
		x.root.setCommon(x.full.Common())
	} else {
		x.root.setCommon(x.update.Common())
	}
	return assign("var gongshiSearch", x.root)
}

// compare finds out what has to be made, and the digest of all.
func (x *indexing) compare() {
	all := &keying{}
	all.add(x.root.Folder, fmt.Sprint(x.root.sizes()))
	changed := map[int]search.Block{}
	for _, b := range x.blocks {
		key := x.searchKey(x.root.Folder, x.findings(b))()
		if all.data = append(all.data, key[:]...); !x.known(x.root.texts(b.Number), key) {
			changed[b.Number] = b
		}
	}
	sum := all.sum()
	x.root.Digest = hex.EncodeToString(sum[:16])
	old, ok := x.before()
	if ok && len(changed) <= len(x.blocks)/8 {
		update := search.NewUpdate(x.layout, old.common())
		if x.changes(update, old, changed) && update.Possible() {
			x.update, x.dirty = update, map[string]bool{}
			for n := range x.layout.Shards {
				is := update.Touches(n)
				x.dirty[x.root.postings(n)], x.dirty[x.root.more(n)] = is, is
			}
			return
		}
	}
	x.full = search.NewIndex(x.layout)
}

// before gives search.js as it was, where all files of its index are as they were made with it.
func (x *indexing) before() (rootIndex, bool) {
	var old rootIndex
	if err := x.readScript(register.IndexURL, &old); err != nil || old.Folder != x.root.Folder ||
		!x.known(register.IndexURL, old.key("root")) || !x.known(old.states(), old.key("states")) {
		return old, false
	}
	for n := range x.layout.Shards {
		if !x.known(old.postings(n), x.shardKey()) || !x.known(old.more(n), x.shardKey()) {
			return old, false
		}
	}
	return old, true
}

// readScript reads what a script of the index assigns.
func (x *indexing) readScript(name string, into any) error {
	data, err := x.Read(name)
	if err != nil {
		return err
	}
	_, data, _ = bytes.Cut(data, []byte("="))
	return json.Unmarshal(data, into)
}

// changes tells an update what the changed blocks had and have; false where what they had is not
// there any more.
func (x *indexing) changes(u *search.Update, old rootIndex, changed map[int]search.Block) bool {
	had, has := map[int]bool{}, map[int]bool{}
	for _, b := range x.blocks {
		has[b.Number] = true
	}
	for _, b := range search.NewLayout(old.sizes()).Blocks() {
		if had[b.Number] = true; !has[b.Number] {
			changed[b.Number] = search.Block{Number: b.Number}
		}
	}
	for number, b := range changed {
		var before, now [search.BlockSize]search.Text
		copy(now[:], indexOf(x.Searched, x.findings(b)).texts())
		if had[number] {
			var was searchIndex
			if err := x.readScript(old.texts(number), &was); err != nil {
				return false
			}
			copy(before[:], was.texts())
		}
		for i := range now {
			u.Change(number*search.BlockSize+i, before[i], now[i])
		}
	}
	return true
}

// searchKey is of all that can be found of some findings.
func (w *writer) searchKey(what string, findings []*register.Finding) func() Key {
	return func() Key {
		k := &keying{}
		k.add(what)
		k.addSearched(w.Searched, findings)
		return k.sum()
	}
}

func (k *keying) addSearched(s *register.Snapshot, findings []*register.Finding) {
	var c *register.Category
	var i *register.Inspection
	for _, f := range findings {
		if f.Category.Inspection != i {
			i = f.Category.Inspection
			k.add(i.ID, string(i.Digest[:]))
		}
		if f.Category != c {
			c = f.Category
			k.add(c.ID, string(c.Digest[:]))
		}
		k.add(recordOf(f, s.State(f)).Review) // the only date that no file of these has
	}
	k.addFindings(findings)
}

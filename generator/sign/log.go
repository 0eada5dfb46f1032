package sign

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Entry is one signed release in the log.
type Entry struct {
	Day  string `json:"day"`  // 2006-01-02
	Sums string `json:"sums"` // SHA-256 of SHA256SUMS, in hexadecimal
	// How many files the site had, and how many of them were not in the release that was signed
	// before, had other bytes there, or were in that one alone.
	Files   int `json:"files"`
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Removed int `json:"removed"`
}

// tileHeight is that of C2SP tlog-tiles: 256 hashes.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// mostEntries is a release every hour for a hundred years.
const mostEntries = 1 << 20

// entryLimit is what a bundle can say of an entry's length.
const entryLimit = 1<<16 - 1

// log is the entries, and the hashes that follow from them.
type log struct {
	entries []string
	hashes  []tlog.Hash // stored hashes: see [tlog.StoredHashIndex]
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, i := range indexes {
		if i >= int64(len(l.hashes)) {
			return nil, errors.New("no such hash")
		}
		found = append(found, l.hashes[i])
	}
	return found, nil
}

func (l *log) add(entry string) error {
	if entry == "" || len(entry) > entryLimit {
		return fmt.Errorf("an entry of %d bytes", len(entry))
	}
	hashes, err := tlog.StoredHashes(int64(len(l.entries)), []byte(entry), l)
	l.entries, l.hashes = append(l.entries, entry), append(l.hashes, hashes...)
	return err
}

// tree gives the first n entries as one hash.
func (l *log) tree(n int64) (tlog.Tree, error) {
	hash, err := tlog.TreeHash(n, l)
	return tlog.Tree{N: n, Hash: hash}, err
}

// tilesOf gives the tiles of a log of some size: all whole ones, and the partial ones of this size.
// Those of earlier sizes are left out: a client that reads the checkpoint of a site finds the tiles
// for it. Entries are at level -1.
func tilesOf(size int64) []tlog.Tile {
	last := map[[2]int64]tlog.Tile{} // by level and number: the widest
	for _, t := range tlog.NewTiles(tileHeight, 0, size) {
		last[[2]int64{int64(t.L), t.N}] = t
	}
	for n := int64(0); n*tileWidth < size; n++ {
		width := min(tileWidth, size-n*tileWidth)
		last[[2]int64{-1, n}] = tlog.Tile{H: tileHeight, L: -1, N: n, W: int(width)}
	}
	return slices.Collect(maps.Values(last))
}

// files gives what is published of the log besides its checkpoint, by name within [LogDir].
func (l *log) files() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, t := range tilesOf(int64(len(l.entries))) {
		if t.L < 0 {
			files[tilePath(t)] = bundle(l.entries[t.N*tileWidth:][:t.W])
			continue
		}
		data, err := tlog.ReadTileData(t, l)
		if err != nil {
			return nil, err
		}
		files[tilePath(t)] = data
	}
	return files, nil
}

func bundle(entries []string) (data []byte) {
	for _, entry := range entries {
		data = binary.BigEndian.AppendUint16(data, uint16(len(entry)))
		data = append(data, entry...)
	}
	return data
}

// tilePath is where C2SP has a tile: as Go has it, but without the height, and entries at level -1.
func tilePath(t tlog.Tile) string {
	p := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	if rest, is := strings.CutPrefix(p, "data/"); is {
		p = "entries/" + rest
	}
	return "tile/" + p
}

// bundled reads a bundle of entries.
func bundled(data []byte) (entries []string, err error) {
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("a bundle of entries is cut")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries, data = append(entries, string(data[2:end])), data[end:]
	}
	return entries, nil
}

// tiles reads those of a published log. They are checked by [tlog.TileHashReader].
type tiles struct {
	ctx  context.Context
	read func(ctx context.Context, name string) ([]byte, error)
}

func (t tiles) Height() int { return tileHeight }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := t.read(t.ctx, path.Join(LogDir, tilePath(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// whole reads a published log and checks every file of it against the tree of its checkpoint.
func (t tiles) whole(tree tlog.Tree) (*log, error) {
	if tree.N > mostEntries {
		return nil, fmt.Errorf("%d entries are more than can be checked", tree.N)
	}
	l, all := &log{}, tilesOf(tree.N)
	slices.SortFunc(all, func(a, b tlog.Tile) int { return cmp.Compare(a.N, b.N) })
	read := map[string][]byte{}
	for _, tile := range all {
		name := tilePath(tile)
		data, err := t.read(t.ctx, path.Join(LogDir, name))
		if err != nil {
			return nil, err
		}
		if read[name] = data; tile.L < 0 {
			err = l.addAll(data)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	made, err := l.files()
	if err != nil {
		return nil, err
	}
	for name, data := range made {
		if !bytes.Equal(data, read[name]) {
			return nil, fmt.Errorf("%s is not what follows from the entries", name)
		}
	}
	if now, err := l.tree(tree.N); err != nil || now.Hash != tree.Hash {
		return nil, errors.New("its entries are not those of its checkpoint")
	}
	return l, nil
}

func (l *log) addAll(data []byte) error {
	entries, err := bundled(data)
	for _, entry := range entries {
		if err == nil {
			err = l.add(entry)
		}
	}
	return err
}

// find gives the newest entry for some sums, and proves from the tiles that the tree of a checkpoint
// holds it; -1 where none has them.
func (t tiles) find(tree tlog.Tree, sums string) (at int64, e Entry, err error) {
	l, err := t.whole(tree)
	if err != nil {
		return -1, e, err
	}
	for n, entry := range slices.Backward(l.entries) {
		if e, err = parseEntry(entry); err == nil && e.Sums == sums {
			return int64(n), e, t.prove(tree, int64(n), entry)
		}
	}
	return -1, Entry{}, nil
}

func (t tiles) prove(tree tlog.Tree, at int64, entry string) error {
	proof, err := tlog.ProveRecord(tree.N, at, tlog.TileHashReader(tree, t))
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, at, tlog.RecordHash([]byte(entry)))
}

// extends proves that a tree begins with an earlier one.
func (t tiles) extends(tree, earlier tlog.Tree) error {
	if earlier.N > tree.N {
		return fmt.Errorf("%d entries became %d", earlier.N, tree.N)
	}
	if earlier.N == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(tree.N, earlier.N, tlog.TileHashReader(tree, t))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash)
}

func parseEntry(text string) (e Entry, err error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	return e, d.Decode(&e)
}

package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// A Word file comes from outside and may be made to harm. Its limits, and what an honest file of
// 500 pages needs: 20 MiB of text, 300 parts where every page has pictures, a depth of 40. XML
// with long repeated names packs 20 to 1; from ratioFrom bytes on, more than maxRatio is a bomb.
const (
	maxEntries = 1000
	maxPart    = 64 << 20 // bytes
	maxRatio   = 100
	ratioFrom  = 1 << 20 // bytes
	maxDepth   = 256
	maxTokens  = 2_000_000 // of a part: starts, ends and texts; some 200 MB in memory
	maxTotal   = 4 * maxPart
	maxTags    = 400_000 // of a web page: some 300 MB in memory
)

// Archive is a zip whose names are safe. Parts are read when they are asked for; a part that
// nobody asks for is never unpacked.
type Archive struct {
	Files []*zip.File // in their order

	parts    map[string]*zip.File // by name in lower case, as Word compares them
	unpacked int64                // bytes so far
}

// OpenArchive opens a zip of at most maxEntries parts, none of them encrypted. The error is
// [*Unreadable].
func OpenArchive(data []byte) (*Archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, unreadable(FileDamaged, err)
	}
	if len(z.File) > maxEntries {
		return nil, unreadable(ZipEntries, len(z.File), maxEntries)
	}
	a := &Archive{Files: z.File, parts: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if path.IsAbs(name) || name != path.Clean(name) && name != path.Clean(name)+"/" ||
			strings.HasPrefix(name, "../") || strings.Contains(name, ":") {
			return nil, unreadable(ZipName, f.Name)
		}
		if a.parts[name] != nil {
			return nil, unreadable(ZipTwice, f.Name)
		}
		if f.Flags&1 != 0 {
			return nil, unreadable(Encrypted)
		}
		a.parts[name] = f
	}
	return a, nil
}

// Part unpacks a part; nil where there is none of that name, in any case. What the file says of its
// size is not believed. The error is [*Unreadable].
func (a *Archive) Part(name string) ([]byte, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	limit := int64(maxPart)
	packed := int64(min(f.CompressedSize64, maxPart))
	if most := max(ratioFrom, maxRatio*packed); most < limit {
		limit = most
	}
	r, err := f.Open()
	if err != nil {
		return nil, unreadable(FileDamaged, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	a.unpacked += int64(len(data))
	switch {
	case int64(len(data)) > maxPart, a.unpacked > maxTotal:
		return nil, unreadable(PartLarge, f.Name, maxPart>>20)
	case int64(len(data)) > limit:
		return nil, unreadable(ZipRatio, f.Name, maxRatio)
	case err != nil:
		return nil, unreadable(FileDamaged, err)
	}
	return data, nil
}

// relations of a part are the parts that it names, by kind: the last word of the type. What lies
// outside the file is left out, and so never opened.
func (a *Archive) relations(part string) (map[string][]string, error) {
	dir, base := path.Split(part)
	root, err := a.xml(dir + "_rels/" + base + ".rels")
	if err != nil || root == nil {
		return nil, err
	}
	found := map[string][]string{}
	for _, r := range root.all("Relationship") {
		target := r.attr("Target")
		if strings.EqualFold(r.attr("TargetMode"), "external") {
			continue
		}
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		kind := path.Base(r.attr("Type"))
		target = strings.TrimPrefix(path.Clean(target), "/")
		if !slices.Contains(found[kind], target) && len(found[kind]) < maxEntries {
			found[kind] = append(found[kind], target)
		}
	}
	return found, nil
}

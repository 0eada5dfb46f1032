package export_test

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// neighbours of the finding with every key are in parts of their own, and say what it does not.
const neighbours = `
-- content/audit/people/_index.md --
---
title: 人员管理
groups:
  - id: posts
    title: 岗位管理
---
见[房租](../money/rent.md)。
-- content/audit/people/posts.md --
---
title: 岗位空缺
number: 三
group: posts
summary: 岗位空缺。
status: in-progress
basis: stated
reason: 没有编制。
next: 招考，见[房租](../money/rent.md)。
deadline:
  condition: 编制批复
related:
  - rent
contact:
  phone: 0595-11112222
---
等编制批复。
-- content/audit/people/training.md --
---
title: 培训太少
number: 四
summary: 培训太少。
status: long-term
basis: stated
updates:
  - date: 2023-09-01
    text: 培训了一次。
---
`

// A file is taken as it was where its key is what it was: whichever line of whichever file was
// edited, its bytes have to be the same.
func TestFileWithTheSameKeyHasTheSameBytes(t *testing.T) {
	source := fstest.MapFS{}
	if err := fs.WalkDir(os.DirFS(everyKey), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(everyKey), name)
		source[name] = &fstest.MapFile{Data: data}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(neighbours)).Files {
		source[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	keys, files := keyed(t, source)
	if files["data/findings_audit_4.json"] == nil {
		t.Fatalf("not in parts: %q", slices.Sorted(maps.Keys(files)))
	}
	good, kept := 0, 0
	for what, edited := range edits(source) {
		nowKeys, now := keyed(t, edited)
		if now == nil {
			continue
		}
		good++
		for name, key := range nowKeys {
			// What lies in the shards of the index, search.js answers for.
			if key == (export.Key{}) || key != keys[name] || strings.Contains(name, "/postings_") {
				continue
			}
			kept++
			if !bytes.Equal(now[name], files[name]) {
				t.Errorf("%s is taken as it was after %s", name, what)
			}
		}
	}
	t.Logf("%d edits, %d files kept", good, kept)
	if good < 100 || kept < 10*good {
		t.Error("that tells little")
	}
}

// edits gives a source with one line gone, longer, or of another figure, for every line.
func edits(source fstest.MapFS) map[string]fstest.MapFS {
	all := map[string]fstest.MapFS{}
	for name, file := range source {
		lines := strings.SplitAfter(string(file.Data), "\n")
		for n, line := range lines {
			bare := strings.TrimSuffix(line, "\n")
			for _, other := range []string{"", bare + "多\n", strings.NewReplacer("1", "2", "2", "3",
				"true", "false", "false", "true", "mostly-done", "in-progress").Replace(line)} {
				if other == line {
					continue
				}
				text := strings.Join(slices.Concat(lines[:n], []string{other}, lines[n+1:]), "")
				edited := maps.Clone(source)
				edited[name] = &fstest.MapFile{Data: []byte(text)}
				all[fmt.Sprintf("%s:%d: %q", name, n+1, other)] = edited
			}
		}
	}
	return all
}

// keyed exports a source in parts of one finding; nothing where it has problems.
func keyed(t *testing.T, source fs.FS) (map[string]export.Key, map[string][]byte) {
	t.Helper()
	r, err := register.Read(source)
	if err != nil {
		return nil, nil
	}
	s := siteFrom(t, r.Published(), "2024-05-01")
	s.Part, s.Whole = 1, 1
	for name, file := range s.Files {
		data, err := fs.ReadFile(source, name)
		if err != nil {
			t.Fatal(err)
		}
		file.URL, file.Size = fmt.Sprintf("files/%x", crc32.ChecksumIEEE(data)), int64(len(data))
		s.Files[name] = file
	}
	return keysOf(t, s), written(t, s)
}

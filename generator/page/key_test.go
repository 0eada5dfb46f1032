package page

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/register"
)

// others stand beside a finding with every key: what its pages show of its neighbours, and theirs
// of it.
const others = `
-- content/audit/people/_index.md --
---
title: People
groups:
  - id: posts
    title: Posts
---
-- content/audit/people/posts.md --
---
title: Posts
number: "3"
group: posts
weight: 1
summary: Posts are filled.
status: long-term
basis: stated
documents:
  - title: Rules
    date: 2023-02-10
    file: rules.txt
related: [every-key, pay]
updates:
  - date: 2023-08
    status: long-term
    text: One more.
answers:
  - on: 2023-09-01
    question: One?
    answer: No, two.
---
-- content/audit/people/rules.txt --
one
-- content/audit/people/pay.md --
---
title: Pay
number: "4"
weight: 2
summary: Pay is late.
status: in-progress
basis: stated
deadline:
  date: 2024-01-10
reason: No money.
next: Find one.
---
-- content/audit/people/leave.md --
---
title: Leave
number: "5"
weight: 3
summary: Leave is kept.
status: completed
basis: stated
completed: 2023-12-01
deadline:
  date: 2023-12-10
---
-- content/check/_index.md --
---
title: Check
body: Office
from: 2021-08-23
published: 2022-04-13
report_every: P3M
---
-- content/check/rooms/_index.md --
---
title: Rooms
---
-- content/check/rooms/heat.md --
---
title: Heat
number: "1"
summary: Rooms are cold.
status: on-hold
basis: stated
deadline:
  condition: One winter passes
reason: Summer.
next: Wait.
---
`

// A register with every key is edited, line by line. A page that then says something else must have
// another key, or it would not be written again.
func TestPageWithTheSameKeySaysTheSame(t *testing.T) {
	base := fstest.MapFS{}
	source := os.DirFS("../testdata/every-key")
	err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(source, name)
		base[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(others)).Files {
		base[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	s := said{t, map[Key]Key{}}
	s.plan("as it is", base)
	states := 0
	for name, file := range base {
		delete(base, name)
		if s.plan("without "+name, base) {
			states++
		}
		for _, text := range edits(string(file.Data)) {
			base[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
			if s.plan(name+":\n"+text, base) {
				states++
			}
		}
		base[name] = file
	}
	if sheets := len(s.digests); states < 100 || sheets < 1000 {
		t.Errorf("only %d states with %d sheets", states, sheets)
	}
}

// edits gives a text without each of its lines, without each two, and with each changed.
func edits(text string) []string {
	var edits []string
	lines := strings.SplitAfter(text, "\n")
	for n, line := range lines {
		with := map[string]bool{"": true}
		for _, change := range [][2]string{{"\n", "1\n"}, {"2023", "2022"}, {"2024-01", "2024-02"},
			{"one", "two"}, {"in-progress", "not-started"}} {
			with[strings.Replace(line, change[0], change[1], 1)] = true
		}
		delete(with, line)
		before, after := strings.Join(lines[:n], ""), lines[n+1:]
		for changed := range with {
			edits = append(edits, before+changed+strings.Join(after, ""))
		}
		if len(after) > 0 {
			edits = append(edits, before+strings.Join(after[1:], ""))
		}
	}
	return edits
}

// said knows what every page said, by its key.
type said struct {
	*testing.T
	digests map[Key]Key
}

// plan writes every page of a source on two days and with short pages; it gives false
// for a source that has problems.
func (s said) plan(what string, source fs.FS) bool {
	r, err := register.Read(source)
	if err != nil {
		return false
	}
	files := register.Files{}
	for _, f := range r.All() {
		for _, name := range f.Attachments() {
			data, _ := fs.ReadFile(source, name)
			files[name] = register.File{URL: fmt.Sprintf("files/%d.txt", len(data)), Size: int64(len(data))}
		}
	}
	for _, on := range []string{"2023-12-30", "2024-07-01"} {
		today, _ := register.ParseDay(on)
		for _, size := range []int{500, 1} {
			p := NewPlanner(r.AsOf(today), files)
			p.whole, p.perPage = size, size
			pages, err := p.Plan()
			if err != nil {
				s.Fatal(err)
			}
			for _, page := range pages {
				digest := digest(s.T, page)
				key := keyOf(page.Key, size) // the same for all of one program
				if before, known := s.digests[key]; known && before != digest {
					s.Errorf("%s on %s: %s says something else under its key", what, on, page.URL)
				}
				s.digests[key] = digest
			}
		}
	}
	return true
}

package canary

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gongshi/generator"
	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/problem"
)

// base is a register without a fault, on which each case lies.
const base = `-- config.toml --
title = "SHOWN"
language = "en"
timeZone = "Asia/Shanghai"
uuid = "base"
-- content/_index.md --
---
title: SHOWN
contact:
  phone: 0595-28008990
---
-- content/audit/_index.md --
---
title: SHOWN
body: SHOWN
---
-- content/audit/money/_index.md --
---
title: SHOWN
---
-- content/audit/money/sample.md --
---
title: SHOWN
number: SHOWN
summary: SHOWN
status: completed
basis: inferred
---
SHOWN
`

// lay writes the files of a case over the base. A name with SYMLINK in it is a link to a file that
// lies outside of the source; GBK is two characters in GBK.
func lay(t *testing.T, g *garden, files []txtar.File) (source string) {
	t.Helper()
	source = golden.Unpack(t, g.archive(txtar.Parse([]byte(base))))
	outside := t.TempDir()
	for _, f := range g.archive(&txtar.Archive{Files: files}).Files {
		to := filepath.Join(source, strings.ReplaceAll(f.Name, "GBK", "\xd5\xd5"))
		err := os.MkdirAll(filepath.Dir(to), 0o700)
		if strings.Contains(f.Name, "SYMLINK") {
			to, err = filepath.Join(outside, "x"), errors.Join(err,
				os.Symlink(filepath.Join(outside, "x"), to))
		}
		if err := errors.Join(err, os.WriteFile(to, f.Data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

// refusal is the first problem of a source; empty where there is none.
func refusal(t *testing.T, err error) string {
	t.Helper()
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	if len(list) == 0 {
		return ""
	}
	return list[0].Rule
}

func TestWhatMustNotBePublishedIsRefused(t *testing.T) {
	cases, order := map[string][]txtar.File{}, []string{}
	for _, f := range golden.Parse(t, "testdata/refused.txtar").Files {
		name, file, _ := strings.Cut(f.Name, "/")
		if cases[name] == nil {
			order = append(order, name)
		}
		cases[name] = append(cases[name], txtar.File{Name: file, Data: f.Data})
	}
	for _, name := range order {
		t.Run(name, func(t *testing.T) {
			g, output := newGarden(), filepath.Join(t.TempDir(), "public")
			_, err := generator.Build(t.Context(), generator.Options{
				Source: lay(t, g, cases[name]), Output: output, Now: time.Unix(0, 0)})
			rule := refusal(t, err)
			if _, there := os.Stat(output); rule == "" || there == nil {
				t.Errorf("it was published: %v", err)
				g.judge(t, found(t, output))
			}
			t.Log("refused:", rule)
		})
	}
}

// draftCase is a finding that its author took for a draft.
type draftCase struct{ name, text string }

// draftCases are every spelling in one position, and some in every position.
func draftCases(t *testing.T) []draftCase {
	t.Helper()
	spellings, err := os.ReadFile("testdata/spellings.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []draftCase
	add := func(position txtar.File, spelling string) {
		name := fmt.Sprintf("%-22s %q", position.Name, spelling)
		text := strings.ReplaceAll(string(position.Data), "DRAFT", spelling)
		n := fmt.Sprintf("number: %d\n", len(cases)+1)
		cases = append(cases, draftCase{name, strings.ReplaceAll(text, "number: 1\n", n)})
	}
	positions := golden.Parse(t, "testdata/positions.txtar").Files
	for spelling := range strings.Lines(string(spellings)) {
		add(positions[1], strings.TrimSuffix(spelling, "\n"))
	}
	for _, position := range positions {
		for _, spelling := range []string{"draft: true", "草稿：是", "Draft: yes"} {
			add(position, spelling)
		}
	}
	return cases
}

func TestDraftIsHiddenOrRefusedHoweverItIsWritten(t *testing.T) {
	cases, g, refused := draftCases(t), newGarden(), 0
	var accepted []txtar.File
	for i, c := range cases {
		file := txtar.File{Name: fmt.Sprintf("content/audit/money/draft-%d.md", i),
			Data: []byte(c.text)}
		source := lay(t, newGarden(), []txtar.File{file})
		_, err := generator.Check(t.Context(), generator.Options{Source: source})
		if rule := refusal(t, err); rule != "" {
			refused++
			t.Logf("%-60s refused: %s", c.name, rule)
			continue
		}
		t.Logf("%-60s draft", c.name)
		accepted = append(accepted, file)
	}
	source, output := lay(t, g, accepted), filepath.Join(t.TempDir(), "public")
	site.BuildTo(t, source, output, site.AsOf)
	g.judge(t, found(t, output))
	t.Logf("%d drafts: %d refused, %d hidden", len(cases), refused, len(accepted))
	if len(cases) < 164 {
		t.Errorf("%d cases only", len(cases))
	}
}

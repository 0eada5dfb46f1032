package canary

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/generator"
	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/register"
	"gongshi/generator/release"
)

// What is erased by law is nowhere below the source: neither in the site nor in the cache, what is
// kept of releases, the preview and reports. The author's own files and git are theirs.
func TestErasedTextIsNowhereBelowTheSource(t *testing.T) {
	g := newGarden()
	source := golden.Unpack(t, g.archive(golden.Parse(t, "testdata/erased.txtar")))
	for n := range 40 { // so many that one changed file is packed apart
		name := fmt.Sprintf("filler-%d", n)
		write(t, source, "content/audit/money/"+name+".md",
			strings.ReplaceAll(fillerText, "NAME", name))
	}
	output := filepath.Join(source, "public")
	publishKept(t, source, output)
	left := filepath.Join(source, ".gongshi/preview") // by a preview that was killed
	if err := os.CopyFS(left, os.DirFS(output)); err != nil {
		t.Fatal(err)
	}
	write(t, source, ".gongshi/import/audit.txt", g.named["CANARY_title"])
	change(t, filepath.Join(source, "content/audit/_index.md"), "body: ", "body: New ")
	publishKept(t, source, output) // the release before is kept
	words := found(t, source)
	for _, place := range []string{"public/findings/secret.html", ".gongshi/cache/register",
		".gongshi/preview/findings/secret.html", ".gongshi/import/audit.txt"} {
		if !slices.Contains(words[g.named["CANARY_title"]], place) {
			t.Errorf("before it was erased it was not in %s: %v", place,
				words[g.named["CANARY_title"]])
		}
	}
	write(t, source, "content/audit/money/secret.md", erasedText)
	if err := os.Remove(filepath.Join(source, "content/audit/money/paper.txt")); err != nil {
		t.Fatal(err)
	}
	result := publishKept(t, source, output)
	if result.Purged == 0 || result.Reports != 1 {
		t.Errorf("%d kept sites and %d reports were removed", result.Purged, result.Reports)
	}
	g.judge(t, found(t, source))
	_, err := generator.Rollback(generator.Options{Source: source, Output: output}, nil)
	if !errors.Is(err, release.ErrNoEarlier) {
		t.Errorf("rolling back: %v", err)
	}
}

// Before the next build, rolling back must not bring the text back either.
func TestRollbackBringsNoErasedTextBack(t *testing.T) {
	g := newGarden()
	source := golden.Unpack(t, g.archive(golden.Parse(t, "testdata/erased.txtar")))
	output := filepath.Join(source, "public")
	publishKept(t, source, output)
	write(t, source, "content/audit/money/secret.md", erasedText)
	if err := os.Remove(filepath.Join(source, "content/audit/money/paper.txt")); err != nil {
		t.Fatal(err)
	}
	change(t, filepath.Join(source, "content/audit/_index.md"), "body: ", "body: New ")
	// As if the build that purges had not been run: the release before is put where it was kept.
	kept, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(kept, os.DirFS(output)); err != nil {
		t.Fatal(err)
	}
	publishKept(t, source, output)
	states, _ := filepath.Glob(filepath.Join(source, ".gongshi/releases/*"))
	earlier := filepath.Join(states[0], "earlier/00000009")
	if err := os.CopyFS(earlier, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	result, err := generator.Rollback(generator.Options{Source: source, Output: output}, nil)
	if !errors.Is(err, release.ErrNoEarlier) || result.Purged != 1 {
		t.Errorf("rolling back: %v, %d removed", err, result.Purged)
	}
	g.judge(t, found(t, source))
}

const erasedText = `---
withdrawn:
  on: 2024-03-03
  reason: by order of the court
  erase: true
---
`

const fillerText = `---
title: NAME
number: NAME
summary: One of many.
status: completed
basis: inferred
---
`

func write(t *testing.T, source, name, text string) {
	t.Helper()
	file := filepath.Join(source, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// publishKept builds with the releases before kept.
func publishKept(t *testing.T, source, output string) generator.Result {
	t.Helper()
	day, err := register.ParseDay(site.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	result, err := generator.Build(context.Background(), generator.Options{Source: source,
		Output: output, Now: time.Unix(0, 0), AsOf: day, Keep: 2})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

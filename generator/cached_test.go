package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongshi"
	"gongshi/generator/cache"
	"gongshi/generator/problem"
	"gongshi/generator/progress"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Some edits, a build; sometimes something is done to the cache or the output. Whatever that was,
// the site is what a clean build makes, and no release that is kept was touched.
func TestCachedBuildGivesTheBytesOfACleanOne(t *testing.T) {
	for _, run := range []struct {
		name      string
		face      fs.FS
		sequences int
	}{{"directly", smallFace(), 160}, {"by Hugo", byHugo(smallFace()), 40}} {
		if testing.Short() {
			run.sequences /= 10
		}
		t.Run(run.name, func(t *testing.T) {
			editsAndBuilds(newOffice(t, run.face, "testdata/every-key"), run.sequences)
		})
	}
}

func editsAndBuilds(o *office, sequences int) {
	rendered, pages := 0, 0
	for n := range sequences {
		for range o.IntN(4) {
			o.edit()
		}
		damaged := ""
		if o.IntN(3) == 0 {
			damaged = o.damage()
		}
		// Without its record, nobody can tell what was edited in a tree.
		for range max(0, o.IntN(4)-1) {
			if damaged != "trees" {
				o.touch()
			}
		}
		if n > 3 && o.IntN(10) == 0 {
			o.rollback()
		}
		result := o.build(o.source, o.output)
		rendered, pages = rendered+result.Rendered, pages+result.Pages
		o.check(fmt.Sprintf("sequence %d", n))
	}
	o.Logf("%d of %d pages were rendered", rendered, pages)
	if rendered == 0 || rendered > pages*3/4 {
		o.Errorf("the cache is of no use: %d of %d pages were rendered", rendered, pages)
	}
}

func TestCachedBuildWithTheRealThemeGivesTheBytesOfACleanOne(t *testing.T) {
	o := newOffice(t, gongshi.Theme, "testdata/every-key")
	sequences := 6
	if testing.Short() {
		sequences = 2
	}
	for n := range sequences {
		o.edit()
		o.build(o.source, o.output)
		o.check(fmt.Sprintf("sequence %d", n))
	}
}

// A text is published as it was read, evidence not at all: it is read once more to be put in place.
func TestWhatIsChangedWhileItIsPublishedIsPublishedAsItIsNext(t *testing.T) {
	for name, refused := range map[string]bool{"receipt.txt": true, "every-key.md": false,
		"_index.md": false} {
		o := newOffice(t, smallFace(), "testdata/every-key")
		file := filepath.Join(o.source, "content/audit/money", name)
		was, err := os.ReadFile(file)
		o.must(err)
		options := o.options(o.source, o.output)
		change := sync.OnceFunc(func() { o.write(file, append(was, "more\n"...)) })
		options.Progress = func(p Progress) {
			if p.Stage == progress.Planning { // all is read, and nothing in place
				change()
			}
		}
		_, err = build(t.Context(), options, o.face)
		if refused != (err != nil && strings.Contains(err.Error(), "[file-changed]")) {
			t.Errorf("%s: %v", name, err)
		}
		if !refused {
			o.must(err)
			o.published[digestOf(o.tree(o.output))] = true
		}
		o.write(file, was)
		o.build(o.source, o.output)
		o.check(name)
	}
}

func TestRemarksComeAgainWhereNothingHasChanged(t *testing.T) {
	o := newOffice(t, smallFace(), "testdata/every-key")
	o.day, _ = register.ParseDay("2024-06-01") // no date is still to come
	index := o.source + "/content/_index.md"
	text, err := os.ReadFile(index)
	o.must(err)
	o.write(index, append(text, "\n经费待补。\n"...))
	first := o.build(o.source, o.output)
	time.Sleep(150 * time.Millisecond) // else the stamps tell nothing
	o.build(o.source, o.output)
	again := o.build(o.source, o.output)
	if again.Cost.Register != cache.Unneeded {
		t.Errorf("the register is read again: %v", again.Cost.Register)
	}
	if len(first.Remarks) == 0 || !reflect.DeepEqual(again.Remarks, first.Remarks) {
		t.Errorf("got %v, want %v", again.Remarks, first.Remarks)
	}
}

// The quick way is for nothing at all's having changed: here one thing has, each time another.
func TestNothingIsOverlookedWhereNothingElseHasChanged(t *testing.T) {
	o := newOffice(t, smallFace(), "testdata/every-key")
	o.day, _ = register.ParseDay("2024-06-01") // no date is still to come
	now := []byte(`{{ define "main" }}{{ end }}<meta name="generator" content="Gongshi">now`)
	for _, c := range []struct {
		what   string
		edited int
		change func()
	}{
		{"a word", 0, func() { o.write(o.source+"/i18n/zh.toml", []byte("contact = \"x\"\n")) }},
		{"a layout", 0, func() { o.write(o.source+"/layouts/home.html", now) }},
		{"a file", 0, func() { o.write(o.source+"/static/own.svg", now) }},
		{"the config", 0, func() { o.replace(o.source+"/config.toml", `title = "`, `title = "x`) }},
		{"an attachment", 0, func() { o.write(o.source+"/content/audit/money/receipt.txt", now) }},
		{"the day", 0, func() { o.day += 20 }},
		{"hosting", 0, func() { o.must(os.RemoveAll(filepath.Join(o.source, HostingDir))) }},
		{"an edited page", 1, func() { o.write(o.output+"/contact.html", now) }},
		{"a page more", 1, func() { o.write(o.output+"/more.html", now) }},
		{"a page less", 1, func() { o.must(os.Remove(o.output + "/contact.html")) }},
	} {
		o.build(o.source, o.output)
		time.Sleep(150 * time.Millisecond) // else the stamps tell nothing
		o.build(o.source, o.output)
		folder, err := source.Open(o.source)
		o.must(err)
		s := newStore(folder)
		p := &pipeline{folder: folder, store: s, memo: s.loadSite()}
		quick := func(noted time.Time) bool {
			p.memo.noted = noted
			now := cache.StampsOf(o.source, source.Inputs(), source.Leftover)
			_, done := p.republish(o.options(o.source, o.output), now)
			return done
		}
		if !quick(p.memo.noted) {
			t.Fatal("there is no quick way to try")
		}
		if quick(p.memo.noted.Add(-time.Hour)) {
			t.Error("stamps are trusted that are newer than what was noted")
		}
		o.must(folder.Close())
		c.change()
		if result := o.build(o.source, o.output); len(result.Edited) != c.edited {
			t.Errorf("%s: edited are %q", c.what, result.Edited)
		}
		o.check(c.what)
		if _, err := os.Stat(filepath.Join(o.source, HostingDir, "nginx.conf")); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// What a link leads to may change with nothing changing where the link is.
func TestPlaceBehindALinkIsRefused(t *testing.T) {
	for _, name := range []string{"content", "config.toml"} {
		o := newOffice(t, smallFace(), "testdata/every-key")
		elsewhere := filepath.Join(t.TempDir(), name)
		o.must(os.Rename(filepath.Join(o.source, name), elsewhere))
		if err := os.Symlink(elsewhere, filepath.Join(o.source, name)); err != nil {
			t.Skip("no links here:", err)
		}
		_, err := Check(t.Context(), Options{Source: o.source})
		var list problem.List
		if !errors.As(err, &list) || len(list) != 1 || list[0].File != name ||
			list[0].Rule != "symlink" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSourceMayBeNamedInAnyWay(t *testing.T) {
	o := newOffice(t, smallFace(), "testdata/every-key")
	around := o.source + strings.Repeat("/.", 20) + "/../source"
	o.build(around, o.output)
	o.build(around, o.output)
	o.check("another name")
}

func TestEditedOutputIsPutRightAndNamed(t *testing.T) {
	o := newOffice(t, smallFace(), "testdata/every-key")
	o.build(o.source, o.output)
	o.write(filepath.Join(o.output, "contact.html"), []byte("by hand"))
	o.write(filepath.Join(o.output, "mine.html"), []byte("by hand"))
	o.must(os.Remove(filepath.Join(o.output, "data.html")))
	want := []string{"contact.html", "data.html", "mine.html"}
	if result := o.build(o.source, o.output); !slices.Equal(result.Edited, want) ||
		result.Rendered != 2 {
		t.Errorf("got %q, %d rendered", result.Edited, result.Rendered)
	}
	o.check("put right")
	if result := o.build(o.source, o.output); len(result.Edited) > 0 || result.Rendered > 0 {
		t.Errorf("then %q, %d rendered", result.Edited, result.Rendered)
	}
}

package render

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi"
	"gongshi/generator/problem"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// Each file of testdata/render is a theme (own/ holds the site's own files), pages, and what comes
// out of them: bytes or problems. A page is a line of JSON and then its body.
func TestRenderTexts(t *testing.T) {
	eachText(t, "testdata/render/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		theme, pages := unpack(t, a)
		site := Site{Title: "公示", Language: "zh", TimeZone: "Asia/Shanghai"}
		if comment := strings.TrimSpace(string(a.Comment)); strings.HasSuffix(comment, "\nen") {
			site.Language = "en"
		}
		var b strings.Builder
		r, err := New(theme, site)
		if err == nil {
			err = r.Render(context.Background(), each(pages), func(url string, data []byte) error {
				_, err := fmt.Fprintf(&b, "== %s\n%s", url, data)
				return err
			})
		}
		return b.String() + inWords(t, err)
	})
}

// Each file of testdata/markup is a page, and what the built-in hooks make of its body.
func TestMarkupTexts(t *testing.T) {
	eachText(t, "testdata/markup/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		_, pages := unpack(t, a)
		home := fstest.MapFS{"layouts/home.html": {Data: []byte("{{ .Content }}\n")}}
		for _, folder := range []string{"layouts/_markup", "i18n"} {
			hooks, err := fs.ReadDir(gongshi.Theme, folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range hooks {
				name := folder + "/" + f.Name()
				data, err := fs.ReadFile(gongshi.Theme, name)
				if err != nil {
					t.Fatal(err)
				}
				home[name] = &fstest.MapFile{Data: data}
			}
		}
		got := together(t, mustNew(t, Theme{BuiltIn: home}, plain), pages)
		if strings.Contains(got, " style=") {
			t.Error("the pages' policy forbids style attributes")
		}
		return got
	})
}

// Each file of testdata/bundle is a theme, and the files that come out of it.
func TestBundleTexts(t *testing.T) {
	eachText(t, "testdata/bundle/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		theme, _ := unpack(t, a)
		assets, err := Bundle(theme, ByContent)
		if err != nil {
			return inWords(t, err)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "style %s\nscript %s\n", assets.Style, assets.Script)
		for _, name := range slices.Sorted(maps.Keys(assets.Files)) {
			fmt.Fprintf(&b, "== %s\n%s", name, assets.Files[name])
		}
		return b.String()
	})
}

func eachText(t *testing.T, glob string, run func(t *testing.T, a *txtar.Archive) string) {
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", glob, len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := run(t, a)
			want := &a.Files[len(a.Files)-1]
			if want.Name != "want" {
				t.Fatalf("%s: the last file is not called want", file)
			}
			if string(want.Data) == got {
				return
			}
			if !*update {
				t.Errorf("got:\n%s\nwant:\n%s", got, want.Data)
				return
			}
			want.Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// unpack sorts an archive's files into a theme and pages.
func unpack(t *testing.T, a *txtar.Archive) (Theme, []Page) {
	t.Helper()
	builtIn, own := fstest.MapFS{}, fstest.MapFS{}
	var pages []Page
	for _, f := range a.Files {
		folder, name, _ := strings.Cut(f.Name, "/")
		switch folder {
		case "want":
		case "own":
			own[name] = &fstest.MapFile{Data: f.Data}
		case "page":
			head, body, _ := strings.Cut(string(f.Data), "\n")
			p := Page{URL: name, Body: body}
			if err := json.Unmarshal([]byte(head), &p); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			pages = append(pages, p)
		default:
			builtIn[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return Theme{builtIn, own}, pages
}

// inWords prints problems as the program would; any other error is the test's fault.
func inWords(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var list problem.List
	if !errors.As(err, &list) {
		t.Fatal(err)
	}
	var b strings.Builder
	list.Text(&b, "en")
	return b.String()
}

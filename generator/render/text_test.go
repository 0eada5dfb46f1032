package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi"
	"gongshi/generator/acceptance/golden"
	"gongshi/generator/problem"

	"golang.org/x/tools/txtar"
)

// Each file of testdata/render is a theme (own/ holds the site's own files), pages, and what comes
// out of them: bytes or problems. A page is a line of JSON and then its body.
func TestRenderTexts(t *testing.T) {
	golden.Archives(t, "testdata/render/*.txtar", func(t *testing.T, a *txtar.Archive) string {
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
		remarks, failed := theme.Remarks()
		if failed != nil {
			t.Fatal(failed)
		}
		remarks.Text(&b, "en")
		return b.String() + inWords(t, err)
	})
}

// Each file of testdata/markup is a page, and what the built-in hooks make of its body.
func TestMarkupTexts(t *testing.T) {
	golden.Archives(t, "testdata/markup/*.txtar", func(t *testing.T, a *txtar.Archive) string {
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
	golden.Archives(t, "testdata/bundle/*.txtar", func(t *testing.T, a *txtar.Archive) string {
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
	return Theme{BuiltIn: builtIn, Own: own}, pages
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

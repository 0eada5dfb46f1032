package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "gongshi"

// floors is the house: each room's floor, and the rooms on its own floor that it may know. Arrows
// go down only.
var floors = map[string]struct {
	floor int
	knows []string
}{
	"cmd/gongshi":        {3, nil},
	"generator":          {2, nil},
	"generator/page":     {1, []string{"generator/register"}},
	"generator/export":   {1, []string{"generator/register"}},
	"generator/notice":   {1, []string{"generator/register", "generator/document"}},
	"generator/document": {1, nil},
	"generator/register": {1, nil},
	"generator/render":   {1, nil},
	"generator/release":  {1, nil},
	"generator/watch":    {1, nil},
	"generator/preview":  {1, []string{"generator/register"}},
	"generator/bench":    {1, nil},
	"generator/problem":  {0, nil},
	"generator/encoding": {0, nil},
	"generator/source":   {0, nil},
	"generator/markdown": {0, nil},
	"generator/cache":    {0, nil},
	"":                   {0, nil},
}

// only are the libraries that one room alone may know.
var only = map[string]string{
	"github.com/gohugoio/hugo": "generator/render",
	"github.com/evanw/esbuild": "generator/render",
	"github.com/gofrs/flock":   "generator/source",
	"github.com/yuin/goldmark": "generator/markdown",
}

func TestArrowsGoDownOnly(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"
		if d.IsDir() && file != ".." && hidden {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		seen++
		check(t, file)
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("%d files, %v", seen, err)
	}
}

func check(t *testing.T, file string) {
	t.Helper()
	room := strings.TrimPrefix(path.Dir(strings.TrimPrefix(filepath.ToSlash(file), "../")), ".")
	from, known := floors[room]
	if !known {
		t.Errorf("%s: the room %q is not in the house", file, room)
		return
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range parsed.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		for library, home := range only {
			if (target == library || strings.HasPrefix(target, library+"/")) && room != home {
				t.Errorf("%s: only %s may import %s", file, home, library)
			}
		}
		if target != module && !strings.HasPrefix(target, module+"/") {
			continue
		}
		to := strings.TrimPrefix(strings.TrimPrefix(target, module), "/")
		if floors[to].floor < from.floor || slices.Contains(from.knows, to) {
			continue
		}
		t.Errorf("%s: %s may not know %s", file, room, to)
	}
}

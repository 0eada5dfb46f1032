package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
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
	"cmd/gongshi":      {3, nil},
	"generator":        {2, nil},
	"generator/page":   {1, []string{"generator/register"}},
	"generator/export": {1, []string{"generator/register", "generator/office"}},
	"generator/notice": {1, []string{"generator/register", "generator/document"}},
	"generator/importer": {1, []string{"generator/notice", "generator/document",
		"generator/register", "generator/edit", "generator/office"}},
	"generator/office":   {1, []string{"generator/register", "generator/document"}},
	"generator/document": {1, nil},
	"generator/metadata": {1, []string{"generator/document"}},
	"generator/register": {1, nil},
	"generator/edit":     {1, []string{"generator/register"}},
	"generator/format":   {1, []string{"generator/register"}},
	"generator/render":   {1, nil},
	"generator/release":  {1, nil},
	"generator/erasure": {1, []string{"generator/register", "generator/release",
		"generator/importer"}},
	"generator/watch":   {1, nil},
	"generator/preview": {1, []string{"generator/register", "generator/form"}},
	"generator/form": {1, []string{"generator/register", "generator/edit", "generator/format",
		"generator/privacy", "generator/metadata", "generator/importer", "generator/notice",
		"generator/document", "generator/record", "generator/office"}},
	"generator/privacy": {1, []string{"generator/register", "generator/document",
		"generator/metadata", "generator/edit"}},
	"generator/record": {1, []string{"generator/register", "generator/privacy", "generator/edit"}},
	"generator/diff":   {1, []string{"generator/register", "generator/record"}},
	"generator/approval": {1, []string{"generator/register", "generator/edit",
		"generator/record"}},
	"generator/bundle": {1, []string{"generator/register", "generator/edit",
		"generator/privacy"}},
	"generator/deploy": {1, []string{"generator/register", "generator/release"}},
	"generator/sign": {0, []string{"generator/source", "generator/problem",
		"generator/encoding"}},
	"generator/problem":  {0, []string{"generator/personal"}},
	"generator/personal": {0, nil},
	"generator/progress": {0, nil},
	"generator/encoding": {0, nil},
	"generator/source":   {0, nil},
	"generator/markdown": {0, nil},
	"generator/parallel": {0, nil},
	"generator/cache":    {0, []string{"generator/parallel"}},
	"generator/search":   {0, []string{"generator/encoding"}},
	"":                   {0, nil},

	// Tests only: nothing but a test may know these, which is why they stand beside the command.
	"generator/acceptance/site":    {3, []string{"generator/acceptance/golden"}},
	"generator/acceptance/program": {3, nil},
	"generator/acceptance/golden":  {3, nil},
	"generator/acceptance/styles":  {3, nil},
	"generator/acceptance/browser": {3, []string{"generator/acceptance/program"}},
	"generator/acceptance/checker": {3, []string{"generator/acceptance/program",
		"generator/acceptance/browser", "generator/acceptance/site"}},

	".ci/bench":           {3, []string{".ci/bench/synthetic"}},
	".ci/bench/synthetic": {3, nil},
	".ci/dist":            {3, nil},
}

// only are the libraries that one room alone may know, beside it what measures or tests it. What
// every room may know is not here: TOML, golang.org/x/sys, IDNA.
var only = map[string][]string{
	"github.com/gohugoio/hugo":        {"generator/render"},
	"github.com/evanw/esbuild":        {"generator/render"},
	"github.com/bep/logg":             {"generator/render"}, // of Hugo's log
	"github.com/spf13/afero":          {"generator/render"},
	"github.com/yuin/goldmark":        {"generator/markdown"},
	"github.com/adrg/frontmatter":     {"generator/register"},
	"github.com/goccy/go-yaml":        {"generator/register", ".ci/bench/synthetic"},
	"github.com/fsnotify/fsnotify":    {"generator/watch"},
	"github.com/gofrs/flock":          {"generator/source"},
	"github.com/arran4/golang-ical":   {"generator/export"},
	"github.com/mozillazg/go-pinyin":  {"generator/importer"},
	"golang.org/x/text/encoding":      {"generator/encoding"},
	"golang.org/x/net/html":           {"generator/document", "generator/acceptance/site"},
	"golang.org/x/tools":              {"generator/acceptance/golden"},
	"golang.org/x/mod/sumdb":          {"generator/sign"},
	"golang.org/x/crypto/ssh":         {"generator/sign"},
	"golang.org/x/term":               {"cmd/gongshi"},
	"github.com/xuri/excelize":        {"generator/office"},
	"rsc.io/qr":                       {"generator/page"},
	"github.com/minio":                {"generator/deploy"},
	"github.com/johannesboyne":        {".ci/bench"},
	"github.com/spf13/cobra":          {"cmd/gongshi"},
	"github.com/spf13/pflag":          {"cmd/gongshi"},
	"github.com/inconshreveable":      {"cmd/gongshi"},
	"github.com/mattn/go-runewidth":   {"cmd/gongshi", "generator/format"},
	"github.com/rogpeppe/go-internal": {"cmd/gongshi", "generator/acceptance/golden"},
	"github.com/chromedp":             {"generator/acceptance/browser"},
	"testing": {"generator/acceptance/site", "generator/acceptance/program",
		"generator/acceptance/golden", "generator/acceptance/browser",
		"generator/acceptance/checker"},
}

func TestArrowsGoDownOnly(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && d.Name() != ".ci" || d.Name() == "testdata"
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
	room := path.Dir(strings.TrimPrefix(filepath.ToSlash(file), "../"))
	if room == "." {
		room = ""
	}
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
		for library, homes := range only {
			is := target == library || strings.HasPrefix(target, library+"/")
			if is && !slices.Contains(homes, room) {
				t.Errorf("%s: only %s may import %s", file, homes, library)
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

// What a later verb needs is a room: the root package is the way through the rooms, and no more.
func TestRootPackageStaysSmall(t *testing.T) {
	const mostFiles, mostLines = 9, 1500
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, "_test.go") })
	lines := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines += strings.Count(string(data), "\n")
	}
	if len(names) > mostFiles || lines > mostLines {
		t.Errorf("%d lines in %d files", lines, len(names))
	}
}

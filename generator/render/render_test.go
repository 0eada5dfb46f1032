package render

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/generator/problem"
)

func TestBatchesChangeNothing(t *testing.T) {
	pages := findings(7)
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	whole := together(t, r, pages)
	if strings.Count(whole, "== findings/") != len(pages) {
		t.Fatalf("got %s", whole)
	}
	for _, r.limit.pages = range []int{1, 3, 6} {
		if got := byHugo(t, r, pages); got != whole {
			t.Errorf("in batches of %d:\n%s\nat once:\n%s", r.limit.pages, got, whole)
		}
	}
}

func TestBytesDoNotDependOnTheMachine(t *testing.T) {
	pages := findings(40)
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	want := together(t, r, pages)
	defer func(local *time.Location) { time.Local = local }(time.Local)
	time.Local = time.FixedZone("far", -11*60*60)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if got := together(t, r, pages); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestEnvironmentDoesNotLeakIn(t *testing.T) {
	pages := findings(1)
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	want := together(t, r, pages)
	t.Setenv("HUGO_TITLE", "leak")
	t.Setenv("HUGO_PARAMS_LANG", "leak")
	t.Setenv("HUGO_MARKUP_GOLDMARK_RENDERER_UNSAFE", "true")
	t.Setenv("HUGO_DISABLEKINDS", "page")
	if got := together(t, r, pages); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestNothingReachesTheDiskOrTheTerminal(t *testing.T) {
	disk := t.TempDir()
	t.Chdir(disk)
	for _, name := range []string{"TMPDIR", "HOME", "XDG_CACHE_HOME"} {
		t.Setenv(name, disk)
	}
	theme := small()
	theme["layouts/loud.html"] = &fstest.MapFile{Data: []byte(`{{ warnf "w" }}{{ errorf "e" }}`)}
	theme["static/site.css"] = &fstest.MapFile{Data: []byte("a{}}")}
	said := captured(t, func() {
		r := mustNew(t, Theme{BuiltIn: theme}, plain)
		together(t, r, findings(3))
		loud := []Page{{URL: "x.html", Layout: "loud"}}
		if err := r.Render(t.Context(), each(loud), nil); err == nil {
			t.Error("a warning was let pass")
		}
		if _, err := Bundle(Theme{BuiltIn: theme}, ByContent); err == nil {
			t.Error("a broken stylesheet was let pass")
		}
	})
	if said != "" {
		t.Errorf("on the terminal: %s", said)
	}
	for _, root := range []string{disk, home} {
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && path != disk {
				t.Errorf("on the disk: %s", path)
			}
			return nil
		})
	}
}

// captured gives what goes to stdout and stderr meanwhile.
func captured(t *testing.T, during func()) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = w, w
	during()
	os.Stdout, os.Stderr = stdout, stderr
	w.Close()
	said, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

func TestRenderersTakeTurns(t *testing.T) {
	broken := small()
	broken["layouts/finding.html"] = &fstest.MapFile{Data: []byte(`{{ errorf "e" }}`)}
	good := mustNew(t, Theme{BuiltIn: small()}, plain)
	bad := mustNew(t, Theme{BuiltIn: broken}, plain)
	want := together(t, good, findings(3))
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			if got := together(t, good, findings(3)); got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
		wait.Go(func() {
			var list problem.List
			if err := bad.Render(context.Background(), each(findings(3)), nil); !errors.As(err, &list) {
				t.Errorf("got %v", err)
			}
		})
	}
	wait.Wait()
}

func TestNoPagesAreNoFault(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: fstest.MapFS{}}, plain)
	if got := together(t, r, nil); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestAddressOfTheSiteChangesNoPath(t *testing.T) {
	theme := fstest.MapFS{"layouts/home.html": {Data: []byte("{{ .Permalink }}\n")}}
	site := plain
	site.BaseURL = "https://example.org/sub/"
	got := together(t, mustNew(t, Theme{BuiltIn: theme}, site), []Page{
		{URL: "index.html", Layout: "home"}, {URL: "a/index.html", Layout: "home"},
		{URL: "a/b_2.html", Layout: "home"},
	})
	want := `== index.html
https://example.org/sub/
== a/index.html
https://example.org/sub/a/
== a/b_2.html
https://example.org/sub/a/b_2.html
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestParamsOfTheSiteReachLayoutsUntouched(t *testing.T) {
	site := plain
	site.Params = map[string]any{"Own": map[string]any{"logoFile": "a.svg", "n": int64(3)}}
	theme := fstest.MapFS{"layouts/home.html": {Data: []byte(
		"{{ with site.Params }}{{ .own.logoFile }} {{ .Own.logofile }} {{ add .own.n 1 }}{{end}}\n",
	)}}
	pages := []Page{{URL: "index.html", Layout: "home"}}
	got := together(t, mustNew(t, Theme{BuiltIn: theme}, site), pages)
	if want := "== index.html\na.svg a.svg 4\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if own := site.Params["Own"].(map[string]any); own["logoFile"] != "a.svg" {
		t.Errorf("the caller's own params have become %v", site.Params)
	}
}

func TestPagesOfOneAddressAreRefused(t *testing.T) {
	r := onlyHugo(mustNew(t, Theme{BuiltIn: small()}, plain))
	pages := append(findings(1), findings(2)...)
	if err := r.Render(t.Context(), each(pages), nil); err == nil ||
		err.Error() != "rendering: 3 pages gave 2 files" {
		t.Errorf("got %v", err)
	}
}

func TestNothingIsLeftRunning(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	together(t, r, findings(1))
	before := runtime.NumGoroutine()
	together(t, r, findings(5))
	r.limit.pages = 1
	byHugo(t, r, findings(5))
	for range 100 { // what was told to end may need a moment
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func BenchmarkRender(b *testing.B) {
	for _, n := range []int{1, 36, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := mustNew(b, Theme{BuiltIn: small()}, plain)
			pages := findings(n)
			for b.Loop() {
				together(b, r, pages)
			}
		})
	}
}

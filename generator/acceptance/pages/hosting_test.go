package pages

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/atom"

	"gongshi/generator"
	"gongshi/generator/acceptance/site"
)

// buildCopy releases the site of a copy of a source, which the test may change.
func buildCopy(t *testing.T, source, output string) generator.Result {
	t.Helper()
	result, err := generator.Build(context.Background(), generator.Options{
		Source: source, Output: output, Now: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestBuildWritesSettingsForHostsOnceAndOutsideTheSite(t *testing.T) {
	source, output := site.EveryKey(t), filepath.Join(t.TempDir(), "public")
	own := filepath.Join(source, ".gongshi")
	if err := os.MkdirAll(own, 0o777); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(own, ".gitignore")
	if err := os.WriteFile(mine, []byte("mine\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if result := buildCopy(t, source, output); result.Hosting != nil {
		t.Fatal(result.Hosting)
	}
	long := time.Unix(1e9, 0)
	for _, name := range []string{"nginx.conf", "Caddyfile", ".htaccess", "web.config",
		"_headers", "README.txt"} {
		if err := os.Chtimes(filepath.Join(own, "hosting", name), long, long); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(output, name)); err == nil {
			t.Errorf("%s is public", name)
		}
	}
	buildCopy(t, source, output)
	entries, err := os.ReadDir(filepath.Join(own, "hosting"))
	if err != nil || len(entries) != 6 {
		t.Errorf("%d files: %v", len(entries), err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || !info.ModTime().Equal(long) {
			t.Errorf("%s was written again", e.Name())
		}
	}
	if data, err := os.ReadFile(mine); err != nil || string(data) != "mine\n" {
		t.Errorf(".gitignore: %q, %v", data, err)
	}
}

// The policies of 404.html and of every host allow the one inline style of the site, by the hash of
// its bytes as a browser takes it.
func TestPoliciesAllowTheOneInlineStyle(t *testing.T) {
	for _, language := range []string{"en", "zh"} {
		source := site.English(t)
		if language == "zh" {
			source = site.EveryKey(t)
			own := filepath.Join(source, "static", "css")
			css := []byte(":root {\r\n  --paper: #fff;\r\n} a::after { content: '</style>' }")
			err := errors.Join(os.MkdirAll(own, 0o777),
				os.WriteFile(filepath.Join(own, "tokens.css"), css, 0o666))
			if err != nil {
				t.Fatal(err)
			}
		}
		dir := site.Build(t, source)
		pages, hash := site.Crawl(t, dir), ""
		for name, page := range pages {
			for _, style := range site.All(page, element(atom.Style)) {
				if name != "404.html" || hash != "" {
					t.Fatalf("%s has an inline style", name)
				}
				sum := sha256.Sum256([]byte(style.FirstChild.Data))
				hash = "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
			}
		}
		own := tags(pages["404.html"])["Content-Security-Policy"]
		want := "default-src 'none'; style-src " + hash + "; base-uri 'none'; form-action 'none'"
		if len(own) != 1 || own[0] != want || hash == "" {
			t.Errorf("%q, want %q", own, want)
		}
		for _, name := range []string{"nginx.conf", "Caddyfile", ".htaccess", "web.config",
			"_headers"} {
			data, err := os.ReadFile(filepath.Join(source, ".gongshi", "hosting", name))
			text := html.UnescapeString(string(data)) // web.config escapes '
			if err != nil || !strings.Contains(text, "'self' "+hash+";") {
				t.Errorf("%s does not allow %s: %v", name, hash, err)
			}
		}
	}
}

func TestPageForWhatIsNotFoundLeadsHomeFromAnyDepth(t *testing.T) {
	for config, want := range map[string]string{
		"": "",
		`siteURL = "https://审计.中国:8443/公开"`: "https://xn--tbty03i.xn--fiqs8s:8443/%E5%85%AC%E5%BC%80/",
		`base = "/"`:       "/",
		`base = "/公 开/a/"`: "/%E5%85%AC%20%E5%BC%80/a/",
	} {
		source := site.EveryKey(t)
		file := filepath.Join(source, "config.toml")
		text, err := os.ReadFile(file)
		changed := strings.Replace(string(text), `siteURL = "https://example.org/audit"`, config, 1)
		if err := errors.Join(err, os.WriteFile(file, []byte(changed), 0o666)); err != nil {
			t.Fatal(err)
		}
		var home []string
		for _, a := range site.All(site.Crawl(t, site.Build(t, source))["404.html"], element(atom.A)) {
			if to, has := site.Attribute(a, "href"); has && !strings.Contains(to, "tel:") &&
				!strings.Contains(to, "mailto:") {
				home = append(home, to)
			}
		}
		if want == "" && len(home) > 0 || want != "" && !slices.Equal(home, []string{want, want}) {
			t.Errorf("%s: %q", config, home)
		}
	}
}

func TestSiteIsReleasedWhereSettingsForHostsCannotBeWritten(t *testing.T) {
	outside := t.TempDir()
	for name, hinder := range map[string]func(own string) error{
		"a file":        func(own string) error { return os.WriteFile(own, nil, 0o666) },
		"a way outside": func(own string) error { return os.Symlink(outside, own) },
	} {
		source, output := site.EveryKey(t), filepath.Join(t.TempDir(), "public")
		if err := hinder(filepath.Join(source, ".gongshi")); err != nil {
			t.Skip(err)
		}
		if result := buildCopy(t, source, output); result.Hosting == nil {
			t.Errorf("%s: nothing is said", name)
		}
		if _, err := os.Stat(filepath.Join(output, "index.html")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(outside); err != nil || len(left) > 0 {
			t.Errorf("%s: %d files outside: %v", name, len(left), err)
		}
	}
}

package pages

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongshi/generator"
	"gongshi/generator/acceptance/site"
)

// copied is a copy of the register with every key, with some files changed: new text for each path.
func copied(t *testing.T, changes map[string]string) string {
	t.Helper()
	source := site.EveryKey(t)
	for name, text := range changes {
		file := filepath.Join(source, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

// refusal is what a build says of a source that it does not publish, one problem a line.
func refusal(t *testing.T, source string) string {
	t.Helper()
	_, err := generator.Build(context.Background(), generator.Options{Source: source,
		Output: filepath.Join(t.TempDir(), "public"), Now: time.Unix(0, 0)})
	if err == nil {
		t.Fatal("it was published")
	}
	return err.Error()
}

func exported(t *testing.T, source, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(site.Build(t, source), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestExportsHoldNoDraftAndNoKeyOfTheSitesOwn(t *testing.T) {
	output := site.Build(t, copied(t, map[string]string{"content/audit/money/secret.md": `---
title: 还没有公开的事
number: 三
status: completed
basis: stated
completed: 2023-05-01
summary: 还没有公开。
draft: true
---
`}))
	err := filepath.WalkDir(output, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		text := string(data)
		if strings.Contains(text, "没有公开") || strings.Contains(text, "secret.md") {
			t.Errorf("%s tells of a draft", file)
		}
		if filepath.Ext(file) != ".html" && strings.Contains(text, "x_office") {
			t.Errorf("%s has a key that is the site's own", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestExportsSpeakTheSitesOwnWords(t *testing.T) {
	words, err := os.ReadFile("../../../i18n/zh.toml")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(words), "答复提问", "有问有答", 1)
	source := copied(t, map[string]string{"i18n/zh.toml": "\ufeff" + own})
	if got := exported(t, source, "feed.xml"); !strings.Contains(got, "：有问有答<") {
		t.Errorf("the feed has the built-in words:\n%s", got)
	}
}

func TestOneOwnWordShowsOnPagesAndInExports(t *testing.T) {
	for name, own := range map[string]string{
		"index.html": `skip = { other = "有问有答" }`, "feed.xml": `feed_answer = { other = "有问有答" }`,
	} {
		source := copied(t, map[string]string{"i18n/zh.toml": own})
		if got := exported(t, source, name); !strings.Contains(got, "有问有答<") {
			t.Errorf("%s has the built-in word:\n%s", name, got)
		}
	}
}

func TestBrokenWordsAreToldOnce(t *testing.T) {
	for name, text := range map[string]string{
		"half a line":  "status = { other = \"状态\" }\ncolon = {",
		"another type": "colon = 7\n",
		"no UTF-8":     "colon = \"\xff\"\n",
	} {
		got := refusal(t, copied(t, map[string]string{"i18n/zh.toml": text}))
		if strings.Count(got, "  [") != 1 || !strings.HasPrefix(got, "i18n/zh.toml:") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestStaticFileInTheWayOfAnExportIsRefused(t *testing.T) {
	for _, name := range []string{"feed.xml", "Data/Findings.CSV", "deadlines.ics",
		"data/search.js", "contact.vcf", "sitemap.xml", "data", "files", "assets"} {
		allowed := fmt.Sprintf("static = [%q]\n", name)
		source := copied(t, map[string]string{"static/" + name: "x"})
		config := filepath.Join(source, "config.toml")
		data, err := os.ReadFile(config)
		if err := errors.Join(err, os.WriteFile(config, []byte(allowed+string(data)), 0o600)); err != nil {
			t.Fatal(err)
		}
		got := refusal(t, source)
		if !strings.Contains(got, "static/"+name) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestOwnRobotsWins(t *testing.T) {
	const own = "User-agent: *\nDisallow: /\n"
	source := copied(t, map[string]string{"static/robots.txt": own})
	if got := exported(t, source, "robots.txt"); got != own {
		t.Errorf("published is %q", got)
	}
}

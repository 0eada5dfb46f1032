package pages

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"gongshi/generator/acceptance/site"
)

// wording is the text of a word in i18n/*.toml, between its quotes.
var wording = regexp.MustCompile(`((?:one|other) = ")((?:[^"\\]|\\.)*)"`)

// named is what has the same name in any language: addresses, files of the site, kinds and sizes of
// attachments.
var named = regexp.MustCompile(`https?://\S+|\b\w+(\.\w+)*\.(csv|xlsx|json|ics|vcf|xml)\b|\b[A-Z]+ \d+ kB`)

// TestEveryWordOfThePagesIsInI18n builds a site whose own words are the built-in ones in brackets (a
// pseudo-locale): what stands outside of them must be the register's own text.
func TestEveryWordOfThePagesIsInI18n(t *testing.T) {
	for lang, source := range map[string]string{
		"zh": site.EveryKey(t), "en": site.English(t)} {
		words, err := os.ReadFile(filepath.Join("../../../i18n", lang+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		own := filepath.Join(source, "i18n", lang+".toml")
		bracketed := wording.ReplaceAll(words, []byte(`${1}⟦${2}⟧"`))
		err = os.MkdirAll(filepath.Dir(own), 0o700)
		if err == nil {
			err = os.WriteFile(own, bracketed, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		written := authored(t, source)
		pages, shown := site.Crawl(t, site.Build(t, source)), 0
		for _, name := range pages.Names() {
			for _, text := range labels(pages[name]) {
				shown += strings.Count(text, "⟦")
				rest := named.ReplaceAllString(outside(text), "")
				for _, word := range strings.FieldsFunc(rest, notLetter) {
					if !strings.Contains(written, word) {
						t.Errorf("%s: %s: %q is neither in i18n nor in the register",
							lang, name, word)
					}
				}
			}
		}
		if shown < 1000 {
			t.Errorf("%s: only %d words of i18n were seen", lang, shown)
		}
	}
}

// authored is all that the texts of a source say, without Markdown's marks.
func authored(t *testing.T, source string) string {
	t.Helper()
	var all strings.Builder
	disk := os.DirFS(source)
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "i18n/") {
			return err
		}
		data, err := fs.ReadFile(disk, name)
		all.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("*[]\\`", r) {
			return -1
		}
		return r
	}, all.String())
}

// labels gives what a reader of a page sees, in one piece, and what is said of its elements.
func labels(page *html.Node) []string {
	silent := []string{"script", "style"}
	spoken := []string{"aria-label", "title", "alt", "placeholder"}
	var seen strings.Builder
	var said []string
	for n := range page.Descendants() {
		if n.Type == html.TextNode && !slices.Contains(silent, n.Parent.Data) {
			seen.WriteString(n.Data)
			if n.NextSibling == nil {
				seen.WriteString("\n")
			}
		}
		for _, a := range n.Attr {
			if slices.Contains(spoken, a.Key) {
				said = append(said, a.Val)
			}
		}
	}
	return append(said, seen.String())
}

// outside gives the parts of a text that stand in no brackets.
func outside(text string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '⟦':
			depth++
		case r == '⟧':
			depth--
			return ' '
		case depth == 0:
			return r
		}
		return -1
	}, text)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

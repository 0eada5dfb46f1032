// Package canary plants words that are nowhere else in whatever must not be published, builds the
// site, and looks for them in all that came of it. It does not ask by which gate they were kept in:
// the rooms have tests of their own for that.
package canary

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
)

// planted is what stands at a place of a source for CANARY, which must stay in, or SHOWN.
type planted struct{ place, word string }

// garden makes a word of its own of every CANARY and SHOWN.
type garden struct {
	all   []planted
	named map[string]string
}

var mark = regexp.MustCompile(`(CANARY|SHOWN)(_[a-z]+)?`)

// plant gives a text with its marks replaced; at is where it stands.
func (g *garden) plant(text, at string) string {
	line := 0
	var b strings.Builder
	for part := range strings.Lines(text) {
		line++
		b.WriteString(mark.ReplaceAllStringFunc(part, func(found string) string {
			if g.named[found] != "" {
				return g.named[found]
			}
			kind, name, isNamed := strings.Cut(found, "_")
			word := fmt.Sprintf("%s%04dx", strings.ToLower(kind), len(g.all))
			if isNamed {
				g.named[found] = word
			}
			g.all = append(g.all, planted{fmt.Sprintf("%s:%d %s", at, line, name), word})
			return word
		}))
	}
	return b.String()
}

// archive plants the files of an archive and their names. A zip file has its text compressed, a
// picture as its comment.
func (g *garden) archive(a *txtar.Archive) *txtar.Archive {
	var files []txtar.File
	for _, f := range a.Files {
		name := g.plant(f.Name, "the name "+f.Name)
		data := []byte(g.plant(string(f.Data), f.Name))
		switch path.Ext(name) {
		case ".zip":
			data = deflated(data)
		case ".jpg":
			data = commented(data)
		}
		files = append(files, txtar.File{Name: name, Data: data})
	}
	return &txtar.Archive{Files: files}
}

func newGarden() *garden { return &garden{named: map[string]string{}} }

// found gives the planted words that a site has, in its files' names or insides, with the files.
func found(t *testing.T, dir string) map[string][]string {
	t.Helper()
	words := map[string][]string{}
	word := regexp.MustCompile(`(?:canary|shown)\d{4}x`)
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		for _, text := range append(inflated(data), []byte(name), data) {
			for _, w := range word.FindAllString(strings.ReplaceAll(string(text), "\r\n ", ""), -1) {
				if !slices.Contains(words[w], name) {
					words[w] = append(words[w], name)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// judge says of each planted word what became of it.
func (g *garden) judge(t *testing.T, words map[string][]string) {
	t.Helper()
	hidden := 0
	for _, p := range g.all {
		in, out := words[p.word]
		switch canary := strings.HasPrefix(p.word, "canary"); {
		case canary && out:
			t.Errorf("%s was published: %s in %v", p.place, p.word, in)
		case canary:
			hidden++
		case !out:
			t.Errorf("%s was not published: the search would not see a canary there", p.place)
		}
		t.Logf("%-60s %d files", p.place, len(in))
	}
	t.Logf("%d canaries, none published; %d controls", hidden, len(g.all)-hidden)
}

func TestNothingHiddenIsPublished(t *testing.T) {
	g := newGarden()
	source := golden.Unpack(t, g.archive(golden.Parse(t, "testdata/hidden.txtar")))
	output := filepath.Join(t.TempDir(), "public")
	file := filepath.Join(source, "content/audit/money", g.named["CANARY_secret"]+".md")
	publish(t, file)
	site.BuildTo(t, source, output, site.AsOf)
	before := found(t, output)
	if in := before[g.named["CANARY_secret"]]; len(in) < 20 {
		t.Errorf("while it was no draft, it was found in %v only", in)
	}
	for _, name := range []string{"CANARY_secretplan", "CANARY_report"} {
		if in := before[g.named[name]]; in != nil {
			t.Errorf("the author's name for a file is in %v", in)
		}
	}
	hide(t, file)
	stale := g.plant("CANARY", "a file that somebody put into the output")
	if err := os.WriteFile(filepath.Join(output, "notes.html"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	site.BuildTo(t, source, output, site.AsOf)
	words := found(t, output)
	g.judge(t, words)
	in := 0
	for _, files := range words {
		if slices.Contains(files, "data/findings.xlsx") {
			in++
		}
	}
	if in < 10 {
		t.Errorf("findings.xlsx holds %d words: nobody has looked into it", in)
	}
}

const draft = "draft: true\n"

func publish(t *testing.T, file string) { change(t, file, draft, "draft: false\n") }

func hide(t *testing.T, file string) { change(t, file, "draft: false\n", draft) }

func change(t *testing.T, file, from, to string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), from) {
		t.Fatal(file, err)
	}
	text := strings.Replace(string(data), from, to, 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

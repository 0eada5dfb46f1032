package register_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/gohugoio/hugo/parser/pageparser"
	"golang.org/x/tools/txtar"

	"gongshi/generator/markdown"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// findings gives every finding's text of the archives, as seeds.
func findings(t testing.TB) [][]byte {
	files, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for _, file := range append(files, "testdata/base.txtar") {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if register.IsFinding(f.Name) {
				texts = append(texts, f.Data)
			}
		}
	}
	return texts
}

// read reads a register whose one finding has the text.
func read(t testing.TB, text []byte) (*register.Register, error) {
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range base.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	fsys["content/audit/money/sample.md"] = &fstest.MapFile{Data: text}
	return register.Read(fsys)
}

func TestAContactWithNothingInItIsNone(t *testing.T) {
	for contact, there := range map[string]bool{"{}": false, "{phone: 0595-28008990}": true} {
		r, err := read(t, []byte("---\ntitle: Paid twice\nnumber: 9\nstatus: completed\n"+
			"basis: inferred\nsummary: A bill was paid twice.\ncontact: "+contact+"\n---\n\nDone.\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.All() {
			if f.ID == "sample" && (f.Contact != nil) != there {
				t.Errorf("contact: %s gives %v", contact, f.Contact)
			}
		}
	}
}

// FuzzRead holds that any bytes give either a finding or problems whose places are in the file.
func FuzzRead(f *testing.F) {
	for _, text := range findings(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := read(t, text)
		var list problem.List
		if err != nil && !errors.As(err, &list) {
			t.Fatalf("neither a register nor problems: %v", err)
		}
		lines := bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r")) + 2
		for _, p := range list {
			if p.Line < 0 || p.Line > lines || p.Column < 0 || p.File == "" {
				t.Errorf("a place outside the file: %+v", p)
			}
			if text, fix := p.Sentences("zh"); text == "" || fix == "" {
				t.Errorf("no sentence for %+v", p)
			}
		}
	})
}

// FuzzConfig holds the same for config.toml.
func FuzzConfig(f *testing.F) {
	config, err := os.ReadFile("../../config.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(config)
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := register.Read(fstest.MapFS{"config.toml": {Data: text}})
		var list problem.List
		if !errors.As(err, &list) {
			t.Fatalf("no problems: %v", err)
		}
	})
}

// Hugo is never given an author's front matter, but editors may know Hugo: what is body to it is
// body here.
func TestBodyBeginsWhereHugoSees(t *testing.T) {
	compared := 0
	for _, text := range findings(t) {
		r, err := read(t, text)
		if err != nil {
			continue
		}
		fixed := fixes(t, fstest.MapFS{"content/audit/money/sample.md": {Data: text}})
		if len(fixed) > 0 {
			text = fixed[0].After // what is understood is not all that Hugo reads
		}
		page, err := pageparser.ParseFrontMatterAndContent(bytes.NewReader(text))
		if err != nil {
			t.Errorf("Hugo does not read\n%s\n%v", text, err)
			continue
		}
		if got := r.Filed()[0].Body.Text; got != markdown.Read(string(page.Content)).Text {
			t.Errorf("body %q, to Hugo %q", got, page.Content)
		}
		compared++
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

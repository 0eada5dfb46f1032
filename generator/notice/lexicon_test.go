package notice

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// Every entry of the lexicons is used by the code or by another entry, and every entry that is
// used is there and can be compiled.
func TestLexiconsAreCompleteAndUsed(t *testing.T) {
	used := references(t)
	for _, k := range register.Keys("inspection-kind") {
		used["kind-"+k.Name] = true
	}
	have := map[string]bool{}
	for _, l := range lexicons() {
		for name, words := range l.Words {
			have[name] = true
			for _, ref := range entry().FindAllString(words, -1) {
				used[strings.Trim(ref, "{}")] = true
			}
			if _, err := regexp.Compile(expand(words)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name := range l.Lists {
			have[name] = true
		}
		for status := range l.Statuses {
			if !slices.Contains(register.Statuses(), register.Status(status)) {
				t.Errorf("%s is no status", status)
			}
		}
		for words, status := range l.Answers {
			if !slices.Contains(register.Statuses(), status) {
				t.Errorf("%s: %s is no status", words, status)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if !used[name] {
			t.Errorf("nothing uses %s", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if !have[name] {
			t.Errorf("no lexicon has %s", name)
		}
	}
}

// A label, a section and a status are known in both languages.
func TestLexiconsKnowTheSameKinds(t *testing.T) {
	for _, l := range lexicons() {
		for _, s := range register.Statuses() {
			if len(l.Statuses[string(s)]) == 0 {
				t.Errorf("no words for %s", s)
			}
		}
		for _, other := range lexicons() {
			for name := range other.Words {
				kind, _, _ := strings.Cut(name, "-")
				if (kind == "label" || kind == "section") && l.Words[name] == "" {
					t.Errorf("%s stands in one lexicon only", name)
				}
			}
		}
	}
}

// references are the entries that the code names: in patterns, by lex and by list.
func references(t *testing.T) map[string]bool {
	used := map[string]bool{}
	look := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				for _, ref := range entry().FindAllString(text, -1) {
					used[strings.Trim(ref, "{}")] = true
				}
			}
		case *ast.CallExpr:
			name, ok := n.Fun.(*ast.Ident)
			if !ok || name.Name != "list" && name.Name != "lex" {
				break
			}
			if literal, ok := n.Args[0].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(literal.Value)
				used[text] = true
			}
		}
		return true
	}
	for _, file := range goFiles(t) {
		ast.Inspect(file, look)
	}
	return used
}

// goFiles are the package's files but for its tests.
func goFiles(t *testing.T) []*ast.File {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

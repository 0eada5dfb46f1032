package render

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"gongshi/generator/encoding"
	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// computedWord is a layout that makes the name of a word, which may then be any.
var computedWord = regexp.MustCompile(
	"\\b(?:T|i18n|lang\\.Translate)\\s+[^\"`\\s}]|\\|\\s*(?:T|i18n|lang\\.Translate)\\b")

// Remarks lists the site's own words that change nothing: they are not built in, and no layout of
// its own names them. Where one of these computes the names of words, nothing is listed.
func (t Theme) Remarks() (problem.List, error) {
	if t.Own == nil {
		return nil, nil
	}
	own := overlay{}
	for _, folder := range []string{source.LayoutsDir, source.I18nDir} {
		if _, err := own.add(t.Own, folder, true); err != nil {
			return nil, err
		}
	}
	var list problem.List
	for _, path := range own.paths() {
		data, err := fs.ReadFile(t.BuiltIn, path)
		if err != nil || !strings.HasPrefix(path, source.I18nDir+"/") {
			continue
		}
		builtIn := wordKeys(data)
		names := make([]string, len(builtIn))
		for i, k := range builtIn {
			names[i] = k.name
		}
		for _, k := range wordKeys(own[path].data) {
			if slices.Contains(names, k.name) || own.asksFor(k.name) {
				continue
			}
			line, column := encoding.Position(string(own[path].data), k.offset)
			list = append(list, problem.Problem{File: path, Line: line, Column: column,
				Rule: "word-unknown", Args: []any{k.name}, Mean: problem.Nearest(k.name, names)})
		}
	}
	return list, nil
}

// asksFor says whether a layout may ask for a word; of a word in a table, for one of the table's.
func (o overlay) asksFor(key string) bool {
	named := regexp.MustCompile("[\"`]" + regexp.QuoteMeta(key) + "[\"`.]")
	for path, f := range o {
		if strings.HasPrefix(path, source.LayoutsDir+"/") &&
			(named.Match(f.data) || computedWord.Match(f.data)) {
			return true
		}
	}
	return false
}

// wordKey is a top-level key of a TOML text, with its place in bytes.
type wordKey struct {
	name   string
	offset int
}

// wordKeys lists the top-level keys of a text, each once; those before its fault if it has one.
func wordKeys(data []byte) (keys []wordKey) {
	var p unstable.Parser
	p.Reset(data)
	inTable := false
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind == unstable.KeyValue && inTable {
			continue
		}
		inTable = e.Kind != unstable.KeyValue
		parts := e.Key()
		parts.Next()
		first := parts.Node()
		key := wordKey{string(first.Data), int(first.Raw.Offset)}
		if !slices.ContainsFunc(keys, func(k wordKey) bool { return k.name == key.name }) {
			keys = append(keys, key)
		}
	}
	return keys
}

package markdown

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Redirect gives a text that was [Read] whose links lead elsewhere: to holds the new destinations,
// which need no escape, by the old ones as they are written. None of the old ones is left.
func Redirect(markdown string, to map[string]string) string {
	longest := slices.SortedFunc(maps.Keys(to), func(a, b string) int {
		return cmp.Or(len(b)-len(a), cmp.Compare(a, b))
	})
	for _, raw := range longest {
		if !strings.Contains(markdown, raw) {
			continue
		}
		written := regexp.MustCompile(`(\](?:\(|:)\s*<?)` + regexp.QuoteMeta(raw) + `([>)\s]|$)`)
		markdown = written.ReplaceAllString(markdown, "${1}"+to[raw]+"${2}")
		if leadsTo(markdown, raw) { // written in a way that the expression does not know
			markdown = strings.ReplaceAll(markdown, raw, to[raw])
		}
	}
	return markdown
}

// leadsTo says whether a link of a text has a destination as it is written.
func leadsTo(markdown, raw string) bool {
	found := false
	_ = ast.Walk(siteParser.Parse(text.NewReader([]byte(markdown))),
		func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.Link:
				found = found || string(n.Destination) == raw
			case *ast.Image:
				found = found || string(n.Destination) == raw
			}
			return ast.WalkContinue, nil
		})
	return found
}

package render

import (
	"strings"
	"text/template/parse"
)

// Partials in fixed/ are memoised, by Hugo's partialCached: rendered once for equal
// arguments, which halves the time of a finding's page. What one shows stands on other pages too,
// so that it shows its argument and the site and nothing else, and its argument is the key: Hugo
// keeps apart texts, numbers, and lists and maps of them.
const fixedFolder = "fixed/"

// isFixed says whether a layout, by its path or by the name of a definition in it, is such a
// partial.
func isFixed(path string) bool {
	name := strings.TrimPrefix(path, "layouts/")
	for _, folder := range []string{"_partials/", "partials/"} {
		if rest, is := strings.CutPrefix(name, folder); is {
			return strings.HasPrefix(rest, fixedFolder)
		}
	}
	return false
}

// notFixed names what breaks that rule at a node of a template: in any, keeping something else than
// a fixed partial, or by another key than its argument; in a fixed one, what belongs to one page.
func notFixed(inside bool) func(parse.Node) string {
	return func(n parse.Node) string {
		switch n := n.(type) {
		case *parse.CommandNode:
			return unfixedCall(n, inside)
		case *parse.IdentifierNode:
			if inside && n.Ident == "page" {
				return n.Ident
			}
		case *parse.ChainNode:
			name := n.String()
			if strings.HasPrefix(name, "partials.IncludeCached") ||
				inside && strings.HasPrefix(name, "partials.") {
				return name
			}
		case *parse.TemplateNode:
			if inside && !isFixed(n.Name) {
				return "template"
			}
		}
		return ""
	}
}

// unfixedCall looks at a call of partialCached, or, in a fixed partial, of partial.
func unfixedCall(c *parse.CommandNode, inside bool) string {
	called, isName := c.Args[0].(*parse.IdentifierNode)
	if !isName {
		return ""
	}
	cached := called.Ident == "partialCached"
	if !cached && !(inside && called.Ident == "partial") {
		return ""
	}
	if len(c.Args) < 2 || cached && (len(c.Args) != 4 || c.Args[2].String() != c.Args[3].String()) {
		return called.Ident
	}
	name, isText := c.Args[1].(*parse.StringNode)
	if !isText || !strings.HasPrefix(name.Text, fixedFolder) {
		return c.Args[1].String()
	}
	return ""
}

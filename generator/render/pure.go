package render

import (
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"gongshi/generator/problem"
)

// A page that is known is not rendered again, and a layout sees one batch of pages. So a layout
// that looks at anything but its page would go stale, or count some of the pages only: it is
// refused. What Hugo refuses itself (the network, the environment, programs) is not listed here.
var (
	impureFunctions = []string{
		"now", "time.Now", "readFile", "readDir", "fileExists", // clock and disk
		"shuffle", "collections.Shuffle", "math.Rand", // chance
		"math.Counter",                             // how many pages came before
		"ref", "relref", "urls.Ref", "urls.RelRef", // other pages
		"transform.ToMath",         // a WebAssembly cache on the real disk
		"site.Store", "hugo.Store", // what earlier pages of the batch left there
	}
	impureNamespaces = []string{"os", "resources", "css", "js", "images"}
	impureMethods    = []string{
		"AllPages", "Ancestors", "CurrentSection", "FirstSection", "GetPage", "GetTerms",
		"GitInfo", "Home", "Menus", "Next", "NextInSection", "Pages", "Paginate", "Paginator",
		"Parent", "Prev", "PrevInSection", "Ref", "RegularPages", "RegularPagesRecursive",
		"Related", "RelRef", "Sections", "Taxonomies", "Translations",
	}
)

// impure finds the layouts that look at more than their page. Hugo's templates are Go's, but for
// what functions there are; of a file that cannot be parsed Hugo itself will tell.
func (o overlay) impure(paths []string) problem.List {
	var list problem.List
	for _, path := range paths {
		if !strings.HasPrefix(path, "layouts/") {
			continue
		}
		t := parse.New(path)
		t.Mode = parse.SkipFuncCheck
		trees := map[string]*parse.Tree{}
		if _, err := t.Parse(string(o[path].data), "", "", trees); err != nil {
			continue
		}
		for _, tree := range trees {
			report := func(rule string) func(n parse.Node, name string) {
				return func(n parse.Node, name string) {
					p := problem.Problem{File: o.name(path), Rule: rule, Args: []any{name}}
					p.Line, p.Column = o[path].place(tree, n)
					list = append(list, p)
				}
			}
			walk(tree.Root, impureName, report("layout-impure"))
			walk(tree.Root, notFixed(isFixed(path) || isFixed(tree.Name)), report("layout-unfixed"))
		}
	}
	return list
}

// place gives a node's line, and its column in characters.
func (f file) place(tree *parse.Tree, n parse.Node) (line, column int) {
	context, _ := tree.ErrorContext(n) // layouts/x.html:3:4
	parts := strings.Split(context, ":")
	line, _ = strconv.Atoi(parts[len(parts)-2])
	offset, _ := strconv.Atoi(parts[len(parts)-1])
	return line, characters(string(f.data), line, offset)
}

// walk calls found for every node, at or below one, that wrong has a name for.
func walk(n parse.Node, wrong func(parse.Node) string, found func(n parse.Node, name string)) {
	if name := wrong(n); name != "" {
		found(n, name)
		return
	}
	for _, child := range children(n) {
		walk(child, wrong, found)
	}
}

func impureName(n parse.Node) string {
	switch n := n.(type) {
	case *parse.IdentifierNode:
		if slices.Contains(impureFunctions, n.Ident) {
			return n.Ident
		}
	case *parse.FieldNode:
		return impureMethod(n.Ident)
	case *parse.VariableNode:
		return impureMethod(n.Ident[1:])
	case *parse.ChainNode:
		id, isName := n.Node.(*parse.IdentifierNode)
		if !isName {
			return impureMethod(n.Field)
		}
		name := id.Ident + "." + n.Field[0]
		if slices.Contains(impureNamespaces, id.Ident) || slices.Contains(impureFunctions, name) {
			return name
		}
		return impureMethod(n.Field)
	}
	return ""
}

// impureMethod looks at a chain of fields as far as Params: what comes then is the page's own data.
func impureMethod(fields []string) string {
	for i, f := range fields {
		if f == "Params" {
			return ""
		}
		if f == "Store" && i > 0 && fields[i-1] == "Site" { // a page's own is its own
			return ".Site.Store"
		}
		if slices.Contains(impureMethods, f) {
			return "." + f
		}
	}
	return ""
}

func children(n parse.Node) []parse.Node {
	var list []parse.Node
	branch := func(b parse.BranchNode) {
		list = append(list, b.Pipe, b.List)
		if b.ElseList != nil {
			list = append(list, b.ElseList)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		return n.Nodes
	case *parse.ActionNode:
		list = append(list, n.Pipe)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			list = append(list, c)
		}
	case *parse.CommandNode:
		return n.Args
	case *parse.ChainNode:
		list = append(list, n.Node)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			list = append(list, n.Pipe)
		}
	case *parse.IfNode:
		branch(n.BranchNode)
	case *parse.RangeNode:
		branch(n.BranchNode)
	case *parse.WithNode:
		branch(n.BranchNode)
	}
	return list
}

package render

import (
	"text/template/parse"

	"gongshi/generator/problem"
)

// emptyPages finds the layouts that gave nothing, and the first page of each.
func (o overlay) emptyPages(batch []Page, files map[string][]byte) problem.List {
	var list problem.List
	named := map[string]bool{}
	for _, p := range batch {
		if len(files[p.URL]) > 0 {
			continue
		}
		path := o.emptyTemplate("layouts/" + p.Layout + ".html")
		if !named[path] {
			list = append(list, problem.Problem{
				File: o.name(path), Line: 1, Column: 1, Rule: "layout-empty", Args: []any{p.URL},
			})
		}
		named[path] = true
	}
	return list
}

// emptyTemplate says which is at fault where nothing came out: the layout, or the base that it
// stands on. The built-in theme by itself is not; of two of the site's own it is the one that is
// empty.
func (o overlay) emptyTemplate(layout string) string {
	const base = "layouts/baseof.html"
	based, exists := o[base]
	if text, defines := outline(o[layout].data); !exists || text || !defines {
		return layout
	}
	if based.own != o[layout].own {
		if based.own {
			return base
		}
		return layout
	}
	if text, _ := outline(based.data); !text {
		return base
	}
	return layout
}

// outline says whether a template has anything outside of its definitions, and whether it has
// definitions. Hugo puts a template that has only these onto its base.
func outline(template []byte) (text, defines bool) {
	t := parse.New("")
	t.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := t.Parse(string(template), "", "", trees); err != nil {
		return true, false
	}
	for name, tree := range trees {
		if name == "" {
			text = !parse.IsEmptyTree(tree.Root)
		} else {
			defines = true
		}
	}
	return text, defines
}

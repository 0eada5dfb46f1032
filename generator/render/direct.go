package render

import (
	"bytes"
	"regexp"
	"strings"
	"text/template/parse"
)

// A partial that stands by itself in the text of another is called as Go calls a template. Hugo's
// own way of calling one takes 2 µs more: it looks the partial up, writes into a buffer of its own,
// and looks at what came of it. A finding in the notice calls fifty. Both give the same, since
// what a partial gives is HTML in either way; in an attribute they would not. The site's own
// partials are called as Hugo does: one may have the name of a partial that Hugo brings along.
//
// In a layout itself the calls stay: Go looks at all that a template calls once more for each that
// calls it, and each layout stands on the base by itself, so that all would be looked at 12 times.

const partialFolder = "layouts/_partials/"

// directCalls gives the finder of the calls in a layout that may be direct.
func (o overlay) directCalls(path string) finder {
	layout := o[path].data
	var find finder
	find = func(n parse.Node, note func(at parse.Node, source, text string)) {
		if call, name := o.direct(n); call != nil && inText(layout[:call.Position()]) {
			note(call.Args[0], "partial "+call.Args[1].String(), `template "`+name+`"`)
			return
		}
		for _, child := range children(n) {
			find(child, note)
		}
	}
	if !strings.HasPrefix(path, partialFolder) {
		return func(parse.Node, func(parse.Node, string, string)) {}
	}
	return find
}

// direct gives the call of a partial that stands by itself, and the name of the partial's template.
func (o overlay) direct(n parse.Node) (call *parse.CommandNode, name string) {
	action, is := n.(*parse.ActionNode)
	if !is || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) > 1 {
		return nil, ""
	}
	call = action.Pipe.Cmds[0]
	called, is := call.Args[0].(*parse.IdentifierNode)
	if !is || called.Ident != "partial" || len(call.Args) < 2 || len(call.Args) > 3 {
		return nil, ""
	}
	text, is := call.Args[1].(*parse.StringNode)
	if !is {
		return nil, ""
	}
	f, exists := o[partialFolder+text.Text]
	if !exists || returns.Match(f.data) || o.replaced(text.Text) {
		return nil, ""
	}
	return call, "_partials/" + text.Text
}

// replaced says whether the site has a file that Hugo may take for a partial, whatever stands
// between its name and its extension.
func (o overlay) replaced(partial string) bool {
	stem, _, _ := strings.Cut(partial, ".")
	for path, f := range o {
		for _, folder := range []string{partialFolder, "layouts/partials/"} {
			name, is := strings.CutPrefix(path, folder)
			if own, _, _ := strings.Cut(name, "."); is && f.own && strings.EqualFold(own, stem) {
				return true
			}
		}
	}
	return false
}

var (
	returns = regexp.MustCompile(`{{-?\s*return\b`)
	actions = regexp.MustCompile(`(?s){{.*?}}`)
	raw     = regexp.MustCompile(`(?i)<(/?)(?:script|style|textarea|title)\b`)
)

// inText says whether what follows a part of a partial is text, as against a tag or what is no
// HTML.
func inText(before []byte) bool {
	before = actions.ReplaceAll(before, nil)
	if tags := raw.FindAllSubmatch(before, -1); len(tags) > 0 && len(tags[len(tags)-1][1]) == 0 {
		return false
	}
	return bytes.LastIndexByte(before, '<') <= bytes.LastIndexByte(before, '>')
}

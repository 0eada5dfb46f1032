// Package markdown reads Markdown as the site's builder does, and is the only room that knows
// goldmark: [Read] makes of what an editor typed a text that CommonMark reads just so, lints it and
// gives its links; [Emphasis] makes emphasis hold beside Chinese punctuation, [PlainText] says such
// a text without its marks. Places are byte offsets within what was typed. It renders for the
// author's eye alone, and does not know where a text stands or what a link within the register leads
// to.
package markdown

import (
	"iter"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// extensions are those that render switches on in Hugo's configuration; a test holds both to the
// same pages.
func extensions() goldmark.Option {
	return goldmark.WithExtensions(extension.GFM, extension.Footnote,
		extension.NewCJK(extension.WithEastAsianLineBreaks(), extension.WithEscapedSpace()))
}

// siteParser reads Markdown as the site's builder does, runParser too, but leaves every run of
// delimiters where it stands. They keep nothing between two texts, and are built once: that takes
// longer than to parse a sentence.
var (
	siteParser = newParser()
	runParser  = newParser(util.Prioritized(runReader{}, 450)) // after HTML, before emphasis
)

func newParser(inline ...util.PrioritizedValue) parser.Parser {
	return goldmark.New(extensions(),
		goldmark.WithParserOptions(parser.WithInlineParsers(inline...))).Parser()
}

// nodes gives a node and all below it, each before its children.
func nodes(root ast.Node) iter.Seq[ast.Node] {
	return func(yield func(ast.Node) bool) {
		_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering && !yield(n) {
				return ast.WalkStop, nil
			}
			return ast.WalkContinue, nil
		})
	}
}

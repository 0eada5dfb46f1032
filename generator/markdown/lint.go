package markdown

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Fault is something in a text that would not be published as it is written.
type Fault struct {
	Offset int // in bytes
	Rule   string
	Args   []any // of the sentence for the rule
}

// Link is a destination that a text names.
type Link struct {
	Offset    int    // in bytes
	Raw       string // as it is written
	To        string // as a browser would see it
	Image     bool
	Elsewhere bool // it leads out of the register
}

type linter struct {
	text   string
	source []byte // the text
	level  int    // of the last heading; the page's title is the first
	faults []Fault
	links  []Link
	opened map[string]bool // the HTML elements that have been reported
}

func (l *linter) report(offset int, rule string, args ...any) {
	l.faults = append(l.faults, Fault{offset, rule, args})
}

// shortcode is how Hugo's begin, anywhere, code included: some of them load frames from other
// sites.
var shortcode = regexp.MustCompile(`{{[<%]`)

// lint reports what would not be published as it is written: the site's builder drops raw HTML
// with the rest of its line and names no place. It gives the links, too.
func (l *linter) lint(document ast.Node) {
	for _, i := range shortcode.FindAllStringIndex(l.text, -1) {
		l.report(i[0], "shortcode")
	}
	for n := range nodes(document) {
		l.check(n)
	}
	l.checkReferences(document)
	if strings.Contains(l.text, "[^") {
		l.checkNotes(l.codeIn(document))
	}
}

func (l *linter) check(n ast.Node) {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		l.checkHTML(n.Lines().At(0).Start)
	case *ast.RawHTML:
		l.checkHTML(n.Segments.At(0).Start)
	case *ast.Heading:
		if n.Level == 1 || n.Level > l.level+1 {
			l.report(l.at(n), "heading-level", strings.Repeat("#", n.Level),
				strings.Repeat("#", l.level+1))
		}
		l.level = n.Level
	case *east.TableRow:
		l.checkRow(n)
	case *ast.Paragraph, *ast.TextBlock:
		l.checkProse(n)
	case *ast.AutoLink:
		if n.AutoLinkType != ast.AutoLinkEmail {
			l.checkLink(string(n.URL(l.source)), l.at(n))
		}
	case *ast.Link:
		l.checkDestination(string(n.Destination), l.at(n), false)
	case *ast.Image:
		l.checkDestination(string(n.Destination), l.at(n), true)
	}
}

// at is where a node begins; a block in lists and quotes may not know, its first child then does.
func (l *linter) at(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Pos() >= 0 {
			return n.Pos()
		}
	}
	return 0
}

func (l *linter) checkHTML(offset int) {
	rest := strings.TrimLeft(l.text[offset:], " ")
	at := offset + len(l.text[offset:]) - len(rest)
	if strings.HasPrefix(rest, "<!--") {
		l.report(at, "html-comment")
		return
	}
	tag := rest[:strings.IndexFunc(rest[1:]+" ", unicode.IsSpace)+1]
	if end := strings.Index(tag, ">"); end >= 0 {
		tag = tag[:end+1]
	}
	name := strings.Trim(tag, "</>")
	if !strings.HasPrefix(tag, "</") || !l.opened[name] { // else its beginning is reported
		l.report(at, "html-raw", tag)
	}
	l.opened[name] = true
}

// checkDestination sees what a browser would see: references resolved, control characters dropped.
func (l *linter) checkDestination(raw string, at int, image bool) {
	seen := util.ResolveEntityNames(util.ResolveNumericReferences(
		util.UnescapePunctuations([]byte(raw))))
	to := strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, string(seen)))
	scheme, elsewhere := schemeOf(to)
	switch {
	case !elsewhere || !image:
		l.checkLink(to, at)
		l.links = append(l.links, Link{at, raw, to, image, elsewhere})
	case scheme == "http" || scheme == "https" || scheme == "":
		l.report(at, "image-remote", to)
	default:
		l.report(at, "link-dangerous", to)
	}
}

func (l *linter) checkLink(to string, at int) {
	scheme, elsewhere := schemeOf(to)
	switch {
	case !elsewhere:
	case scheme == "mailto" || scheme == "tel":
	case scheme == "http" || scheme == "https":
		if u, err := url.Parse(to); err != nil || u.Host == "" {
			l.report(at, "link-dead", to)
		}
	default:
		l.report(at, "link-dangerous", to)
	}
}

// schemeOf gives a link's scheme in lower case, and whether it leaves the register; a link that
// begins with two slashes leaves it without a scheme.
func schemeOf(to string) (scheme string, elsewhere bool) {
	if strings.HasPrefix(strings.ReplaceAll(to, `\`, "/"), "//") {
		return "", true
	}
	i := strings.IndexAny(to, ":/?#")
	if i < 0 || to[i] != ':' {
		return "", false
	}
	return strings.ToLower(to[:i]), true
}

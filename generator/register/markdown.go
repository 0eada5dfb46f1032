package register

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown checks one text of Markdown. place tells where a byte of it stands in the file.
type markdown struct {
	*source
	text   string
	place  func(offset int) place
	level  int // of the last heading; the page's title is the first
	links  []Link
	opened map[string]bool // the HTML elements that have been reported
}

// markdownParser reads Markdown as the site's builder does. It keeps nothing between two texts.
var markdownParser = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote,
	extension.DefinitionList)).Parser()

// shortcode is how Hugo's begin, anywhere, code included: some of them load frames from other
// sites.
var shortcode = regexp.MustCompile(`{{[<%]`)

// checkMarkdown reports what would not be published as it is written: the site's builder drops
// raw HTML with the rest of its line and names no place. It gives the links within the register.
func (s *source) checkMarkdown(body string, at func(int) place) []Link {
	m := markdown{source: s, text: body, place: at, level: 1, opened: map[string]bool{}}
	for _, i := range shortcode.FindAllStringIndex(body, -1) {
		s.report(at(i[0]), "shortcode")
	}
	// Nothing below is written without one of these: the usual text need not be parsed at all.
	if !strings.ContainsAny(body, "<[#=-:|") {
		return nil
	}
	document := markdownParser.Parse(text.NewReader([]byte(body)))
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			m.check(n)
		}
		return ast.WalkContinue, nil
	})
	m.checkReferences(document)
	if strings.Contains(body, "[^") {
		m.checkNotes(m.codeIn(document))
	}
	return m.links
}

func (m *markdown) check(n ast.Node) {
	source := []byte(m.text)
	switch n := n.(type) {
	case *ast.HTMLBlock:
		m.checkHTML(n.Lines().At(0).Start)
	case *ast.RawHTML:
		m.checkHTML(n.Segments.At(0).Start)
	case *ast.Heading:
		if n.Level == 1 || n.Level > m.level+1 {
			m.report(m.at(n), "heading-level", strings.Repeat("#", n.Level),
				strings.Repeat("#", m.level+1))
		}
		m.level = n.Level
	case *tables.TableRow:
		m.checkRow(n)
	case *ast.AutoLink:
		m.checkLink(string(n.URL(source)), m.at(n), n.AutoLinkType == ast.AutoLinkEmail)
	case *ast.Link:
		m.checkDestination(string(n.Destination), m.at(n), false)
	case *ast.Image:
		m.checkDestination(string(n.Destination), m.at(n), true)
	}
}

// at is where a node begins; a block in lists and quotes may not know, its first child then does.
func (m *markdown) at(n ast.Node) place {
	for ; n != nil; n = n.FirstChild() {
		if n.Pos() >= 0 {
			return m.place(n.Pos())
		}
	}
	return m.place(0)
}

func (m *markdown) checkHTML(offset int) {
	rest := strings.TrimLeft(m.text[offset:], " ")
	at := m.place(offset + len(m.text[offset:]) - len(rest))
	if strings.HasPrefix(rest, "<!--") {
		m.report(at, "html-comment")
		return
	}
	tag := rest[:strings.IndexFunc(rest[1:]+" ", unicode.IsSpace)+1]
	if end := strings.Index(tag, ">"); end >= 0 {
		tag = tag[:end+1]
	}
	name := strings.Trim(tag, "</>")
	if !strings.HasPrefix(tag, "</") || !m.opened[name] { // else its beginning is reported
		m.report(at, "html-raw", tag)
	}
	m.opened[name] = true
}

// checkDestination sees what a browser would see: references resolved, control characters dropped.
func (m *markdown) checkDestination(raw string, at place, image bool) {
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
	case !elsewhere:
		l := Link{Raw: raw, To: to, image: image, at: at}
		l.resolve(m.file)
		m.links = append(m.links, l)
	case image && (scheme == "http" || scheme == "https" || scheme == ""):
		m.report(at, "image-remote", to)
	case image:
		m.report(at, "link-dangerous", to)
	default:
		m.checkLink(to, at, false)
		m.links = append(m.links, Link{Raw: raw, To: to, at: at})
	}
}

// checkLink looks at a link that leaves the register.
func (m *markdown) checkLink(to string, at place, email bool) {
	scheme, elsewhere := schemeOf(to)
	switch {
	case email || !elsewhere:
	case scheme == "mailto" || scheme == "tel":
	case scheme == "http" || scheme == "https":
		if u, err := url.Parse(to); err != nil || u.Host == "" {
			m.report(at, "link-dead", to)
		}
	default:
		m.report(at, "link-dangerous", to)
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

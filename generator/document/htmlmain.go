package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// machine are elements whose text nobody reads.
var machine = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Template: true,
	atom.Noscript: true, atom.Object: true, atom.Svg: true}

// furniture are elements that never hold a notice.
var furniture = map[atom.Atom]bool{atom.Nav: true, atom.Footer: true, atom.Aside: true,
	atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Iframe: true, atom.Title: true,
	atom.Datalist: true}

// furnitureName are classes and ids by which web sites name what surrounds a text.
var furnitureName = pattern(`(?i)(^|[\s_-])(nav(bar|igation)?|menu|bread-?crumbs?|` +
	`crumbs?|locat(e|ion)|dqwz|weizhi|foot(er)?|copyright|copy|share|bdshare\w*|fenxiang|fx|` +
	`tool(s|bar)?|print|sidebar|side|related|xgxw|xgwz|recommend|prev|next|pre-?next|sxp|pager?|` +
	`pagination|search\w*|login|banner|top-?bar|friend-?links?|qr-?code|ewm|erweima|font-?size|` +
	`comments?|subscribe|cookies?|skip-?links?)($|[\s_-])`)

var invisible = pattern(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|` +
	`mso-hide\s*:\s*all`)

var (
	struck = pattern(`(?i)text-decoration(-line)?\s*:[^;]*line-through`)
	lifted = pattern(`(?i)vertical-align\s*:\s*super`)
)

// leftOut says why an element is no part of the notice, as far as the element itself tells. A
// name is not believed where most of the page's text is inside: "toolbar" has held whole articles.
func (p *page) leftOut(n *html.Node) Why {
	switch {
	case machine[n.DataAtom]:
		return Script
	case furniture[n.DataAtom]:
		return Chrome
	case attribute(n, "hidden") != "" || invisible().MatchString(attribute(n, "style")):
		if 2*p.weight[n] > p.all() {
			return "" // a script shows it when the page is ready
		}
		return Hidden
	case n.DataAtom == atom.S || n.DataAtom == atom.Strike || n.DataAtom == atom.Del ||
		struck().MatchString(attribute(n, "style")):
		return Struck
	case n.DataAtom == atom.Rt || n.DataAtom == atom.Rp:
		return Markup // how the character before is said
	case n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Main:
		return ""
	}
	role := attribute(n, "role")
	named := furnitureName().MatchString(attribute(n, "class")) ||
		furnitureName().MatchString(attribute(n, "id")) ||
		role == "navigation" || role == "banner" || role == "contentinfo" || role == "search"
	if named && 10*p.weight[n] < 3*p.all() {
		return Chrome
	}
	return ""
}

// all is how many characters the whole page has outside links.
func (p *page) all() int { return p.weight[nil] }

// weigh counts the visible characters outside links of a node and all in it. The page's sum is
// that of nil.
func (p *page) weigh(n *html.Node) int {
	sum := 0
	switch {
	case n.Type == html.TextNode:
		sum = shown(n.Data)
	case n.Type == html.ElementNode && (machine[n.DataAtom] || furniture[n.DataAtom] ||
		n.DataAtom == atom.A || n.DataAtom == atom.Head):
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			sum += p.weigh(c)
		}
	}
	p.weight[n] = sum
	p.weight[nil] = max(p.weight[nil], sum)
	return sum
}

// container are elements that can hold a whole text.
var container = map[atom.Atom]bool{atom.Html: true, atom.Body: true, atom.Main: true,
	atom.Div: true, atom.Article: true, atom.Section: true,
	atom.Table: true, atom.Tbody: true, atom.Tr: true,
	atom.Td: true, atom.Center: true, atom.Form: true, atom.Span: true, atom.Font: true,
	atom.Dl: true, atom.Dd: true, atom.Ul: true, atom.Li: true, atom.Header: true}

// heart is the innermost container of nearly all text: the article, without the titles that
// stand before it. A page of little text has none but its body.
func (p *page) heart(root *html.Node) *html.Node {
	here := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if here == nil {
		return root
	}
	if named := p.namedHeart(here); named != nil {
		return named
	}
	for {
		var next *html.Node
		for c := here.FirstChild; c != nil; c = c.NextSibling {
			if container[c.DataAtom] && 20*p.weight[c] >= 17*p.weight[here] {
				next = c
			}
		}
		if next == nil || isParagraph(next) || next.DataAtom == atom.Table && isData(next) {
			return here
		}
		here = next
	}
}

// heartName are the ids and classes by which the programs behind most government sites, and WeChat,
// name the text of a page.
var heartName = pattern(`(?i)(^|\s)(js_content|UCAP-CONTENT|vsb_content\w*|TRS_Editor|` +
	`TRS_UEDITOR|zoom|zoomcon|ivs_content)($|\s)`)

// namedHeart is the container that is named so, where it holds most of the text.
func (p *page) namedHeart(body *html.Node) *html.Node {
	return find(body, func(n *html.Node) bool {
		return container[n.DataAtom] && 10*p.weight[n] >= 6*p.weight[body] &&
			(heartName().MatchString(attribute(n, "id")) ||
				heartName().MatchString(attribute(n, "class")))
	})
}

// isParagraph says whether an element's text stands in it and not in elements of its own: of an
// article of one paragraph, that is no container.
func isParagraph(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if block[c.DataAtom] || c.DataAtom == atom.Br {
			return false
		}
		if container[c.DataAtom] && !isParagraph(c) {
			return false
		}
	}
	return true
}

// find is the first element in n that is wanted, n included; nil where there is none.
func find(n *html.Node, wanted func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && wanted(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := find(c, wanted); found != nil {
			return found
		}
	}
	return nil
}

// attribute gives an attribute's value; one without value is its own name.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Val == "" {
			return name
		}
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil && !machine[n.DataAtom]; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// shown counts the characters of a text that can be seen.
func shown(text string) int {
	n := 0
	for _, r := range text {
		if !Unseen(r) {
			n++
		}
	}
	return n
}

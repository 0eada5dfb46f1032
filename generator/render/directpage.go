package render

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/common/hstore"
	"github.com/gohugoio/hugo/markup/converter"
	"github.com/gohugoio/hugo/resources/page"
	"github.com/gohugoio/hugo/resources/resource"
	"github.com/spf13/cast"
)

// nothing is a page of Hugo's that is not there: its methods panic, which text/template makes an
// error of.
type nothing = page.Page

// directPage is a [Page] as layouts see it. What it does not define is an error, upon which the
// build is done over by Hugo.
type directPage struct {
	nothing
	direct  *direct
	title   string
	params  hmaps.Params
	body    string
	id      string // within its batch
	store   *hstore.Scratch
	convert converter.Converter // nil until it is wanted
	printed bool                // as a whole: no two pages print the same
}

func newDirectPage(d *direct, p Page, id string) (*directPage, error) {
	own, err := decodeParams(p.Params)
	if err != nil {
		return nil, err
	}
	params := hmaps.Params(own)
	hmaps.PrepareParams(params)
	// Hugo sets these in every page's params.
	for key, value := range map[string]string{
		"title": p.Title, "layout": layoutPrefix + p.Layout, "url": p.URL} {
		if _, is := params[key]; !is {
			params[key] = value
		}
	}
	params["draft"], params["iscjklanguage"] = params["draft"] == true, false
	return &directPage{direct: d, title: p.Title, params: params, body: p.Body, id: id,
		store: hstore.NewScratch()}, nil
}

func (p *directPage) Title() string        { return p.title }
func (p *directPage) Params() hmaps.Params { return p.params }
func (p *directPage) Param(key any) (any, error) {
	return resource.Param(p, p.direct.site.Params(), key)
}
func (p *directPage) Store() *hstore.Scratch   { return p.store }
func (p *directPage) Scratch() *hstore.Scratch { return p.store }
func (p *directPage) Site() page.Site          { return p.direct.site.Site() }
func (p *directPage) Page() page.Page          { return p }
func (p *directPage) Kind() string             { return "page" }
func (p *directPage) IsPage() bool             { return true }
func (p *directPage) IsNode() bool             { return false }
func (p *directPage) IsBranch() bool           { return false }
func (p *directPage) IsSection() bool          { return false }
func (p *directPage) IsHome() bool             { return false }

// Format and MarshalJSON note that a template shows the page itself.
func (p *directPage) Format(fmt.State, rune)       { p.printed = true }
func (p *directPage) MarshalJSON() ([]byte, error) { return nil, errNotDirect }

// Content is the body as HTML.
func (p *directPage) Content(ctx context.Context) (any, error) {
	if strings.Contains(p.body, "<!--more-->") {
		return nil, errNotDirect
	}
	return p.html(ctx, p.body)
}

// RenderString takes options, of which display is known, and a text.
func (p *directPage) RenderString(ctx context.Context, args ...any) (template.HTML, error) {
	display := any("inline")
	if len(args) == 2 {
		options, is := args[0].(map[string]any)
		for key := range options {
			is = is && key == "display"
		}
		if display = options["display"]; !is || display != "inline" && display != "block" {
			return "", errNotDirect
		}
		args = args[1:]
	}
	if len(args) != 1 {
		return "", errNotDirect
	}
	src, err := cast.ToStringE(args[0])
	if err != nil {
		return "", err
	}
	html, err := p.html(ctx, src)
	if display == "inline" {
		short := p.direct.site.ContentSpec.TrimShortHTML([]byte(html), "markdown")
		html = template.HTML(short)
	}
	return html, err
}

func (p *directPage) html(ctx context.Context, markdown string) (template.HTML, error) {
	if markdown == "" {
		return "", nil
	}
	if strings.Contains(markdown, "{{<") || strings.Contains(markdown, "{{%") {
		return "", errors.New("a shortcode")
	}
	if p.convert == nil {
		c, err := p.direct.markdown.New(converter.DocumentContext{
			Document: p, DocumentID: p.id, DocumentName: p.id})
		if err != nil {
			return "", err
		}
		p.convert = c
	}
	out, err := p.convert.Convert(converter.RenderContext{
		Ctx: ctx, Src: []byte(markdown), GetRenderer: p.direct.hook})
	if err != nil {
		return "", err
	}
	return template.HTML(out.Bytes()), nil
}

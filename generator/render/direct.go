package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"sync"

	"github.com/gohugoio/hugo/common/hugio"
	"github.com/gohugoio/hugo/common/text"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/hugolib/sitesmatrix"
	"github.com/gohugoio/hugo/markup/converter"
	"github.com/gohugoio/hugo/markup/converter/hooks"
	"github.com/gohugoio/hugo/tpl/tplimpl"
)

// errNotDirect is what a layout asks for that only a page of Hugo's has.
var errNotDirect = errors.New("needs a page of Hugo's")

// direct executes the layouts that Hugo has loaded on pages of our own, [directPage]: nothing is
// parsed as a content file, assembled or published, which are a fifth of Hugo's time.
type direct struct {
	hugo     *hugoSite // that has loaded the theme
	site     *hugolib.Site
	markdown converter.Provider

	mu      sync.Mutex
	layouts map[string]*tplimpl.TemplInfo
	hooks   map[hookKey]any // render hooks for Markdown; nil where there is none
}

type hookKey struct {
	kind    hooks.RendererType
	variant any // a code block's language, a blockquote's type; a string or nil
}

// newDirect has the theme loaded for direct rendering. The caller holds the lock of r.loaded.
func (r *Renderer) newDirect() (*direct, error) {
	h, err := r.nextHugoSite()
	if err != nil {
		return nil, err
	}
	if h.sites == nil {
		unlock := h.log.lockHugo()
		err = h.load(r.site)
		unlock()
		if err != nil {
			return nil, err
		}
	}
	h.setParams(r.site.Params)
	site := h.sites.Sites[0]
	return &direct{hugo: h, site: site, markdown: site.ContentSpec.Converters.Get("goldmark"),
		layouts: map[string]*tplimpl.TemplInfo{}, hooks: map[hookKey]any{}}, nil
}

// start begins to render some pages on all processors; wait gives their bytes, in the pages' order.
func (d *direct) start(pages []Page) (wait func() ([][]byte, error)) {
	out, errs := make([][]byte, len(pages)), make([]error, len(pages))
	next, done := make(chan int, len(pages)), make(chan struct{})
	for i := range pages {
		next <- i
	}
	close(next)
	unlock := d.hugo.log.lockHugo()
	go func() {
		defer close(done)
		defer unlock()
		var workers sync.WaitGroup
		for range min(runtime.GOMAXPROCS(0), len(pages)) {
			workers.Go(func() {
				var b bytes.Buffer
				for i := range next {
					out[i], errs[i] = d.render(pages[i], i, &b)
				}
			})
		}
		workers.Wait()
	}()
	return func() ([][]byte, error) {
		<-done
		if said := d.hugo.log.messages(); len(said) > 0 {
			errs = append(errs, fmt.Errorf("%w: %s", errNotDirect, said[0]))
		}
		return out, errors.Join(errs...)
	}
}

// render renders one page into b. Every error is an errNotDirect: Hugo's own build tells what is
// wrong, and where.
func (d *direct) render(p Page, i int, b *bytes.Buffer) (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
		if err != nil {
			err = fmt.Errorf("%w: %s: %w", errNotDirect, p.URL, err)
		}
	}()
	layout := d.layout(p.Layout)
	shown, err := newDirectPage(d, p, strconv.Itoa(i))
	if err != nil {
		return nil, err
	}
	store := d.site.TemplateStore
	b.Reset()
	ctx := store.PrepareTopLevelRenderCtx(context.Background(), shown)
	if err := store.ExecuteWithContext(ctx, layout, b, shown); err != nil {
		return nil, err
	}
	if b.Len() == 0 || shown.printed {
		return nil, errors.New("empty, or a page was printed")
	}
	return tidy(b.Bytes()), nil
}

// descriptor is what Hugo looks templates up by: that of any page here.
func descriptor() tplimpl.TemplateDescriptor {
	return tplimpl.TemplateDescriptor{Kind: "page", OutputFormat: "html", MediaType: "text/html"}
}

func (d *direct) layout(name string) *tplimpl.TemplInfo {
	d.mu.Lock()
	defer d.mu.Unlock()
	t, known := d.layouts[name]
	if !known {
		as := descriptor()
		as.LayoutFromUser = layoutPrefix + name
		t = d.site.TemplateStore.LookupPagesLayout(tplimpl.TemplateQuery{
			Path: "/page", Category: tplimpl.CategoryLayout, Desc: as, Sites: sitesmatrix.Vector{}})
		d.layouts[name] = t
	}
	return t
}

// hookVariants are the names of the render hooks: _markup/render-link.html and so on.
var hookVariants = map[hooks.RendererType]string{
	hooks.LinkRendererType: "link", hooks.ImageRendererType: "image",
	hooks.HeadingRendererType: "heading", hooks.PassthroughRendererType: "passthrough",
	hooks.BlockquoteRendererType: "blockquote", hooks.TableRendererType: "table",
	hooks.CodeBlockRendererType: "codeblock",
}

// hook finds the render hook for a part of Markdown, as Hugo's pages do.
func (d *direct) hook(kind hooks.RendererType, variant any) any {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := hookKey{kind, variant}
	if h, known := d.hooks[key]; known {
		return h
	}
	as := descriptor()
	as.Variant1 = hookVariants[kind]
	as.Variant2, _ = variant.(string)
	t := d.site.TemplateStore.LookupPagesLayout(tplimpl.TemplateQuery{
		Path: "/page", Category: tplimpl.CategoryMarkup, Desc: as, Sites: sitesmatrix.Vector{},
		Consider: func(c *tplimpl.TemplInfo) bool {
			other := as.Variant2 != "" && c.D.Variant2 != "" && as.Variant2 != c.D.Variant2
			return c.D.Variant1 == as.Variant1 && !other
		}})
	var h any
	switch {
	case t != nil:
		h = hook{d.site.TemplateStore, t}
	case kind == hooks.CodeBlockRendererType:
		h = d.site.ContentSpec.Converters.GetHighlighter()
	}
	d.hooks[key] = h
	return h
}

// hook is a render hook that a template makes.
type hook struct {
	store    *tplimpl.TemplateStore
	template *tplimpl.TemplInfo
}

func (h hook) RenderLink(c context.Context, w io.Writer, of hooks.LinkContext) error {
	return h.store.ExecuteWithContext(c, h.template, w, of)
}

func (h hook) RenderHeading(c context.Context, w io.Writer, of hooks.HeadingContext) error {
	return h.store.ExecuteWithContext(c, h.template, w, of)
}

func (h hook) RenderCodeblock(
	c context.Context, w hugio.FlexiWriter, of hooks.CodeblockContext,
) error {
	return h.store.ExecuteWithContext(c, h.template, w, of)
}

func (h hook) RenderPassthrough(
	c context.Context, w io.Writer, of hooks.PassthroughContext,
) error {
	return h.store.ExecuteWithContext(c, h.template, w, of)
}

func (h hook) RenderBlockquote(
	c context.Context, w hugio.FlexiWriter, of hooks.BlockquoteContext,
) error {
	return h.store.ExecuteWithContext(c, h.template, w, of)
}

func (h hook) RenderTable(c context.Context, w hugio.FlexiWriter, of hooks.TableContext) error {
	return h.store.ExecuteWithContext(c, h.template, w, of)
}

// ResolvePosition ends the direct rendering: where a text stood only Hugo's page knows.
func (h hook) ResolvePosition(any, int) text.Position { panic(errNotDirect) }

func (h hook) IsDefaultCodeBlockRenderer() bool { return false }

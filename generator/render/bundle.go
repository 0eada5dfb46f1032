package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/source"

	"github.com/evanw/esbuild/pkg/api"
)

// Assets are the files of a site that are not pages.
type Assets struct {
	Style  string            // address of the stylesheet, from the site's root; empty without one
	Script string            // address of the script; empty without one
	Search string            // address of the search page's script; empty without one
	Verify string            // address of the script that checks a copy; empty without one
	Inline InlineStyle       // of 404.html; empty without one
	Single InlineStyle       // the script of the page that is a file of its own; empty without one
	Files  map[string][]byte // by address: the bundles, and what static/ has besides
}

// InlineStyle is a stylesheet, or a script, for a page that can name no file, and what a content
// security policy allows it by: 'sha256-…'.
type InlineStyle struct{ Text, Hash string }

// Inlined are the bundles for a page that holds all it needs; each is empty without one.
func (a Assets) Inlined() (style, script, search InlineStyle) {
	if a.Style != "" {
		style = inline(a.Files[a.Style])
	}
	if a.Script != "" {
		script = inline(a.Files[a.Script])
	}
	return style, script, a.Single
}

func inline(style []byte) InlineStyle {
	style = bytes.TrimSpace(style)
	sum := sha256.Sum256(style)
	return InlineStyle{string(style),
		"'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
}

// Bundles lists the addresses of the bundles.
func (a Assets) Bundles() []string {
	bundles := []string{a.Style, a.Script, a.Search, a.Verify}
	return slices.DeleteFunc(bundles, func(name string) bool { return name == "" })
}

// Plain lists the files of static/ that go out as they are, sorted.
func (a Assets) Plain() []string {
	bundles := a.Bundles()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(a.Files)),
		func(name string) bool { return slices.Contains(bundles, name) })
}

// Naming gives a bundle its address from the name that its source has in static/.
type Naming func(entry string, bundle []byte) string

// Bundle makes one stylesheet of static/site.css and what it imports, one script each of
// static/site.js, static/search.js and static/verify.js, and for pages that name no file the style
// static/404.css and the script static/single.js. Every other file in static/ that is publishable goes out as it is under its own
// name, but for the folders css and js, which hold the sources.
//
// The error is a problem.List where a style or a script is at fault, or a file is a symbolic link.
func Bundle(theme Theme, naming Naming) (Assets, error) {
	static, problems, err := theme.read(source.StaticDir)
	if err != nil {
		return Assets{}, err
	}
	assets := Assets{Files: map[string][]byte{}}
	for _, p := range static.paths() {
		name := strings.TrimPrefix(p, source.StaticDir+"/")
		if !isSource(name) && source.Publishable(name, theme.Static) {
			assets.Files[name] = static[p].data
		}
	}
	problems = append(problems, static.unreadable(func(p string) bool {
		return isSource(strings.TrimPrefix(p, source.StaticDir+"/"))
	})...)
	for _, b := range []struct {
		entry   string
		address *string
		inline  *InlineStyle
	}{
		{"site.css", &assets.Style, nil}, {"site.js", &assets.Script, nil},
		{"search.js", &assets.Search, nil}, {"verify.js", &assets.Verify, nil},
		{"404.css", nil, &assets.Inline}, {"single.js", nil, &assets.Single},
	} {
		if _, exists := static[path.Join(source.StaticDir, b.entry)]; !exists {
			continue
		}
		data, list := bundle(static, b.entry)
		problems = append(problems, list...)
		if b.inline != nil {
			*b.inline = inline(data)
			continue
		}
		*b.address = naming(b.entry, data)
		assets.Files[*b.address] = data
	}
	return assets, problems.Err()
}

// isSource says whether a file of static/ goes into the bundles and nowhere else.
func isSource(name string) bool {
	folder, _, _ := strings.Cut(name, "/")
	bundled := []string{"site.css", "site.js", "search.js", "verify.js", "404.css", "single.js"}
	return slices.Contains(bundled, name) || folder == "css" || folder == "js"
}

// ByContent names a bundle so that a browser may keep it for ever: assets/site.0123456789ab.css.
func ByContent(entry string, bundle []byte) string {
	base, ext, _ := strings.Cut(entry, ".")
	sum := sha256.Sum256(bundle)
	return fmt.Sprintf("assets/%s.%x.%s", base, sum[:6], ext)
}

// BySource names a bundle so that pages need not change with it: assets/site.css.
func BySource(entry string, _ []byte) string { return "assets/" + entry }

// bundle has esbuild make one file of an entry point. It neither reads nor writes the disk.
func bundle(static overlay, entry string) ([]byte, problem.List) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{entry},
		Plugins:     []api.Plugin{static.plugin()},
		Bundle:      true,
		Outfile:     "/" + entry,
		LogLevel:    api.LogLevelSilent,
		TsconfigRaw: "{}", // or it looks for one on the disk

		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		// A classic script: from file:// Chromium loads no modules.
		Format:   api.FormatIIFE,
		Platform: api.PlatformBrowser,
		// What a telephone of 2017 understands without an update.
		Target: api.ES2017,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "60"},
			{Name: api.EngineFirefox, Version: "60"},
			{Name: api.EngineIOS, Version: "11"},
			{Name: api.EngineSafari, Version: "11"},
		},
	})
	var problems problem.List
	for _, m := range append(result.Errors, result.Warnings...) {
		problems = append(problems, static.bundleProblem(entry, m))
	}
	if len(problems) > 0 || len(result.OutputFiles) == 0 {
		return nil, problems
	}
	return result.OutputFiles[0].Contents, nil
}

// bundleProblem is a message of esbuild's as a problem.
func (o overlay) bundleProblem(entry string, m api.Message) problem.Problem {
	p := problem.Problem{File: o.name(path.Join(source.StaticDir, entry)), Args: []any{m.Text}}
	if l := m.Location; l != nil {
		p.File = o.name(path.Join(source.StaticDir, strings.TrimPrefix(l.File, source.StaticDir+":")))
		p.Line = l.Line
		// esbuild counts bytes, from 0.
		p.Column = characters(l.LineText, 1, l.Column)
	}
	p.Rule = "script-broken"
	if strings.HasSuffix(p.File, ".css") {
		p.Rule = "style-broken"
	}
	return p
}

// plugin shows esbuild the files of static/ in place of the disk.
func (o overlay) plugin() api.Plugin {
	return api.Plugin{Name: source.StaticDir, Setup: func(b api.PluginBuild) {
		all := api.OnResolveOptions{Filter: ".*"}
		b.OnResolve(all, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return o.resolve(a)
		})
		ours := api.OnLoadOptions{Filter: ".*", Namespace: source.StaticDir}
		b.OnLoad(ours, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := string(o[path.Join(source.StaticDir, a.Path)].data)
			loader := map[string]api.Loader{".css": api.LoaderCSS, ".js": api.LoaderJS}
			l, known := loader[path.Ext(a.Path)]
			if !known {
				return api.OnLoadResult{}, errors.New("only .css and .js can be imported")
			}
			return api.OnLoadResult{Contents: &text, Loader: l}, nil
		})
	}}
}

// resolve finds what an import or a url() means: a path relative to the file that it stands in.
func (o overlay) resolve(a api.OnResolveArgs) (api.OnResolveResult, error) {
	isURL := a.Kind == api.ResolveCSSURLToken
	if isURL && (strings.HasPrefix(a.Path, "data:") || strings.HasPrefix(a.Path, "#")) {
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	}
	if strings.Contains(a.Path, ":") || strings.HasPrefix(a.Path, "/") {
		return api.OnResolveResult{}, fmt.Errorf("%q is outside of %s/", a.Path, source.StaticDir)
	}
	name := path.Join(path.Dir(a.Importer), a.Path)
	if _, exists := o[path.Join(source.StaticDir, name)]; !exists || isURL && isSource(name) {
		return api.OnResolveResult{}, fmt.Errorf("no file %q in %s/", name, source.StaticDir)
	}
	if isURL {
		// The bundle lies in assets/.
		return api.OnResolveResult{Path: "../" + name, External: true}, nil
	}
	return api.OnResolveResult{Path: name, Namespace: source.StaticDir}, nil
}

package generator

import (
	"gongshi/generator/register"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing/fstest"

	"gongshi"
)

// smallFace is a theme whose pages show all that they are made from, and little else: a whole site
// takes 20 ms.
func smallFace() fstest.MapFS {
	face := fstest.MapFS{}
	for _, layout := range layouts() {
		face[layout] = &fstest.MapFile{Data: []byte(
			`<meta name="generator" content="Gongshi"><title>{{ .Title }}</title>` +
				`{{ jsonify .Params }}{{ .Content }}{{ jsonify site.Params }}`)}
	}
	for _, kind := range []string{"link", "image"} {
		face["layouts/_markup/render-"+kind+".html"] = &fstest.MapFile{
			Data: []byte(`<a href="{{ .Destination }}">{{ .Text }}</a>`)}
	}
	face["static/site.css"] = &fstest.MapFile{Data: []byte("a { b: c }")}
	for _, name := range []string{"i18n/zh.toml", "i18n/en.toml"} {
		data, err := fs.ReadFile(gongshi.Theme, name)
		if err != nil {
			panic(err)
		}
		face[name] = &fstest.MapFile{Data: data}
	}
	return face
}

// layouts gives the files of the layouts that pages have.
func layouts() []string {
	all, err := fs.Glob(gongshi.Theme, "layouts/*.html")
	if err != nil {
		panic(err)
	}
	return slices.DeleteFunc(all, func(name string) bool { return name == "layouts/baseof.html" })
}

// plainTheme shows all that a page is made of, and takes some milliseconds.
func plainTheme() fstest.MapFS {
	theme := fstest.MapFS{}
	add := func(name, text string) {
		theme[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	for _, layout := range layouts() {
		add(layout, `<p class="a">{{ partial "all.html" . }}`)
	}
	add("layouts/_partials/all.html", `<p class="b">{{ T "word" }} {{ .Title }} `+
		`{{ jsonify .Params }} {{ printf "%v" site.Params }} {{ .Content }}`)
	for _, kind := range []string{"link", "image"} {
		add("layouts/_markup/render-"+kind+".html", `<a class="c" href="{{ .Destination }}">`+
			`{{ .Text }}</a>`)
	}
	for _, language := range register.Languages() {
		add("i18n/"+language+".toml", "word = \"in "+language+"\"\n")
	}
	add("static/site.css", "@import \"css/colour.css\";\n.a { margin: 1px }\n")
	add("static/css/colour.css", ".b { color: red }\n")
	add("static/site.js", "document.title += 1\n")
	add("static/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
	return theme
}

// byHugo gives a theme without its render hooks: those of Hugo's own need Hugo's builds, which take
// three times as long.
func byHugo(theme fstest.MapFS) fs.FS {
	maps.DeleteFunc(theme, func(name string, _ *fstest.MapFile) bool {
		return strings.HasPrefix(name, "layouts/_markup/")
	})
	return theme
}

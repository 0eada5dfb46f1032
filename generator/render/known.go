package render

import (
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/pelletier/go-toml/v2"
)

// What a layout asks of the site is the same on every page: site.Title, a text of site.Params, a
// word without a number or a blank in it. Hugo takes 2 µs for each, and a finding's page has forty
// of them, which is an eighth of its time; so they are written into the layouts before Hugo reads
// these. Each stays on its line, but not everything behind it in its column: what Hugo has to say
// of such layouts is never shown, see [Renderer.build].

// known are the texts that a layout's words stand for.
type known struct {
	title  string
	params map[string]any
	words  map[string]string
}

// known gives what is the same on all pages of the site.
func (r *Renderer) known() known {
	k := known{title: r.site.Title, params: r.site.Params, words: map[string]string{}}
	for path := range r.theme {
		if strings.HasPrefix(path, "i18n/") && path != "i18n/zh.toml" && path != "i18n/en.toml" {
			return k // which of several files has the last word, Hugo knows
		}
	}
	var messages map[string]any
	if toml.Unmarshal(r.theme["i18n/"+r.site.Language+".toml"].data, &messages) != nil {
		return k
	}
	for key, message := range messages {
		forms, _ := message.(map[string]any)
		word, is := forms["other"].(string)
		if is && len(forms) == 1 && !strings.Contains(word, "{{") {
			k.words[key] = word
		}
	}
	return k
}

// written gives the theme with what is known written into its layouts.
func (r *Renderer) written() overlay {
	k, theme := r.known(), overlay{}
	for path, f := range r.theme {
		if strings.HasPrefix(path, "layouts/") {
			f.data = k.write(f.data, r.theme.directCalls(path))
		}
		theme[path] = f
	}
	return theme
}

// edit puts a text in the place of a part of a layout.
type edit struct {
	from, to int // bytes
	text     string
}

// finder finds what may be written in other words, and notes it: what stands for the source that a
// node begins with.
type finder func(n parse.Node, note func(at parse.Node, source, text string))

// write writes what is known, and what some finder finds, into a layout. One that cannot be parsed
// stays as it is: Hugo will tell.
func (k known) write(layout []byte, also finder) []byte {
	t := parse.New("")
	t.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := t.Parse(string(layout), "", "", trees); err != nil {
		return layout
	}
	var edits []edit
	note := func(n parse.Node, source, text string) {
		from := int(n.Position())
		if strings.HasPrefix(string(layout[from:]), source) {
			edits = append(edits, edit{from, from + len(source), text})
		}
	}
	for _, tree := range trees {
		k.find(tree.Root, note)
		also(tree.Root, note)
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, e := range edits {
		if e.from >= at {
			out = append(append(out, layout[at:e.from]...), e.text...)
			at = e.to
		}
	}
	return append(out, layout[at:]...)
}

// find notes each node, at or below one, whose text is known.
func (k known) find(n parse.Node, note func(at parse.Node, source, text string)) {
	if pipe, is := n.(*parse.PipeNode); is && pipe != nil {
		for i, c := range pipe.Cmds {
			// What stands behind a | is given one more argument.
			if i > 0 && len(c.Args) == 1 {
				continue
			}
			if word, is := k.word(c); is && i == 0 {
				note(c.Args[0], c.String(), strconv.Quote(word))
				continue
			}
			for _, arg := range c.Args {
				k.find(arg, note)
			}
		}
		return
	}
	if chain, is := n.(*parse.ChainNode); is {
		if text, is := k.text(chain); is {
			note(chain.Node, chain.String(), strconv.Quote(text))
			return
		}
	}
	for _, child := range children(n) {
		k.find(child, note)
	}
}

// word gives the word that a command asks for.
func (k known) word(c *parse.CommandNode) (string, bool) {
	name, is := c.Args[0].(*parse.IdentifierNode)
	if !is || name.Ident != "i18n" || len(c.Args) != 2 {
		return "", false
	}
	key, is := c.Args[1].(*parse.StringNode)
	if !is {
		return "", false
	}
	word, is := k.words[key.Text]
	return word, is
}

// text gives the text that site.Title, or a field of site.Params, stands for.
func (k known) text(chain *parse.ChainNode) (string, bool) {
	id, is := chain.Node.(*parse.IdentifierNode)
	if !is || id.Ident != "site" {
		return "", false
	}
	switch f := chain.Field; {
	case len(f) == 1 && f[0] == "Title":
		return k.title, true
	case len(f) == 2 && f[0] == "Params":
		text, is := k.params[f[1]].(string)
		return text, is
	}
	return "", false
}

// laid gives the theme as Hugo reads it.
func (r *Renderer) laid() overlay {
	if r.shown == nil {
		return r.theme
	}
	return r.shown()
}

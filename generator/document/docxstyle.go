package document

import (
	"slices"
	"strconv"
	"strings"
)

// styles are the styles of a Word file by their ids.
type styles map[string]*style

type style struct {
	id, name, base string
	run            *element // how its characters are set
	outline        int      // 1 to 9; 0 for body text, -1 where the style says nothing
	number         string
	level          int // -1 where the style says nothing
}

// format is how a paragraph is set, as far as it matters here.
type format struct {
	heading  int
	number   string // id of its numbering; empty for none
	level    int    // of the numbering, from 0; -1 for the one that names the style
	style    string // that gave the numbering
	chain    []*style
	contents bool // an entry of a table of contents
}

func readStyles(root *element) styles {
	all := styles{}
	for _, n := range root.all("style") {
		s := &style{id: n.attr("styleId"), name: strings.ToLower(n.at("name").attr("val")),
			base: n.at("basedOn").attr("val"), run: n.at("rPr"),
			outline: -1, level: -1}
		if o := n.at("pPr", "outlineLvl"); o != nil {
			s.outline = outline(o)
		}
		if p := n.at("pPr", "numPr"); p != nil {
			s.number = p.at("numId").attr("val")
			s.level = p.at("ilvl").number("val", -1)
		}
		all[s.id] = s
		if n.attr("type") == "paragraph" && switched(n.attr("default")) {
			all[""] = s
		}
	}
	return all
}

func switched(value string) bool { return value == "1" || value == "true" || value == "on" }

// outline gives Word's levels, 0 to 8, as 1 to 9, and 9, body text, as 0.
func outline(n *element) int { return (n.number("val", 9) + 1) % 10 }

// chain is a style and those that it is based on. Styles that are based on themselves end it.
func (all styles) chain(id string) []*style {
	var found []*style
	for s := all[id]; s != nil && len(found) < 20; s = all[s.base] {
		found = append(found, s)
		if s.base == "" {
			break
		}
	}
	return found
}

// headingName and contentsName are built-in styles, whose names stay English in files.
var (
	headingName  = pattern(`^(?:heading|标题|標題) ?([1-9])$`)
	contentsName = pattern(`^(toc [1-9]|toc heading|目录 ?[1-9])$`)
)

// paragraph says how a paragraph is set: by itself, else by its style.
func (all styles) paragraph(p *element) format {
	props := p.at("pPr")
	chain := all.chain(props.at("pStyle").attr("val"))
	f := format{level: -1, chain: chain}
	heading := -1
	for _, s := range chain {
		f.contents = f.contents || contentsName().MatchString(s.name)
		if heading < 0 {
			heading = s.heading()
		}
		if f.number == "" && s.number != "" {
			f.number, f.level, f.style = s.number, s.level, s.id
		}
	}
	if o := props.at("outlineLvl"); o != nil {
		heading = outline(o)
	}
	f.heading = max(0, heading)
	if n := props.at("numPr", "numId"); n != nil {
		f.number = n.attr("val")
		f.level = 0
	}
	if n := props.at("numPr", "ilvl"); n != nil {
		f.level = n.number("val", 0)
	}
	if f.number == "0" {
		f.number = ""
	}
	return f
}

// heading is the level that a style gives by its outline or its name; -1 where it gives none.
func (s *style) heading() int {
	if s.outline >= 0 {
		return s.outline
	}
	if found := headingName().FindStringSubmatch(s.name); found != nil {
		level, _ := strconv.Atoi(found[1])
		return level
	}
	if s.name == "title" {
		return 1
	}
	return -1
}

// set says whether a switch is on for a run: by its own properties, else by its style, else by its
// paragraph.
func (all styles) set(props *element, of format, name string) bool {
	if v := props.at(name); v != nil {
		return v.on()
	}
	for _, s := range all.runChain(props) {
		if v := s.run.at(name); v != nil {
			return v.on()
		}
	}
	return slices.ContainsFunc(of.chain, func(s *style) bool { return s.run.at(name).on() })
}

// runChain is the style of a run and those that it is based on; none where it names none.
func (all styles) runChain(props *element) []*style {
	named := props.at("rStyle")
	if named == nil {
		return nil
	}
	return all.chain(named.attr("val"))
}

// superscript says whether a run is set above the line.
func (all styles) superscript(props *element) bool {
	v := props.at("vertAlign")
	for _, s := range all.runChain(props) {
		if v == nil {
			v = s.run.at("vertAlign")
		}
	}
	return v.attr("val") == "superscript"
}

package notice

import (
	"cmp"
	"strconv"
	"strings"
)

var categoryTail = pattern("{category-tail}")

// categoryOf gives the category of a trail, and makes it where there is none yet: its uppermost
// heading, else the heading that all of the findings stand below, else one for the whole notice.
func (u *understanding) categoryOf(t trail) *Category {
	var n *node
	switch {
	case len(t.above) > 0:
		n = t.above[0]
	case len(t.cited) > 0:
		n = t.cited[0]
	}
	if c := u.category[n]; c != nil {
		return c
	}
	c := &Category{}
	if n != nil {
		c.Title = u.categoryTitle(n)
		c.Number, c.Path = citation(t.cited[:indexOf(t.cited, n)+1])
	}
	u.category[n] = c
	u.Categories = append(u.Categories, c)
	return c
}

func indexOf(nodes []*node, n *node) int {
	for i, m := range nodes {
		if m == n {
			return i
		}
	}
	return -1
}

// categoryTitle gives a category in the notice's words: 聚焦…方面 is ….
func (u *understanding) categoryTitle(n *node) string {
	title := u.plainTitle(n)
	if at := categoryTail().FindStringIndex(fold(title)); at != nil && at[0] > 0 {
		title = title[:at[0]]
	}
	return titleOf(title)
}

// plainTitle is a heading without its numeral, as it is written.
func (u *understanding) plainTitle(n *node) string {
	text := u.folded[n.block][n.numeral.size:]
	end := n.numeral.size + titleEnd(text)
	return strings.TrimSpace(u.Source.Blocks[n.block].Text[n.numeral.size:end])
}

// groupOf gives the group of a trail, nil where there is none. Of several headings below the
// category the titles are put together.
func (u *understanding) groupOf(t trail) *Group {
	if len(t.above) < 2 {
		return nil
	}
	n := t.above[len(t.above)-1]
	if g := u.group[n]; g != nil {
		return g
	}
	var titles []string
	for _, a := range t.above[1:] {
		titles = append(titles, titleOf(u.plainTitle(a)))
	}
	g := &Group{Title: strings.Join(titles, "："), Path: pathOf(t.above[1:])}
	u.group[n] = g
	c := u.categoryOf(t)
	c.Groups = append(c.Groups, g)
	return g
}

// citation puts the numerals of headings together: 二(一)1(3). Between two plain figures stands a
// point; a numeral that holds those above it, such as 1.2, stands for them.
func citation(nodes []*node) (string, []int) {
	number := ""
	for _, n := range nodes {
		shown := n.numeral.shown
		if shown == "" {
			shown = strconv.Itoa(place(n))
		}
		if strings.HasPrefix(n.numeral.class, "several") || n.numeral.class == "english" {
			number = ""
		}
		if number != "" && isFigure(number[len(number)-1]) && shown != "" && isFigure(shown[0]) {
			number += "."
		}
		number += shown
	}
	return number, pathOf(nodes)
}

func isFigure(b byte) bool { return '0' <= b && b <= '9' }

// place is the how manieth a node is among its siblings, from 1.
func place(n *node) int {
	if n.parent == nil {
		return 1
	}
	return n.nth
}

// pathOf is the numerals of headings as figures, for ids; of one without numeral its place.
func pathOf(nodes []*node) []int {
	var path []int
	for _, n := range nodes {
		path = append(path, cmp.Or(n.numeral.value, n.nth, 1))
	}
	return path
}

// idOf is an id made of figures: prefix-2-1-3.
func idOf(prefix string, path []int) string {
	id := prefix
	for _, n := range path {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// name counts the groups, titles what has no title, and makes the numbers differ.
func (u *understanding) name() {
	for _, c := range u.Categories {
		u.Groups += len(c.Groups)
		if c.Title == "" {
			c.Title = u.Inspection.Title
		}
	}
	level := map[string]bool{} // the numerals that groups have
	for n := range u.group {
		level[n.numeral.class] = true
	}
	seen, next := map[string]bool{}, map[string]int{}
	for i, f := range u.Findings {
		if f.Group == nil && level[f.class] {
			u.Groups++
		}
		if f.Number == "" {
			f.Number = strconv.Itoa(i + 1)
		}
		number := f.Number
		for n := max(2, next[number]); seen[f.Number]; n++ {
			f.Number = number + "-" + strconv.Itoa(n)
			next[number] = n + 1
		}
		if f.Number != number {
			u.ask("number-twice", f.block, f.Title, number, f.Number)
		}
		seen[f.Number] = true
	}
}

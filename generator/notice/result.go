package notice

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// result is what the sections of a notice give: findings with their categories and groups, and what
// is named as unfinished.
type result struct {
	*foldedText
	*record
	Categories  []*Category
	Findings    []*Finding
	Groups      int
	pending     []*Finding // unfinished matters, before it is known which findings they are
	accountable []*node    // the sections about who was held to account
	grounds     bool       // the notice names what is unfinished, so that the rest may be inferred
	unmatched   bool       // an unfinished matter may be any finding

	category map[*node]*Category
	group    map[*node]*Group
	keys     map[string][]*Finding // of the first known findings
	known    int
}

func newResult(t *foldedText, rec *record) *result {
	return &result{foldedText: t, record: rec, category: map[*node]*Category{},
		group: map[*node]*Group{}, keys: map[string][]*Finding{}}
}

// begin makes a finding below its category and group.
func (res *result) begin(block int, t trail) *Finding {
	return &Finding{block: block, open: t.said.status.Open(), Category: res.categoryOf(t),
		Group: res.groupOf(t), Status: t.said.status, Completed: t.said.date}
}

// categoryOf gives the category of a trail, and makes it where there is none yet: its uppermost
// heading, else the heading that all of the findings stand below, else one for the whole notice.
func (res *result) categoryOf(t trail) *Category {
	var n *node
	switch {
	case len(t.above) > 0:
		n = t.above[0]
	case len(t.cited) > 0:
		n = t.cited[0]
	}
	if c := res.category[n]; c != nil {
		return c
	}
	c := &Category{}
	if n != nil {
		c.Title = res.categoryTitle(n)
		c.Number, c.Path = citation(t.cited[:slices.Index(t.cited, n)+1])
	}
	res.category[n] = c
	res.Categories = append(res.Categories, c)
	return c
}

// categoryTitle gives a category in the notice's words: 聚焦…方面 is ….
func (res *result) categoryTitle(n *node) string {
	title := res.plainTitle(n)
	if at := lex("category-tail").FindStringIndex(fold(title)); at != nil && at[0] > 0 {
		title = title[:at[0]]
	}
	if utf8.RuneCountInString(titleOf(title)) < 4 {
		return title // 存在的问题
	}
	return titleOf(title)
}

// groupOf gives the group of a trail, nil where there is none. Of several headings below the
// category the titles are put together.
func (res *result) groupOf(t trail) *Group {
	if len(t.above) < 2 {
		return nil
	}
	n := t.above[len(t.above)-1]
	if g := res.group[n]; g != nil {
		return g
	}
	var titles []string
	for _, a := range t.above[1:] {
		titles = append(titles, titleOf(res.plainTitle(a)))
	}
	g := &Group{Title: strings.Join(titles, "："), Path: pathOf(t.above[1:])}
	res.group[n] = g
	c := res.categoryOf(t)
	c.Groups = append(c.Groups, g)
	return g
}

// findingsLike gives the findings with a title's words, else those that hold them or are held.
func (res *result) findingsLike(key string) []*Finding {
	if same := res.keyed(key); len(same) > 0 {
		return same
	}
	var like []*Finding
	for _, f := range res.Findings {
		switch {
		case len(key) >= 12 && strings.Contains(f.key, key),
			len(f.key) >= 12 && strings.Contains(key, f.key):
			like = append(like, f)
		}
	}
	return like
}

// keyed gives the findings so far whose titles have a key.
func (res *result) keyed(key string) []*Finding {
	for ; res.known < len(res.Findings); res.known++ {
		f := res.Findings[res.known]
		res.keys[f.key] = append(res.keys[f.key], f)
	}
	return res.keys[key]
}

// number counts the groups, makes the numbers of the findings differ, and gives a title to the
// category that has none.
func (res *result) number(title string) {
	for _, c := range res.Categories {
		res.Groups += len(c.Groups)
		c.Title = cmp.Or(c.Title, title)
	}
	level := map[string]bool{} // the numerals that groups have
	for n := range res.group {
		level[n.numeral.class] = true
	}
	seen, next := map[string]bool{}, map[string]int{}
	for i, f := range res.Findings {
		if f.Group == nil && level[f.class] {
			res.Groups++
		}
		f.Number = cmp.Or(f.Number, strconv.Itoa(i+1))
		number := f.Number
		for n := max(2, next[number]); seen[f.Number]; n++ {
			f.Number = number + "-" + strconv.Itoa(n)
			next[number] = n + 1
		}
		if f.Number != number {
			res.ask("number-twice", f.block, f.Title, number, f.Number)
		}
		seen[f.Number] = true
		if len(f.Path) == 0 {
			f.Path = figuresIn(f.Number)
		}
		if len(f.Path) == 0 {
			f.Path = []int{i + 1}
		}
	}
}

func figuresIn(number string) (path []int) {
	for _, part := range strings.FieldsFunc(narrow(number), func(r rune) bool {
		return r < '0' || r > '9'
	}) {
		if n, err := strconv.Atoi(part); err == nil && len(path) < 5 {
			path = append(path, n)
		}
	}
	return path
}

// dropEmptyCategories gives the text of a category without findings to the inspection: such a
// category is not written.
func (res *result) dropEmptyCategories() {
	used := map[*Category]bool{}
	for _, f := range res.Findings {
		used[f.Category] = true
	}
	for i, p := range res.Pieces {
		if p.Category == nil || used[p.Category] {
			continue
		}
		res.Pieces[i].Category = nil
		if p.Use == Title {
			res.Pieces[i].Use = Heading
		}
	}
	res.Categories = slices.DeleteFunc(res.Categories, func(c *Category) bool { return !used[c] })
}

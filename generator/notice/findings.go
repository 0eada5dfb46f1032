package notice

import "strings"

// trail is what a finding stands below.
type trail struct {
	cited []*node // the headings whose numerals make its number, the uppermost first
	above []*node // its category, then its groups
	said  stated  // what a heading says of all findings below it
}

// results reads a part of the notice that holds findings.
func (u *understanding) results(n *node, kind section) {
	t := trail{said: statusIn(u.title(n))}
	if kind == unfinished && t.said.status == "" {
		t.said = stated{status: "in-progress"}
	}
	if u.isFinding(n) {
		u.finding(n, t)
		return
	}
	frame := kind == results || kind == unfinished || kind == organisation
	if !frame || !u.framesCategories(n) {
		u.container(n, t)
		return
	}
	u.heading(n)
	t.cited = []*node{n}
	u.below(n, t)
}

// framesCategories says whether the headings below a node are categories, and it is not one itself:
// none of them is where there are findings beside them and they are worded as problems.
func (u *understanding) framesCategories(n *node) bool {
	containers, problems, direct := 0, 0, 0
	for _, k := range n.kids {
		switch {
		case u.isFinding(k):
			direct++
		case u.holds(k):
			containers++
			if k.problem {
				problems++
			}
		}
	}
	return containers > 0 && (direct == 0 || problems < containers)
}

// holds says whether there are findings in a node, itself included.
func (u *understanding) holds(n *node) bool {
	if u.isFinding(n) || u.tableOf(n.block, n.end) {
		return true
	}
	for _, k := range n.kids {
		if u.holds(k) {
			return true
		}
	}
	return false
}

// container reads a heading with findings below it, a category or a group.
func (u *understanding) container(n *node, t trail) {
	if said := statusIn(u.title(n)); said.status != "" {
		t.said = said
	}
	t.above = append(t.above[:len(t.above):len(t.above)], n)
	t.cited = append(t.cited[:len(t.cited):len(t.cited)], n)
	c := u.categoryOf(t)
	text := u.folded[n.block]
	end := n.numeral.size + titleEnd(text[n.numeral.size:])
	u.take(n.block, 0, n.numeral.size, Numeral, nil)
	u.takeFor(n.block, n.numeral.size, end, Title, c)
	u.takeFor(n.block, end, len(text), Text, c)
	u.below(n, t)
}

// below reads what stands below a heading: its own text, tables, and its children.
func (u *understanding) below(n *node, t trail) {
	first := n.end
	if len(n.kids) > 0 {
		first = n.kids[0].block
	}
	var c *Category
	if len(t.above) > 0 {
		c = u.categoryOf(t)
	}
	u.prose(n.block+1, first, c)
	u.tables(n.block+1, first, t)
	for _, k := range n.kids {
		switch {
		case u.isFinding(k):
			u.finding(k, t)
		case u.holds(k):
			u.container(k, t)
		default:
			u.takeFor(k.block, 0, len(u.folded[k.block]), Text, c)
			u.prose(k.block+1, k.end, c)
		}
	}
}

// hasContent says whether a heading is more than a line.
func (u *understanding) hasContent(n *node) bool { return n.inline || n.end > n.block+1 }

// isFinding says whether a node is itself a finding: the level that progress follows.
func (u *understanding) isFinding(n *node) bool {
	below, like := 0, 0
	for _, k := range n.kids {
		l, _, _ := u.weigh(k)
		below += l
		if k.problem && u.hasContent(k) || k.short && !k.inline && k.end > k.block+1 {
			like++
		}
	}
	switch {
	case len(n.kids) > 0 && statusIn(u.title(n)).status != "":
		return false // 已完成整改的问题
	case n.labelled:
		return below < 2 || !u.kidsAreProblems(n)
	case below > 0:
		return false
	case len(n.kids) == 0:
		if n.parent != nil && u.siblingLabelled(n) && !n.problem && !u.hasContent(n) {
			return false
		}
		return (u.hasContent(n) || n.problem) && !u.tableOf(n.block, n.end)
	}
	return (n.problem || n.amongProblems()) && like == 0 && !u.kidsAreProblems(n)
}

// amongProblems says whether at least half of the headings beside a node are worded as problems, so
// that it is one in other words: 廉洁风险较大.
func (n *node) amongProblems() bool {
	p := n.parent
	return p != nil && p.block >= 0 && p.problems > 0 && 2*p.problems >= len(p.kids)-1
}

// kidsAreProblems says whether most children are worded as problems.
func (u *understanding) kidsAreProblems(n *node) bool {
	count := 0
	for _, k := range n.kids {
		if k.problem || k.labelled && k.short {
			count++
		}
	}
	return 2*count >= len(n.kids) && count > 0
}

func (u *understanding) siblingLabelled(n *node) bool {
	for _, k := range n.parent.kids {
		if k.labelled {
			return true
		}
	}
	return false
}

var (
	titleLead   = pattern("{title-lead}")
	titleTail   = pattern("{title-tail}")
	bareProblem = pattern("{bare-problem}")
	quotedLead  = pattern("^{quoted-lead}“")
	problemEnd  = pattern("{problem-end}$")
	keyTail     = pattern("{key-tail}$")
	keyNoise    = pattern(`[ \t　，。、；：！？“”‘’「」『』《》（）()\[\]【】,.;:!?"'\-—–|]|{key-noise}`)
	// closing is what ends a title and is no part of it.
	closing = " \t　。：:；;，,、.|–—-"
)

// titleOf gives a problem in the notice's words, without those around it: 针对…的问题 is ….
func titleOf(text string) string {
	title := strings.Trim(text, closing)
	cut := func(from, to int) { title = strings.Trim(title[from:to], closing) }
	folded := fold(title)
	if quoted := quotedLead().FindStringIndex(folded); quoted != nil {
		cut(quoted[1]-len("“"), len(title))
		folded = fold(title)
	}
	led := titleLead().FindStringIndex(folded)
	if led != nil {
		cut(led[1], len(title))
	}
	folded = fold(title)
	if at := titleTail().FindStringIndex(folded); at != nil && at[0] > 0 && (led != nil ||
		problemEnd().MatchString(folded) || strings.HasSuffix(folded[:at[0]], "”")) {
		cut(0, at[0])
	} else if m := bareProblem().FindStringSubmatchIndex(folded); m != nil && led != nil {
		cut(0, m[3])
	}
	for _, q := range []string{"“”", "「」", "『』", `""`} {
		r := []rune(q)
		inner := strings.TrimSuffix(strings.TrimPrefix(title, string(r[0])), string(r[1]))
		if len(inner) == len(title)-len(string(r[0]))-len(string(r[1])) &&
			!strings.ContainsAny(inner, q) {
			title = inner
		}
	}
	if title == "" {
		return strings.TrimSpace(text)
	}
	return title
}

// keyOf is a title as two are compared: nothing but letters and figures, in simplified characters,
// without the words around a problem.
func keyOf(title string) string {
	folded := strings.ToLower(fold(titleOf(title)))
	folded = keyTail().ReplaceAllString(folded, "")
	return keyNoise().ReplaceAllString(folded, "")
}

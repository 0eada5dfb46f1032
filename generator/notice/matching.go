package notice

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/document"
)

// names are the titles and numbers of findings that are known.
type names struct {
	known  []Known
	keys   map[string][]int // of the titles
	number map[string][]int
	length int // of the longest key, in bytes
}

// match is which of the known findings may be meant: one that is certain, or several to choose from.
type match struct {
	known   []int
	certain bool
}

func (m match) any() bool { return len(m.known) > 0 }

func (m match) item(block int, title string) *Item {
	i := &Item{Known: -1, Candidates: m.known, Block: block, Title: title}
	if m.certain {
		i.Known, i.Candidates = m.known[0], nil
	}
	return i
}

func namesOf(known []Known) names {
	n := names{known, map[string][]int{}, map[string][]int{}, 0}
	for i, k := range known {
		key, number := keyOf(k.Title), plainNumber(k.Number)
		n.keys[key] = append(n.keys[key], i)
		n.number[number] = append(n.number[number], i)
		n.length = max(n.length, len(key))
	}
	return n
}

var numberSigns = strings.NewReplacer("（", "(", "）", ")", "．", ".", " ", "", "　", "")

func plainNumber(number string) string { return numberSigns.Replace(narrow(number)) }

// The shortest titles, in bytes: four characters that a paragraph may begin with, or that another
// title holds, and one that is like another.
const shortTitle = len("账目不清")

// behindTitle is what may follow a title that is named: the words for a problem, and a sign.
var behindTitle = pattern(`^["”’」』)）]*{behind-title}["”’」』]*[\s　]*` +
	`(?:$|[。，、；：！？,;:.!—–-]|[(（【\[〔］])`)

// at gives the finding that a block begins with, and the offset behind its name. A title counts in
// any paragraph, a short one in a heading alone; of several that fit, the longest.
func (k names) at(text string, n *node) (match, int) {
	from := readNumeral(text).size
	if found, end := k.numbered(text); found.any() {
		return found, end
	}
	if f, size := labelAt(text[from:]); f == problemText {
		from += size
	}
	for _, lead := range []string{"quoted-lead", "title-lead"} {
		if at := lex(lead).FindStringIndex(text[from:]); at != nil {
			from += at[1]
		}
	}
	key, best, end := make([]byte, 0, k.length), match{}, 0
	for at, r := range text[from:] {
		sign := string(r)
		if keyNoise().MatchString(sign) {
			continue
		}
		key = append(key, strings.ToLower(sign)...)
		if len(key) > k.length {
			break
		}
		behind := from + at + len(sign)
		found := k.keys[string(key)]
		rest := behindTitle().FindString(text[behind:])
		ends := rest != "" || behind == len(text)
		if len(found) > 0 && ends && (n != nil || len(key) >= shortTitle) {
			size := len(strings.TrimRight(rest, "(（【[〔"))
			best, end = match{found, len(found) == 1}, behind+size
		}
	}
	if best.any() && !best.certain && n != nil {
		best = k.narrowed(best, n)
	}
	return best, end
}

// parted gives a source whose paragraphs are parted where a sentence within them names another
// finding: each is spoken of by itself then.
func (k names) parted(s *document.Source) *document.Source {
	out := *s
	out.Blocks = nil
	for _, b := range s.Blocks {
		out.Blocks = append(out.Blocks, k.parts(b)...)
	}
	return &out
}

func (k names) parts(b document.Block) []document.Block {
	var all []document.Block
	text, start := b.Text, 0
	for _, end := range sentenceEnds().FindAllStringIndex(text, -1) {
		if found, _ := k.at(fold(text[end[1]:]), nil); b.Table == 0 && found.any() {
			part := b
			part.Text = text[start:end[1]]
			all, start = append(all, part), end[1]
			b.Number, b.Heading = "", 0
		}
	}
	b.Text = text[start:]
	return append(all, b)
}

// within gives the only finding whose title stands in the title of a whole report.
func (k names) within(key string) match {
	var found []int
	for i, known := range k.known {
		if own := keyOf(known.Title); len(own) >= shortTitle && strings.Contains(key, own) {
			found = append(found, i)
		}
	}
	return match{found, len(found) == 1}
}

// narrowed chooses between findings with one title by the number of the heading.
func (k names) narrowed(m match, n *node) match {
	var cited []*node
	for a := n; a != nil && a.block >= 0; a = a.parent {
		cited = slices.Insert(cited, 0, a)
		number, _ := citation(cited)
		for _, i := range m.known {
			if plainNumber(k.known[i].Number) == plainNumber(number) {
				return match{[]int{i}, true}
			}
		}
	}
	return m
}

// numbered gives the finding whose whole number a text begins with, where that number is none that
// any list could have: 二(一)3(4). A title behind it has to be its own.
func (k names) numbered(text string) (match, int) {
	number, best, end := "", match{}, 0
	for at, r := range text {
		if number += plainNumber(string(r)); len(number) > 40 {
			break
		}
		found := k.number[number]
		if len(found) == 0 || !strings.ContainsAny(number, "(.-") || strings.HasPrefix(number, "(") ||
			utf8.RuneCountInString(number) < 3 {
			continue
		}
		best, end = match{found, len(found) == 1}, at+utf8.RuneLen(r)
	}
	if !best.any() {
		return match{}, 0
	}
	rest := strings.TrimLeft(text[end:], " 　、.．：:")
	titled, behind := k.titled(rest)
	switch {
	case !titled.any() && lex("problem-form").MatchString(strings.TrimSpace(rest[:titleEnd(rest)])):
		return match{known: best.known}, end
	case !titled.any():
		return best, end
	case slices.Equal(titled.known, best.known), !titled.certain && best.certain &&
		slices.Contains(titled.known, best.known[0]):
		return best, len(text) - len(rest) + behind
	}
	return match{known: append(titled.known, best.known...)}, end
}

// titled is at for a text without numeral.
func (k names) titled(text string) (match, int) {
	bare := k
	bare.number = nil
	return bare.at(text, &node{block: -1})
}

// of gives the finding of a row: by its title, which the number may confirm; by the number alone
// where several have the title.
func (k names) of(number, key string) match {
	titled, numbered := k.keys[key], k.number[plainNumber(number)]
	switch {
	case len(titled) == 1:
		return match{titled, true}
	case len(titled) > 1:
		both := slices.DeleteFunc(slices.Clone(titled), func(i int) bool {
			return !slices.Contains(numbered, i)
		})
		if len(both) == 1 {
			return match{both, true}
		}
		return match{known: titled}
	}
	like := k.like(key)
	for _, i := range numbered {
		if !slices.Contains(like.known, i) {
			like = match{known: append(like.known, i)}
		}
	}
	return like
}

// like gives the findings whose titles hold a key or are held by it, certain where there is one and
// the one is half of the other at least; else those that have most pairs of characters with it in
// common, at most five, to be asked about.
func (k names) like(key string) match {
	var held, like []int
	share := map[int]float64{}
	for i, other := range k.known {
		own := keyOf(other.Title)
		short, long := min(len(own), len(key)), max(len(own), len(key))
		if short >= shortTitle && (strings.Contains(own, key) || strings.Contains(key, own)) {
			held = append(held, i)
			if 2*short < long {
				share[i] = 1
			}
		}
		if s := alike(key, own); s >= 0.5 {
			like = append(like, i)
			share[i] += s
		}
	}
	if len(held) == 1 && share[held[0]] < 1 {
		return match{held, true}
	}
	for _, i := range held {
		if !slices.Contains(like, i) {
			like = append(like, i)
		}
	}
	slices.SortStableFunc(like, func(a, b int) int { return cmp.Compare(share[b], share[a]) })
	return match{known: like[:min(len(like), 5)]}
}

// alike is how many pairs of neighbouring characters two texts share, from 0 to 1 (Dice).
func alike(a, b string) float64 {
	pairs := func(s string) map[string]int {
		all, last := map[string]int{}, ""
		for _, r := range s {
			if last != "" {
				all[last+string(r)]++
			}
			last = string(r)
		}
		return all
	}
	p, q := pairs(a), pairs(b)
	common, total := 0, 0
	for pair, n := range p {
		common += min(n, q[pair])
		total += n
	}
	for _, n := range q {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(common) / float64(total)
}

package notice

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// names are the titles and numbers of findings that are known.
type names struct {
	known  []Known
	titles []string         // their keys
	keys   map[string][]int // those with a key
	pairs  map[string][]int // those whose keys have two neighbouring characters, as often
	number map[string][]int
	length int // of the longest key, in bytes
}

// match is which of the known findings may be meant: one that is certain, or several to choose
// from.
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
	n := names{known, nil, map[string][]int{}, map[string][]int{}, map[string][]int{}, 0}
	for i, k := range known {
		key, number := keyOf(k.Title), plainNumber(k.Number)
		n.titles = append(n.titles, key)
		n.keys[key] = append(n.keys[key], i)
		for _, pair := range pairsIn(key) {
			n.pairs[pair] = append(n.pairs[pair], i)
		}
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
	`(?:$|[。，；：！？,;:.!—–-]|[(（【\[〔］])`)

// problemBehind is the word for a problem where the sentence goes on with what is said of it.
var problemBehind = pattern(`^(["”’」』)）]*的?问题["”’」』]*)(?:{problem-goes-on})`)

// at gives the finding that a block begins with, and the offset behind its name. A title counts in
// any paragraph, a short one in a heading alone; of several that fit, the longest.
func (k names) at(text string, n *node) (match, int) {
	from := readNumeral(text).size
	if found, end := k.numbered(text); found.any() {
		return found, end
	}
	if found, end := k.recommended(text); found.any() {
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
		if m := problemBehind().FindStringSubmatch(text[behind:]); m != nil {
			rest = m[1]
		}
		ends := (rest != "" || behind == len(text)) && !titleGoesOn(text[behind:], rest)
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

// within gives the only finding whose title stands in the title of a whole report.
func (k names) within(key string) match {
	var found []int
	for i, own := range k.titles {
		if len(own) >= shortTitle && strings.Contains(key, own) {
			found = append(found, i)
		}
	}
	return match{found, len(found) == 1}
}

// titleGoesOn says whether a title that ends at a comma goes on behind it, in the words of a
// problem: 记录不完整，内容不详细.
func titleGoesOn(rest, sign string) bool {
	if !strings.ContainsAny(sign, "，,") {
		return false
	}
	rest = rest[len(sign):]
	rest = rest[:titleEnd(rest)]
	return lex("problem-form").MatchString(strings.TrimSpace(rest)) && len(datesIn(rest)) == 0
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

// recommended gives the finding that an English word and its number name: Recommendation 3. Behind
// it has to be its title, a status or a sentence; another title is asked about.
func (k names) recommended(text string) (match, int) {
	n := readNumeral(text)
	found := k.number[plainNumber(n.shown)]
	if !n.isEnglish() || len(found) == 0 {
		return match{}, 0
	}
	end, rest := n.size, strings.TrimLeft(text[n.size:], " :.–—-")
	if f, size := labelAt(rest); size > 0 && f != problemText {
		return match{found, len(found) == 1}, end
	}
	titled, behind := k.titled(rest)
	switch {
	case titled.any() && titled.certain && slices.Contains(found, titled.known[0]):
		return titled, len(text) - len(rest) + behind
	case titled.any():
		return match{known: append(titled.known, found...)}, end
	}
	st, ok := openingStatus(rest)
	sure := rest == "" || ok && st.status != "" || lex("own-status").MatchString(rest) ||
		lex("status-several").MatchString(rest)
	return match{found, sure && len(found) == 1}, end
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

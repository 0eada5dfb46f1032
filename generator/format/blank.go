package format

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Blank is a finding that somebody is about to write.
type Blank struct {
	ID       string
	Title    string // empty where it is still to be written
	Status   register.Status
	Category *register.Category
}

// File is where the finding is to lie, slash-separated and relative to the source.
func (b Blank) File() string {
	return path.Join(source.ContentDir, b.Category.Inspection.ID, b.Category.ID, b.ID+".md")
}

// Text is the file of the finding, with the keys that its status needs and what they mean, in a
// language, zh or en.
//
// What only its author knows is left empty, and not filled with words of ours: the checker
// refuses an empty value at its own place, so that the author is led from one to the next, and
// nothing half-written can be published. Words of ours would pass the checker, and sooner or
// later stand on a site.
func (b Blank) Text(lang string) []byte {
	t := template{Blank: b, lang: lang}
	t.WriteString("---\n")
	t.key("title", quoted(b.Title))
	t.key("number", quoted(NextNumber(b.Category)))
	t.group()
	if weight := nextWeight(b.Category); weight > 0 {
		t.key("weight", strconv.Itoa(weight))
	}
	t.key("summary", "")
	t.key("status", string(b.Status))
	t.key("basis", string(register.Stated))
	t.needs()
	t.WriteString("---\n")
	return t.Bytes()
}

// template is a blank on its way to becoming a text.
type template struct {
	bytes.Buffer
	Blank
	lang string
}

// described is a key of the finding or of a record in it.
func (t *template) described(of, key string) register.Described {
	all := register.Reference(of, t.lang)
	return all[slices.IndexFunc(all, func(d register.Described) bool {
		return d.Name == key && d.Depth == 0
	})]
}

func (t *template) key(key, value string) {
	d := t.described("finding", key)
	t.note(d.Meaning)
	if d.Type == "summary" {
		t.note(d.Form)
	}
	if register.IsChoice(d.Type) {
		t.note(words(d.Type))
	}
	fmt.Fprintf(t, "%s\n", strings.TrimSpace(key+": "+value))
}

// note writes a line for the author; behind a value it would be refused.
func (t *template) note(text string) { fmt.Fprintf(t, "# %s\n", text) }

// words are those that a choice has.
func words(of string) string {
	var all []string
	for _, k := range register.Keys(of) {
		all = append(all, k.Name)
	}
	return strings.Join(all, ", ")
}

// group offers the groups that the category declares: whether one of them fits is the author's to
// say.
func (t *template) group() {
	if len(t.Category.Groups) == 0 {
		return
	}
	t.note(t.described("finding", "group").Meaning)
	for _, g := range t.Category.Groups {
		t.note("group: " + g.ID)
	}
}

// needs writes the keys that the status needs, those that are short before the texts.
func (t *template) needs() {
	needed := register.Needs(t.Status, register.Stated)
	for _, key := range []string{"completed", "deadline", "deadline.condition", "reason", "next"} {
		if !slices.Contains(needed, key) {
			continue
		}
		key, within, _ := strings.Cut(key, ".")
		t.key(key, "")
		if key == "deadline" {
			within = cmp.Or(within, "date")
			fmt.Fprintf(t, "  # %s\n  %s:\n", t.described(key, within).Meaning, within)
		}
	}
}

// quoted is a text as YAML writes it, on one line.
func quoted(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return ""
	}
	if plain.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}

// plain are the texts that YAML cannot take for anything else; all others go between quotes.
var plain = regexp.MustCompile(`^\p{Han}[\p{L}\p{N} ()（）《》、，。；]*$`)

// lastFigure is the last figure of a number such as 二(一)3(4).
var lastFigure = regexp.MustCompile(`^(.*?)(\d{1,9})(\D*)$`)

// NextNumber suggests the number that follows that of the category's last finding and is free
// within the inspection: the author changes it to the notice's own.
func NextNumber(c *register.Category) string {
	taken, n := map[string]bool{}, 0
	for _, other := range c.Inspection.Categories {
		n += len(other.Filed())
		for _, f := range other.Filed() {
			taken[f.Number] = true
		}
	}
	before, after := "", ""
	if len(c.Findings) > 0 {
		if m := lastFigure.FindStringSubmatch(c.Findings[len(c.Findings)-1].Number); m != nil {
			before, after = m[1], m[3]
			n, _ = strconv.Atoi(m[2])
		}
	}
	for {
		n++
		if number := before + strconv.Itoa(n) + after; !taken[number] {
			return number
		}
	}
}

// nextWeight is behind all others, and 0 where the category's findings have no weights.
func nextWeight(c *register.Category) int {
	most := 0
	for _, f := range c.Findings {
		most = max(most, f.Weight)
	}
	if most == 0 {
		return 0
	}
	return most + 1
}

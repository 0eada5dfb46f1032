package register

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Correction is an error in what was published, and what is right.
type Correction struct {
	On     Day    `json:"on"`
	Field  string `json:"field"` // see [Correction.Key]; of a category, CATEGORY/title
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Reason string `json:"reason"`
}

// Key is which key was corrected, text for the body, and of which date its entry is: in
// updates.2023-04 the date is 2023-04. The date is zero where all of the key was meant.
func (c Correction) Key() (key string, of Date) {
	key, rest, _ := strings.Cut(c.Field, ".")
	of, _ = ParseDate(rest)
	return key, of
}

// Withdrawal takes a finding out of all counts and lists; its page stays and gives the reason.
type Withdrawal struct {
	On     Day    `json:"on"`
	Reason string `json:"reason"`
	Erase  bool   `json:"erase,omitempty"` // by law: its texts are gone
}

// Erased says whether nothing of the finding's texts may be anywhere.
func (f *Finding) Erased() bool { return f.Withdrawn != nil && f.Withdrawn.Erase }

// Filed gives every finding of the category that has a file: those that count, then those that were
// withdrawn.
func (c *Category) Filed() []*Finding {
	if len(c.Withdrawn) == 0 {
		return c.Findings
	}
	return slices.Concat(c.Findings, c.Withdrawn)
}

// Filed gives every finding that has a file, inspection by inspection.
func (r *Register) Filed() []*Finding {
	var all []*Finding
	for _, c := range r.categories() {
		all = append(append(all, c.Findings...), c.Withdrawn...)
	}
	return all
}

// Withdrawn gives every finding that was withdrawn, inspection by inspection.
func (r *Register) Withdrawn() []*Finding {
	var all []*Finding
	for _, c := range r.categories() {
		all = append(all, c.Withdrawn...)
	}
	return all
}

// Corrected is the day on which an entry of a key was last corrected; 0 where it never was.
func (f *Finding) Corrected(key string, date Date) Day {
	last := Day(0)
	for _, c := range f.Corrections {
		of, day := c.Key()
		if of == key && (day.IsZero() && date.First <= c.On || day.String() == date.String()) {
			last = max(last, c.On)
		}
	}
	return last
}

// Corrected is the day on which what the change says was last corrected; 0 where it never was.
func (c Change) Corrected() Day {
	switch c.Of.(type) {
	case *Update, *Answer:
		return c.Finding.Corrected(c.Kind()+"s", c.Date)
	}
	return 0
}

// withdraw parts the findings that were withdrawn from those that count.
func (c *Category) withdraw() {
	if !slices.ContainsFunc(c.Findings, isWithdrawn) {
		return
	}
	for _, f := range c.Findings {
		if isWithdrawn(f) {
			c.Withdrawn = append(c.Withdrawn, f)
		}
	}
	c.Findings = slices.DeleteFunc(c.Findings, isWithdrawn)
}

func isWithdrawn(f *Finding) bool { return f.Withdrawn != nil }

// isFiled says whether any finding lies in the category.
func (c *Category) isFiled() bool { return len(c.Findings)+len(c.Withdrawn) > 0 }

// excused says whether a text may do without a key that others must have: a withdrawn finding keeps
// its title and number, an erased one keeps nothing.
func (s *textFile) excused(n ast.Node, k Key) bool {
	if n != s.root || KindOf(s.file) != "finding" || !s.has("withdrawn") {
		return false
	}
	return !k.Stays || s.erased()
}

func (s *textFile) erased() bool {
	erase, is := s.node("withdrawn", "erase").(*ast.BoolNode)
	return is && erase.Value
}

// checkErased refuses what is left of a finding whose text is to be nowhere. Its file is the
// author's; nothing of it is quoted.
func (s *textFile) checkErased(f *Finding) {
	m, is := s.root.(*ast.MappingNode)
	if !is || !f.Erased() {
		return
	}
	var left []string
	at := place{}
	for _, v := range m.Values {
		if key := v.Key.GetToken(); !slices.Contains(KeptErased(), key.Value) {
			left = append(left, key.Value)
			at = cmp.Or(at, s.placeOfToken(key))
		}
	}
	if strings.TrimSpace(s.body.Text) != "" {
		left = append(left, "text")
		at = cmp.Or(at, place{s.body.Line, 1})
	}
	if len(left) > 0 {
		s.report(at, "erased-text", strings.Join(left, ", "))
	}
}

// KeptErased are the keys of an erased finding: its addresses, and whether it is public at all.
func KeptErased() []string { return []string{"withdrawn", "aliases", "draft", "author", "approved"} }

// checkCorrections holds each correction against the keys that there are, and puts the one that is
// meant in its place.
func (s *textFile) checkCorrections(kind string, list []Correction) {
	if len(list) == 0 {
		return
	}
	keys := correctable(kind)
	for i := range list {
		c, at := &list[i], []any{"corrections", i, "field"}
		category, inner, within := strings.Cut(c.Field, "/")
		if within && kind == "inspection" && idForm.MatchString(category) {
			if k := recognised(correctable("category"), inner); k != nil {
				c.Field = category + "/" + k.Name
				continue
			}
		}
		word, rest, dated := strings.Cut(c.Field, ".")
		if word == "" {
			continue // missing already
		}
		k := recognised(keys, word)
		if k == nil {
			s.reportMeaning(meant(keys, word), s.at(at...), "correction-field", word, listed(keys))
			continue
		}
		if _, err := ParseDate(rest); dated && err != nil && find(Keys(k.Of), rest) == nil {
			s.report(s.at(at...), "correction-entry", rest, k.Name)
			continue
		}
		if c.Field = k.Name; dated {
			c.Field += "." + rest
		}
		if c.From != "" && c.From == c.To {
			s.report(s.at("corrections", i, "to"), "correction-same")
		}
	}
}

// correctable are the keys of a finding, an inspection or a category that are published as facts, and its body.
func correctable(kind string) []Key {
	keys := slices.DeleteFunc(slices.Clone(Keys(kind)), func(k Key) bool {
		return slices.Contains([]string{"draft", "drafted", "author", "approved"}, k.Name) ||
			kind == "category" && k.Name == "weight"
	})
	return append(keys, Key{Name: "text", ZH: "正文", EN: "Account"})
}

// Label names what was corrected, in a language, zh or en: 进展（2023-04-13）. The kind is finding,
// inspection or category.
func (c Correction) Label(kind, lang string) string {
	_, inner, within := strings.Cut(c.Field, "/")
	if within {
		c.Field, kind = inner, "category"
	}
	word, rest, dated := strings.Cut(c.Field, ".")
	k := find(correctable(kind), word)
	if within && word == "title" {
		k = &Key{ZH: "类别标题", EN: "Title of a category"}
	}
	if k == nil {
		return c.Field
	}
	if inner := find(Keys(k.Of), rest); inner != nil {
		rest = inner.Label(lang)
	}
	switch {
	case !dated:
		return k.Label(lang)
	case lang == "zh":
		return k.Label(lang) + "（" + rest + "）"
	}
	return k.Label(lang) + " (" + rest + ")"
}

// remarkErased says once what no program here can reach.
func (r *reader) remarkErased() {
	var ids []string
	for _, f := range r.register.Withdrawn() {
		if f.Erased() {
			ids = append(ids, f.ID)
		}
	}
	if len(ids) > 0 && r.problems.Err() == nil {
		r.report(r.register.Body.File, "erased-elsewhere", int64(len(ids)), strings.Join(ids, ", "))
	}
}

// checkWithdrawn remarks on what a finding says of others that were withdrawn.
func (r *reader) checkWithdrawn(f *Finding) {
	for i, id := range f.Related {
		if other := r.findings[id]; other != nil && other.Withdrawn != nil {
			r.reportAt(f, "related-withdrawn", []any{"related", i}, id)
		}
	}
}

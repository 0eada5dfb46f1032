package notice

import (
	"cmp"
	"embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"gongshi"
	"gongshi/generator/document"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

//go:embed report.zh.toml report.en.toml
var reportFiles embed.FS

// catalogue is what a report says in one language: words, the names of the uses, and a sentence for
// each note.
type catalogue struct {
	lang   string
	site   map[string]string // the built-in words of sites: the kind of an inspection chooses some
	Words  map[string]string `toml:"words"`
	Uses   map[string]string `toml:"uses"`
	Units  map[string]string `toml:"units"`
	Asked  map[string]string `toml:"asked"`
	Agreed map[string]string `toml:"agreed"`
	Rest   map[string]string `toml:"rest"`
	// Write says what to write about a question whose sentence does not: in the finding's file,
	// the inspection's, the register's, or what is left over, by the word before the bar.
	Write map[string]string `toml:"write"`
	// Statuses are those that the language has a word for; the others go by their names.
	Statuses map[string]string `toml:"statuses"`
}

var catalogues = sync.OnceValue(func() map[string]catalogue {
	return map[string]catalogue{"zh": readCatalogue("zh"), "en": readCatalogue("en")}
})

func readCatalogue(lang string) catalogue {
	c := problem.Catalogue[catalogue](reportFiles, "report."+lang+".toml")
	c.lang, c.site = lang, gongshi.Words(lang)
	return c
}

// Words are those of the notice's own language, for what is written into files.
func (i *Import) Words() map[string]string { return catalogues()[i.Language].Words }

// label is what a key of an inspection is called, as it is for its kind.
func (c catalogue) label(kind register.InspectionKind, key string) string {
	if kind == "" {
		return c.Words[key]
	}
	return cmp.Or(strings.ToLower(c.site[kind.Word("inspection_"+key)]), c.Words[key])
}

func (c catalogue) place(p document.Place) string {
	return problem.Fill(c.Units[string(p.Unit)], []any{p.Number})
}

// placeOf is where a block stands.
func (c catalogue) placeOf(b document.Block) string {
	if b.Sheet != "" {
		return b.Sheet + " " + c.place(b.Place)
	}
	return c.place(b.Place)
}

func (c catalogue) sentence(n Note) string { return problem.Fill(c.Asked[n.Rule], c.named(n.Args)) }

// named gives arguments in the words of the language.
func (c catalogue) named(args []any) []any {
	args = slices.Clone(args)
	for i, a := range args {
		switch a := a.(type) {
		case document.Place:
			args[i] = c.place(a)
		case register.Status:
			args[i] = cmp.Or(c.Statuses[string(a)], string(a))
		}
	}
	return args
}

// Report proves an import: what was found, where every paragraph of the source went, what went
// nowhere, what the notice says of itself against what was found, and what a person has to decide.
// lang is zh or en.
func (i *Import) Report(out io.Writer, lang string) {
	c := catalogues()[lang]
	i.reportHead(out, c)
	i.reportItems(out, c)
	i.reportPieces(out, c)
	i.reportNotes(out, c)
}

// Summary is the part of [Import.Report] that fits on a screen: what was found, without the single
// findings and paragraphs, and what a person has to decide.
func (i *Import) Summary(out io.Writer, lang string) {
	c := catalogues()[lang]
	i.reportHead(out, c)
	i.reportStatuses(out, c)
	i.reportNotes(out, c)
}

// reportHead tells of the inspection as a whole, and counts.
func (i *Import) reportHead(out io.Writer, c catalogue) {
	w := c.Words
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(out, "%s%s%s\n", c.label(i.Inspection.Kind, key), w["colon"], value)
		}
	}
	n, to := i.Inspection, i.Contact
	for _, l := range [][2]string{{"title", n.Title}, {"body", n.Body}, {"inspector", n.Inspector},
		{"from", n.From}, {"to", n.To}, {"feedback", n.Feedback}, {"issuer", n.Issuer},
		{"published", n.Published}, {"report_every", n.ReportEvery}, {"phone", to.Phone},
		{"email", to.Email}, {"address", to.Address}, {"postcode", to.Postcode},
		{"hours", to.Hours}} {
		line(l[0], l[1])
	}
	if a := i.Accountability; a != nil {
		line("accountability", i.sanctions(c))
	}
	measures := 0
	for _, f := range i.Findings {
		measures += len(f.Measures)
	}
	fmt.Fprintln(out, problem.Fill(w["counts"], []any{len(i.Findings), len(i.Categories), i.Groups,
		measures, i.Unfinished}))
	if len(i.Findings) > 0 {
		fmt.Fprintln(out, w["summaries"])
	}
}

func (i *Import) reportStatuses(out io.Writer, c catalogue) {
	count := map[string]int{}
	for _, f := range i.Findings {
		count[c.status(f)]++
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, problem.Fill(c.Words["status"], []any{name, count[name]}))
	}
	if len(parts) > 0 {
		fmt.Fprintln(out, strings.Join(parts, c.Words["comma"]))
	}
}

// counted is a sentence with a number, which English says otherwise of one.
func (c catalogue) counted(key string, n int) string {
	if n == 1 {
		key += "-one"
	}
	return problem.Fill(c.Words[key], []any{n})
}

func (c catalogue) status(f *Finding) string {
	status := cmp.Or(string(f.Status), "?")
	status = cmp.Or(c.Statuses[status], status)
	if f.Basis == register.Inferred || f.Basis == register.Verified {
		status += problem.Fill(c.Words[string(f.Basis)], nil)
	}
	return status
}

func (i *Import) sanctions(c catalogue) string {
	a := i.Accountability
	var kinds []string
	for _, k := range a.Kinds {
		held := c.held(k.Organisations, k.Persons)
		kinds = append(kinds, problem.Fill(c.Words["kind"], []any{k.Name, held}))
	}
	shown := strings.Join(kinds, c.Words["comma"])
	held := c.held(a.Organisations, a.Persons)
	return problem.Fill(c.Words["held"], []any{held, shown})
}

// held counts who was held to account: organisations only where there were any.
func (c catalogue) held(organisations, persons int) string {
	switch {
	case organisations == 0:
		return c.counted("persons", persons)
	case persons == 0:
		return c.counted("organisations", organisations)
	}
	return c.counted("organisations", organisations) + c.Words["and"] +
		c.counted("persons", persons)
}

func (i *Import) reportItems(out io.Writer, c catalogue) {
	category, group := (*Category)(nil), (*Group)(nil)
	for _, f := range i.Findings {
		if f.Category != category {
			category = f.Category
			fmt.Fprintf(out, "\n# %s\n", category.Title)
		}
		if f.Group != nil && f.Group != group {
			fmt.Fprintf(out, "## %s\n", f.Group.Title)
		}
		group = f.Group
		fmt.Fprintf(out, "%s %s  %s", f.Number, f.Title, c.status(f))
		fmt.Fprint(out, problem.Fill(c.Words["measures"], []any{len(f.Measures)}))
		if due := cmp.Or(f.Deadline, f.Condition); due != "" {
			fmt.Fprint(out, problem.Fill(c.Words["due"], []any{due}))
		}
		if f.Completed != "" {
			fmt.Fprint(out, problem.Fill(c.Words["done"], []any{f.Completed}))
		}
		fmt.Fprintln(out)
	}
}

func (i *Import) reportPieces(out io.Writer, c catalogue) {
	fmt.Fprintf(out, "\n%s\n", c.Words["paragraphs"])
	next := 0
	for n, b := range i.Source.Blocks {
		var went []string
		for ; next < len(i.Pieces) && i.Pieces[next].Block == n; next++ {
			p := i.Pieces[next]
			name := c.Uses[string(p.Use)]
			switch {
			case p.Use == Label || p.Use == Gap || p.Use == Numeral:
				continue
			case p.Finding != nil:
				name = p.Finding.Number + " " + name
			case p.Category != nil:
				name = p.Category.Title + " " + name
			}
			if last := len(went) - 1; last < 0 || went[last] != name {
				went = append(went, name)
			}
		}
		if len(went) == 0 {
			went = []string{c.Uses[string(Label)]}
		}
		fmt.Fprintf(out, "%s%s%s\n", c.placeOf(b), c.Words["colon"],
			strings.Join(went, c.Words["comma"]))
	}
	for _, d := range i.Source.Dropped {
		fmt.Fprintf(out, "%s%s%s\n", c.place(d.Place), c.Words["colon"],
			problem.Fill(c.Words["dropped"], []any{d.Why.Name(c.lang), shorten(d.Text)}))
	}
}

// reportNotes lists what went nowhere, what agrees, and what a person has to decide.
func (i *Import) reportNotes(out io.Writer, c catalogue) {
	if left := i.Leftover(); len(left) > 0 {
		fmt.Fprintf(out, "\n%s\n", c.counted("leftover", len(left)))
		for _, l := range left {
			fmt.Fprintf(out, "  %s\n", l)
		}
	}
	if len(i.Checks) > 0 {
		fmt.Fprintf(out, "\n%s\n", c.Words["agreed"])
		for _, n := range i.Checks {
			fmt.Fprintf(out, "%s%s\n", i.at(c, n), problem.Fill(c.Agreed[n.Rule], n.Args))
		}
	}
	if len(i.Answered) > 0 {
		fmt.Fprintln(out)
	}
	for _, n := range i.Answered {
		fmt.Fprintln(out, problem.Fill(c.Rest[n.Rule], c.named(n.Args)))
	}
	if len(i.Questions) > 0 {
		fmt.Fprintf(out, "\n%s\n", c.counted("questions", len(i.Questions)))
		about := i.about()
		for _, n := range i.Questions {
			fmt.Fprintf(out, "%s%s  [%s]\n", i.at(c, n), c.sentence(n), n.Rule)
			in, what, _ := strings.Cut(c.Write[n.Rule], "|")
			file := map[string]string{"finding": i.Places.Findings[about(n)],
				"inspection": i.Places.Inspection, "register": i.Places.Register,
				"leftover": i.Places.Leftover}[in]
			if file != "" {
				what = problem.Fill(what, c.named(n.Args))
				fmt.Fprintf(out, "\t%s\n", problem.Fill(c.Words["where"], []any{file, what}))
			}
		}
	}
}

func (i *Import) at(c catalogue, n Note) string {
	if n.Block < 0 {
		return ""
	}
	return c.placeOf(i.Source.Blocks[n.Block]) + c.Words["colon"]
}

package office

import (
	"slices"
	"strings"

	"gongshi/generator/markdown"
	"gongshi/generator/register"
)

// findings adds the part of the notice that holds them, category by category.
func (d *drafter) findings() {
	level := 1
	if d.numbers.part != "" || d.numbers.whole {
		d.sections = max(d.sections, 0) + 1
		d.heading(1, d.printed(d.numbers.part, upper), d.words["section-findings"])
		level = 2
	}
	for _, c := range d.Categories {
		d.file = c.Body.File
		d.paper.Withdrawn += len(c.Withdrawn)
		if len(c.Findings) == 0 {
			continue
		}
		d.heading(level, d.printed(d.numbers.category[c.ID], upper), c.Title)
		d.flat("", c.Body.Text)
		group := ""
		for _, f := range grouped(c.Findings) {
			below := level + 1
			if f.Group != "" {
				if f.Group != group {
					d.heading(below, d.printed(d.numbers.group[[2]string{c.ID, f.Group}], lower),
						c.GroupTitle(f.Group))
				}
				below++
			}
			group = f.Group
			d.finding(f, below)
		}
	}
	d.file = ""
}

// grouped puts the findings of one group together, where its first one stands, as the site does.
func grouped(findings []*register.Finding) []*register.Finding {
	var all []*register.Finding
	seen := map[string]bool{}
	for n, f := range findings {
		if f.Group == "" {
			all = append(all, f)
			continue
		}
		if seen[f.Group] {
			continue
		}
		seen[f.Group] = true
		for _, other := range findings[n:] {
			if other.Group == f.Group {
				all = append(all, other)
			}
		}
	}
	return all
}

func (d *drafter) finding(f *register.Finding, level int) {
	d.file = f.Body.File
	d.paper.Findings++
	number := d.numbers.finding[f.ID]
	if d.numbers.whole {
		number += " "
	} else {
		number = d.printed(number, lower)
	}
	d.heading(min(level, 4), number, f.Title)
	d.field("status", d.status(f))
	d.account(f)
	d.field("completed", d.day(f.Completed))
	d.field("responsible", strings.Join(f.Responsible, d.words["list"]))
	if !f.Status.Open() {
		d.flat("reason", string(f.Reason))
		d.flat("next", string(f.Next))
		d.deadline(f)
	}
}

// status says how far a finding is, and how that is known.
func (d *drafter) status(f *register.Finding) string {
	word := func(of string, name string) string {
		return d.site[of+"_"+strings.ReplaceAll(name, "-", "_")]
	}
	text := word("status", string(f.Status))
	switch {
	case f.Verified != nil:
		return text + d.say("verified", f.Verified.By, d.day(f.Verified.On))
	case f.Basis == register.Inferred:
		return text + d.say("bracketed", strings.ToLower(word("basis", string(f.Basis))))
	}
	return text
}

// account adds what was done about a finding: its measures, each a paragraph, then its text. The
// first one stands behind the label.
func (d *drafter) account(f *register.Finding) {
	body := markdown.Paragraphs(f.Body.Text)
	label := d.words["label-progress"]
	add := func(runs []markdown.Run) {
		if label != "" {
			runs = append(plainRun(label), runs...)
		}
		label = ""
		d.add(Paragraph{Part: Prose, Runs: runs})
	}
	mark := d.marker(f, body)
	for n, m := range f.Measures {
		runs := d.inOne(markdown.Paragraphs(string(m.Text)))
		if m.Done != nil && !*m.Done {
			runs = append(runs, plainRun(d.words["undone"])...)
		}
		add(append(plainRun(mark(n+1)), runs...))
	}
	for _, p := range body {
		runs := p.Runs
		if p.Heading > 0 {
			runs = []markdown.Run{{Text: p.Text(), Strong: true}}
		}
		add(runs)
	}
	if label != "" {
		add(plainRun(f.Summary))
	}
}

// inOne joins paragraphs to one: what counts measures counts paragraphs.
func (d *drafter) inOne(paragraphs []markdown.Paragraph) []markdown.Run {
	var runs []markdown.Run
	for n, p := range paragraphs {
		if n > 0 && d.paper.Language == "en" {
			runs = append(runs, plainRun(" ")...)
		}
		runs = append(runs, p.Runs...)
	}
	return runs
}

// marker is how the measures of a finding are counted: 一是, unless a text of the finding counts so.
func (d *drafter) marker(f *register.Finding, body []markdown.Paragraph) func(int) string {
	if d.paper.Language == "en" {
		return func(n int) string { return "(" + string(rune('0'+n)) + ") " }
	}
	all := f.Title
	for _, m := range f.Measures {
		all += "\n" + string(m.Text)
	}
	for _, p := range body {
		all += "\n" + p.Text()
	}
	if strings.Contains(all, "二是") || len(f.Measures) > 99 {
		return func(n int) string { return "第" + chineseNumber(n) + "，" }
	}
	return func(n int) string { return chineseNumber(n) + "是" }
}

// deadline says what was promised first, and what has become of it.
func (d *drafter) deadline(f *register.Finding) {
	if f.Deadline == nil {
		return
	}
	if f.Deadline.Date != 0 {
		d.field("deadline", d.day(f.Deadline.Date.Date()))
	} else {
		d.field("deadline", f.Deadline.Condition)
	}
	if review := f.Deadline.Review; review != 0 {
		d.prose(d.say("review", d.day(review.Date())))
	}
	for _, e := range f.Deadline.Extended {
		d.prose(d.say("extended", d.day(e.On.Date()), d.day(e.To.Date()), e.Reason))
	}
}

// unfinished adds the part that names what is not done: why, what comes next, and by when.
func (d *drafter) unfinished() {
	open := slices.DeleteFunc(d.All(), func(f *register.Finding) bool { return !f.Status.Open() })
	d.heading(1, d.sectionNumber(), d.words["section-unfinished"])
	if len(open) == 0 {
		d.prose(d.words["unfinished-none"])
	}
	for n, f := range open {
		d.file = f.Body.File
		d.heading(2, d.ordinal(n+1), f.Title)
		d.flat("reason", string(f.Reason))
		d.flat("next", string(f.Next))
		d.deadline(f)
	}
	d.file = ""
}

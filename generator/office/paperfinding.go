package office

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/markdown"
	"gongshi/generator/register"
)

// findings adds the part of the notice that holds them, category by category.
func (d *drafter) findings() {
	if !d.numbers.counted {
		d.sections = partNumber(d.numbers.part) - 1
	}
	d.heading(1, d.sectionNumber(), d.words["section-findings"])
	categories := 0
	for _, c := range d.Categories {
		d.file = c.Body.File
		d.paper.Withdrawn += len(c.Withdrawn)
		if len(c.Findings) > 0 {
			categories++
			d.heading(2, d.numbered(d.numbers.category[c.ID], 2, categories), c.Title)
			for _, runs := range flat(markdown.Paragraphs(c.Body.Text)) {
				d.add(Paragraph{Part: Prose, Runs: runs})
			}
			d.category(c)
		}
	}
	d.file = ""
}

// numbered is a number of the register, or else a count.
func (d *drafter) numbered(own string, level, place int) string {
	if d.numbers.counted {
		return d.ordinal(level, place)
	}
	return printed(own)
}

// category adds the findings of one, under their groups; those without one stand beside them.
func (d *drafter) category(c *register.Category) {
	group, groups, within := "", 0, 0
	for _, f := range grouped(c.Findings) {
		level := 3
		switch {
		case f.Group == "":
			groups++
		case f.Group != group:
			groups++
			within = 0
			d.heading(3, d.numbered(d.numbers.group[[2]string{c.ID, f.Group}], 3, groups),
				c.GroupTitle(f.Group))
			fallthrough
		default:
			level = 4
			within++
		}
		group = f.Group
		d.finding(f, level, map[int]int{3: groups, 4: within}[level])
	}
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

func (d *drafter) finding(f *register.Finding, level, place int) {
	d.file = f.Body.File
	d.paper.Findings++
	d.heading(level, d.numbered(d.numbers.finding[f.ID], level, place), f.Title)
	if d.numbers.counted {
		d.field("number", f.Number)
	}
	d.field("status", d.status(f))
	d.field("completed", d.day(f.Completed))
	d.field("responsible", strings.Join(f.Responsible, d.words["list"]))
	if !f.Status.Open() {
		d.still(f)
	}
	d.account(f)
}

// still says why a finding is not done, what comes next, and by when.
func (d *drafter) still(f *register.Finding) {
	for _, field := range []struct{ name, text string }{{"reason", string(f.Reason)},
		{"next", string(f.Next)}} {
		if runs := d.inOne(markdown.Paragraphs(field.text)); len(runs) > 0 {
			d.add(Paragraph{Part: Prose, Runs: append(plainRun(d.words["label-"+field.name]), runs...)})
		}
	}
	d.deadline(f)
}

// status says how far a finding is, and how that is known.
func (d *drafter) status(f *register.Finding) string {
	word := func(of string, name string) string {
		return d.site[of+"_"+strings.ReplaceAll(name, "-", "_")]
	}
	text := cmp.Or(d.words["status-"+string(f.Status)], word("status", string(f.Status)))
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
			runs = append(plainRun(d.words["undone"]), runs...)
		}
		add(append(plainRun(mark(n+1)), runs...))
	}
	for _, runs := range flat(body) {
		add(runs)
	}
	if label != "" {
		add(plainRun(f.Summary))
	}
}

// inOne joins paragraphs to one, as a measure or a field has to be: items without a stop get one.
func (d *drafter) inOne(paragraphs []markdown.Paragraph) []markdown.Run {
	var runs []markdown.Run
	for n, p := range paragraphs {
		runs = append(runs, p.Runs...)
		if n+1 == len(paragraphs) {
			break
		}
		joint := d.words["semicolon"]
		if strings.ContainsAny(p.Text()[max(0, len(p.Text())-3):], "。；！？：，.;!?:,") {
			joint = strings.TrimLeft(joint, "；;")
		}
		if joint != "" {
			runs = append(runs, plainRun(joint)...)
		}
	}
	return runs
}

// marker is how the measures of a finding are counted: 一是, unless a text of the finding counts so.
func (d *drafter) marker(f *register.Finding, body []markdown.Paragraph) func(int) string {
	if d.paper.Language == "en" {
		return func(n int) string { return strconv.Itoa(n) + ") " }
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
	var extended []string
	for _, e := range f.Deadline.Extended {
		if !f.Status.Open() {
			break // what was put off and is done is told on the site
		}
		extended = append(extended, d.say("extended", d.day(e.On.Date()), d.day(e.To.Date()), e.Reason))
	}
	// In one paragraph: one of its own may be read as a finding.
	d.prose(strings.Join(extended, d.words["semicolon"]))
}

// unfinished adds the part that names what is not done: why, what comes next, and by when.
func (d *drafter) unfinished() {
	open := slices.DeleteFunc(d.All(), func(f *register.Finding) bool { return !f.Status.Open() })
	titles := map[string]int{}
	for _, f := range d.All() {
		titles[f.Title]++
	}
	d.heading(1, d.sectionNumber(), d.words["section-unfinished"])
	if len(open) == 0 {
		d.prose(d.words["unfinished-none"])
	}
	for n, f := range open {
		d.file = f.Body.File
		number := d.ordinal(2, n+1)
		if d.paper.Language == "en" {
			number = d.ordinal(4, n+1)
		}
		d.heading(2, number, f.Title)
		if titles[f.Title] > 1 {
			d.field("number", f.Number)
		}
		d.still(f)
	}
	d.file = ""
}

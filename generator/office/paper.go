package office

import (
	"cmp"
	"embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongshi"
	"gongshi/generator/encoding"
	"gongshi/generator/markdown"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Paper is the notice of an inspection as it is printed, from its title to its date. Whatever
// leaves as a document or a fragment is made of it: see [Notice].
type Paper struct {
	Language   string // zh or en
	Paragraphs []Paragraph
	Findings   int
	Withdrawn  int       // findings that are not in it
	Approval   *Approval // a sheet behind the notice; nil where none is wanted

	Published register.Date // for the first time; zero where it was not yet
	Dated     register.Date // with its signature
}

// Approval is the sheet on which a notice is signed for before it is published.
type Approval struct {
	Title   string
	Signers []string // who signs, and with what
}

// Part is what a paragraph is.
type Part string

// The parts of a paper.
const (
	PaperTitle Part = "title"
	Heading    Part = "heading"
	Prose      Part = "prose"
	Signature  Part = "signature" // who issues it, and when
)

// Paragraph is one line of print. A table has become lines, and so has a list.
type Paragraph struct {
	Part   Part
	Level  int    // of a heading, from 1 to 4
	Number string // of a heading as it is printed: 二、 or （一）; may be empty
	Runs   []markdown.Run
}

// Text gives the whole of a paragraph as plain text, with its number.
func (p Paragraph) Text() string {
	return p.Number + markdown.Paragraph{Runs: p.Runs}.Text()
}

// Title is the title of the paper.
func (p *Paper) Title() string { return p.Paragraphs[0].Text() }

// Forms are the formats that [Paper.As] gives.
func Forms() []string { return []string{"docx", "html", "wechat", "txt"} }

// As gives the paper in one of [Forms]. A fragment has the mark of UTF-8 before it, for it has no
// head that could say so: a browser of 2018 would take a file without for GBK.
func (p *Paper) As(form string) ([]byte, error) {
	switch form {
	case "docx":
		return p.Word()
	case "html":
		return []byte(mark + p.HTML()), nil
	case "wechat":
		return []byte(mark + p.WeChat()), nil
	case "txt":
		return p.PlainText(), nil
	}
	return nil, fmt.Errorf("%q is no form of a paper", form)
}

// FileName is the title as a name that every system takes.
func (p *Paper) FileName(form string) string {
	const most = 240 // bytes, of the 255 that names have
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || encoding.Forbidden(r) || unicode.IsSpace(r) {
			return '-'
		}
		return r
	}, p.Title())
	for len(name) > most {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	ext := form
	if form == "wechat" {
		ext = "wechat.html"
	}
	return strings.Trim(name, "-. ") + "." + ext
}

// UnprintableError is a text with a character that XML cannot hold, and what it is of.
type UnprintableError struct {
	File      string // of the register
	Character rune
}

func (e *UnprintableError) Error() string {
	return fmt.Sprintf("%s: U+%04X cannot be printed", e.File, e.Character)
}

// Notice gives the notice of an inspection in its own order and with its own numbers: introduction,
// organisation, findings with what was done, unfinished matters, accountability, next steps, how to
// reach the body, who issues it and when. r is the public view of a register, i an inspection of it.
// The error is an *UnprintableError.
//
// Updates, answers, figures, documents and evidence of findings are not in it: they stand on the
// site.
func Notice(r *register.Register, i *register.Inspection) (*Paper, error) {
	d := drafter{Inspection: i, register: r, paper: &Paper{Language: r.Config.Language},
		words: paperWords()[r.Config.Language], site: gongshi.Words(r.Config.Language),
		numbers: numbersOf(i, r.Config.Language)}
	d.title()
	d.introduction()
	sections := d.bodySections()
	if !d.numbers.counted {
		d.sections = partNumber(d.numbers.part) - 2 // organisation comes before the findings
	}
	d.section("organisation", sections["organisation"])
	d.findings()
	d.unfinished()
	d.section("accountability", append(d.accountability(), sections["accountability"]...))
	d.section("next", append(sections["next"], d.promise()...))
	d.contact()
	d.signature()
	return d.paper, d.unprintable
}

//go:embed paper.zh.toml paper.en.toml
var paperFiles embed.FS

// paperWords are the words of a paper, by language.
var paperWords = sync.OnceValue(func() map[string]map[string]string {
	words := map[string]map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		words[lang] = problem.Catalogue[map[string]string](paperFiles, "paper."+lang+".toml")
	}
	return words
})

// drafter writes a paper.
type drafter struct {
	*register.Inspection
	register    *register.Register
	paper       *Paper
	words, site map[string]string
	numbers     numbers
	sections    int // that have a number
	file        string
	unprintable error
}

func (d *drafter) say(key string, args ...any) string { return problem.Fill(d.words[key], args) }

func (d *drafter) add(p Paragraph) {
	for _, c := range p.Text() {
		if encoding.Forbidden(c) && d.unprintable == nil {
			d.unprintable = &UnprintableError{cmp.Or(d.file, d.Body.File), c}
		}
	}
	d.paper.Paragraphs = append(d.paper.Paragraphs, p)
}

func plainRun(text string) []markdown.Run { return []markdown.Run{{Text: text}} }

func (d *drafter) prose(text string) {
	if text != "" {
		d.add(Paragraph{Part: Prose, Runs: plainRun(text)})
	}
}

func (d *drafter) heading(level int, number, title string) {
	d.add(Paragraph{Part: Heading, Level: level, Number: number, Runs: plainRun(title)})
}

// field adds a label and what stands behind it.
func (d *drafter) field(key, text string) {
	if text != "" {
		d.prose(d.words["label-"+key] + text)
	}
}

// flat gives paragraphs of Markdown as those of a paper, headings as bold ones.
func flat(paragraphs []markdown.Paragraph) [][]markdown.Run {
	var all [][]markdown.Run
	for _, p := range paragraphs {
		runs := p.Runs
		if p.Heading > 0 {
			runs = []markdown.Run{{Text: p.Text(), Strong: true}}
		}
		all = append(all, runs)
	}
	return all
}

// day is a date as a sentence has it.
func (d *drafter) day(on register.Date) string { return on.In(d.paper.Language) }

// title is the whole title of a notice, in the form that offices use, unless the register has it.
func (d *drafter) title() {
	title := d.Inspection.Title
	if !regexp.MustCompile(d.words["title-whole"]).MatchString(title) {
		key := "title"
		if strings.Contains(title, d.words["rectification"]) {
			key = "title-rectification"
		}
		title = d.say(key, cmp.Or(d.Issuer, d.Inspected), strings.TrimPrefix(title, "关于"))
	}
	d.add(Paragraph{Part: PaperTitle, Runs: plainRun(title)})
}

// introduction says who inspected whom, and when.
func (d *drafter) introduction() {
	kind := d.words["kind-"+string(d.Kind)]
	from, to := d.day(d.From), d.day(d.To)
	when := ""
	switch {
	case from != "" && to != "" && from != to:
		when = d.say("from-to", from, to)
	case from+to != "":
		when = d.say("on", cmp.Or(from, to))
	}
	text := d.say("visited", when, d.Inspector, d.Inspected, kind)
	if d.Inspector == "" {
		text = d.say("was-visited", when, d.Inspected, kind)
	}
	if !d.Feedback.IsZero() {
		text += d.say("feedback", d.day(d.Feedback))
	}
	d.prose(text + d.say("as-follows"))
}

// bodySections parts the text of the inspection by its headings: what tells who was held to account,
// and what is promised, has a place of its own in a notice.
func (d *drafter) bodySections() map[string][]Paragraph {
	sections := map[string][]Paragraph{}
	at, level, headings := "organisation", 0, map[string][]int{}
	for _, p := range markdown.Paragraphs(d.Body.Text) {
		if p.Heading == 0 {
			sections[at] = append(sections[at], Paragraph{Part: Prose, Runs: p.Runs})
			continue
		}
		if level == 0 || p.Heading <= level {
			level, at = p.Heading, d.sectionOf(p.Text())
		}
		headings[at] = append(headings[at], len(sections[at]))
		sections[at] = append(sections[at], Paragraph{Part: Heading, Level: 2,
			Runs: plainRun(p.Text())})
	}
	for section, all := range headings {
		for n, at := range all {
			if len(all) > 1 {
				sections[section][at].Number = d.ordinal(2, n+1)
			}
		}
	}
	return sections
}

func (d *drafter) sectionOf(heading string) string {
	for _, key := range []string{"accountability", "next"} {
		if regexp.MustCompile(d.words["is-"+key]).MatchString(heading) {
			return key
		}
	}
	return "organisation"
}

// section adds a part of the notice that holds no findings; without paragraphs there is none.
func (d *drafter) section(key string, paragraphs []Paragraph) {
	if len(paragraphs) == 0 {
		return
	}
	d.heading(1, d.sectionNumber(), d.words["section-"+key])
	for _, p := range paragraphs {
		d.add(p)
	}
}

package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

// front is a text with front matter on its way.
type front struct{ strings.Builder }

func newFront() *front {
	f := &front{}
	f.WriteString("---\n")
	return f
}

// need writes a key, empty where there is nothing to write: a person has to.
func (f *front) need(key, value string) { f.word(key, scalar(value)) }

// word is need for a value that needs no quotes.
func (f *front) word(key, value string) {
	fmt.Fprintf(f, "%s\n", strings.TrimRight(key+": "+value, " "))
}

// have writes a key where there is something to write.
func (f *front) have(key, value string) {
	if value != "" {
		f.need(key, value)
	}
}

// plainly writes a key whose value needs no quotes: a date, a figure, an id.
func (f *front) plainly(key, value string) {
	if value != "" {
		fmt.Fprintf(f, "%s: %s\n", key, value)
	}
}

// markdown writes a key with Markdown: on one line, or line by line.
func (f *front) markdown(indent, key string, paragraphs []string) {
	text := allMarkdown(paragraphs)
	if !strings.Contains(text, "\n") {
		f.need(indent+key, text)
		return
	}
	inner := strings.Replace(indent, "-", " ", 1) + "  "
	fmt.Fprintf(f, "%s%s: |\n", indent, key)
	for _, line := range strings.Split(text, "\n") {
		fmt.Fprintf(f, "%s\n", strings.TrimRight(inner+line, " "))
	}
}

func (f *front) end(body string) string {
	f.WriteString("---\n")
	if body != "" {
		f.WriteString(body + "\n")
	}
	return f.String()
}

// plainScalar are the texts that YAML takes for nothing but a text.
var plainScalar = pattern(`^\p{Han}[\p{L}\p{N} ()（）《》“”、，。；！？…]*$`)

// scalar is a text as YAML writes it on one line.
func scalar(text string) string {
	text = strings.TrimSpace(publishable(text))
	if text == "" || plainScalar().MatchString(text) {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// finding writes one finding; weight is its place in the notice.
func (w *writer) finding(f *notice.Finding, weight int) string {
	out := newFront()
	out.need("title", f.Title)
	out.need("number", f.Number)
	if f.Group != nil {
		out.plainly("group", w.groups[f.Group])
	}
	out.plainly("weight", strconv.Itoa(weight))
	summary := f.Summary
	if summary == "" {
		summary = w.summaryOf(f)
	}
	out.need("summary", summary)
	if f.Summary == "" && summary != "" {
		out.word("drafted", "[summary]")
	}
	out.word("status", string(f.Status))
	out.word("basis", string(f.Basis))
	if f.Basis == register.Verified {
		fmt.Fprintf(out, "verified:\n  by: %s\n  on: %s\n", scalar(f.VerifiedBy), f.VerifiedOn)
	}
	w.needs(out, f)
	if len(f.Responsible) > 0 {
		out.WriteString("responsible:\n")
		for _, o := range f.Responsible {
			fmt.Fprintf(out, "  - %s\n", scalar(o))
		}
	}
	if len(f.Measures) > 0 {
		out.WriteString("measures:\n")
		for _, m := range f.Measures {
			out.markdown("  - ", "text", []string{m})
		}
	}
	w.documents(out, f)
	return out.end(allMarkdown(f.Body))
}

// needs writes what a status needs: as the notice has it, as not stated where somebody has said so,
// else empty.
func (w *writer) needs(out *front, f *notice.Finding) {
	unstated := func(key string) {
		switch {
		case slices.Contains(f.NotStated, key):
			out.word(key, register.NotStated)
		case slices.Contains(f.Missing(), key):
			out.word(key, "")
		}
	}
	if f.Status == register.Completed || f.Status == "" {
		out.plainly("completed", f.Completed)
	}
	w.deadline(out, f)
	unstated("completed")
	for _, text := range []struct {
		key        string
		paragraphs []string
	}{{"reason", f.Reason}, {"next", f.Next}} {
		if len(text.paragraphs) > 0 {
			out.markdown("", text.key, text.paragraphs)
		}
		unstated(text.key)
	}
}

func (w *writer) deadline(out *front, f *notice.Finding) {
	key, value := "date", f.Deadline
	switch {
	case f.Deadline != "" && f.Status != register.OnHold:
	case f.Condition != "":
		key, value = "condition", scalar(f.Condition)
	case slices.Contains(f.NotStated, "deadline"):
		key, value = register.NotStated, "true"
	case !slices.Contains(f.Missing(), "deadline"):
		return
	case f.Status == register.OnHold:
		key, value = "condition", ""
	}
	out.WriteString("deadline:\n")
	out.word("  "+key, value)
}

func (w *writer) category(c *notice.Category, weight int) string {
	out := newFront()
	out.need("title", c.Title)
	out.plainly("weight", strconv.Itoa(weight))
	if len(c.Groups) > 0 {
		out.WriteString("groups:\n")
		for _, g := range c.Groups {
			fmt.Fprintf(out, "  - id: %s\n    title: %s\n", w.groups[g], scalar(g.Title))
		}
	}
	var body []string
	for _, p := range w.Pieces {
		if p.Category == c && p.Use == notice.Text {
			body = append(body, w.Text(p))
		}
	}
	return out.end(allMarkdown(body))
}

// inspection writes the inspection, with the notice's text that belongs to no finding as its body.
func (w *writer) inspection(known *register.Register) string {
	i := w.Inspection
	out := newFront()
	out.need("title", i.Title)
	out.have("kind", string(i.Kind))
	out.need("body", i.Body)
	out.have("issuer", i.Issuer)
	out.have("inspector", i.Inspector)
	out.plainly("from", i.From)
	out.plainly("to", i.To)
	out.plainly("feedback", i.Feedback)
	out.plainly("published", i.Published)
	out.plainly("report_every", i.ReportEvery)
	w.accountability(out)
	out.have("source", w.cited())
	if known != nil && !covered(w.Contact, known.Contact) {
		w.contact(out)
	}
	var paragraphs []string
	for _, p := range w.Pieces {
		switch {
		case p.Finding != nil || p.Category != nil:
		case p.Use == notice.Heading:
			paragraphs = append(paragraphs, "## "+toMarkdown(w.Text(p)))
		case p.Use == notice.Text:
			paragraphs = append(paragraphs, toMarkdown(w.Text(p)))
		}
	}
	return out.end(strings.Join(compact(paragraphs), "\n\n"))
}

// cited names the notice as a reader would ask for it: its title, who signed it, and when. The name
// of the file tells only whoever has it.
func (w *writer) cited() string {
	i := w.Inspection
	issuer := i.Issuer
	if strings.Contains(i.Title, issuer) {
		issuer = ""
	}
	parts := slices.DeleteFunc([]string{i.Title, issuer, i.Published}, func(s string) bool {
		return s == ""
	})
	return strings.Join(parts, w.Words()["cited"])
}

func compact(paragraphs []string) []string {
	return slices.DeleteFunc(paragraphs, func(p string) bool { return strings.Trim(p, "# ") == "" })
}

// accountability writes the figures where they add up: the checker refuses others, and the text of
// the notice has them.
func (w *writer) accountability(out *front) {
	a := w.Accountability
	if a == nil {
		return
	}
	persons := 0
	for _, k := range a.Kinds {
		persons += k.Persons
	}
	if persons != a.Persons {
		return
	}
	fmt.Fprintf(out, "accountability:\n  organisations: %d\n  persons: %d\n  kinds:\n",
		a.Organisations, a.Persons)
	for _, k := range a.Kinds {
		fmt.Fprintf(out, "    - name: %s\n", scalar(k.Name))
		if k.Organisations > 0 {
			fmt.Fprintf(out, "      organisations: %d\n", k.Organisations)
		}
		if k.Persons > 0 {
			fmt.Fprintf(out, "      persons: %d\n", k.Persons)
		}
	}
}

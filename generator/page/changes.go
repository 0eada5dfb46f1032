package page

import (
	"fmt"

	"gongshi/generator/register"
)

// answersShown is how many answers stand together above the fold of updates.html: ten screens of
// a phone.
const answersShown = 20

// FindingLink is a finding by its number and title.
type FindingLink struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Title  string `json:"title"`
	URL    string `json:"url"`

	Withdrawn bool `json:"withdrawn,omitempty"`
	Erased    bool `json:"erased,omitempty"` // it has neither number nor title
}

// Change is one dated change of a finding.
type Change struct {
	Date     string      `json:"date"`
	Kind     string      `json:"kind"`               // see [register.Change.Kind]: i18n change_…
	Status   string      `json:"status,omitempty"`   // of an update, where it names one
	Text     string      `json:"text,omitempty"`     // Markdown, of an update or an answer
	Question string      `json:"question,omitempty"` // text, of an answer
	To       string      `json:"to,omitempty"`       // a day, of an extension
	Reason   string      `json:"reason,omitempty"`   // text, of an extension or a withdrawal
	Finding  FindingLink `json:"finding"`            // or the inspection, which has no number

	Correction *Correction `json:"correction,omitempty"`
}

// ChangeDay is the changes of one date.
type ChangeDay struct {
	Date    string   `json:"date"`
	Changes []Change `json:"changes"`
}

// Updates is updates.html and its further pages.
type Updates struct {
	Frame
	Days    []ChangeDay `json:"days"`              // newest first
	Answers []Change    `json:"answers,omitempty"` // the newest, on the first page only
	Pager   Pager       `json:"pager"`

	History  bool      `json:"history,omitempty"`  // there are pages of what changed between recorded days
	Silences []Silence `json:"silences"`           // on the first page only
	Opinions []Opinion `json:"opinions,omitempty"` // likewise
}

// Opinion is how many opinions were sent about an inspection, and how many were answered.
type Opinion struct {
	Of string `json:"of,omitempty"` // the inspection, where there are several
	*register.Opinions
}

// Silence is an inspection that is to be reported on, its report in time or late.
type Silence struct {
	Title  string `json:"title"`
	Report Report `json:"report"`
}

func findingLink(f *register.Finding) FindingLink {
	return FindingLink{f.ID, f.Number, f.Title, f.URL(), f.Withdrawn != nil, f.Erased()}
}

func (p *Planner) change(c register.Change) Change {
	v := Change{Date: c.Date.String(), Kind: c.Kind()}
	kind := "finding"
	if c.Finding != nil {
		v.Finding = findingLink(c.Finding)
	} else {
		kind = "inspection"
		v.Finding.ID, v.Finding.Title, v.Finding.URL, _ = c.Subject()
	}
	switch of := c.Of.(type) {
	case *register.Update:
		v.Status, v.Text = string(of.Status), emphasis(of.Text)
	case *register.Answer:
		v.Question, v.Text = of.Question, emphasis(of.Answer)
	case *register.Extension:
		v.To, v.Reason = of.To.String(), of.Reason
	case *register.Correction:
		v.Correction = correction(of, kind, p.snapshot.Config.Language)
	case *register.Withdrawal:
		v.Reason = of.Reason
	}
	return v
}

// changes gives changes as a layout sees them, and what their Markdown may link from.
func (p *Planner) changes(all []register.Change) ([]Change, []linker) {
	views := make([]Change, len(all))
	texts := make([]linker, len(all))
	for i, c := range all {
		views[i], texts[i] = p.change(c), c.Finding
		if c.Finding == nil {
			texts[i] = c.Inspection
		}
	}
	return views, texts
}

// byDay puts changes of one date together; they come sorted.
func byDay(all []Change) []ChangeDay {
	var days []ChangeDay
	for _, c := range all {
		if n := len(days); n == 0 || days[n-1].Date != c.Date {
			days = append(days, ChangeDay{Date: c.Date})
		}
		day := &days[len(days)-1]
		day.Changes = append(day.Changes, c)
	}
	return days
}

func (p *Planner) planUpdates() {
	all := p.snapshot.Changes()
	var answers []register.Change
	var newest register.Date
	for i, c := range all {
		if i == 0 {
			newest = c.Date
		}
		if c.Kind() == "answer" && len(answers) < answersShown {
			answers = append(answers, c)
		}
	}
	history := p.hasHistory()
	paged(register.UpdatesURL, all, p.perPage, func(url string, shown []register.Change, pager Pager) {
		var together []register.Change
		reports := Key{}
		if pager.Page == 1 {
			together, reports = answers, p.reportKey()
		}
		page := Page{URL: url, Layout: "updates", Modified: newest}
		key := keyOf(p.changeKeys(shown), p.changeKeys(together), pager, reports,
			fmt.Sprint(history))
		p.add(page, key, func(page Page) any {
			list, texts := p.changes(shown)
			answers, more := p.changes(together)
			v := Updates{Frame: p.frame(page, p.home()), Days: byDay(list), Answers: answers,
				Pager: pager, History: history}
			v.Links = p.links(v.Root, append(texts, more...)...)
			if v.Silences = []Silence{}; pager.Page == 1 {
				v.Silences, v.Opinions = p.silences(), p.opinions()
			}
			if len(v.Silences) > 0 {
				v.AsOf = p.snapshot.Day.String()
			}
			return v
		})
	})
}

func (p *Planner) silences() []Silence {
	all := []Silence{}
	for _, i := range p.snapshot.Inspections {
		if report := p.report(i); report.Next != "" {
			all = append(all, Silence{i.Label(), report})
		}
	}
	return all
}

func (p *Planner) opinions() []Opinion {
	var all []Opinion
	for _, i := range p.snapshot.Inspections {
		if i.Opinions == nil {
			continue
		}
		o := Opinion{Opinions: i.Opinions}
		if len(p.snapshot.Inspections) > 1 {
			o.Of = i.Label()
		}
		all = append(all, o)
	}
	return all
}

func (p *Planner) changeKeys(all []register.Change) []Key {
	keys := make([]Key, len(all))
	for i, c := range all {
		id, _, _, digest := c.Subject()
		key := keyOf(id, digest)
		if c.Finding != nil {
			key = p.key(c.Finding)
		}
		keys[i] = keyOf(key, c.Kind(), int(c.Date.First), int(c.Date.Last), c.Nth)
	}
	return keys
}

package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// searchIndex is what the search page reads: a script, since pages from a disk may not fetch. It is
// no interface for others and may change with every build; findings.json is the one that is kept.
type searchIndex struct {
	Built      string         `json:"built,omitempty"` // see [builtOn]
	Categories []string       `json:"categories"`      // <inspection>/<category>
	Offices    []string       `json:"offices,omitempty"`
	Findings   []searchRecord `json:"findings"` // in the register's order
}

// searchRecord is a finding as it is searched. Nothing in it depends on the day.
type searchRecord struct {
	ID       string `json:"id"`
	Category int    `json:"category"` // in Categories, from 0
	searchState
	Late   int    `json:"late,omitempty"`  // days between deadline and completion
	Date   string `json:"date,omitempty"`  // the deadline in force, while it matters
	First  string `json:"first,omitempty"` // the first date promised, where it was extended
	Review string `json:"review,omitempty"`
	Waits  bool   `json:"waits,omitempty"` // for a condition
	// Deadline is the one in force where it does not matter any more, or not-stated.
	Deadline string `json:"deadline,omitempty"`
	Offices  []int  `json:"offices,omitempty"` // in Offices, from 0
	// Text is everything that can be found, a line for each piece: title, number, id and summary
	// first, in this order.
	Text string `json:"text"`
}

// searchState is what a finding is narrowed by.
type searchState struct {
	Status   string `json:"status"`
	Basis    string `json:"basis"`
	Draft    bool   `json:"draft,omitempty"`
	Gone     bool   `json:"withdrawn,omitempty"`
	Schedule string `json:"schedule,omitempty"` // only where no day can change it: met, met-late
}

// Search gives data/search.js of a register that is one file: all texts as one classic script,
// which calls nothing and sets gongshiSearch.
func Search(s *register.Snapshot) ([]byte, error) {
	index := indexOf(s, slices.Concat(s.All(), withdrawn(s)))
	index.Built = builtOn(s)
	return assign("var gongshiSearch", index)
}

// withdrawn are the findings that are found though they are in no list: those with a text.
func withdrawn(s *register.Snapshot) []*register.Finding {
	return slices.DeleteFunc(s.Withdrawn(), (*register.Finding).Erased)
}

// builtOn is the day, before which a browser counts nothing; empty where nothing depends on it.
func builtOn(s *register.Snapshot) string {
	running := func(f *register.Finding) bool { return s.State(f).Running() }
	if slices.ContainsFunc(s.All(), running) {
		return s.Day.String()
	}
	return ""
}

// assign writes a script of one assignment. JSON escapes whatever could end a script or a line of
// it.
func assign(to string, data any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(to + "=")
	if err := json.NewEncoder(&b).Encode(data); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// indexOf gives some findings as they are searched.
func indexOf(s *register.Snapshot, findings []*register.Finding) searchIndex {
	data := searchIndex{Categories: []string{}, Findings: []searchRecord{}}
	var last *register.Category
	offices := map[string]int{}
	for _, f := range findings {
		c := f.Category
		if c != last {
			data.Categories = append(data.Categories, c.Path())
		}
		last = c
		record := recordOf(f, s.State(f))
		record.Text, record.Category = searchText(f), len(data.Categories)-1
		if f.Withdrawn != nil {
			data.Findings = append(data.Findings, record)
			continue // no office answers for it any more
		}
		for _, name := range f.Responsible {
			if _, known := offices[name]; !known {
				offices[name] = len(data.Offices)
				data.Offices = append(data.Offices, name)
			}
			record.Offices = append(record.Offices, offices[name])
		}
		data.Findings = append(data.Findings, record)
	}
	return data
}

func recordOf(f *register.Finding, state register.State) searchRecord {
	record := searchRecord{ID: f.ID, searchState: searchState{
		Status: string(f.Status), Basis: string(f.Basis), Draft: f.Draft}}
	if f.Withdrawn != nil {
		return searchRecord{ID: f.ID, searchState: searchState{Gone: true, Draft: f.Draft}}
	}
	switch state.Schedule { // what depends on the day is left to the visitor's

	case register.None:
	case register.Met, register.MetLate:
		record.Schedule = string(state.Schedule)
		if late := f.Completed.First; late == f.Completed.Last && late > state.Due {
			record.Late = int(late - state.Due)
		}
	case register.Conditional, register.ReviewOverdue:
		record.Waits, record.Review = true, state.Due.String()
	default:
		record.Date = state.Due.String()
		if len(f.Deadline.Extended) > 0 {
			record.First = f.Deadline.Date.String()
		}
	}
	if d := f.Deadline; d != nil && record.Date == "" {
		if record.Deadline = d.Due().String(); d.Due() == 0 && d.NotStated {
			record.Deadline = string(register.NotStated)
		}
	}
	return record
}

// searchText gives all texts of a finding, those that a result shows as they stand first.
func searchText(f *register.Finding) string {
	return strings.TrimSuffix(searchHead(f)+"\n"+searchRest(f), "\n")
}

// searchHead gives what a result shows of a finding, in four lines.
func searchHead(f *register.Finding) string {
	return strings.Join([]string{oneLine(f.Title), oneLine(f.Number), f.ID, oneLine(f.Summary)},
		"\n")
}

// searchRest gives all texts of a finding but for its head; of one that was withdrawn the reason.
func searchRest(f *register.Finding) string {
	if f.Withdrawn != nil {
		return f.Withdrawn.On.String() + " " + f.Withdrawn.Reason
	}
	var lines []string
	add := func(texts ...string) {
		for _, t := range texts {
			if t = strings.TrimSpace(t); t != "" {
				lines = append(lines, t)
			}
		}
	}
	c := f.Category
	add(c.GroupTitle(f.Group), c.Title, c.Inspection.Title, plain(f.Reason), plain(f.Next))
	add(f.Responsible...)
	add(f.Completed.String())
	if f.Verified != nil {
		add(f.Verified.By + " " + f.Verified.On.String())
	}
	if f.Deadline != nil {
		add(f.Deadline.Date.String(), f.Deadline.Condition)
		for _, e := range f.Deadline.Extended {
			add(e.To.String() + " " + e.Reason)
		}
	}
	for _, m := range f.Measures {
		add(m.Date.String() + " " + plain(m.Text))
	}
	for _, r := range f.Results {
		add(strings.Join(strings.Fields(r.Name+" "+r.Value+r.Unit+" "+r.Change), " "))
	}
	for _, d := range f.Documents {
		add(d.Title + " " + d.Date.String())
	}
	add(plain(register.Markdown(f.Body.Text)))
	for _, u := range f.Updates {
		add(u.Date.String() + " " + plain(u.Text))
	}
	for _, a := range f.Answers {
		add(a.On.String()+" "+a.Question, plain(a.Answer))
	}
	for _, e := range f.Evidence {
		add(e.Title)
	}
	for _, c := range f.Corrections {
		add(c.On.String()+" "+c.To, c.Reason)
	}
	return strings.Join(lines, "\n")
}

// oneLine keeps a text on its line, whatever it holds; spaces stay as many as they are.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

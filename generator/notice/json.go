package notice

import (
	"cmp"
	"encoding/json"
	"io"

	"gongshi/generator/register"
)

// summary is an import as JSON gives it.
type summary struct {
	Inspection     Inspection        `json:"inspection"`
	Categories     int               `json:"categories"`
	Groups         int               `json:"groups"`
	Findings       int               `json:"findings"`
	Measures       int               `json:"measures"`
	Unfinished     int               `json:"unfinished"`
	Items          []summaryItem     `json:"items"`
	Contact        summaryContact    `json:"contact"`
	Accountability *summaryHeld      `json:"accountability"`
	Leftover       []string          `json:"leftover"`
	Questions      []summaryQuestion `json:"questions"`
}

type summaryItem struct {
	Number   string          `json:"number"`
	Title    string          `json:"title"`
	Group    string          `json:"group"`
	Category string          `json:"category"`
	Status   register.Status `json:"status"`
	Basis    register.Basis  `json:"basis"`
	Measures int             `json:"measures"`
	Deadline string          `json:"deadline"`
}

type summaryContact struct {
	Phone    string `json:"phone"`
	Email    string `json:"email"`
	Address  string `json:"address"`
	Postcode string `json:"postcode"`
}

type summaryHeld struct {
	register.Accountability
	Kinds []register.Kind `json:"kinds"` // a list even where there are none
}

type summaryQuestion struct {
	Place string `json:"place"` // empty where the whole notice is meant
	Rule  string `json:"rule"`
	Text  string `json:"text"`
}

// JSON writes the import for programs; its questions are in a language, zh or en.
func (i *Import) JSON(out io.Writer, lang string) error {
	c := catalogues()[lang]
	s := summary{
		Inspection: i.Inspection,
		Categories: len(i.Categories),
		Groups:     i.Groups,
		Findings:   len(i.Findings),
		Unfinished: i.Unfinished,
		Items:      []summaryItem{},
		Contact: summaryContact{i.Contact.Phone, i.Contact.Email, i.Contact.Address,
			i.Contact.Postcode},
		Leftover:  append([]string{}, i.Leftover()...),
		Questions: []summaryQuestion{},
	}
	for _, f := range i.Findings {
		s.Measures += len(f.Measures)
		item := summaryItem{Number: f.Number, Title: f.Title, Category: f.Category.Title,
			Status: f.Status, Basis: f.Basis, Measures: len(f.Measures), Deadline: cmp.Or(f.Deadline, f.Condition)}
		if f.Group != nil {
			item.Group = f.Group.Title
		}
		s.Items = append(s.Items, item)
	}
	if a := i.Accountability; a != nil {
		s.Accountability = &summaryHeld{*a, append([]register.Kind{}, a.Kinds...)}
	}
	for _, q := range i.Questions {
		place := ""
		if q.Block >= 0 {
			place = c.placeOf(i.Source.Blocks[q.Block])
		}
		s.Questions = append(s.Questions, summaryQuestion{place, q.Rule, c.sentence(q)})
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(s)
}

package export

import (
	"gongshi/generator/markdown"
	"gongshi/generator/register"
	"path"
)

// version is that of findings.json. It grows when a key goes or changes its meaning; a key that
// comes does not change it.
const version = 1

// What findings.json looks like. Authored is what an editor wrote, under the keys of the front
// matter, as far as it is public; computed is what Gongshi makes of it, for the day as_of where that
// matters. Each key is described in the schema: an authored one by register, any other in
// keys.zh.toml and keys.en.toml.
//
// A register in parts has Parts in place of Findings. A part is such a document, too: it has the
// one inspection, its findings, and Whole in place of what is said of the whole register.
type records struct {
	Schema      string             `json:"$schema"`
	Version     int                `json:"version"`
	AsOf        register.Day       `json:"as_of"`
	Site        siteRecord         `json:"site"`
	Whole       string             `json:"whole,omitempty"`
	Register    *registerRecord    `json:"register,omitempty"`
	Inspections []inspectionRecord `json:"inspections"`
	Parts       []partRecord       `json:"parts,omitempty"`
	Findings    *[]findingRecord   `json:"findings,omitempty"`
	Withdrawn   []withdrawnRecord  `json:"withdrawn,omitempty"`
}

type partRecord struct {
	Inspection string `json:"inspection"`
	Count      int    `json:"count"`
	URL        string `json:"url"`
	Table      string `json:"table"`
}

type siteRecord struct {
	Title    string `json:"title"`
	Language string `json:"language"`
	TimeZone string `json:"time_zone"`
	URL      string `json:"url,omitempty"`
	Licence  string `json:"licence,omitempty"`
	Banner   string `json:"banner,omitempty"`
}

type registerRecord struct {
	Authored authoredRegister `json:"authored"`
	Computed computedRegister `json:"computed"`
}

type computedRegister struct {
	URL    string        `json:"url"`
	Latest register.Date `json:"latest,omitzero"`
	Links  []link        `json:"links,omitempty"`
}

type inspectionRecord struct {
	ID         string             `json:"id"`
	Authored   authoredInspection `json:"authored"`
	Computed   computedInspection `json:"computed"`
	Categories []categoryRecord   `json:"categories"`
}

type computedInspection struct {
	URL     string        `json:"url"`
	AsOf    register.Day  `json:"as_of"`
	Latest  register.Date `json:"latest,omitzero"`
	Next    register.Day  `json:"next_report,omitempty"`
	Days    *int          `json:"days,omitempty"`
	Overdue bool          `json:"update_overdue"`
	Links   []link        `json:"links,omitempty"`
}

type categoryRecord struct {
	ID       string           `json:"id"`
	Authored authoredCategory `json:"authored"`
	Computed computedCategory `json:"computed"`
}

type computedCategory struct {
	URL   string `json:"url"`
	Links []link `json:"links,omitempty"`
}

type findingRecord struct {
	ID         string          `json:"id"`
	Inspection string          `json:"inspection"`
	Category   string          `json:"category"`
	Authored   authoredFinding `json:"authored"`
	Computed   computedFinding `json:"computed"`
}

// withdrawnRecord is all that is left of a finding that counts no more; of an erased one without
// number and title.
type withdrawnRecord struct {
	ID         string             `json:"id"`
	Inspection string             `json:"inspection"`
	Category   string             `json:"category"`
	Number     string             `json:"number,omitempty"`
	Title      string             `json:"title,omitempty"`
	Withdrawn  authoredWithdrawal `json:"withdrawn"`
	URL        string             `json:"url"`
}

type computedFinding struct {
	URL        string            `json:"url"`
	AsOf       register.Day      `json:"as_of"`
	Schedule   register.Schedule `json:"schedule"`
	Due        register.Day      `json:"due,omitempty"`
	Days       *int              `json:"days,omitempty"`
	SinceFirst *int              `json:"since_first,omitempty"`
	Modified   register.Date     `json:"modified,omitzero"`
	Files      []fileRecord      `json:"files,omitempty"`
	Links      []link            `json:"links,omitempty"`
}

// fileRecord is where a file that the author names is published.
type fileRecord struct {
	File string `json:"file"` // as the texts and lists name it
	URL  string `json:"url"`
	Type string `json:"type"`
	Size int64  `json:"size"`
}

// link is where a destination in Markdown leads that is a file of the register's.
type link struct {
	Raw string `json:"raw"` // as the text has it
	To  string `json:"to"`
}

// redirecting gives a function that has a finding's texts name its files as they are published.
func (w *writer) redirecting(f *register.Finding) func(register.Markdown) register.Markdown {
	names := map[string]string{}
	for _, l := range f.Links() {
		if l.File != "" {
			names[l.Raw] = path.Base(w.Files[l.File].URL)
		}
	}
	return func(text register.Markdown) register.Markdown {
		if len(names) == 0 {
			return text
		}
		return register.Markdown(markdown.Redirect(string(text), names))
	}
}

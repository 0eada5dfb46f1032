package export

import "gongshi/generator/register"

// version is that of findings.json. It grows when a key goes or changes its meaning; a key that
// comes does not change it.
const version = 1

// What findings.json looks like. Authored is what an editor wrote, under the keys of the front
// matter; computed is what Gongshi makes of it, for the day as_of where that matters. Each key is
// described in the schema: an authored one by register, any other in keys.zh.toml and
// keys.en.toml.
//
// A register in parts has Parts in place of Findings. A part is such a document, too: it has the
// one inspection, its findings, and Whole in place of what is said of the whole register.
type records struct {
	Schema      string             `json:"$schema"`
	Version     int                `json:"version"`
	AsOf        day                `json:"as_of"`
	Site        siteRecord         `json:"site"`
	Whole       string             `json:"whole,omitempty"`
	Register    *registerRecord    `json:"register,omitempty"`
	Inspections []inspectionRecord `json:"inspections"`
	Parts       []partRecord       `json:"parts,omitempty"`
	Findings    *[]findingRecord   `json:"findings,omitempty"`
}

type partRecord struct {
	Inspection string  `json:"inspection"`
	Count      int     `json:"count"`
	URL        address `json:"url"`
	Table      address `json:"table"`
}

// Texts that look like something. A date is as precise as its source: 2023-02-14, 2023-02 or 2023.
type (
	day      string
	date     string
	moment   string // a date; a day may have a time: 2023-04-13 15:30
	period   string
	address  string // absolute with siteURL, else relative to the site's root
	markdown string
)

type siteRecord struct {
	Title    string  `json:"title"`
	Language string  `json:"language"`
	TimeZone string  `json:"time_zone"`
	URL      address `json:"url,omitempty"`
	Banner   string  `json:"banner,omitempty"`
}

type registerRecord struct {
	Authored authoredRegister `json:"authored"`
	Computed computedRegister `json:"computed"`
}

type authoredRegister struct {
	Title   string   `json:"title"`
	Contact *contact `json:"contact,omitempty"`
	Text    markdown `json:"text,omitempty"`
}

type computedRegister struct {
	URL    address `json:"url"`
	Latest date    `json:"latest,omitempty"`
	Links  []link  `json:"links,omitempty"`
}

type contact struct {
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Address  string `json:"address,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Hours    string `json:"hours,omitempty"`
}

type inspectionRecord struct {
	ID         string             `json:"id"`
	Authored   authoredInspection `json:"authored"`
	Computed   computedInspection `json:"computed"`
	Categories []categoryRecord   `json:"categories"`
}

type authoredInspection struct {
	Title          string          `json:"title"`
	Inspected      string          `json:"body"`
	Issuer         string          `json:"issuer,omitempty"`
	Inspector      string          `json:"inspector,omitempty"`
	From           date            `json:"from,omitempty"`
	To             date            `json:"to,omitempty"`
	Feedback       date            `json:"feedback,omitempty"`
	Published      moment          `json:"published,omitempty"`
	ReportEvery    period          `json:"report_every,omitempty"`
	Accountability *accountability `json:"accountability,omitempty"`
	Source         string          `json:"source,omitempty"`
	Contact        *contact        `json:"contact,omitempty"`
	Text           markdown        `json:"text,omitempty"`
}

type accountability struct {
	Organisations int          `json:"organisations"`
	Persons       int          `json:"persons"`
	Kinds         []kindRecord `json:"kinds,omitempty"`
}

type kindRecord struct {
	Name          string `json:"name"`
	Organisations int    `json:"organisations"`
	Persons       int    `json:"persons"`
}

type computedInspection struct {
	URL     address `json:"url"`
	AsOf    day     `json:"as_of"`
	Latest  date    `json:"latest,omitempty"`
	Next    day     `json:"next_report,omitempty"`
	Days    *int    `json:"days,omitempty"`
	Overdue bool    `json:"update_overdue"`
	Links   []link  `json:"links,omitempty"`
}

type categoryRecord struct {
	ID       string           `json:"id"`
	Authored authoredCategory `json:"authored"`
	Computed computedCategory `json:"computed"`
}

type authoredCategory struct {
	Title  string        `json:"title"`
	Weight int           `json:"weight"`
	Groups []groupRecord `json:"groups,omitempty"`
	Text   markdown      `json:"text,omitempty"`
}

type groupRecord struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type computedCategory struct {
	URL   address `json:"url"`
	Links []link  `json:"links,omitempty"`
}

type findingRecord struct {
	ID         string          `json:"id"`
	Inspection string          `json:"inspection"`
	Category   string          `json:"category"`
	Authored   authoredFinding `json:"authored"`
	Computed   computedFinding `json:"computed"`
}

type authoredFinding struct {
	Title       string          `json:"title"`
	Number      string          `json:"number"`
	Group       string          `json:"group,omitempty"`
	Weight      int             `json:"weight"`
	Summary     string          `json:"summary"`
	Status      register.Status `json:"status"`
	Basis       register.Basis  `json:"basis"`
	Verified    *verification   `json:"verified,omitempty"`
	Completed   date            `json:"completed,omitempty"`
	Deadline    *deadline       `json:"deadline,omitempty"`
	Reason      markdown        `json:"reason,omitempty"`
	Next        markdown        `json:"next,omitempty"`
	Responsible []string        `json:"responsible,omitempty"`
	Measures    []measure       `json:"measures,omitempty"`
	Results     []result        `json:"results,omitempty"`
	Documents   []document      `json:"documents,omitempty"`
	Updates     []update        `json:"updates,omitempty"`
	Answers     []answer        `json:"answers,omitempty"`
	Evidence    []attachment    `json:"evidence,omitempty"`
	Related     []string        `json:"related,omitempty"`
	Contact     *contact        `json:"contact,omitempty"`
	Text        markdown        `json:"text,omitempty"`
}

type verification struct {
	By string `json:"by"`
	On date   `json:"on"`
}

type deadline struct {
	Date      day         `json:"date,omitempty"`
	Extended  []extension `json:"extended,omitempty"`
	Condition string      `json:"condition,omitempty"`
	Review    day         `json:"review,omitempty"`
}

type extension struct {
	On     day    `json:"on"`
	To     day    `json:"to"`
	Reason string `json:"reason"`
}

type measure struct {
	Text markdown `json:"text"`
	Date date     `json:"date,omitempty"`
	Done *bool    `json:"done,omitempty"`
}

type result struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Unit   string `json:"unit,omitempty"`
	Change string `json:"change,omitempty"`
}

type document struct {
	Title string  `json:"title"`
	Date  date    `json:"date,omitempty"`
	File  string  `json:"file,omitempty"`
	URL   address `json:"url,omitempty"`
}

type update struct {
	Date   date            `json:"date"`
	Status register.Status `json:"status,omitempty"`
	Text   markdown        `json:"text"`
}

type answer struct {
	On       date     `json:"on"`
	Question string   `json:"question"`
	Answer   markdown `json:"answer"`
}

type attachment struct {
	Title string `json:"title"`
	File  string `json:"file"`
}

type computedFinding struct {
	URL        address           `json:"url"`
	AsOf       day               `json:"as_of"`
	Schedule   register.Schedule `json:"schedule"`
	Due        day               `json:"due,omitempty"`
	Days       *int              `json:"days,omitempty"`
	SinceFirst *int              `json:"since_first,omitempty"`
	Modified   date              `json:"modified,omitempty"`
	Files      []fileRecord      `json:"files,omitempty"`
	Links      []link            `json:"links,omitempty"`
}

// fileRecord is where a file that the author names is published.
type fileRecord struct {
	File string  `json:"file"` // as it is written
	URL  address `json:"url"`
	Type string  `json:"type"`
	Size int64   `json:"size"`
}

// link is where a destination in Markdown leads that is a file of the register's.
type link struct {
	Raw string  `json:"raw"` // as it is written
	To  address `json:"to"`
}

package page

import (
	"path"
	"slices"

	"gongshi/generator/register"
)

// Data is data.html: the files to download, and how to cite it.
type Data struct {
	Frame
	Files []string   `json:"files"`         // addresses; words are i18n data_… of their names
	Key   string     `json:"key,omitempty"` // the fingerprint of the office's key
	Parts []DataPart `json:"parts"`         // of a register that is too large for one file
	// MoreParts are those beyond; data/findings.csv has all.
	MoreParts int `json:"more_parts,omitempty"`
	// Downloads are the files that hold the findings, and what describes them.
	Downloads []Download `json:"downloads"`
	// Citation is of the whole register, Example of one of its findings; nothing where there is
	// none.
	Citation Citation  `json:"citation"`
	Example  *Citation `json:"example,omitempty"`
}

// partsShown is how many parts data.html lists, and describes for catalogues: 40 kB of a page.
const partsShown = 40

// DataPart is a part's files, named as they are below data/.
type DataPart struct {
	Title string `json:"title"` // of its inspection
	Count int    `json:"count"`
	JSON  string `json:"json"`
	CSV   string `json:"csv"`
	XLSX  string `json:"xlsx"`
}

// Download is a file with its MIME type.
type Download struct {
	URL  string `json:"url"` // relative to the site's root
	Type string `json:"type"`
}

// Citation is what it takes to cite.
type Citation struct {
	Body   string `json:"body"`
	Title  string `json:"title"`
	Number string `json:"number,omitempty"` // of a finding
	Latest string `json:"latest,omitempty"` // the date of the newest report
	URL    string `json:"url,omitempty"`    // whole; empty where the site's address is not known
}

func (p *Planner) planData() {
	page := Page{URL: register.DataURL, Layout: "data", Modified: p.modified(p.snapshot.All())}
	p.add(page, keyOf(p.Everything(), p.snapshot.Record != nil),
		func(page Page) any { return p.data(page) })
}

func (p *Planner) data(page Page) Data {
	site := NewSite(p.snapshot)
	files := []string{register.JSONURL, register.JSONSchemaURL, register.XLSXURL, register.CSVURL,
		register.PackageURL}
	v := Data{Frame: p.frame(page, p.home()), Files: append(slices.Clone(files), register.AtomURL,
		register.JSONFeedURL, register.CalendarURL, register.CardURL)}
	v.Key = p.snapshot.Config.Sign.Key
	v.Citation = Citation{Body: site.Body, Title: p.snapshot.Config.Title, Latest: site.Latest,
		URL: site.URL}
	if site.URL != "" {
		v.Files = append(v.Files, register.SitemapURL)
	}
	if p.snapshot.Record != nil {
		v.Files = append(v.Files, register.RecordURL)
	}
	parts, more := first(p.snapshot.Parts(register.PartFindings), partsShown)
	v.MoreParts = more
	for _, part := range parts {
		files = append(files, part.JSONURL(), part.XLSXURL(), part.CSVURL())
		v.Parts = append(v.Parts, DataPart{part.Inspection.Title, len(part.Findings),
			path.Base(part.JSONURL()), path.Base(part.CSVURL()), path.Base(part.XLSXURL())})
	}
	for _, url := range files {
		v.Downloads = append(v.Downloads, Download{url, register.TypeOf(url).MIME})
	}
	if all := p.snapshot.All(); len(all) > 0 {
		v.Example = p.cite(site, all[0])
	}
	return v
}

func (p *Planner) cite(site Site, f *register.Finding) *Citation {
	i := f.Category.Inspection
	c := &Citation{Body: i.Inspected, Title: f.Title, Number: f.Number,
		Latest: p.snapshot.Report(i).Latest.String()}
	if site.URL != "" {
		c.URL = site.URL + f.URL()
	}
	return c
}

package register

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"unicode"
)

// The addresses of a site, relative to its root. No id holds an underscore, so that whatever is
// named after an id and a number or word has an address of its own.
const (
	HomeURL     = "index.html"
	FindingsURL = "findings/index.html"
	OfficesURL  = "offices/index.html"
	OverdueURL  = "overdue.html"
	UpdatesURL  = "updates.html"

	CorrectionsURL   = "corrections.html"
	HistoryURL       = "history.html"
	DocumentsURL     = "documents.html"
	DataURL          = "data.html"
	SearchURL        = "search.html"
	VerifyURL        = "verify.html"
	ContactURL       = "contact.html"
	AccessibilityURL = "accessibility.html"
	NotFoundURL      = "404.html" // what a host shows for what is not there
	JSONURL          = "data/findings.json"
	JSONSchemaURL    = "data/findings.schema.json"
	CSVURL           = "data/findings.csv"
	XLSXURL          = "data/findings.xlsx"
	PackageURL       = "data/datapackage.json"
	RecordURL        = "data/record.json"
	IndexURL         = "data/search.js" // what the search page reads
	AtomURL          = "feed.xml"
	JSONFeedURL      = "feed.json"
	CalendarURL      = "deadlines.ics"
	CardURL          = "contact.vcf"
	SitemapURL       = "sitemap.xml"
	RobotsURL        = "robots.txt"
)

// Files in these folders are named by their content.
const (
	AssetsDir = "assets" // styles and scripts
	FilesDir  = "files"  // attachments
)

// NamedByContent says whether a file of the site is, by its address: it never changes.
func NamedByContent(url string) bool {
	return strings.HasPrefix(url, AssetsDir+"/") || strings.HasPrefix(url, FilesDir+"/")
}

// FindingURL is the address of the finding with an id, wherever its file lies.
func FindingURL(id string) string { return "findings/" + id + ".html" }

// OfficeURL is the address of what an office answers for. Its name may be in any script, and one of
// many may come or go: the address is a digest of the name.
func OfficeURL(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "offices/" + hex.EncodeToString(sum[:6]) + ".html"
}

// ComparisonURL is the address of what changed between two recorded days.
func ComparisonURL(from, to Day) string {
	return "history_" + from.String() + "_" + to.String() + ".html"
}

// FindingID gives the id of the finding whose page has an address; empty where it is no finding's.
func FindingID(url string) string {
	id, page := strings.CutSuffix(url, ".html")
	id, finding := strings.CutPrefix(id, "findings/")
	if !page || !finding || strings.Contains(id, "_") || id == "index" {
		return ""
	}
	return id
}

// URL is the address of the finding's page.
func (f *Finding) URL() string { return FindingURL(f.ID) }

// URL is the address of the inspection's page.
func (i *Inspection) URL() string { return i.ID + "/index.html" }

// NoticeURL is the address of the inspection as one document.
func (i *Inspection) NoticeURL() string { return i.ID + "/notice.html" }

// CardURL is the address of the contact card of an inspection with a contact of its own.
func (i *Inspection) CardURL() string { return i.ID + "/" + CardURL }

// Path names a category in the whole register: audit-2022/money.
func (c *Category) Path() string { return c.Inspection.ID + "/" + c.ID }

// URL is the address of the category's list.
func (c *Category) URL() string { return c.Path() + ".html" }

// NoticeURL is where the category stands in a notice of many pages.
func (c *Category) NoticeURL() string { return c.Inspection.ID + "/notice_" + c.ID + ".html" }

// Anchor is where a group stands in a notice: its id is unique in the category only.
func (c *Category) Anchor(group string) string { return c.ID + "_" + group }

// URL is the address of the list of a status.
func (s Status) URL() string { return "status/" + string(s) + ".html" }

// JSONURL is the address of the part's findings as JSON.
func (p Part) JSONURL() string { return "data/findings_" + p.Name + ".json" }

// CSVURL is the address of the part's findings as a table.
func (p Part) CSVURL() string { return "data/findings_" + p.Name + ".csv" }

// XLSXURL is the address of the same table as a workbook.
func (p Part) XLSXURL() string { return "data/findings_" + p.Name + ".xlsx" }

// File is an attachment as it is published.
type File struct {
	URL  string // relative to the site's root
	Type string // PDF, DOCX …
	Size int64  // bytes
}

// NewFile names a file by its content: a link never leads to another version than the one that was
// meant, and a name cannot say more than its author wanted.
func NewFile(name string, data []byte) File {
	return File{FileURL(name, sha256.Sum256(data)), TypeOf(name).Label(), int64(len(data))}
}

// FileURL is the address of an attachment with some content.
func FileURL(name string, digest [sha256.Size]byte) string {
	return FilesDir + "/" + hex.EncodeToString(digest[:8]) + TypeOf(name).Ext
}

// nameLimit is how long the name of a download may be, in characters: in UTF-8, three bytes each,
// file systems have room for 255 bytes.
const nameLimit = 80

// DownloadName is under which a browser saves a file that is published under a title: that and the
// file's extension. The author's own name for it stays private. It is empty where nothing of the
// title can be in a name.
func DownloadName(title, file string) string {
	ext := TypeOf(file).Ext
	safe := strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf): // or the name would not be what it looks like
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		}
		return r
	}, strings.Join(strings.Fields(title), " "))
	if n := len(safe) - len(ext); n > 0 && strings.EqualFold(safe[n:], ext) {
		safe = safe[:n]
	}
	if runes := []rune(safe); len(runes) > nameLimit {
		safe = string(runes[:nameLimit])
	}
	if safe = strings.Trim(safe, " ."); safe == "" {
		return ""
	}
	return safe + ext
}

// TitleOf is the title under which a finding publishes a file, by its path relative to the source.
func (f *Finding) TitleOf(file string) string {
	in := func(name string) bool { return path.Join(path.Dir(f.Body.File), name) == file }
	for _, e := range f.Evidence {
		if in(e.File) {
			return e.Title
		}
	}
	for _, d := range f.Documents {
		if d.File != "" && in(d.File) {
			return d.Title
		}
	}
	return ""
}

// Files are the attachments of a register, by their path relative to the source.
type Files map[string]File

// URLs lists where the files lie, sorted; files of the same content have one.
func (all Files) URLs() []string {
	var urls []string
	for _, file := range all {
		urls = append(urls, file.URL)
	}
	slices.Sort(urls)
	return slices.Compact(urls)
}

// Of is what a file that a finding names is published as.
func (all Files) Of(f *Finding, name string) File {
	return all[path.Join(path.Dir(f.Body.File), name)]
}

// Target is where a link within the register leads, relative to the site's root; empty where it
// leads elsewhere.
func (all Files) Target(l Link) string {
	switch {
	case l.Finding != "":
		return FindingURL(l.Finding)
	case l.File != "":
		return all[l.File].URL
	}
	return ""
}

package page

import "gongshi/generator/register"

// Link is a name and where it leads.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Frame is what every page has besides its own content.
type Frame struct {
	Self        string  `json:"self"`        // this page's own address
	Root        string  `json:"root"`        // from this page to the site's root: "", "../" …
	Kind        string  `json:"kind"`        // the layout's name, also a class of <body>
	Description string  `json:"description"` // one sentence for search engines; may be empty
	Crumbs      []Link  `json:"crumbs"`      // from home down to the parent; empty on the home page
	Contact     Contact `json:"contact"`     // whom to call about what this page shows
	// Modified is the date of the newest report, update, answer or extension among what the page
	// shows; Published that of the notice which the page is part of. Either may be empty.
	Modified  string `json:"modified,omitempty"`
	Published string `json:"published,omitempty"`
	// Clock is the time of day of Published, and PublishedAt both for machines, with the offset of
	// the site's time zone; Source is where the notice was published, else who signed it. Each is
	// empty where the register does not say.
	Clock       string `json:"clock,omitempty"`        // 15:30
	PublishedAt string `json:"published_at,omitempty"` // 2023-04-13T15:30:00+08:00, or a date
	Source      string `json:"source,omitempty"`
	// InspectionKind is that of the inspection which the page is of, or on the home page that which
	// all share; it chooses words: i18n inspection_…
	InspectionKind register.InspectionKind `json:"inspection_kind,omitempty"`
	// Canonical is that of [Page].
	Canonical string `json:"canonical,omitempty"`
	// QR is of the canonical address; nil without siteURL.
	QR *QR `json:"qr,omitempty"`
	// AsOf is the day that the page's states were computed for; empty where none depends on the
	// day.
	AsOf string `json:"as_of,omitempty"`
	// Links says where the destinations in the page's Markdown lead, as they are written there:
	// whole addresses, or relative to this page. What is not in it leads where it says.
	Links []Destination `json:"links,omitempty"`
}

// Destination is where a link in Markdown leads. These are pairs and no map, whose keys Hugo would
// put into lower case.
type Destination struct {
	Raw string `json:"raw"`          // as it is written
	To  string `json:"to"`           // ready for use
	Of  string `json:"of,omitempty"` // the finding in whose texts alone it leads there
	// Name is under which a browser saves what is there; empty where that is a page.
	Name string `json:"name,omitempty"`
}

// Contact is how to reach the body; the hrefs are ready for use.
type Contact struct {
	Phone     string `json:"phone,omitempty"`
	PhoneHref string `json:"phone_href,omitempty"` // tel:0595-28008990
	Email     string `json:"email,omitempty"`
	EmailHref string `json:"email_href,omitempty"` // mailto:…, on a finding with ?subject=ID…
	Address   string `json:"address,omitempty"`
	Postcode  string `json:"postcode,omitempty"`
	Hours     string `json:"hours,omitempty"`
}

// Site is what all pages share; layouts see it as site.Params, with the names of the fields in
// lower case.
type Site struct {
	Lang   string // for <html lang>: zh-CN or en
	UUID   string // of config.toml; may be empty
	Body   string // the body that publishes
	Banner string // a line on every page; may be empty
	// Licence is the name of the licence, Terms its address; either may be empty.
	Licence, Terms string
	URL            string         // siteURL with a closing slash; may be empty
	Latest         string         // the newest report or update in the register
	Own            map[string]any // [params] of config.toml, untouched
	Style          string         // addresses of the bundles, relative to the root
	Script         string
	Search         string // the search page's script
	Verify         string // that of the page that checks a copy of the site
	Icon           string
	Policy         string // the content security policy
	Domain         string // of siteURL; may be empty

	Corrections bool // there is a page of corrections

	// Government is what an authority's site must carry, as far as it is filled in: sponsor,
	// operator, site_code, icp, police and police_url, identity and error each with _url and
	// _image (relative to the root).
	Government map[string]any
}

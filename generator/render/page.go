package render

import "encoding/json"

// Page is one page to render: a pure function of these fields, the theme and the [Site].
type Page struct {
	URL    string          // relative to the site's root, such as findings/asset-growth.html
	Layout string          // the file in layouts/ without .html
	Title  string          // plain text
	Params json.RawMessage // an object: what the layout sees as .Params
	Body   string          // Markdown
	File   string          // the author's file that Body came from; empty where there is none
	Line   int             // the line of File on which Body begins, from 1
}

// Site is what all pages of a site share.
type Site struct {
	Title    string
	Language string         // zh or en
	TimeZone string         // an IANA name
	BaseURL  string         // empty where the site's address is not known
	Params   map[string]any // what a layout sees as site.Params
}

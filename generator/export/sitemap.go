package export

import (
	"encoding/xml"
	"fmt"
	"sync"

	"gongshi/generator/register"
)

// sitemapLimit is how many addresses one sitemap may hold (sitemaps.org).
const sitemapLimit = 50_000

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName  xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []sitemapURL `xml:"sitemap"`
}

type sitemapURL struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"` // W3C date: as precise as it is known
}

// sitemaps are sitemap.xml, and what it leads to where there are too many pages for one. A sitemap
// knows whole addresses only, so there is none without siteURL.
func (w *writer) sitemaps() []output {
	if w.base == "" {
		return nil
	}
	pages := make([]sitemapURL, 0, len(w.Pages))
	for _, p := range w.Pages {
		if p.URL != register.NotFoundURL {
			pages = append(pages, sitemapURL{w.url(p.URL), p.Modified.String()})
		}
	}
	key := sync.OnceValue(func() Key { return sitemapKey(pages) })
	if len(pages) <= sitemapLimit {
		return []output{{name: register.SitemapURL, key: key, make: func() ([]byte, error) {
			return encodeXML(sitemap{Pages: pages})
		}}}
	}
	var index sitemapIndex
	var outputs []output
	for n := 1; len(pages) > 0; n++ {
		part := pages[:min(len(pages), sitemapLimit)]
		pages = pages[len(part):]
		name := fmt.Sprintf("sitemap_%d.xml", n)
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Location: w.url(name)})
		outputs = append(outputs, output{name: name, key: key, make: func() ([]byte, error) {
			return encodeXML(sitemap{Pages: part})
		}})
	}
	return append(outputs, output{name: register.SitemapURL, key: key, make: func() ([]byte, error) {
		return encodeXML(index)
	}})
}

func sitemapKey(pages []sitemapURL) Key {
	k := &keying{}
	for _, p := range pages {
		k.add(p.Location, p.Modified)
	}
	return k.sum()
}

// robots lets everybody in: whatever is on the site is meant to be found.
func (w *writer) robots() ([]byte, error) {
	text := "User-agent: *\nAllow: /\n"
	if w.base != "" {
		text += "\nSitemap: " + w.url(register.SitemapURL) + "\n"
	}
	return []byte(text), nil
}

// encodeXML writes a document. Characters that XML 1.0 forbids become U+FFFD.
func encodeXML(v any) ([]byte, error) {
	data, err := xml.MarshalIndent(v, "", " ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}

package page

import (
	"strings"

	"gongshi/generator/register"
)

// htmlLanguages are what <html lang> says for each language of a site.
var htmlLanguages = map[string]string{"zh": "zh-CN", "en": "en"}

// NewSite gives what all pages share, without the addresses of the bundles and the policy.
func NewSite(r *register.Register) Site {
	c := r.Config
	s := Site{
		Lang:   htmlLanguages[c.Language],
		Body:   r.Title,
		Banner: c.Banner,
		Own:    c.Params,
		Icon:   "icon.svg",
	}
	if s.Own == nil {
		s.Own = map[string]any{} // Hugo writes into every map that it is given
	}
	if c.SiteURL != "" {
		s.URL = strings.TrimSuffix(c.SiteURL, "/") + "/"
	}
	var latest register.Date
	for _, i := range r.Inspections {
		if d := i.Latest(); d.Compare(latest) > 0 {
			latest = d
		}
	}
	s.Latest = latest.String()
	return s
}

// Params gives the site as a layout sees it.
func (s Site) Params() map[string]any {
	return map[string]any{
		"lang":   s.Lang,
		"body":   s.Body,
		"banner": s.Banner,
		"url":    s.URL,
		"latest": s.Latest,
		"own":    s.Own,
		"style":  s.Style,
		"script": s.Script,
		"search": s.Search,
		"policy": s.Policy,
		"icon":   s.Icon,
	}
}

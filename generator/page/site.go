package page

import (
	"reflect"
	"slices"
	"strings"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// NewSite gives what all pages share, without the addresses of the bundles and the policy.
func NewSite(r *register.Snapshot) Site {
	c := r.Config
	s := Site{
		Lang:   c.LanguageTag(),
		UUID:   c.UUID,
		Body:   closeBidi(r.Title),
		Banner: closeBidi(c.Banner),
		Own:    c.Params,
		URL:    c.Address(),
		Domain: c.Domain(),
		Latest: r.Latest.String(),
		Icon:   "icon.svg",

		Corrections: slices.ContainsFunc(r.Filed(), func(f *register.Finding) bool {
			return f.Withdrawn != nil || len(f.Corrections) > 0
		}) || slices.ContainsFunc(r.Inspections, func(i *register.Inspection) bool {
			return len(i.Corrections) > 0
		}),

		Government: government(c.Government),
	}
	s.Licence, s.Terms = c.Terms()
	if s.Own == nil {
		s.Own = map[string]any{} // Hugo writes into every map that it is given
	}
	return s
}

// Params gives the site as a layout sees it.
func (s Site) Params() map[string]any {
	all, fields := map[string]any{}, reflect.ValueOf(s)
	for field, value := range fields.Fields() {
		all[strings.ToLower(field.Name)] = value.Interface()
	}
	return all
}

// policeURL is the record behind 公安备案号, by its figures.
const policeURL = "https://beian.mps.gov.cn/#/query/webSearch?code="

// government gives what is filled in, by the names listed at [Site].
func government(g register.Government) map[string]any {
	all := map[string]any{}
	for key, value := range map[string]string{
		"sponsor":        g.Sponsor,
		"operator":       g.Operator,
		"site_code":      g.SiteCode,
		"icp":            g.ICP,
		"police":         g.PublicSecurity,
		"identity_url":   g.Identity.URL,
		"identity_image": strings.TrimPrefix(g.Identity.Image, source.StaticDir+"/"),
		"error_url":      g.ErrorReport.URL,
		"error_image":    strings.TrimPrefix(g.ErrorReport.Image, source.StaticDir+"/"),
	} {
		if value != "" {
			all[key] = value
		}
	}
	if code := g.PublicSecurityCode(); code != "" {
		all["police_url"] = policeURL + code
	}
	return all
}

package register

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"gongshi/generator/source"
)

// Government is what the site of a Chinese authority must carry, by the State Council's guide to
// government websites (国办发〔2017〕47号). Each is shown only where it is filled in.
type Government struct {
	Sponsor        string `toml:"sponsor"`        // 主办单位
	Operator       string `toml:"operator"`       // 承办单位
	SiteCode       string `toml:"siteCode"`       // 网站标识码: 3505000012, of a ministry bm12345678
	ICP            string `toml:"icp"`            // 闽ICP备12345678号, or 闽ICP备12345678号-1
	PublicSecurity string `toml:"publicSecurity"` // 闽公网安备 35050302000123号
	Identity       Mark   `toml:"identity"`       // 党政机关网站标识
	ErrorReport    Mark   `toml:"errorReport"`    // 政府网站找错
}

// Mark is a picture that leads to a page about the site. The official way is a script from
// another host; a link does the same and asks nobody before the reader does.
type Mark struct {
	URL   string `toml:"url"`
	Image string `toml:"image"` // in the site's own static/: static/identity.png
}

// provinces are the characters before 备 and 公网安备.
const provinces = "[京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼]"

var (
	siteCode       = regexp.MustCompile(`^(\d{10}|[a-z]{2}\d{8})$`)
	icp            = regexp.MustCompile(`^` + provinces + `ICP备\d{8,10}号(-\d{1,4})?$`)
	publicSecurity = regexp.MustCompile(`^` + provinces + `公网安备 ?(\d{14})号$`)
)

// PublicSecurityCode gives the figures of 公安备案号, by which its record is found.
func (g Government) PublicSecurityCode() string {
	if m := publicSecurity.FindStringSubmatch(g.PublicSecurity); m != nil {
		return m[1]
	}
	return ""
}

func (r *reader) checkGovernment(s *textFile, g *Government, places keyPlace) {
	g.Sponsor, g.Operator = strings.TrimSpace(g.Sponsor), strings.TrimSpace(g.Operator)
	for _, c := range []struct {
		key, value, rule string
		form             *regexp.Regexp
		narrow           func(string) string
	}{
		{"siteCode", g.SiteCode, "site-code-wrong", siteCode, strings.ToLower},
		{"icp", g.ICP, "icp-wrong", icp, fullICP},
		{"publicSecurity", g.PublicSecurity, "public-security-wrong", publicSecurity,
			func(s string) string { return s }},
	} {
		if c.value == "" || c.form.MatchString(c.value) {
			continue
		}
		mean := c.narrow(strings.Join(strings.Fields(width.Narrow.String(c.value)), ""))
		if !c.form.MatchString(mean) {
			mean = ""
		}
		s.reportMeaning(mean, places.of("government."+c.key), c.rule, c.value)
	}
	if u := r.checkMark(s, "identity", g.Identity, places); u != nil {
		if u.Host != "conac.cn" && !strings.HasSuffix(u.Host, ".conac.cn") {
			s.report(places.of("government.identity.url"), "identity-link", g.Identity.URL)
		}
	}
	if u := r.checkMark(s, "errorReport", g.ErrorReport, places); u != nil {
		at := places.of("government.errorReport.url")
		code := u.Query().Get("site_code")
		switch {
		case u.Host != "zfwzgl.www.gov.cn" || !siteCode.MatchString(code):
			s.report(at, "error-report-link", g.ErrorReport.URL)
		case g.SiteCode != "" && siteCode.MatchString(g.SiteCode) && code != g.SiteCode:
			s.report(at, "error-report-code", code, g.SiteCode)
		}
	}
}

// fullICP puts the usual slips in an ICP number right: its letters, and what follows the figures.
func fullICP(number string) string {
	number = strings.Replace(strings.ToUpper(number), "备案", "备", 1)
	if !strings.Contains(number, "号") {
		head, tail, found := strings.Cut(number, "-")
		number = head + "号"
		if found {
			number += "-" + tail
		}
	}
	return number
}

// checkMark gives the link of a mark that has both its parts; nil where there is none to look at.
func (r *reader) checkMark(s *textFile, name string, m Mark, places keyPlace) *url.URL {
	key := "government." + name
	switch {
	case m == (Mark{}):
		return nil
	case m.URL == "" || m.Image == "":
		s.report(places.of(key), "mark-incomplete", key)
		return nil
	}
	if kind := TypeOf(m.Image); !r.isPublic(m.Image) || kind.Ext != ".svg" && !kind.Picture {
		mean := path.Join(source.StaticDir, path.Clean("/"+m.Image))
		if !r.isPublic(mean) {
			mean = ""
		}
		s.reportMeaning(mean, places.of(key+".image"), "mark-image", m.Image)
	}
	u, err := url.Parse(m.URL)
	if err == nil && u.Scheme == "https" && u.User == nil && u.Port() == "" && u.Host != "" {
		return u
	}
	mean := ""
	if err == nil && (u.Scheme == "http" || u.Scheme == "") && u.Host != "" {
		u.Scheme = "https"
		mean = u.String()
	}
	s.reportMeaning(mean, places.of(key+".url"), "mark-link", m.URL)
	return nil
}

// isPublic says whether a file of the source is published under its own name: the folders css and
// js hold sources, and names with a dot stay out.
func (r *reader) isPublic(file string) bool {
	folders := strings.Split(file, "/")
	if !fs.ValidPath(file) || folders[0] != source.StaticDir || len(folders) < 2 ||
		folders[1] == "css" || folders[1] == "js" || slices.ContainsFunc(folders, source.Ignored) {
		return false
	}
	info, err := fs.Lstat(r.fsys, file)
	return err == nil && info.Mode().IsRegular()
}

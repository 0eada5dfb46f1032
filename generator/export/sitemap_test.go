package export_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

type sitemap struct {
	Pages []place `xml:"url"`
	Maps  []place `xml:"sitemap"`
}

type place struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod"`
}

func sitemapOf(t *testing.T, data []byte) (m sitemap) {
	t.Helper()
	if err := xml.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSitemapNamesEveryPageButTheMissingOne(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	month, err := register.ParseDate("2023-05")
	if err != nil {
		t.Fatal(err)
	}
	s.Pages = []export.Page{{URL: "index.html", Modified: dayOf(t, "2024-03-01").Date()},
		{URL: "404.html"}, {URL: "findings/rent.html", Modified: month}, {URL: "data.html"}}
	files := written(t, s)
	got := fmt.Sprint(sitemapOf(t, files["sitemap.xml"]).Pages)
	want := "[{https://example.org/audit/index.html 2024-03-01} " +
		"{https://example.org/audit/findings/rent.html 2023-05} " +
		"{https://example.org/audit/data.html }]"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	robots := "User-agent: *\nAllow: /\n\nSitemap: https://example.org/audit/sitemap.xml\n"
	if string(files["robots.txt"]) != robots {
		t.Errorf("%q", files["robots.txt"])
	}
}

func TestSitemapIsCutWhereItWouldBeTooLong(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Pages = nil
	for n := range 50_001 {
		s.Pages = append(s.Pages, export.Page{URL: fmt.Sprintf("findings/f%d.html", n)})
	}
	files := written(t, s)
	total := 0
	for _, m := range sitemapOf(t, files["sitemap.xml"]).Maps {
		name := strings.TrimPrefix(m.Location, "https://example.org/audit/")
		total += len(sitemapOf(t, files[name]).Pages)
	}
	if total != 50_001 {
		t.Errorf("%d pages in all", total)
	}
}

func TestAddressesAreInASCII(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Config.SiteURL = "https://公示.中国:8443/整改 公开/"
	got := sitemapOf(t, written(t, s)["sitemap.xml"]).Pages[0].Location
	want := "https://xn--55q538g.xn--fiqs8s:8443/%E6%95%B4%E6%94%B9%20%E5%85%AC%E5%BC%80/" +
		"findings/every-key.html"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

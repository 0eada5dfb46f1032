package export_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// atom is a feed as a reader sees it.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []href   `xml:"link"`
	Entries []struct {
		ID       string `xml:"id"`
		Title    string `xml:"title"`
		Updated  string `xml:"updated"`
		Content  string `xml:"content"`
		Links    []href `xml:"link"`
		Category struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

type href struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type jsonFeed struct {
	Version, Title, Language string
	HomePage                 string `json:"home_page_url"`
	Items                    []struct {
		ID, URL, Title string
		Text           string `json:"content_text"`
		Published      string `json:"date_published"`
		Tags           []string
	}
}

func atomOf(t testing.TB, s export.Site) (feed atom) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(written(t, s)["feed.xml"])))
	d.Strict = true
	if err := d.Decode(&feed); err != nil {
		t.Fatal(err)
	}
	return feed
}

func jsonFeedOf(t testing.TB, s export.Site) (feed jsonFeed) {
	t.Helper()
	if err := json.Unmarshal(written(t, s)["feed.json"], &feed); err != nil {
		t.Fatal(err)
	}
	return feed
}

func TestFeedsTellUpdatesAnswersAndExtensionsNewestFirst(t *testing.T) {
	const title = "“三公”经费 < 预算 & 超支："
	want := []string{
		"update|2024-03-01T00:00:00+08:00|" + title + "基本完成|审计局核验，退回了98.6%。",
		"extension|2023-12-20T00:00:00+08:00|" + title + "期限延至：2024-06-30|合并还没有完成",
		"answer|2023-07-01T00:00:00+08:00|" + title + "答复提问|" +
			"为什么还没有退完？\n\n因为两个单位在合并。",
		"extension|2023-06-20T00:00:00+08:00|" + title + "期限延至：2023-12-31|两个单位在合并",
		"update|2023-05-01T00:00:00+08:00|" + title + "进展|开始清退。",
	}
	s := siteOf(t, everyKey, "2024-05-01")
	var a, j []string
	for _, e := range atomOf(t, s).Entries {
		a = append(a, strings.Join([]string{e.Category.Term, e.Updated, e.Title, e.Content}, "|"))
	}
	for _, i := range jsonFeedOf(t, s).Items {
		j = append(j, strings.Join([]string{i.Tags[0], i.Published, i.Title, i.Text}, "|"))
	}
	for name, got := range map[string][]string{"feed.xml": a, "feed.json": j} {
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, want)
		}
	}
}

func TestFeedsLeadToPagesOnlyWhereTheSiteHasAnAddress(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	const page = "https://example.org/audit/findings/every-key.html"
	feed := atomOf(t, s)
	if len(feed.Links) != 2 || feed.Links[0] !=
		(href{"self", "https://example.org/audit/feed.xml"}) {
		t.Errorf("links of the feed: %v", feed.Links)
	}
	if e := feed.Entries[0]; len(e.Links) != 1 || e.Links[0] != (href{"alternate", page}) {
		t.Errorf("links of an entry: %v", e.Links)
	}
	if i := jsonFeedOf(t, s).Items[0]; i.URL != page {
		t.Errorf("link of an item: %s", i.URL)
	}
	s.Register.Config.SiteURL = ""
	without := atomOf(t, s)
	if len(without.Links)+len(without.Entries[0].Links) != 0 ||
		jsonFeedOf(t, s).Items[0].URL != "" {
		t.Error("a feed leads somewhere")
	}
	for i, e := range without.Entries {
		if e.ID != feed.Entries[i].ID || without.ID != feed.ID {
			t.Errorf("the id of %s depends on where the site is", e.Title)
		}
	}
}

func TestFeedIDsAreForEver(t *testing.T) {
	// Whoever changes these makes every reader's program show everything again.
	want := []string{
		"urn:uuid:52efe32e-2edc-5d4a-862f-328f9a63ece6",
	}
	feed := atomOf(t, siteOf(t, everyKey, "2024-05-01"))
	seen := map[string]bool{}
	for i, e := range feed.Entries {
		if i < len(want) && e.ID != want[i] {
			t.Errorf("%s has the id %s, want %s", e.Title, e.ID, want[i])
		}
		if seen[e.ID] {
			t.Errorf("%s twice", e.ID)
		}
		seen[e.ID] = true
	}
}

func TestTwoUpdatesOfOneDayHaveTwoIDs(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	f := s.Register.All()[0]
	before := atomOf(t, s).Entries[0].ID
	f.Updates = append(f.Updates, register.Update{Date: f.Updates[0].Date, Text: "又一条。"})
	entries := atomOf(t, s).Entries
	if entries[0].ID == entries[1].ID || entries[1].ID != before {
		t.Errorf("%s was there; now %s and %s", before, entries[0].ID, entries[1].ID)
	}
}

func TestFeedsTellOnlyTheNewestHundred(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	f := s.Register.All()[0]
	f.Updates = nil
	for n := range 150 {
		date := register.DayOf(time.Date(2023, 1, n, 0, 0, 0, 0, time.UTC)).Date()
		f.Updates = append(f.Updates, register.Update{Date: date, Text: "进展。"})
	}
	feed := atomOf(t, s)
	if len(feed.Entries) != 100 || len(jsonFeedOf(t, s).Items) != 100 {
		t.Errorf("%d entries", len(feed.Entries))
	}
	if feed.Updated != "2023-12-20T00:00:00+08:00" {
		t.Errorf("updated %s, though the newest is an extension of 2023-12-20", feed.Updated)
	}
}

func TestFeedWithoutNewsIsAFeed(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	for _, f := range s.Register.All() {
		f.Updates, f.Answers, f.Deadline = nil, nil, nil
	}
	feed := atomOf(t, s)
	if feed.Updated != "2023-04-13T00:00:00+08:00" || feed.Author != "某市财政局" || feed.ID == "" {
		t.Errorf("%+v", feed)
	}
	if items := jsonFeedOf(t, s).Items; items == nil || len(items) != 0 {
		t.Errorf("items: %v", items)
	}
}

package export

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"gongshi/generator/register"
)

// feedEntries is how many changes the feeds tell: a reader asks at least once in a few weeks, and
// a whole report on an inspection of a hundred findings fits.
const feedEntries = 100

// entry is a change as both feeds tell it.
type entry struct {
	id    string
	url   string // empty without siteURL
	title string
	text  string // plain
	kind  string
	when  string // RFC 3339

	corrected string // when it was last corrected, likewise; empty where it never was
}

// feeds are the newest changes in both forms.
func (w *writer) feeds() []output {
	newest := sync.OnceValue(func() []register.Change {
		changes := w.Changes()
		return changes[:min(len(changes), feedEntries)]
	})
	key := sync.OnceValue(func() Key { return w.feedKey(newest()) })
	return []output{
		{name: register.AtomURL, key: key, make: func() ([]byte, error) {
			return w.atom(w.entries(newest()))
		}},
		{name: register.JSONFeedURL, key: key, make: func() ([]byte, error) {
			return w.jsonFeed(w.entries(newest()))
		}},
	}
}

func (w *writer) feedKey(changes []register.Change) Key {
	k := &keying{}
	k.add(w.configured, w.Title, w.Day.String(), w.Latest.First.String())
	for _, c := range changes {
		id, _, _, digest := c.Subject()
		k.add(id, string(digest[:]), c.Kind(), c.Date.String(), strconv.Itoa(c.Nth))
	}
	return k.sum()
}

func (w *writer) entries(changes []register.Change) []entry {
	entries := make([]entry, 0, len(changes))
	for _, c := range changes {
		e := entry{
			id: urn(w.changeName(c)...),
			// The first day that the date may mean: no feed shall say that it is still to come.
			when: w.midnight(c.Date.First).Format(time.RFC3339),
			kind: c.Kind(),
		}
		if w.base != "" {
			_, _, url, _ := c.Subject()
			e.url = w.url(url)
		}
		if day := c.Corrected(); day != 0 {
			e.corrected = w.midnight(day).Format(time.RFC3339)
		}
		e.title, e.text = w.describe(c)
		entries = append(entries, e)
	}
	return entries
}

// changeName is what the id of a change is made from. Where the register has only its title, as all
// had once, that is left out: the ids of then stay.
func (w *writer) changeName(c register.Change) []string {
	id, _, _, _ := c.Subject()
	name := []string{"change", id, c.Kind(), c.Date.String(), fmt.Sprint(c.Nth)}
	if w.IsUnique() {
		name = append(name, w.Identity())
	}
	return name
}

// describe is a change in words: what happened to what, and the whole of it.
func (w *writer) describe(c register.Change) (title, text string) {
	var what string
	switch of := c.Of.(type) {
	case *register.Answer:
		what = w.Word("feed_answer")
		text = of.Question + "\n\n" + plain(of.Answer)
	case *register.Extension:
		what = w.Word("feed_extension") + w.Word("colon") + of.To.String()
		text = of.Reason
	case *register.Correction:
		kind := "finding"
		if c.Finding == nil {
			kind = "inspection"
		}
		what = w.Word("feed_correction") + " " + of.Label(kind, w.Config.Language)
		text = w.corrected(of)
	case *register.Withdrawal:
		return w.withdrawn(c.Finding)
	case *register.Update:
		what = w.Word("event_update")
		if of.Status != "" {
			what = w.Word(wordKey("status", of.Status))
		}
		text = plain(of.Text)
	}
	_, title, _, _ = c.Subject()
	return title + w.Word("colon") + what, text
}

// corrected tells what was published, what is right, and why.
func (w *writer) corrected(c *register.Correction) string {
	var lines []string
	for _, line := range [][2]string{{"correction_from", c.From}, {"correction_to", c.To},
		{"correction_reason", c.Reason}} {
		if line[1] != "" {
			lines = append(lines, w.Word(line[0])+w.Word("colon")+line[1])
		}
	}
	return strings.Join(lines, "\n")
}

// withdrawn tells that a finding counts no more; one that was erased has no title.
func (w *writer) withdrawn(f *register.Finding) (title, text string) {
	if f.Erased() {
		return w.Word("erased_title") + w.Word("colon") + f.ID, f.Withdrawn.Reason
	}
	return f.Title + w.Word("colon") + w.Word("change_withdrawal"), f.Withdrawn.Reason
}

// wordKey is the key of a status, a basis or a schedule among the site's words.
func wordKey[T ~string](table string, word T) string {
	return table + "_" + strings.ReplaceAll(string(word), "-", "_")
}

// updated is when the newest entry happened, else the newest report, else the day of the build.
func (w *writer) updated(entries []entry) string {
	newest := ""
	for _, e := range entries {
		newest = max(newest, e.when, e.corrected)
	}
	if newest != "" {
		return newest
	}
	if latest := w.Latest; !latest.IsZero() {
		return w.midnight(latest.First).Format(time.RFC3339)
	}
	return w.midnight(w.Day).Format(time.RFC3339)
}

// namespace is that of the names which become UUIDs; a random one, for ever the same.
var namespace = [16]byte{0x5b, 0x1c, 0x6e, 0x0f, 0x8d, 0x24, 0x4f, 0x3a,
	0x9c, 0x71, 0x2e, 0xd8, 0x40, 0xb6, 0x93, 0xe7}

// uuid is a UUID of version 5 (RFC 9562): the same names always give the same. It does not depend
// on where the site is, so that a reader sees nothing twice when it moves.
func uuid(names ...string) string {
	h := sha1.New()
	h.Write(namespace[:])
	h.Write([]byte(strings.Join(names, "\n")))
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

func urn(names ...string) string { return "urn:uuid:" + uuid(names...) }

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Published string     `xml:"published,omitempty"` // only where it was corrected since
	Updated   string     `xml:"updated"`
	Links     []atomLink `xml:"link"`
	Category  atomTerm   `xml:"category"`
	Content   string     `xml:"content"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

// atom writes the changes as Atom (RFC 4287).
func (w *writer) atom(entries []entry) ([]byte, error) {
	feed := atomFeed{
		Language: w.Config.LanguageTag(),
		ID:       urn("feed", w.Identity()),
		Title:    w.Config.Title,
		Subtitle: w.Config.Banner,
		Updated:  w.updated(entries),
		Author:   w.Title,
	}
	if w.base != "" {
		feed.Links = []atomLink{{"self", "application/atom+xml", w.url(register.AtomURL)},
			{"alternate", "text/html", w.url(register.UpdatesURL)}}
	}
	for _, e := range entries {
		a := atomEntry{ID: e.id, Title: e.title, Updated: e.when, Category: atomTerm{e.kind},
			Content: e.text}
		if e.corrected != "" {
			a.Published, a.Updated = e.when, e.corrected
		}
		if e.url != "" {
			a.Links = []atomLink{{"alternate", "text/html", e.url}}
		}
		feed.Entries = append(feed.Entries, a)
	}
	return encodeXML(feed)
}

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url,omitempty"`
	Self        string       `json:"feed_url,omitempty"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified,omitempty"`
	Tags      []string `json:"tags"`
}

// jsonFeed writes the changes as JSON Feed 1.1 (jsonfeed.org).
func (w *writer) jsonFeed(entries []entry) ([]byte, error) {
	feed := jsonFeed{
		Version:     "https://jsonfeed.org/version/1.1",
		Title:       w.Config.Title,
		Description: w.Config.Banner,
		Language:    w.Config.LanguageTag(),
		Authors:     []jsonAuthor{{w.Title}},
		Items:       []jsonItem{},
	}
	if w.base != "" {
		feed.HomePage, feed.Self = w.url(register.UpdatesURL), w.url(register.JSONFeedURL)
	}
	for _, e := range entries {
		feed.Items = append(feed.Items,
			jsonItem{e.id, e.url, e.title, e.text, e.when, e.corrected, []string{e.kind}})
	}
	return encodeJSON(feed)
}

// encodeJSON writes a document that people can read too. < > & and U+2028 are escaped, so that the
// text stays harmless wherever it is pasted.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}

package register

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"gongshi/generator/problem"
)

// SummaryLimit is how long a summary may be, in characters: three lines on a phone.
const SummaryLimit = 120

// checkFinding holds a finding against every rule that needs no other file.
func (s *textFile) checkFinding(f *Finding) {
	if n := utf8.RuneCountInString(f.Summary); n > SummaryLimit {
		s.report(s.at("summary"), "summary-long", n, SummaryLimit)
	}
	s.checkStatus(f.Status, "status")
	checkWord(s, "basis-unknown", Keys("basis"), f.Basis, "basis")
	s.checkCorrections("finding", f.Corrections)
	s.checkLists(f)
	if f.Contact != nil {
		s.checkContact(*f.Contact, "contact")
	}
	if f.Withdrawn != nil {
		s.checkErased(f)
		for i, u := range f.Updates {
			s.checkStatus(u.Status, "updates", i, "status")
		}
		return // what it once needed is not asked for any more
	}
	for _, key := range Needs(f.Status, f.Basis) {
		if key, _, _ = strings.Cut(key, "."); !s.has(key) {
			s.reportNeed(f, find(Keys("finding"), key), "status")
		}
	}
	if s.has("completed") && f.Status != Completed && slices.Contains(Statuses(), f.Status) {
		s.report(s.at("completed"), "completed-unneeded", word("status", f.Status))
	}
	s.checkVerified(f)
	s.checkDeadline(f)
	s.checkDrafted(f)
	s.checkUpdates(f)
}

func (s *textFile) checkStatus(status Status, path ...any) {
	checkWord(s, "status-unknown", Keys("status"), status, path...)
}

// IsChoice says whether the value of a key of this type is one word of those that [Keys] has for it.
func IsChoice(form string) bool {
	return form == "status" || form == "basis" || form == "inspection-kind"
}

// checkWord holds a value against the words that the table has for it.
func checkWord[T ~string](s *textFile, rule string, words []Key, word T, path ...any) {
	if word != "" && find(words, string(word)) == nil {
		s.reportMeaning(meant(words, string(word)), s.at(path...), rule, word, listed(words))
	}
}

// reportNeed reports a key that the finding's status needs.
func (s *textFile) reportNeed(f *Finding, k *Key, at ...any) {
	of := "finding"
	if k.Name == "condition" {
		of = "deadline"
	}
	s.report(s.at(at...), "status-needs", word("status", f.Status), k.named(), example(of, *k))
}

func (s *textFile) checkVerified(f *Finding) {
	if f.Basis == Verified && f.Verified == nil && !s.has("verified") {
		s.report(s.at("basis"), "verified-missing",
			example("finding", *find(Keys("finding"), "verified")))
	}
	if f.Verified == nil {
		return
	}
	if f.Basis != Verified && slices.Contains(Bases(), f.Basis) {
		s.report(s.at("verified"), "verified-unneeded", word("basis", f.Basis))
	}
	if f.Verified.On.Before(f.Completed) {
		s.report(s.at("verified", "on"), "date-order", "verified.on", f.Verified.On,
			"completed", f.Completed)
	}
}

func (s *textFile) checkDeadline(f *Finding) {
	d := f.Deadline
	if _, ok := s.node("deadline").(*ast.MappingNode); !ok || d == nil {
		return
	}
	dated, conditional := s.has("deadline", "date"), s.has("deadline", "condition")
	switch {
	case dated && conditional:
		s.report(s.at("deadline", "condition"), "deadline-both")
	case s.has("deadline", NotStated) && (dated || conditional):
		s.report(s.at("deadline", NotStated), "deadline-both")
	case d.NotStated:
	case !dated && !conditional:
		s.report(s.at("deadline"), "deadline-neither")
	case f.Status == OnHold && !conditional:
		s.reportNeed(f, find(Keys("deadline"), "condition"), "deadline")
	}
	if d.Review != 0 && !conditional {
		s.report(s.at("deadline", "review"), "review-unneeded")
	}
	before, on := d.Date, Day(0)
	for i, e := range d.Extended {
		at := []any{"deadline", "extended", i}
		if e.To != 0 && e.To <= before {
			s.report(s.at(append(at, "to")...), "extension-order", e.To, before)
		}
		if e.On != 0 && e.On < on {
			s.report(s.at(append(at, "on")...), "date-order", "on", e.On, "on", on)
		}
		before, on = max(e.To, before), e.On
	}
}

// checkUpdates holds the newest update that names a status against the finding's own; of two
// with the same date the later in the file is the newer, unless the file has its newest first.
func (s *textFile) checkUpdates(f *Finding) {
	descending := NewestFirst(f.Updates, func(u Update) Date { return u.Date })
	newest := -1
	for i, u := range f.Updates {
		s.checkStatus(u.Status, "updates", i, "status")
		if !slices.Contains(Statuses(), u.Status) || u.Date.IsZero() {
			continue
		}
		order := 1
		if newest >= 0 {
			order = u.Date.Compare(f.Updates[newest].Date)
		}
		if order > 0 || order == 0 && !descending {
			newest = i
		}
	}
	if newest >= 0 && f.Updates[newest].Status != f.Status &&
		slices.Contains(Statuses(), f.Status) {
		s.report(s.at("updates", newest, "status"), "update-status",
			word("status", f.Updates[newest].Status), f.Updates[newest].Date,
			word("status", f.Status))
	}
}

func (s *textFile) checkLists(f *Finding) {
	for i, d := range f.Documents {
		if d.File != "" && d.URL != "" {
			s.report(s.at("documents", i, "url"), "document-both")
		}
		if d.URL != "" && !isWeb(d.URL) {
			s.report(s.at("documents", i, "url"), "url-wrong", d.URL)
		}
	}
	for i, id := range f.Related {
		if id == f.ID {
			s.report(s.at("related", i), "related-self", id)
		}
		if slices.Index(f.Related, id) < i {
			s.report(s.at("related", i), "related-twice", id)
		}
	}
}

// isWeb says whether an address is a whole one on the web.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

var (
	// phone is an area code or a country's prefix and a number, with an extension or without, or
	// a number that is the same everywhere: 12345, 96166, 400-820-8820, a mobile one.
	phone = regexp.MustCompile(`^(` + onePhone + `)(、(` + onePhone + `))*$`)
	// email is one that needs no quoting in a link.
	email    = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$`)
	local    = regexp.MustCompile(`^\d{7,8}$`)
	postcode = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z -]{2,8}[0-9A-Za-z]$`)
)

const onePhone = `\+\d{1,3}[- ]?\d[\d -]{5,14}\d|` +
	`(0\d{2,3}[- ]?|[(]0\d{2,3}[)] ?)\d{5,8}((-|转)\d{1,6})?|` +
	`1\d{2,5}|9\d{4,5}|1\d{10}|[48]00-?\d{3}-?\d{4}`

// IsPhone says whether a contact may have a telephone number, or several with 、 between them: from
// anywhere they can be dialled.
func IsPhone(number string) bool { return phone.MatchString(number) }

func (s *textFile) checkContact(c Contact, key string) {
	switch {
	case c.Phone == "" || IsPhone(c.Phone):
	case local.MatchString(c.Phone):
		s.report(s.at(key, "phone"), "phone-area-code", c.Phone)
	default:
		s.report(s.at(key, "phone"), "phone-wrong", c.Phone)
	}
	if c.Email != "" && !email.MatchString(c.Email) {
		s.report(s.at(key, "email"), "email-wrong", c.Email)
	}
	if c.Postcode != "" && !postcode.MatchString(c.Postcode) {
		s.report(s.at(key, "postcode"), "postcode-wrong", c.Postcode)
	}
}

func (s *textFile) checkInspection(i *Inspection) {
	checkWord(s, "kind-unknown", Keys("inspection-kind"), i.Kind, "kind")
	type dated struct {
		key  string
		date Date
	}
	order := []dated{{"from", i.From}, {"to", i.To}, {"feedback", i.Feedback},
		{"published", i.Published.Date}}
	if d := i.Disclosure; d != nil {
		order = slices.Insert(order, 3, dated{"disclosure.signed", d.Signed})
	}
	for later := range order {
		for _, earlier := range order[:later] {
			if order[later].date.Before(earlier.date) {
				s.reportOrder(order[later].key, order[later].date, earlier.key, earlier.date)
				break
			}
		}
	}
	s.checkCorrections("inspection", i.Corrections)
	s.checkAccountability(i.Accountability)
	if i.Opinions != nil {
		s.checkOpinions(i.Opinions, i.From)
	}
	s.checkContact(i.Contact, "contact")
}

// reportOrder reports a date at a key that is before an earlier one.
func (s *textFile) reportOrder(key string, date Date, earlier string, before Date) {
	var path []any
	for _, step := range strings.Split(key, ".") {
		path = append(path, step)
	}
	s.report(s.at(path...), "date-order", key, date, earlier, before)
}

func (s *textFile) checkOpinions(o *Opinions, from Date) {
	if until := o.Until.Date(); o.Until != 0 && until.Before(from) {
		s.reportOrder("opinions.until", until, "from", from)
	}
	if o.Answered > o.Received && s.has("opinions", "received") && !s.hasUnreadable() {
		s.report(s.at("opinions", "answered"), "opinions-answered", o.Answered, o.Received)
	}
}

// hasUnreadable says whether there are figures that cannot be read, and so not be compared.
func (s *textFile) hasUnreadable() bool {
	return slices.ContainsFunc(s.problems, func(p problem.Problem) bool {
		return p.Rule == "type-number" || p.Rule == "value-needed"
	})
}

func (s *textFile) checkAccountability(a *Accountability) {
	if a == nil || s.hasUnreadable() {
		return
	}
	organisations, persons := 0, 0
	for _, k := range a.Kinds {
		organisations += k.Organisations
		persons += k.Persons
	}
	if organisations != a.Organisations {
		s.report(s.at("accountability", "organisations"), "sum-wrong",
			find(Keys("accountability"), "organisations").named(),
			a.Organisations, organisations)
	}
	if persons != a.Persons {
		s.report(s.at("accountability", "persons"), "sum-wrong",
			find(Keys("accountability"), "persons").named(), a.Persons, persons)
	}
}

func (s *textFile) checkCategory(c *Category) {
	for i, g := range c.Groups {
		if g.ID != "" && !idForm.MatchString(g.ID) {
			s.report(s.at("groups", i, "id"), "id-form", g.ID)
		}
		first := slices.IndexFunc(c.Groups, func(o Group) bool { return o.ID == g.ID })
		if g.ID != "" && first < i {
			s.report(s.at("groups", i, "id"), "group-twice", g.ID)
		}
	}
}

func joined[T ~string](words []T) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(words), " ", ", "), "[]")
}

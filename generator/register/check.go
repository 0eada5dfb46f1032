package register

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"gongshi/generator/problem"
)

// summaryLimit is how long a summary may be, in characters: three lines on a phone.
const summaryLimit = 120

// required reports the keys of a mapping that are not there, at the mapping's own place.
func (s *textFile) required(keys []string, path ...any) {
	m, ok := s.node(path...).(*ast.MappingNode)
	for _, key := range keys {
		if ok && child(m, key) == nil {
			s.report(s.at(path...), "key-missing", key)
		}
	}
}

// need is what each status asks for, besides the keys that every finding has.
func need(f *Finding) []string {
	switch f.Status {
	case NotStarted:
		return []string{"deadline"}
	case InProgress:
		return []string{"reason", "next", "deadline"}
	case MostlyDone:
		return []string{"next", "deadline"}
	case OnHold:
		return []string{"reason", "deadline"}
	case Closed:
		return []string{"reason"}
	case Completed:
		if f.Basis == Stated || f.Basis == Verified {
			return []string{"completed"}
		}
	}
	return nil
}

// checkFinding holds a finding against every rule that needs no other file.
func (s *textFile) checkFinding(f *Finding) {
	s.required(requiredKeys["finding"])
	if n := utf8.RuneCountInString(f.Summary); n > summaryLimit {
		s.report(s.at("summary"), "summary-long", n, summaryLimit)
	}
	s.checkStatus(f.Status, "status")
	if f.Basis != "" && !slices.Contains(Bases(), f.Basis) {
		s.reportMeaning(nearest(f.Basis, Bases()), s.at("basis"), "basis-unknown", f.Basis,
			joined(Bases()))
	}
	for _, key := range need(f) {
		if !s.has(key) {
			s.report(s.at("status"), "status-needs", f.Status, key)
		}
	}
	if s.has("completed") && f.Status != Completed && slices.Contains(Statuses(), f.Status) {
		s.report(s.at("completed"), "completed-unneeded", f.Status)
	}
	s.checkVerified(f)
	s.checkDeadline(f)
	s.checkUpdates(f)
	s.checkLists(f)
	s.checkContact(f.Contact, "contact")
}

func (s *textFile) checkStatus(status Status, path ...any) {
	if status != "" && !slices.Contains(Statuses(), status) {
		mean := cmp.Or(string(statusWords[string(status)]), nearest(status, Statuses()))
		s.reportMeaning(mean, s.at(path...), "status-unknown", status, joined(Statuses()))
	}
}

// statusWords are what people write for a status, besides slips of the keyboard.
var statusWords = map[string]Status{
	"done": Completed, "finished": Completed, "complete": Completed, "open": InProgress,
	"ongoing": InProgress, "pending": NotStarted, "paused": OnHold,
	"已完成": Completed, "完成": Completed, "整改中": InProgress, "未启动": NotStarted,
	"基本完成": MostlyDone, "长期坚持": LongTerm, "暂缓": OnHold, "不再整改": Closed,
}

func (s *textFile) checkVerified(f *Finding) {
	if f.Basis == Verified && f.Verified == nil && !s.has("verified") {
		s.report(s.at("basis"), "verified-missing")
	}
	if f.Verified == nil {
		return
	}
	if f.Basis != Verified {
		s.report(s.at("verified"), "verified-unneeded", f.Basis)
	}
	s.required(requiredKeys["verification"], "verified")
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
	dated := child(s.node("deadline"), "date") != nil
	conditional := child(s.node("deadline"), "condition") != nil
	switch {
	case dated && conditional:
		s.report(s.at("deadline", "condition"), "deadline-both")
	case !dated && !conditional:
		s.report(s.at("deadline"), "deadline-neither")
	case f.Status == OnHold && !conditional:
		s.report(s.at("deadline"), "status-needs", f.Status, "deadline.condition")
	}
	if d.Review != 0 && !conditional {
		s.report(s.at("deadline", "review"), "review-unneeded")
	}
	if len(d.Extended) > 0 && !dated {
		s.report(s.at("deadline", "extended"), "extension-undated")
	}
	before, on := d.Date, Day(0)
	for i, e := range d.Extended {
		at := []any{"deadline", "extended", i}
		s.required([]string{"on", "to"}, at...) // its reason has a rule of its own
		if e.Reason == "" {
			s.report(s.at(at...), "extension-reason")
		}
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
// with the same date the later in the file is the newer.
func (s *textFile) checkUpdates(f *Finding) {
	newest := -1
	for i, u := range f.Updates {
		s.required(requiredKeys["update"], "updates", i)
		s.checkStatus(u.Status, "updates", i, "status")
		if !slices.Contains(Statuses(), u.Status) || u.Date.IsZero() {
			continue
		}
		if newest < 0 || u.Date.Compare(f.Updates[newest].Date) >= 0 {
			newest = i
		}
	}
	if newest >= 0 && f.Updates[newest].Status != f.Status && f.Status != "" {
		s.report(s.at("updates", newest, "status"), "update-status",
			f.Updates[newest].Status, f.Updates[newest].Date, f.Status)
	}
}

func (s *textFile) checkLists(f *Finding) {
	for i := range f.Measures {
		s.required(requiredKeys["measure"], "measures", i)
	}
	for i := range f.Results {
		s.required(requiredKeys["result"], "results", i)
	}
	for i := range f.Evidence {
		s.required(requiredKeys["attachment"], "evidence", i)
	}
	for i := range f.Answers {
		s.required(requiredKeys["answer"], "answers", i)
	}
	for i, d := range f.Documents {
		s.required(requiredKeys["document"], "documents", i)
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
	phone = regexp.MustCompile(`^(\+\d{1,3}[- ]?\d[\d -]{5,14}\d|` +
		`(0\d{2,3}[- ]?|[(]0\d{2,3}[)] ?)\d{5,8}((-|转)\d{1,6})?|` +
		`1\d{2,5}|9\d{4,5}|1\d{10}|[48]00-?\d{3}-?\d{4})$`)
	// email is one that needs no quoting in a link.
	email    = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$`)
	local    = regexp.MustCompile(`^\d{7,8}$`)
	postcode = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z -]{2,8}[0-9A-Za-z]$`)
)

// IsPhone says whether a contact may have a telephone number: from anywhere it can be dialled.
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
	s.required(requiredKeys["inspection"])
	type dated struct {
		key  string
		date Date
	}
	order := []dated{{"from", i.From}, {"to", i.To}, {"feedback", i.Feedback},
		{"published", i.Published.Date}}
	for later := range order {
		for _, earlier := range order[:later] {
			if order[later].date.Before(earlier.date) {
				s.report(s.at(order[later].key), "date-order", order[later].key,
					order[later].date, earlier.key, earlier.date)
				break
			}
		}
	}
	s.checkAccountability(i.Accountability)
	s.checkContact(i.Contact, "contact")
}

func (s *textFile) checkAccountability(a *Accountability) {
	if a == nil {
		return
	}
	organisations, persons := 0, 0
	for i, k := range a.Kinds {
		s.required(requiredKeys["kind"], "accountability", "kinds", i)
		organisations += k.Organisations
		persons += k.Persons
	}
	if organisations != a.Organisations {
		s.report(s.at("accountability", "organisations"), "sum-wrong", "organisations",
			a.Organisations, organisations)
	}
	if persons != a.Persons {
		s.report(s.at("accountability", "persons"), "sum-wrong", "persons", a.Persons, persons)
	}
}

func (s *textFile) checkCategory(c *Category) {
	s.required(requiredKeys["category"])
	for i, g := range c.Groups {
		s.required(requiredKeys["group"], "groups", i)
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

func nearest[T ~string](word T, words []T) string {
	candidates := make([]string, len(words))
	for i, w := range words {
		candidates[i] = string(w)
	}
	return problem.Nearest(string(word), candidates)
}

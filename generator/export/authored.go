package export

import (
	"path"

	"gongshi/generator/register"
)

// What leaves the register as an author wrote it: the fields listed here, and no others. A struct
// that an author fills is never written out: a key that comes is private until it is listed. The
// structs without a list or text of Markdown are converted, which does not compile once the
// register's has a field that is not listed.
type (
	authoredRegister struct {
		Title   string            `json:"title"`
		Contact authoredContact   `json:"contact,omitzero"`
		Text    register.Markdown `json:"text,omitempty"`
	}

	authoredInspection struct {
		Title          string                  `json:"title"`
		Short          string                  `json:"short,omitempty"`
		Kind           register.InspectionKind `json:"kind,omitempty"`
		Body           string                  `json:"body"`
		Issuer         string                  `json:"issuer,omitempty"`
		Inspector      string                  `json:"inspector,omitempty"`
		From           register.Date           `json:"from,omitzero"`
		To             register.Date           `json:"to,omitzero"`
		Feedback       register.Date           `json:"feedback,omitzero"`
		Published      register.Moment         `json:"published,omitzero"`
		ReportEvery    register.Period         `json:"report_every,omitzero"`
		Accountability *authoredAccountability `json:"accountability,omitempty"`
		Opinions       *authoredOpinions       `json:"opinions,omitempty"`
		Source         string                  `json:"source,omitempty"`
		Disclosure     *authoredDisclosure     `json:"disclosure,omitempty"`
		Corrections    []authoredCorrection    `json:"corrections,omitempty"`
		Contact        authoredContact         `json:"contact,omitzero"`
		Text           register.Markdown       `json:"text,omitempty"`
	}

	authoredAccountability struct {
		Organisations int            `json:"organisations"`
		Persons       int            `json:"persons"`
		Kinds         []authoredKind `json:"kinds,omitempty"`
	}

	authoredKind struct {
		Name          string `json:"name"`
		Organisations int    `json:"organisations"`
		Persons       int    `json:"persons"`
	}

	authoredOpinions struct {
		Received int          `json:"received"`
		Answered int          `json:"answered"`
		Until    register.Day `json:"until"`
	}

	authoredDisclosure struct {
		Index  string        `json:"index,omitempty"`
		Number string        `json:"number,omitempty"`
		Signed register.Date `json:"signed,omitzero"`
		Theme  string        `json:"theme,omitempty"`
	}

	authoredCategory struct {
		Title  string            `json:"title"`
		Weight int               `json:"weight"`
		Groups []authoredGroup   `json:"groups,omitempty"`
		Text   register.Markdown `json:"text,omitempty"`
	}

	authoredGroup struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}

	authoredFinding struct {
		Title       string                `json:"title"`
		Number      string                `json:"number"`
		Group       string                `json:"group,omitempty"`
		Weight      int                   `json:"weight"`
		Summary     string                `json:"summary"`
		Status      register.Status       `json:"status"`
		Basis       register.Basis        `json:"basis"`
		Verified    *authoredVerification `json:"verified,omitempty"`
		Completed   register.Date         `json:"completed,omitzero"`
		Deadline    *authoredDeadline     `json:"deadline,omitempty"`
		Reason      register.Markdown     `json:"reason,omitempty"`
		Next        register.Markdown     `json:"next,omitempty"`
		NotStated   []string              `json:"not_stated,omitempty"` // of the keys above
		Responsible register.Texts        `json:"responsible,omitempty"`
		Measures    []authoredMeasure     `json:"measures,omitempty"`
		Results     []authoredResult      `json:"results,omitempty"`
		Documents   []authoredDocument    `json:"documents,omitempty"`
		Updates     []authoredUpdate      `json:"updates,omitempty"`
		Answers     []authoredAnswer      `json:"answers,omitempty"`
		Evidence    []authoredAttachment  `json:"evidence,omitempty"`
		Related     []string              `json:"related,omitempty"`
		Aliases     []string              `json:"aliases,omitempty"`
		Corrections []authoredCorrection  `json:"corrections,omitempty"`
		Contact     *authoredContact      `json:"contact,omitempty"`
		Text        register.Markdown     `json:"text,omitempty"`
	}

	authoredContact struct {
		Phone    string `json:"phone,omitempty"`
		Email    string `json:"email,omitempty"`
		Address  string `json:"address,omitempty"`
		Postcode string `json:"postcode,omitempty"`
		Hours    string `json:"hours,omitempty"`
	}

	authoredVerification struct {
		By string        `json:"by"`
		On register.Date `json:"on"`
	}

	authoredDeadline struct {
		Date      register.Day        `json:"date,omitempty"`
		Extended  []authoredExtension `json:"extended,omitempty"`
		Condition string              `json:"condition,omitempty"`
		Review    register.Day        `json:"review,omitempty"`
	}

	authoredExtension struct {
		On     register.Day `json:"on"`
		To     register.Day `json:"to"`
		Reason string       `json:"reason"`
	}

	authoredMeasure struct {
		Text register.Markdown `json:"text"`
		Date register.Date     `json:"date,omitzero"`
		Done *bool             `json:"done,omitempty"`
	}

	authoredResult struct {
		Name   string `json:"name"`
		Value  string `json:"value"`
		Unit   string `json:"unit,omitempty"`
		Change string `json:"change,omitempty"`
	}

	// File names what is published: the author's name for it stays private.
	authoredDocument struct {
		Title string        `json:"title"`
		Date  register.Date `json:"date,omitzero"`
		File  string        `json:"file,omitempty"`
		URL   string        `json:"url,omitempty"`
	}

	authoredAttachment struct {
		Title string `json:"title"`
		File  string `json:"file"`
	}

	authoredCorrection struct {
		On     register.Day `json:"on"`
		Field  string       `json:"field"`
		From   string       `json:"from,omitempty"`
		To     string       `json:"to,omitempty"`
		Reason string       `json:"reason"`
	}

	authoredWithdrawal struct {
		On     register.Day `json:"on"`
		Reason string       `json:"reason"`
		Erase  bool         `json:"erase,omitempty"`
	}

	authoredUpdate struct {
		Date   register.Date     `json:"date"`
		Status register.Status   `json:"status,omitempty"`
		Text   register.Markdown `json:"text"`
	}

	authoredAnswer struct {
		On       register.Date     `json:"on"`
		Question string            `json:"question"`
		Answer   register.Markdown `json:"answer"`
	}
)

func textOf(b register.Body) register.Markdown { return register.Markdown(b.Text) }

// each gives what is public of each item; nil of none.
func each[T, P any](items []T, public func(T) P) []P {
	var all []P
	for _, item := range items {
		all = append(all, public(item))
	}
	return all
}

// given is what is public of something that need not be there.
func given[T, P any](value *T, public func(T) P) *P {
	if value == nil {
		return nil
	}
	p := public(*value)
	return &p
}

func authoredInspectionOf(i *register.Inspection) authoredInspection {
	return authoredInspection{
		Title: i.Title, Short: i.Short, Kind: i.Kind, Body: i.Inspected, Issuer: i.Issuer,
		Inspector: i.Inspector, From: i.From, To: i.To, Feedback: i.Feedback, Published: i.Published,
		ReportEvery: i.ReportEvery, Source: i.Source, Contact: authoredContact(i.Contact),
		Accountability: given(i.Accountability,
			func(a register.Accountability) authoredAccountability {
				return authoredAccountability{a.Organisations, a.Persons,
					each(a.Kinds, func(k register.Kind) authoredKind { return authoredKind(k) })}
			}),
		Opinions: given(i.Opinions, func(o register.Opinions) authoredOpinions {
			return authoredOpinions(o)
		}),
		Disclosure: given(i.Disclosure, func(d register.Disclosure) authoredDisclosure {
			return authoredDisclosure(d)
		}),
		Corrections: authoredCorrections(i.Corrections), Text: textOf(i.Body),
	}
}

func authoredCategoryOf(c *register.Category) authoredCategory {
	return authoredCategory{c.Title, c.Weight,
		each(c.Groups, func(g register.Group) authoredGroup { return authoredGroup(g) }),
		textOf(c.Body)}
}

func authoredDeadlineOf(d register.Deadline) authoredDeadline {
	return authoredDeadline{d.Date,
		each(d.Extended, func(e register.Extension) authoredExtension {
			return authoredExtension(e)
		}), d.Condition, d.Review}
}

// promised is the deadline where it has anything to list.
func promised(f *register.Finding) *register.Deadline {
	if f.Deadline != nil && f.Deadline.Unpromised() {
		return nil
	}
	return f.Deadline
}

// authored is what is public of a finding.
func (w *writer) authored(f *register.Finding) authoredFinding {
	text := w.redirecting(f)
	file := func(name string) string { return w.fileName(f, name) }
	return authoredFinding{
		Title: f.Title, Number: f.Number, Group: f.Group, Weight: f.Weight, Summary: f.Summary,
		Status: f.Status, Basis: f.Basis, Completed: f.Completed,
		Verified: given(f.Verified, func(v register.Verification) authoredVerification {
			return authoredVerification(v)
		}),
		Deadline: given(promised(f), authoredDeadlineOf), NotStated: f.NotStated,
		Reason: text(f.Reason), Next: text(f.Next), Responsible: f.Responsible,
		Measures: each(f.Measures, func(m register.Measure) authoredMeasure {
			return authoredMeasure{text(m.Text), m.Date, m.Done}
		}),
		Results: each(f.Results, func(r register.Result) authoredResult {
			return authoredResult(r)
		}),
		Documents: each(f.Documents, func(d register.Document) authoredDocument {
			return authoredDocument{d.Title, d.Date, file(d.File), d.URL}
		}),
		Updates: each(f.Updates, func(u register.Update) authoredUpdate {
			return authoredUpdate{u.Date, u.Status, text(u.Text)}
		}),
		Answers: each(f.Answers, func(a register.Answer) authoredAnswer {
			return authoredAnswer{a.On, a.Question, text(a.Answer)}
		}),
		Evidence: each(f.Evidence, func(e register.Attachment) authoredAttachment {
			return authoredAttachment{e.Title, file(e.File)}
		}),
		Related: f.Related, Aliases: f.Aliases, Contact: (*authoredContact)(f.Contact),
		Corrections: authoredCorrections(f.Corrections), Text: text(textOf(f.Body)),
	}
}

func authoredCorrections(list []register.Correction) []authoredCorrection {
	return each(list, func(c register.Correction) authoredCorrection {
		return authoredCorrection(c)
	})
}

// fileName is the name under which a file of a finding is published; empty where it names none.
func (w *writer) fileName(f *register.Finding, name string) string {
	if name == "" {
		return ""
	}
	return path.Base(w.Files.Of(f, name).URL)
}

package register

import (
	"maps"
	"slices"

	"gongshi/generator/problem"
)

// share packs or unpacks all that a file says of itself; what it has from others is left out. A
// test fills every field and looks whether it comes back.
func share[T entry](c coder, value *T) {
	switch v := any(value).(type) {
	case *Register:
		c.text(&v.Title)
		contactTo(c, &v.Contact)
		rest(c, &v.Own, &v.Body, &v.Digest, &v.links)
	case *Inspection:
		inspectionTo(c, v)
	case *Category:
		c.text(&v.ID)
		c.text(&v.Title)
		c.number(&v.Weight)
		list(c, &v.Groups, func(g *Group) { several(c, &g.ID, &g.Title) })
		c.flag(&v.Draft)
		rest(c, &v.Own, &v.Body, &v.Digest, &v.links)
	case *Finding:
		findingTo(c, v)
		promisesTo(c, v)
		progressTo(c, v)
		given(c, &v.Contact, func(to *Contact) { contactTo(c, to) })
		c.flag(&v.Draft)
		c.digest(&v.text)
		rest(c, &v.Own, &v.Body, &v.Digest, &v.links)
	}
}

func several(c coder, texts ...*string) {
	for _, t := range texts {
		c.text(t)
	}
}

// list is one of any length; none at all is another thing than an empty one, which a layout can
// tell from it.
func list[T any](c coder, items *[]T, item func(*T)) {
	n := len(*items) + 1
	if *items == nil {
		n = 0
	}
	n = c.count(n)
	if n == 0 {
		return
	}
	for i := range *items { // packing: all of them
		item(&(*items)[i])
	}
	if *items == nil {
		*items = allot[T](c.room(), max(0, min(n-1, 16)))[:0]
	}
	// Unpacking: one by one. A broken count would have room made for what never comes.
	for i := len(*items); i < n-1 && c.more(); i++ {
		*items = append(*items, *new(T))
		item(&(*items)[i])
	}
}

// given is something that may not be there.
func given[T any](c coder, to **T, what func(*T)) {
	there := *to != nil
	c.flag(&there)
	if !there {
		*to = nil
		return
	}
	if *to == nil {
		*to = &allot[T](c.room(), 1)[0]
	}
	what(*to)
}

func contactTo(c coder, v *Contact) {
	several(c, &v.Phone, &v.Email, &v.Address, &v.Postcode, &v.Hours)
}

func dayTo(c coder, d *Day) { c.number((*int)(d)) }

func dateTo(c coder, d *Date) {
	dayTo(c, &d.First)
	dayTo(c, &d.Last)
}

func inspectionTo(c coder, v *Inspection) {
	several(c, &v.ID, &v.Title, &v.Short, (*string)(&v.Kind), &v.Inspected, &v.Issuer, &v.Inspector,
		&v.Source)
	for _, d := range []*Date{&v.From, &v.To, &v.Feedback, &v.Published.Date} {
		dateTo(c, d)
	}
	c.text(&v.Published.Clock)
	c.number(&v.ReportEvery.Months)
	c.number(&v.ReportEvery.Days)
	given(c, &v.Accountability, func(a *Accountability) {
		c.number(&a.Organisations)
		c.number(&a.Persons)
		list(c, &a.Kinds, func(k *Kind) {
			c.text(&k.Name)
			c.number(&k.Organisations)
			c.number(&k.Persons)
		})
	})
	given(c, &v.Opinions, func(o *Opinions) {
		c.number(&o.Received)
		c.number(&o.Answered)
		dayTo(c, &o.Until)
	})
	given(c, &v.Disclosure, func(d *Disclosure) {
		several(c, &d.Index, &d.Number, &d.Theme)
		dateTo(c, &d.Signed)
	})
	correctionsTo(c, &v.Corrections)
	contactTo(c, &v.Contact)
	c.flag(&v.Draft)
	rest(c, &v.Own, &v.Body, &v.Digest, &v.links)
}

func findingTo(c coder, v *Finding) {
	several(c, &v.ID, &v.Title, &v.Number, &v.Group, &v.Summary, (*string)(&v.Status),
		(*string)(&v.Basis), (*string)(&v.Reason), (*string)(&v.Next))
	c.number(&v.Weight)
	given(c, &v.Verified, func(b *Verification) {
		c.text(&b.By)
		dateTo(c, &b.On)
	})
	dateTo(c, &v.Completed)
	list(c, (*[]string)(&v.Responsible), c.text)
	list(c, &v.Related, c.text)
	list(c, &v.Aliases, c.text)
	list(c, (*[]string)(&v.Drafted), c.text)
	list(c, (*[]string)(&v.NotStated), c.text)
	list(c, (*[]string)(&v.Author), c.text)
	given(c, &v.Approved, func(a *Approval) {
		several(c, &a.By, &a.Digest)
		dayTo(c, &a.On)
	})
}

func promisesTo(c coder, v *Finding) {
	given(c, &v.Deadline, func(d *Deadline) {
		dayTo(c, &d.Date)
		dayTo(c, &d.Review)
		c.text(&d.Condition)
		c.flag(&d.NotStated)
		list(c, &d.Extended, func(e *Extension) {
			dayTo(c, &e.On)
			dayTo(c, &e.To)
			c.text(&e.Reason)
		})
	})
}

func progressTo(c coder, v *Finding) {
	list(c, &v.Measures, func(m *Measure) {
		c.text((*string)(&m.Text))
		dateTo(c, &m.Date)
		given(c, &m.Done, c.flag)
	})
	list(c, &v.Results, func(r *Result) { several(c, &r.Name, &r.Value, &r.Unit, &r.Change) })
	list(c, &v.Documents, func(d *Document) {
		several(c, &d.Title, &d.File, &d.URL)
		dateTo(c, &d.Date)
	})
	list(c, &v.Updates, func(u *Update) {
		dateTo(c, &u.Date)
		several(c, (*string)(&u.Status), (*string)(&u.Text))
	})
	list(c, &v.Answers, func(a *Answer) {
		dateTo(c, &a.On)
		several(c, &a.Question, (*string)(&a.Answer))
	})
	list(c, &v.Evidence, func(a *Attachment) { several(c, &a.Title, &a.File) })
	correctionsTo(c, &v.Corrections)
	given(c, &v.Withdrawn, func(w *Withdrawal) {
		dayTo(c, &w.On)
		c.text(&w.Reason)
		c.flag(&w.Erase)
	})
}

func correctionsTo(c coder, v *[]Correction) {
	list(c, v, func(e *Correction) {
		dayTo(c, &e.On)
		several(c, &e.Field, &e.From, &e.To, &e.Reason)
	})
}

// rest is what files of every kind have.
func rest(c coder, own *Own, body *Body, digest *[32]byte, links *[]Link) {
	values := map[string]any(*own)
	mapTo(c, &values, ownDepth)
	*own = values
	several(c, &body.Text, &body.File)
	c.number(&body.Line)
	c.digest(digest)
	list(c, links, func(l *Link) {
		several(c, &l.Raw, &l.To, &l.Finding, &l.File)
		c.flag(&l.image)
		c.flag(&l.listed)
		c.number(&l.at.line)
		c.number(&l.at.column)
	})
}

// remarksTo is problems that are all remarks: they are listed again without reading what they are
// of. Their sentences are not kept, only what those are made from.
func remarksTo(c coder, remarks *problem.List) {
	list(c, (*[]problem.Problem)(remarks), func(p *problem.Problem) {
		several(c, &p.File, &p.Title, &p.Rule, &p.Mean)
		c.number(&p.Line)
		c.number(&p.Column)
		list(c, &p.Args, func(arg *any) { valueTo(c, arg, 1) })
		if !p.IsRemark() {
			c.unable()
		}
	})
}

// ownDepth is how deep a site's own values are packed; a file of 1 MB may have them much deeper,
// and unpacking goes as deep as what is packed.
const ownDepth = 64

// mapTo is a mapping of a site's own values, keys in their order.
func mapTo(c coder, values *map[string]any, depth int) {
	type pair struct {
		key   string
		value any
	}
	var pairs []pair
	if *values != nil {
		pairs = []pair{}
	}
	for _, key := range slices.Sorted(maps.Keys(*values)) {
		pairs = append(pairs, pair{key, (*values)[key]})
	}
	list(c, &pairs, func(p *pair) {
		c.text(&p.key)
		valueTo(c, &p.value, depth-1)
	})
	*values = nil
	if pairs != nil {
		*values = make(map[string]any, len(pairs))
	}
	for _, p := range pairs {
		(*values)[p.key] = p.value
	}
}

package office

import (
	"cmp"
	"strings"

	"gongshi/generator/register"
)

// accountability says how many were held to account, in all and in each way.
func (d *drafter) accountability() []Paragraph {
	a := d.Accountability
	if a == nil {
		return nil
	}
	key := "held"
	switch {
	case a.Organisations == 0:
		key += "-persons"
	case a.Persons == 0:
		key += "-organisations"
	}
	text := d.say(key, a.Organisations, a.Persons)
	var persons, organisations []string // of each kind
	for _, k := range a.Kinds {
		if k.Persons > 0 {
			persons = append(persons, d.say("kind-persons", k.Name, k.Persons))
		}
		if k.Organisations > 0 {
			organisations = append(organisations, d.say("kind-organisations", k.Name, k.Organisations))
		}
	}
	begin := d.words["of-which"]
	for _, kinds := range [][]string{persons, organisations} {
		if len(kinds) > 0 {
			text += begin + strings.Join(kinds, d.words["comma"])
			begin = d.words["semicolon"]
		}
	}
	return []Paragraph{{Part: Prose, Runs: plainRun(text + d.words["stop"])}}
}

// promise says how often there will be a report.
func (d *drafter) promise() []Paragraph {
	if d.ReportEvery.IsZero() {
		return nil
	}
	every, _ := d.ReportEvery.MarshalText()
	period := d.words["every-"+string(every)]
	if period == "" {
		period = d.say("every-"+string(every[len(every)-1:]), string(every[1:len(every)-1]))
	}
	return []Paragraph{{Part: Prose, Runs: plainRun(d.say("promise", period))}}
}

// contact says how to reach the body.
func (d *drafter) contact() {
	c := d.Contact.Or(d.register.Contact)
	if c == (register.Contact{}) {
		return
	}
	var ways []string
	for _, way := range [][2]string{{"phone", c.Phone}, {"address", c.Address},
		{"postcode", c.Postcode}, {"email", c.Email}, {"hours", c.Hours}} {
		if way[1] != "" {
			ways = append(ways, d.words["label-"+way[0]]+way[1])
		}
	}
	d.prose(d.words["invitation"] + strings.Join(ways, d.words["semicolon"]) + d.words["stop"])
}

// dated is the date of the newest of what the notice tells, which may be later than that of its
// first publication: nobody signs on a day for what came after it. Without a first publication
// there is no date yet.
func (d *drafter) dated() register.Date {
	on := d.Published.Date
	newest := func(other register.Date) {
		if !on.IsZero() && other.First > on.First {
			on = other
		}
	}
	changes := d.Changes()
	for _, f := range d.All() {
		changes = append(changes, f.Changes()...)
		newest(f.Completed)
		if f.Verified != nil {
			newest(f.Verified.On)
		}
	}
	for _, c := range changes {
		if _, is := c.Of.(*register.Answer); !is { // which is on the site alone
			newest(c.Date)
		}
	}
	return on
}

// signature is who issues the notice, and when.
func (d *drafter) signature() {
	d.paper.Published, d.paper.Dated = d.Published.Date, d.dated()
	for _, text := range []string{cmp.Or(d.Issuer, d.Inspected), d.day(d.paper.Dated)} {
		if text != "" {
			d.add(Paragraph{Part: Signature, Runs: plainRun(text)})
		}
	}
}

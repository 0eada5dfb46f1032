package register

// Dated is a date in the register, and where it stands.
type Dated struct {
	File string
	Key  string
	Date Date
}

// Ahead lists the dates that tell of the past and are certainly still to come: mostly a mistyped
// year. No rule refuses them, since no rule reads the clock.
func (r *Register) Ahead(today Day) []Dated {
	var ahead []Dated
	add := func(file, key string, d Date) {
		if d.First > today {
			ahead = append(ahead, Dated{file, key, d})
		}
	}
	for _, i := range r.Inspections {
		add(i.Body.File, "feedback", i.Feedback)
		add(i.Body.File, "published", i.Published.Date)
		if d := i.Disclosure; d != nil {
			add(i.Body.File, "disclosure.signed", d.Signed)
		}
		if o := i.Opinions; o != nil {
			add(i.Body.File, "opinions.until", o.Until.Date())
		}
		for _, c := range i.Corrections {
			add(i.Body.File, "corrections", c.On.Date())
		}
		for _, f := range i.All() {
			file := f.Body.File
			add(file, "completed", f.Completed)
			if f.Verified != nil {
				add(file, "verified", f.Verified.On)
			}
			for _, u := range f.Updates {
				add(file, "updates", u.Date)
			}
			for _, a := range f.Answers {
				add(file, "answers", a.On)
			}
			for _, c := range f.Corrections {
				add(file, "corrections", c.On.Date())
			}
		}
	}
	for _, f := range r.Withdrawn() {
		add(f.Body.File, "withdrawn", f.Withdrawn.On.Date())
	}
	return ahead
}

package register

import "slices"

// inheritDrafts makes a draft of all that lies in one.
func (r *Register) inheritDrafts() {
	for _, c := range r.categories() {
		c.Draft = c.Draft || c.Inspection.Draft
		for _, f := range c.Filed() {
			f.Draft = f.Draft || c.Draft
		}
	}
}

// Drafts counts the findings that nobody means to publish yet.
func (r *Register) Drafts() int {
	return r.count(func(f *Finding) bool { return f.Draft })
}

// Unapproved counts the findings that stay out since nobody has approved them, and those that are
// public as they were approved before: see [Config.Approval].
func (r *Register) Unapproved() (out, earlier int) {
	waits := func(f *Finding) bool { return !f.Draft && f.Unapproved }
	earlier = r.count(func(f *Finding) bool { return waits(f) && f.Earlier != nil })
	return r.count(waits) - earlier, earlier
}

// Awaits says whether the finding awaits approval: "awaiting" for the first time, "edited" since it
// was approved, empty where it does not. Of a public view nothing does.
func (f *Finding) Awaits() string {
	switch {
	case f.Draft || !f.Unapproved:
		return ""
	case f.Earlier != nil:
		return "edited"
	}
	return "awaiting"
}

func (r *Register) count(is func(*Finding) bool) int {
	n := 0
	for _, f := range r.Filed() {
		if is(f) {
			n++
		}
	}
	return n
}

// public is the text of the finding that is published: its own, or the one that was approved last;
// nil where there is none.
func (f *Finding) public() *Finding {
	switch {
	case f.Draft:
		return nil
	case f.Unapproved:
		return f.Earlier
	}
	return f
}

// Published gives the public view of the register, which is all that a released site is made from.
// A finding is public unless it is a draft or, where texts are approved, waits for that; a group, a
// category and an inspection are where a public finding lies in them. What leads to a finding that
// is not public is left out. It is r itself where all is public.
func (r *Register) Published() *Register {
	if r.allPublic() {
		return r // a copy of 100,000 findings would be 65 MB
	}
	hidden := map[string]bool{}
	for _, f := range r.Filed() {
		hidden[f.ID] = f.public() == nil
	}
	public := *r
	public.Inspections = nil
	for _, i := range r.Inspections {
		if i.isPublic() {
			public.Inspections = append(public.Inspections, i.published(hidden))
		}
	}
	return &public
}

func (r *Register) allPublic() bool {
	for _, i := range r.Inspections {
		if !i.isPublic() {
			return false
		}
	}
	for _, c := range r.categories() {
		if !c.isPublic() ||
			slices.ContainsFunc(c.Filed(), func(f *Finding) bool { return f.public() != f }) ||
			slices.ContainsFunc(c.Groups, func(g Group) bool { return !c.usesGroup(g.ID) }) {
			return false
		}
	}
	return true
}

func (i *Inspection) isPublic() bool {
	return slices.ContainsFunc(i.Categories, (*Category).isPublic)
}

func (c *Category) isPublic() bool {
	return slices.ContainsFunc(c.Filed(), func(f *Finding) bool { return f.public() != nil })
}

// usesGroup says whether a public finding is of a group.
func (c *Category) usesGroup(id string) bool {
	return slices.ContainsFunc(c.Filed(), func(f *Finding) bool {
		p := f.public()
		return p != nil && p.Group == id
	})
}

// published is the inspection's public view; what is hidden of the whole register is known by id.
func (i *Inspection) published(hidden map[string]bool) *Inspection {
	public := *i
	public.Categories = nil
	for _, c := range i.Categories {
		if c.isPublic() {
			public.Categories = append(public.Categories, c.published(&public, hidden))
		}
	}
	return &public
}

func (c *Category) published(in *Inspection, hidden map[string]bool) *Category {
	public := *c
	public.Inspection, public.Findings, public.Withdrawn = in, nil, nil
	public.Groups = slices.DeleteFunc(slices.Clone(c.Groups),
		func(g Group) bool { return !c.usesGroup(g.ID) })
	for _, filed := range c.Filed() {
		f := filed.public()
		if f == nil {
			continue
		}
		finding := *f
		finding.Category = &public
		finding.Related = slices.DeleteFunc(slices.Clone(f.Related), func(id string) bool {
			out, is := hidden[id]
			return out || !is // also one that was there when the text was approved
		})
		public.Findings = append(public.Findings, &finding)
	}
	public.arrange()
	public.withdraw()
	return &public
}

// remarkEmpty remarks on what stays out since no finding lies in it, not even a draft.
func (r *reader) remarkEmpty() {
	for _, i := range r.register.Inspections {
		if !slices.ContainsFunc(i.Categories, (*Category).isFiled) {
			r.report(i.Body.File, "finding-none", i.Title)
			continue
		}
		for _, c := range i.Categories {
			if !c.isFiled() {
				r.report(c.Body.File, "finding-none", c.Title)
			}
		}
	}
}

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

// Drafts counts the findings that no released site shows.
func (r *Register) Drafts() int {
	drafts := 0
	for _, f := range r.All() {
		if f.Draft {
			drafts++
		}
	}
	return drafts
}

// Published gives the public view of the register, which is all that a released site is made from.
// A finding is public unless it is a draft; a group, a category and an inspection are where a
// public finding lies in them. What leads to a draft is left out. It is r itself where all is
// public.
func (r *Register) Published() *Register {
	if r.allPublic() {
		return r // a copy of 100,000 findings would be 65 MB
	}
	drafts := map[string]bool{}
	for _, f := range r.Filed() {
		drafts[f.ID] = f.Draft
	}
	public := *r
	public.Inspections = nil
	for _, i := range r.Inspections {
		if i.isPublic() {
			public.Inspections = append(public.Inspections, i.published(drafts))
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
		if !c.isPublic() || slices.ContainsFunc(c.Filed(), isDraft) ||
			slices.ContainsFunc(c.Groups, func(g Group) bool { return !c.usesGroup(g.ID) }) {
			return false
		}
	}
	return true
}

func isDraft(f *Finding) bool { return f.Draft }

func (i *Inspection) isPublic() bool {
	return slices.ContainsFunc(i.Categories, (*Category).isPublic)
}

func (c *Category) isPublic() bool {
	return slices.ContainsFunc(c.Filed(), func(f *Finding) bool { return !f.Draft })
}

// usesGroup says whether a public finding is of a group.
func (c *Category) usesGroup(id string) bool {
	return slices.ContainsFunc(c.Filed(),
		func(f *Finding) bool { return !f.Draft && f.Group == id })
}

// published is the inspection's public view; the drafts of the whole register are known by id.
func (i *Inspection) published(drafts map[string]bool) *Inspection {
	public := *i
	public.Categories = nil
	for _, c := range i.Categories {
		if c.isPublic() {
			public.Categories = append(public.Categories, c.published(&public, drafts))
		}
	}
	return &public
}

func (c *Category) published(in *Inspection, drafts map[string]bool) *Category {
	public := *c
	public.Inspection, public.Findings, public.Withdrawn = in, nil, nil
	public.Groups = slices.DeleteFunc(slices.Clone(c.Groups),
		func(g Group) bool { return !c.usesGroup(g.ID) })
	for _, f := range c.Filed() {
		if f.Draft {
			continue
		}
		finding := *f
		finding.Category = &public
		finding.Related = slices.DeleteFunc(slices.Clone(f.Related),
			func(id string) bool { return drafts[id] })
		public.Findings = append(public.Findings, &finding)
	}
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

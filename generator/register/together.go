package register

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// checkTogether holds the files against each other.
func (r *reader) checkTogether() {
	numbers := make(map[string]*Finding, len(r.findings))
	for _, f := range r.register.Filed() {
		r.checkAliases(f)
		if len(f.links) > 0 {
			r.checkLinks(linking{f.Body.File, f.links, f.public() == f, f.Attachments()})
		}
		if f.Earlier != nil {
			r.checkEarlier(f)
		}
	}
	for _, f := range r.register.All() {
		r.checkGroup(f)
		r.checkRelated(f)
		r.checkWithdrawn(f)
		inspection := f.Category.Inspection
		if f.Completed.Before(inspection.From) {
			r.reportAt(f, "date-order", []any{"completed"}, "completed", f.Completed, "from",
				inspection.From)
		}
		key := inspection.ID + " " + f.Number
		if first := numbers[key]; first != nil && f.Number != "" {
			r.reportAt(f, "number-twice", []any{"number"}, f.Number, first.Body.File)
		}
		numbers[key] = f
	}
	r.checkAttachments()
	r.checkLinks(linking{file: r.register.Body.File, links: r.register.links, public: true})
	for _, i := range r.register.Inspections {
		r.checkLinks(linking{file: i.Body.File, links: i.links, public: i.isPublic()})
	}
	for _, c := range r.register.categories() {
		r.checkLinks(linking{file: c.Body.File, links: c.links, public: c.isPublic()})
	}
	switch {
	case len(r.findings) > 0:
		r.remarkEmpty()
		r.remarkNotStated()
		r.remarkErased()
	case r.problems.Err() == nil:
		r.report(source.ContentDir, "register-empty")
	}
}

// reportAt notes a problem in a file that has been read and let go of: places are not kept for
// files without problems, since a large register has too many of them.
func (r *reader) reportAt(f *Finding, rule string, at []any, args ...any) {
	r.reportMeaning(f, "", rule, at, args...)
}

func (r *reader) reportMeaning(f *Finding, mean, rule string, at []any, args ...any) {
	found := placeIn(r.fsys, f, at)
	r.problems = append(r.problems, problem.Problem{File: f.Body.File, Line: found.line,
		Column: found.column, Rule: rule, Args: args, Mean: mean})
}

// placeIn is where a value of a finding stands; the zero place where its file cannot be read.
func placeIn(fsys fs.FS, f *Finding, at []any) place {
	data, err := fs.ReadFile(fsys, f.Body.File)
	if err != nil {
		return place{}
	}
	s, ok := open(f.Body.File, data)
	if !ok {
		return place{}
	}
	s.canonical(s.root, Keys("finding"))
	return s.at(at...)
}

func (r *reader) checkGroup(f *Finding) {
	if f.Group == "" || slices.ContainsFunc(f.Category.Groups,
		func(g Group) bool { return g.ID == f.Group }) {
		return
	}
	ids := make([]string, len(f.Category.Groups))
	entitled := ""
	for i, g := range f.Category.Groups {
		ids[i] = g.ID
		if g.Title == f.Group {
			entitled = g.ID
		}
	}
	unread := len(ids) == 0 && slices.ContainsFunc(r.problems, func(p problem.Problem) bool {
		return p.File == path.Join(path.Dir(f.Body.File), indexName)
	})
	if !unread {
		meant := cmp.Or(entitled, problem.Nearest(f.Group, ids))
		r.reportMeaning(f, meant, "group-unknown", []any{"group"},
			f.Group, f.Category.ID)
	}
}

func (r *reader) checkRelated(f *Finding) {
	for i, id := range f.Related {
		if r.findings[id] == nil {
			r.reportMeaning(f, r.nearestID(id), "related-unknown", []any{"related", i}, id)
		}
	}
}

// checkAliases notes the ids that a finding had before: each leads to one finding.
func (r *reader) checkAliases(f *Finding) {
	for i, id := range f.Aliases {
		at := []any{"aliases", i}
		living, other := r.findings[id], r.aliases[id]
		switch {
		case !idForm.MatchString(id) || len(id) > IDLimit:
			r.reportAt(f, "id-form", at, id)
		case reserved.MatchString(id):
			r.reportAt(f, "id-reserved", at, id)
		case living != nil:
			r.reportAt(f, "alias-taken", at, id, living.Body.File)
		case other != nil:
			r.reportAt(f, "alias-twice", at, id, other.Body.File)
		}
		r.aliases[id] = f
	}
}

func (r *reader) nearestID(id string) string {
	if f := r.aliases[id]; f != nil {
		return f.ID
	}
	if r.ids == nil {
		r.ids = slices.Sorted(maps.Keys(r.findings))
	}
	return problem.Nearest(id, r.ids)
}

// linking is the texts of a file that may point to something.
type linking struct {
	file     string
	links    []Link
	public   bool
	attached []string // what its finding publishes; nothing of an index
}

// checkLinks looks for what a text points to within the register.
func (r *reader) checkLinks(from linking) {
	for _, l := range from.links {
		if l.Finding == "" && l.File == "" {
			continue
		}
		to := r.findings[l.Finding]
		attached := slices.Contains(from.attached, l.File)
		rule := ""
		switch {
		case l.image && !attached:
			rule = "image-unnamed"
		case l.image && !TypeOf(l.File).Picture:
			rule = "image-type"
		case l.listed && attached:
			rule = "link-listed"
		case l.image:
		case l.Finding != "" && to == nil || l.Finding == "" && !attached:
			rule = "link-dead"
		case to != nil && to.Draft && from.public:
			rule = "link-draft"
		case to != nil && to.public() == nil && from.public:
			rule = "link-unapproved"
		}
		if rule == "" {
			continue
		}
		r.problems = append(r.problems, problem.Problem{File: from.file, Line: l.at.line,
			Column: l.at.column, Rule: rule, Args: []any{l.To}, Mean: r.nearestFile(l)})
	}
}

func (r *reader) nearestFile(l Link) string {
	if l.Finding == "" || r.findings[l.Finding] != nil {
		return ""
	}
	if near := r.nearestID(l.Finding); near != "" {
		return near + ".md"
	}
	return ""
}

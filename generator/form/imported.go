package form

import (
	"context"
	"slices"
	"strconv"

	"gongshi/generator/importer"
	"gongshi/generator/notice"
	"gongshi/generator/personal"
)

// describeImport gives the page of questions what a file says and what becomes of it.
func (f *Form) describeImport(data map[string]any, n *notice.Import, plan *importer.Plan,
	questions []*asking) {
	data["Counts"], data["About"] = n.Counts(f.options.Language), n.Inspection
	var found []entry
	for _, finding := range n.Findings {
		found = append(found, entry{Title: personal.Mask(finding.Number + " " + finding.Title),
			Note: notice.StatusOf(finding, f.options.Language)})
	}
	data["Found"] = found
	var alike, others, look []*asking
	for _, q := range questions {
		switch {
		case len(q.Inputs) == 0:
			look = append(look, q)
		case q.Rule == "status-unstated":
			alike = append(alike, q)
		default:
			others = append(others, q)
		}
	}
	data["Alike"], data["Others"], data["Look"] = alike, others, look
	var rest []option
	for _, status := range f.statuses("") {
		if status.Value == "" || slices.Contains(notice.RestStatuses(), status.Value) {
			rest = append(rest, status)
		}
	}
	data["Statuses"] = rest
	data["Notes"] = f.notes(n, plan)
}

// notes are what an editor is to know of an import beside its questions.
func (f *Form) notes(n *notice.Import, plan *importer.Plan) []string {
	var notes []string
	for _, r := range n.Source.Remarks {
		notes = append(notes, r.Sentence(f.options.Language))
	}
	if plan != nil {
		notes = append(notes, f.options.Site.Import(plan)...)
	}
	return append(notes, n.Settled(f.options.Language)...)
}

// imported gives the page that follows an import: what was written, and what is left to do.
func (f *Form) imported(ctx context.Context, in *incoming, n *notice.Import,
	plan *importer.Plan) map[string]any {
	said := f.say("imported", len(n.Findings), "content/"+plan.Slug)
	if len(plan.Files) == 0 {
		said = f.say("imported-nothing")
	}
	data := f.after(ctx, in, said)
	data["Title"], data["Notes"] = f.say("import-of", in.name), f.notes(n, plan)
	var left []string
	for _, a := range f.asks(n) {
		left = append(left, personal.Mask(a.Sentence))
	}
	data["Left"] = left
	return data
}

// after says that something was written, and what the register then lacks.
func (f *Form) after(ctx context.Context, in *incoming, said string) map[string]any {
	data := map[string]any{"Said": said, "Saved": Prefix + "saved/" + strconv.Itoa(in.saved)}
	now, err := f.check(ctx, nil)
	if err != nil {
		data["Trouble"] = f.say("system", f.reason(err))
		return data
	}
	data["Faults"], data["Remarks"] = f.faults(now.problems, now.register), f.remarks(now.register)
	return data
}

package form

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gongshi/generator/importer"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Question is what a report leaves to be decided: in words, and what to do about it.
type Question struct {
	Text, Fix string
	Block     int    // of the report; -1 where no paragraph is meant
	Paragraph string // that is
}

// report shows what a later report, or a ledger that comes back, adds to the register, and writes
// it once that was seen.
func (f *Form) report(w http.ResponseWriter, ctx context.Context, in *incoming, sent url.Values) {
	data := map[string]any{"Title": f.say("report-of", in.name), "Action": Prefix + "import/" + in.id,
		"Date": sent.Get("date"), "Ledger": in.input.Ledger != nil}
	fail := func(status int, note string) {
		data["Note"] = note
		f.page(w, status, "report.html", data)
	}
	now, err := f.check(ctx, nil)
	if err == nil && len(now.problems) > 0 {
		data["Faults"] = f.faults(now.problems, now.register)
		f.page(w, http.StatusConflict, "report.html", data)
		return
	}
	if err != nil {
		fail(http.StatusInternalServerError, f.say("system", f.reason(err)))
		return
	}
	data["Inspections"] = inspections(now.register, sent.Get("inspection"))
	p, err := f.additions(in, sent)
	switch {
	case errors.Is(err, errDate):
		fail(http.StatusUnprocessableEntity, f.say("answer-completed"))
		return
	case err != nil:
		fail(http.StatusConflict, f.say("unsaved", f.reason(err)))
		return
	}
	adds, asks := f.options.Site.Report(p)
	for i, q := range asks {
		if q.Block >= 0 && in.input.Ledger == nil {
			asks[i].Paragraph = personal.Mask(in.input.Blocks[q.Block].Text)
		}
	}
	nothing := "report-nothing"
	if p.IsLedger() {
		nothing = "ledger-nothing"
	}
	seen := digest([]byte(strings.Join(adds, "\n")))
	data["Adds"], data["Asks"] = findingLines(adds), asks
	switch {
	case len(asks) > 0:
	case !p.Matched():
		data["Note"] = f.say(nothing)
	case len(p.Additions) > 0 && sent.Get("seen") == seen && f.isSilent(ctx, p, data):
	case len(p.Additions) > 0 && sent.Get("seen") == seen:
		if err := f.locked(in, p); err != nil {
			fail(http.StatusConflict, f.say("unsaved", f.reason(err)))
			return
		}
		in.done = f.after(ctx, in, f.say("reported", len(p.Additions)))
		in.done["Title"] = data["Title"]
		redirect(w, "import/"+in.id)
		return
	case len(p.Additions) > 0:
		data["Seen"] = seen
	}
	f.page(w, http.StatusOK, "report.html", data)
}

// isSilent says whether a report would change in silence what was published, and adds the problems to
// the data of the page.
func (f *Form) isSilent(ctx context.Context, p *importer.Report, data map[string]any) bool {
	after, err := f.check(ctx, p.Transaction())
	list := slices.DeleteFunc(after.problems, func(one problem.Problem) bool {
		return !strings.HasPrefix(one.Rule, "record-")
	})
	if err != nil || len(list) == 0 {
		return false
	}
	data["Faults"] = f.faults(list, after.register)
	return true
}

// findingLines sorts the lines of a report by their findings: what is of one stands behind a tab.
func findingLines(lines []string) []remark {
	var all []remark
	for _, line := range lines {
		if under, is := strings.CutPrefix(line, "\t"); is && len(all) > 0 {
			last := &all[len(all)-1]
			last.Places = append(last.Places, fault{Text: under})
			continue
		}
		all = append(all, remark{Text: line})
	}
	return all
}

var errDate = errors.New("no date")

// additions looks what a report adds to the register as it is now.
func (f *Form) additions(in *incoming, sent url.Values) (*importer.Report, error) {
	options := importer.ReportOptions{Slug: sent.Get("inspection"), Now: f.options.Now()}
	if given := strings.TrimSpace(sent.Get("date")); given != "" {
		date, err := register.ParseDate(cmp.Or(register.CanonicalText("date", given), given))
		if err != nil {
			return nil, errDate
		}
		options.Date = date
	}
	return in.input.Report(f.options.Folder, options)
}

// inspections are those that a report may be about; none where it can be about one alone.
func inspections(r *register.Register, chosen string) []option {
	var all []option
	for _, i := range r.Inspections {
		all = append(all, option{Value: i.ID, Label: i.Title, Chosen: chosen == i.ID})
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

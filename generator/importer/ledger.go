package importer

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"gongshi/generator/notice"
	"gongshi/generator/office"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// NewLedger looks what a ledger that comes back adds to a register, as [NewReport] does for a
// report: what the office has changed in it, and nothing else. Every doubt is a question. The
// errors are those of [NewReport].
func NewLedger(folder *source.Folder, o ReportOptions, w *office.Workbook) (*Report, error) {
	r, err := register.Read(folder.FS())
	if err != nil {
		return nil, err
	}
	_, err = fs.Stat(folder.FS(), source.RecordFile)
	recorded := err == nil
	slug := o.Slug
	l := &ledger{Report: &Report{plan: Plan{folder: folder}, today: o.today(r.Config), isLedger: true},
		lang: r.Config.Language, date: o.Date, recorded: recorded,
		there: map[*register.Finding]bool{}}
	findings := map[string]*register.Finding{}
	for _, f := range r.All() {
		findings[f.ID] = f
	}
	if slug != "" && !slices.ContainsFunc(r.Inspections, func(i *register.Inspection) bool {
		return i.ID == slug
	}) {
		return nil, ErrNoInspection
	}
	given := w.Entries()
	for _, lost := range given.Missing {
		l.ask("ledger-column", l.at(lost.Sheet), lost.Column.Name(l.lang))
	}
	for _, place := range given.Unread {
		l.note("ledger-unread", place)
	}
	if len(given.Missing) > 0 {
		return l.Report, nil
	}
	for _, row := range given.Rows {
		if l.one(row, findings, slug) {
			l.row(row, findings[row.Text(office.ID)])
		}
	}
	l.missing(r, slug)
	if len(l.Questions) > 0 {
		return l.Report, nil
	}
	return l.Report, l.files()
}

// ledger is one that comes back.
type ledger struct {
	*Report
	lang string
	date register.Date // of progress, where a row gives none

	recorded bool // what was published changes with an update only: see the room record

	there map[*register.Finding]bool
}

func (l *ledger) note(rule string, args ...any) {
	l.Notes = append(l.Notes, Question{rule, -1, args})
}

func (l *ledger) askAt(rule string, row office.Given, c office.Column, args ...any) {
	l.ask(rule, l.at(row.Place(c)), append([]any{c.Name(l.lang)}, args...)...)
}

// one says whether a row is that of one finding, of the inspection that is meant.
func (l *ledger) one(row office.Given, findings map[string]*register.Finding, slug string) bool {
	id := row.Text(office.ID)
	f := findings[id]
	switch {
	case id == "":
		l.askAt("ledger-added", row, office.ID)
	case f == nil:
		l.askAt("ledger-unknown", row, office.ID, id)
	case l.there[f]:
		l.askAt("ledger-twice", row, office.ID, id)
	default:
		l.there[f] = true
		return slug == "" || f.Category.Inspection.ID == slug
	}
	return false
}

// row reads what is new in a row.
func (l *ledger) row(row office.Given, f *register.Finding) {
	now := office.EntryOf(f, l.lang)
	var changed []office.Column
	for _, c := range office.Columns {
		differs := !means(c, row.Text(c), now[c]) || row.Cell(c).Kind == office.Formula
		if c != office.Digest && differs {
			changed = append(changed, c)
		}
	}
	news := slices.DeleteFunc(slices.Clone(changed), func(c office.Column) bool {
		return c == office.Progress || c == office.On
	})
	on, _ := register.DateMeant(row.Text(office.On))
	switch {
	case len(changed) == 0:
		return
	case len(news) == 0 && row.Text(office.Progress) == "" && f.Deadline != nil && !on.IsZero() &&
		on.First == lastExtension(f): // of the extension that the register has by now
		l.Same++
		return
	case len(news) > 0 && row.Text(office.Digest) != now[office.Digest]:
		l.askAt("ledger-stale", row, news[0], now[news[0]], row.Text(news[0]))
		return
	}
	asked := len(l.Questions)
	for _, c := range changed {
		l.cell(row, c, now[c])
	}
	if len(l.Questions) == asked {
		l.add(row, f, changed)
	}
}

// means says whether two texts of a column say the same: dates and statuses are written in many
// ways.
func means(c office.Column, a, b string) bool {
	switch c {
	case office.Status:
		status := register.StatusMeant(a)
		return status != "" && status == register.StatusMeant(b)
	case office.Completed, office.Extended:
		x, err := register.DateMeant(a)
		y, wrong := register.DateMeant(b)
		if err == nil && wrong == nil {
			return x == y
		}
	}
	return a == b
}

// cell asks about a changed cell that cannot be taken over as it stands.
func (l *ledger) cell(row office.Given, c office.Column, now string) {
	cell, text := row.Cell(c), row.Text(c)
	switch {
	case c.Locked():
		l.askAt("ledger-locked", row, c, now, text)
	case cell.Kind == office.Formula || cell.Kind == office.Fault:
		l.askAt("ledger-formula", row, c)
	case cell.Kind == office.Number && c == office.Completed, cell.Kind == office.Number &&
		c == office.Extended, cell.Kind == office.Number && c == office.On:
		l.askAt("ledger-turned", row, c, text, cmp.Or(cell.Day, "2023-07-05"))
	case cell.Kind == office.Number:
		l.askAt("ledger-number", row, c, text)
	case cell.Merged || cell.Wide:
		l.askAt("ledger-merged", row, c)
	case text == "":
		l.askAt("ledger-emptied", row, c, now)
	case c == office.Status && register.StatusMeant(text) == "":
		l.askAt("ledger-status", row, c, text, l.statuses())
	case c == office.Completed || c == office.On:
		if _, err := register.DateMeant(text); err != nil {
			l.askAt("ledger-date", row, c, text)
		}
	case c == office.Extended:
		if d, err := register.DateMeant(text); err != nil || d.First != d.Last {
			l.askAt("ledger-day", row, c, text)
		}
	}
}

func (l *ledger) statuses() string {
	var all []string
	for _, s := range register.Statuses() {
		all = append(all, s.Label(l.lang))
	}
	return strings.Join(all, ", ")
}

// add makes of a row what a report says of a finding.
func (l *ledger) add(row office.Given, f *register.Finding, changed []office.Column) {
	is := func(c office.Column) bool { return slices.Contains(changed, c) }
	on := l.date
	if given, err := register.DateMeant(row.Text(office.On)); err == nil {
		on = given
	}
	item := &notice.Item{Block: l.at(row.Place(office.Status)), Title: f.Title,
		Text: lines(row.Text(office.Progress))}
	now := register.StatusMeant(row.Text(office.Status))
	if is(office.Status) || is(office.Completed) {
		item.Status = now
	}
	if is(office.Completed) {
		completed, _ := register.DateMeant(row.Text(office.Completed))
		item.Completed = completed.String()
	}
	if is(office.Extended) {
		due, _ := register.DateMeant(row.Text(office.Extended))
		item.Due = due.String()
	}
	if is(office.Reason) {
		item.Reason = row.Text(office.Reason)
	}
	if l.refused(row, f, item, on) {
		return
	}
	l.Date, l.given = on, &row
	l.addition(f, item)
}

// refused asks about a row whose cells do not go together.
func (l *ledger) refused(row office.Given, f *register.Finding, item *notice.Item,
	on register.Date) bool {
	asked := len(l.Questions)
	now, published := register.StatusMeant(row.Text(office.Status)),
		f.Category.Inspection.Published.Date
	switch {
	case on.IsZero() && (len(item.Text) > 0 || item.Due != ""):
		l.askAt("ledger-undated", row, office.On)
	case row.Text(office.On) != "" && len(item.Text) == 0 && item.Due == "",
		l.recorded && item.Status != "" && len(item.Text) == 0,
		on.IsZero() && item.Status != "" && !newestStatus(f).IsZero() && item.Status != f.Status:
		l.askAt("ledger-untold", row, office.Progress)
	case !on.IsZero() && (on == published || on.Before(published)):
		l.askAt("ledger-early", row, office.On, on, published)
	case l.isAhead(on):
		l.askAt("ledger-ahead", row, office.On, on)
	}
	switch due, err := register.ParseDay(item.Due); {
	case item.Completed != "" && now != register.Completed:
		l.askAt("ledger-open", row, office.Completed, now)
	case item.Reason != "" && err != nil:
		l.askAt("ledger-reason", row, office.Reason)
	case err == nil && !now.Open():
		l.askAt("ledger-over", row, office.Extended, now)
	case err == nil && (f.Deadline == nil || f.Deadline.NotStated):
		l.askAt("ledger-none", row, office.Extended)
	case err == nil && due <= f.Deadline.Due():
		l.askAt("ledger-earlier", row, office.Extended, due, f.Deadline.Due())
	}
	return len(l.Questions) > asked
}

func lines(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
		return strings.TrimSpace(line) == ""
	})
}

// missing notes the findings that have no row any more; nothing becomes of them.
func (l *ledger) missing(r *register.Register, slug string) {
	var slugs []string
	for _, i := range r.Inspections {
		if slug != "" && i.ID != slug {
			continue
		}
		all := i.All()
		gone := slices.DeleteFunc(slices.Clone(all), func(f *register.Finding) bool {
			return l.there[f]
		})
		switch {
		case len(gone) == 0 || len(gone) < len(all):
			slugs = append(slugs, i.ID)
			for _, f := range gone {
				l.note("ledger-gone", f.Number, f.Title)
			}
		default:
			l.note("ledger-without", i.ID)
		}
	}
	if len(slugs) == 1 {
		l.Slug = slugs[0]
	}
}

package importer_test

import (
	"os"
	"path"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/importer"
	"gongshi/generator/office"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// ledgerOf is the ledger of a register, as it comes back unchanged.
func ledgerOf(t testing.TB, dir string) *office.Workbook {
	t.Helper()
	r, err := register.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	data, err := office.Ledger(r, "")
	if err != nil {
		t.Fatal(err)
	}
	book, err := office.Open("台账.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// addLedger adds what a ledger says, unless there is a question.
func addLedger(t testing.TB, dir string, book *office.Workbook) *importer.Report {
	t.Helper()
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	p, err := importer.NewLedger(folder, importer.ReportOptions{}, book)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Questions) == 0 {
		if err := p.Write(); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// Whatever an office writes into its ledger, all that it may not change keeps its bytes; what cannot
// be taken over is asked, and then nothing is written; and the same ledger again adds nothing.
func TestALedgerLeavesEveryByteOutsideItsEffects(t *testing.T) {
	typed := map[office.Column]*rapid.Generator[string]{
		office.Status: rapid.SampledFrom([]string{"已完成", "completed", "整改中", "已整改", "暂缓", "完了"}),
		office.Completed: rapid.SampledFrom([]string{"2024-11-05", "2024年11月5日", "2024-11", "45112",
			"去年"}),
		office.Extended: rapid.SampledFrom([]string{"2026-12-31", "2026/12/31", "2020-01-01", "2026-12"}),
		office.Reason:   rapid.SampledFrom([]string{"缺人手", "status: x", "---\na: b", "# “引号”: *星号*"}),
		office.Progress: rapid.SampledFrom([]string{"一是招人。\n二是装铃。", "=1+1", "---", "- a: b", "<b>x</b>"}),
		office.On:       rapid.SampledFrom([]string{"2024-11-20", "2024年11月20日", "2024-11-21", "2023-01-01"}),
	}
	editable := slices.DeleteFunc(slices.Clone(office.Columns), office.Column.Locked)
	usual := rapid.SampledFrom([][]office.Column{{office.Progress, office.On},
		{office.Status, office.Completed, office.Progress, office.On},
		{office.Extended, office.Reason, office.On}})
	columnsOf := rapid.OneOf(usual, usual, rapid.SliceOfDistinct(rapid.SampledFrom(editable),
		rapid.ID[office.Column]))
	written, asked := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		dir := copied(t)
		before := texts(t, dir)
		book := ledgerOf(t, dir)
		rows := book.Sheets[0].Rows
		for range rapid.IntRange(0, 2).Draw(rt, "rows") {
			row := rows[rapid.IntRange(1, len(rows)-1).Draw(rt, "row")]
			columns := columnsOf.Draw(rt, "columns")
			for _, c := range columns {
				row.Cells[slices.Index(office.Columns, c)].Text = typed[c].Draw(rt, string(c))
			}
		}
		p := addLedger(t, dir, book)
		after := texts(t, dir)
		if len(p.Questions) > 0 {
			asked++
		}
		for name, text := range after {
			switch old, there := before[name]; {
			case text == old:
			case len(p.Questions) > 0, !there, path.Base(name) == "_index.md",
				!register.IsFinding(name):
				rt.Fatalf("%s is written", name)
			default:
				written++
				onlyAdded(rt, name, []byte(old), []byte(text))
			}
		}
		_, err := register.Read(os.DirFS(dir))
		if len(p.Questions) > 0 || err != nil {
			return // what the register lacks now, its check says
		}
		addLedger(t, dir, book)
		for name, text := range texts(t, dir) {
			if text != after[name] {
				rt.Fatalf("%s: the same ledger again adds\n%s", name, text)
			}
		}
	})
	if written == 0 || asked == 0 {
		t.Errorf("%d files written, %d ledgers asked about", written, asked)
	}
}

// Where there is a record, a status does not change without a word of what was done.
func TestARecordedStatusChangesWithAnUpdateOnly(t *testing.T) {
	for _, recorded := range []bool{false, true} {
		dir := copied(t)
		if recorded {
			if err := os.MkdirAll(path.Join(dir, source.RecordDir), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path.Join(dir, source.RecordFile), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		book := ledgerOf(t, dir)
		row := book.Sheets[0].Rows[silent(t, dir)]
		row.Cells[slices.Index(office.Columns, office.Status)].Text = "长期坚持"
		p := addLedger(t, dir, book)
		if asked := len(p.Questions) > 0; asked != recorded {
			t.Errorf("recorded %v: %+v, %+v", recorded, p.Questions, p.Additions)
		}
	}
}

// silent is the row of a finding whose status no update names.
func silent(t *testing.T, dir string) int {
	r, err := register.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for n, f := range r.Inspections[0].All() {
		named := slices.ContainsFunc(f.Updates, func(u register.Update) bool { return u.Status != "" })
		if !named && f.Status.Open() {
			return n + 1
		}
	}
	t.Fatal("every status is named")
	return 0
}

package importer_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/document"
	"gongshi/generator/importer"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Each archive in testdata/report holds a later report on the register in testdata/register, and
// under want what it adds: the questions and remarks by their names, and what changes in the files.
func TestALaterReportAddsAndReplacesNothing(t *testing.T) {
	golden.Archives(t, "testdata/report/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		_, rest, _ := strings.Cut(string(a.Comment), "date: ")
		o := importer.ReportOptions{}
		if date, err := register.ParseDate(strings.TrimSpace(rest)); err == nil {
			o.Date = date
		}
		dir := copied(t)
		before := texts(t, dir)
		told := addReport(t, dir, o, a.Files[0])
		if again := addReport(t, dir, o, a.Files[0]); strings.Contains(again, "\tupdate") {
			t.Errorf("the same report again adds\n%s", again)
		}
		return told + differences(before, texts(t, dir))
	})
}

// copied is a folder with the register of testdata/register.
func copied(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/register")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// addReport adds a report to a register, and says what it adds by the names of rules.
func addReport(t testing.TB, dir string, o importer.ReportOptions, f txtar.File) string {
	t.Helper()
	s, err := document.Read(t.Context(), f.Name, f.Data, document.Tools{})
	if err != nil {
		t.Fatal(err)
	}
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	r, err := importer.NewReport(folder, o, s)
	if err != nil {
		return fmt.Sprintln(err)
	}
	var b strings.Builder
	for _, q := range r.Questions {
		fmt.Fprintf(&b, "%s%v  [%s]\n", r.Place(q.Block, "en"), q.Args, q.Rule)
	}
	if len(r.Questions) > 0 {
		return b.String()
	}
	for _, a := range r.Additions {
		fmt.Fprintf(&b, "%s\n", a.Finding.Title)
		if a.Update.Text != "" {
			fmt.Fprintf(&b, "\tupdate %s\n", a.Update.Date)
		}
		for _, q := range a.Remarks {
			fmt.Fprintf(&b, "\t%s %v\n", q.Rule, q.Args)
		}
	}
	if r.Same > 0 {
		fmt.Fprintf(&b, "same %d\n", r.Same)
	}
	if err := r.Write(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// texts are the files of a source, without those that begin with a dot.
func texts(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(name)
		short, rel := filepath.Rel(dir, name)
		all[filepath.ToSlash(short)] = string(data)
		return errors.Join(err, rel)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func differences(before, after map[string]string) string {
	names := maps.Clone(before)
	maps.Copy(names, after)
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(names)) {
		b.Write(diff.Diff(name, []byte(before[name]), name, []byte(after[name])))
	}
	return b.String()
}

// With several inspections a report that speaks of none of them is no ledger without a change.
func TestAReportOfNoInspectionMatchesNothing(t *testing.T) {
	dir := copied(t)
	if err := os.CopyFS(dir+"/content/second", os.DirFS(dir+"/content/station")); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir+"/content/second", func(name string, d fs.DirEntry, err error) error {
		if stem, is := strings.CutSuffix(name, ".md"); err == nil && is && d.Name() != "_index.md" {
			return os.Rename(name, stem+"-2.md") // ids are unique
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	s, err := document.Read(t.Context(), "report.txt",
		[]byte("某单位通知\n请各科室于周五前上报值班表。\n"), document.Tools{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := importer.NewReport(folder, importer.ReportOptions{}, s)
	if err != nil {
		t.Fatal(err)
	}
	if r.Matched() || r.IsLedger() {
		t.Errorf("matched is %v, a ledger is %v", r.Matched(), r.IsLedger())
	}
}

package importer_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongshi/.ci/bench/synthetic"
	"gongshi/generator/document"
	"gongshi/generator/markdown"
	"gongshi/generator/notice"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// back is a notice as it is read from a file that was made of it.
func back(t rapid.TB, r *register.Register, i *register.Inspection,
	form string) *notice.Import {
	p, err := office.Notice(r, i)
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.As(form)
	if err != nil {
		t.Fatal(err)
	}
	s, err := document.Read(context.Background(), "notice."+form, data, document.Tools{})
	if err != nil {
		t.Fatal(err)
	}
	return notice.Understand(s)
}

// said is what a register says of an inspection, as far as its paper has it, a line each.
func said(r *register.Register, i *register.Inspection) []string {
	paper, _ := office.Notice(r, i) // is dated by the newest that it states
	c := i.Contact.Or(r.Contact)
	every, _ := i.ReportEvery.MarshalText()
	lines := []string{line(i.Inspected, i.Inspector, cmp.Or(i.Issuer, i.Inspected), i.From,
		i.To, i.Feedback, paper.Dated, string(every)), line(c), held(i.Accountability)}
	open := 0
	for _, f := range i.All() {
		if f.Status.Open() {
			open++
		}
		d := cmp.Or(f.Deadline, &register.Deadline{})
		v := cmp.Or(f.Verified, &register.Verification{})
		lines = append(lines, line(f.Number, wording(f.Title), wording(f.Category.Title),
			wording(f.Category.GroupTitle(f.Group)), f.Status, f.Basis, f.Completed, v.By, v.On,
			d.Date, d.Condition, strings.Join(f.Responsible, "|")))
		for _, m := range f.Measures {
			lines = append(lines, "measure "+flat(string(m.Text)))
		}
		lines = append(lines, "reason "+flat(string(f.Reason)), "next "+flat(string(f.Next)))
	}
	return append(lines, line("open ", open))
}

// wording is a title without the words around it that an import leaves out.
func wording(title string) string {
	title = strings.TrimSuffix(strings.TrimPrefix(title, "关于"), "的问题")
	return strings.TrimSuffix(title, "方面")
}

// line puts values beside each other.
func line(values ...any) string { return strings.TrimSuffix(fmt.Sprintln(values...), "\n") }

func flat(text string) string {
	all := ""
	for _, p := range markdown.Paragraphs(text) {
		for _, r := range p.Runs {
			if all += r.Text; r.Link != "" {
				all += "(" + r.Link + ")"
			}
		}
	}
	return strings.NewReplacer(" ", "", "（", "(", "）", ")").Replace(all)
}

func held(a *register.Accountability) string {
	if a == nil {
		return ""
	}
	var kinds []string
	for _, k := range a.Kinds {
		kinds = append(kinds, line(k))
	}
	slices.Sort(kinds)
	return line(a.Organisations, a.Persons, kinds)
}

// understood is what a notice that was read says, as said gives it.
func understood(i *notice.Import) []string {
	n := i.Inspection
	lines := []string{line(n.Body, n.Inspector, n.Issuer, n.From, n.To, n.Feedback, n.Published,
		n.ReportEvery), line(i.Contact), held(i.Accountability)}
	for _, f := range i.Findings {
		group := ""
		if f.Group != nil {
			group = f.Group.Title
		}
		lines = append(lines, line(f.Number, f.Title, f.Category.Title, group,
			f.Status, f.Basis, f.Completed, f.VerifiedBy, f.VerifiedOn, f.Deadline, f.Condition,
			strings.Join(f.Responsible, "|")))
		for _, m := range f.Measures {
			lines = append(lines, "measure "+strings.NewReplacer("(待落实)", "", "(stilltodo)", "").Replace(flat(m)))
		}
		lines = append(lines, "reason "+flat(strings.Join(f.Reason, "")),
			"next "+flat(strings.Join(f.Next, "")))
	}
	return append(lines, line("open ", i.Unfinished))
}

func compare(t rapid.TB, form string, want, got []string) {
	for n := range max(len(want), len(got)) {
		a, b := "", ""
		if n < len(want) {
			a = want[n]
		}
		if n < len(got) {
			b = got[n]
		}
		if a != b {
			t.Errorf("%s, line %d: the register says\n%s\nand the file\n%s", form, n, a, b)
			return
		}
	}
}

func TestOwnNoticeComesBackAsItWent(t *testing.T) {
	r, err := register.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"docx", "txt"} {
		i := back(t, r, r.Inspections[0], form)
		measures := 0
		for _, f := range i.Findings {
			measures += len(f.Measures)
		}
		if len(i.Questions) > 0 { // nothing is left for a person to decide
			t.Errorf("%s: %+v", form, i.Questions)
		}
		if len(i.Findings) != 36 || measures != 101 || i.Unfinished != 3 {
			t.Errorf("%s: %d findings, %d measures, %d unfinished", form, len(i.Findings), measures,
				i.Unfinished)
		}
		compare(t, form, said(r, r.Inspections[0]), understood(i))
	}
}

func TestSyntheticNoticeComesBackAsItWent(t *testing.T) {
	dir := t.TempDir()
	if err := synthetic.Register(dir, 150); err != nil {
		t.Fatal(err)
	}
	r, err := register.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range r.Inspections {
		for _, form := range []string{"docx", "txt"} {
			compare(t, form, said(r, i), understood(back(t, r, i, form)))
		}
	}
}

func TestNoticeComesBackAsItWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := randomNotice(t, rapid.SampledFrom([]string{"zh", "zh", "en"}).Draw(t, "language"))
		r, err := register.Read(files)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{"docx", "txt"} {
			compare(t, form, said(r, r.Inspections[0]), understood(back(t, r, r.Inspections[0], form)))
		}
	})
}

// Whoever verifies may do so before all is done, and a deadline may be put off more than once.
func TestVerifiedProgressAndExtensionsComeBack(t *testing.T) {
	r, err := register.Read(os.DirFS("../testdata/every-key"))
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"docx", "txt"} {
		i := back(t, r, r.Inspections[0], form)
		f := i.Findings[0]
		if f.Status != register.MostlyDone || f.Basis != register.Verified ||
			line(f.VerifiedBy, f.VerifiedOn) != "某市审计局 2024-03-01" {
			t.Errorf("%s: %s, %s, by %q on %q", form, f.Status, f.Basis, f.VerifiedBy, f.VerifiedOn)
		}
		last := f.Body[len(f.Body)-1]
		for _, day := range []string{"2023年12月31日", "2024年6月30日"} {
			if !strings.Contains(last, day) {
				t.Errorf("%s: no extension to %s in %q", form, day, last)
			}
		}
	}
}

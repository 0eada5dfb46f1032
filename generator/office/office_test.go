package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"gongshi/generator/encoding"
	"gongshi/generator/register"
)

// randomRegister has texts such as no editor has thought of.
func randomRegister(t *rapid.T) *register.Register {
	kept := rapid.String().Filter(func(s string) bool { // as the register's reader keeps them
		return utf8.ValidString(s) && !strings.ContainsFunc(s, encoding.Forbidden)
	})
	text := rapid.OneOf(kept, rapid.SampledFrom([]string{"=1+1", "+86", "-", "@x", "_x0041_",
		"两\n行", "1.10", "2023-07-05", "TRUE", "'x", " 空 ", "<b>&amp;", "\u3000全角", "#REF!",
		strings.Repeat("长", 33_000)}))
	r := &register.Register{Config: register.Config{Language: rapid.SampledFrom([]string{"zh",
		"en"}).Draw(t, "language")}}
	for n := range rapid.IntRange(1, 3).Draw(t, "inspections") {
		i := &register.Inspection{ID: fmt.Sprintf("a-rather-long-name-of-an-inspection-%d", n)}
		c := &register.Category{Inspection: i}
		i.Categories = []*register.Category{c}
		for m := range rapid.IntRange(1, 4).Draw(t, "findings") {
			f := &register.Finding{ID: fmt.Sprintf("f-%d-%d", n, m), Category: c,
				Title: text.Draw(t, "title"), Number: text.Draw(t, "number"),
				Status:      rapid.SampledFrom(register.Statuses()).Draw(t, "status"),
				Responsible: register.Texts{text.Draw(t, "responsible")}}
			if rapid.Bool().Draw(t, "deadline") {
				f.Deadline = &register.Deadline{Date: 738_000, Extended: []register.Extension{
					{On: 738_001, To: 738_100, Reason: text.Draw(t, "reason")}}}
			}
			c.Findings = append(c.Findings, f)
		}
		r.Inspections = append(r.Inspections, i)
	}
	return r
}

func TestALedgerComesBackAsItWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := randomRegister(t)
		data, err := Ledger(r, "")
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := Ledger(r, ""); !bytes.Equal(data, again) {
			t.Fatal("the same register gives other bytes")
		}
		book, err := Open("台账.xlsx", data)
		if err != nil {
			t.Fatal(err)
		}
		back := book.Entries()
		all := r.All()
		if len(back.Rows) != len(all) || len(back.Missing)+len(back.Unread) > 0 || !book.IsLedger() {
			t.Fatalf("%d rows of %d, %v, %v", len(back.Rows), len(all), back.Missing, back.Unread)
		}
		for i, f := range all {
			for c, want := range EntryOf(f, r.Config.Language) {
				if got := back.Rows[i].Text(c); got != want {
					t.Fatalf("%s: %q, want %q", back.Rows[i].Place(c), got, want)
				}
			}
		}
	})
}

func TestALedgerSaysNotWhoMadeItNorWhen(t *testing.T) {
	data, err := Ledger(rapid.Custom(randomRegister).Example(1), "")
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.ModTime().Year() > 1980 {
			t.Errorf("%s: %v", f.Name, f.ModTime())
		}
		var text bytes.Buffer
		r, _ := f.Open()
		_, _ = text.ReadFrom(r)
		if strings.HasPrefix(f.Name, "docProps/") && strings.ContainsAny(text.String(), "20") &&
			strings.Contains(text.String(), "creator") {
			t.Errorf("%s: %s", f.Name, text.String())
		}
	}
}

func TestNamesOfSheetsAreSuchAsExcelTakes(t *testing.T) {
	l := &ledger{names: map[string]bool{}}
	seen := map[string]bool{}
	for _, name := range []string{"台账", "台账", "a/b[c]:d*e?f\\g'h", strings.Repeat("长", 40),
		strings.Repeat("长", 41), strings.Repeat("𠮷", 20), "ABC", "abc"} {
		got := l.unique(name)
		if n := len(utf16.Encode([]rune(got))); n == 0 || n > 31 || seen[strings.ToLower(got)] ||
			strings.ContainsAny(got, `[]:*?/\'`) {
			t.Errorf("%q: %q", name, got)
		}
		seen[strings.ToLower(got)] = true
	}
}

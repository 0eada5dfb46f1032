package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// inParts is the project's own register, in parts of five findings.
func inParts(t *testing.T) export.Site {
	t.Helper()
	s := siteOf(t, ownSource, "2026-11-23")
	s.Part = 5
	return s
}

type partDocument struct {
	exported
	Whole string
	Parts []struct {
		Inspection, URL, Table string
		Count                  int
	}
}

func TestPartsHoldEveryFindingOnceInItsOrder(t *testing.T) {
	s := inParts(t)
	files := written(t, s)
	schema := validator(t, files["data/findings.schema.json"], closed)
	var index partDocument
	if err := json.Unmarshal(files["data/findings.json"], &index); err != nil {
		t.Fatal(err)
	}
	if index.Findings != nil || len(index.Parts) != 8 {
		t.Fatalf("%d findings, %d parts", len(index.Findings), len(index.Parts))
	}
	var ids, rows, want []string
	for _, p := range index.Parts {
		var part partDocument
		data := files[strings.TrimPrefix(p.URL, s.Register.Config.Address())]
		if err := json.Unmarshal(data, &part); err != nil {
			t.Fatal(p.URL, err)
		}
		if len(part.Findings) != p.Count || part.Whole != "findings.json" {
			t.Errorf("%s has %d findings, not %d", p.URL, len(part.Findings), p.Count)
		}
		for _, f := range part.Findings {
			ids = append(ids, f.ID)
		}
		if err := validate(t, schema, data); err != nil {
			t.Errorf("%s: %v", p.URL, err)
		}
		rows = append(rows, idsOf(t, files[strings.TrimPrefix(p.Table,
			s.Register.Config.Address())])...)
	}
	for _, f := range s.Register.All() {
		want = append(want, f.ID)
	}
	if !slices.Equal(ids, want) || !slices.Equal(rows, want) {
		t.Errorf("%q\n%q\nwant %q", ids, rows, want)
	}
	if err := validate(t, schema, files["data/findings.json"]); err != nil {
		t.Error(err)
	}
}

// idsOf gives the first column of a table, without its heading.
func idsOf(t *testing.T, table []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows[1:] {
		ids = append(ids, row[0])
	}
	return ids
}

// keysOf gives the key of every file.
func keysOf(t *testing.T, s export.Site) map[string]export.Key {
	t.Helper()
	keys := map[string]export.Key{}
	s.Snapshot = s.Register.AsOf(s.Day) // a test may have changed the register
	err := export.Write(s, func(name string, key export.Key) bool {
		keys[name] = key
		return true
	}, func(string, []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// One finding that is edited has its own part made again, and no other.
func TestEditedFindingChangesItsOwnPartAlone(t *testing.T) {
	s := inParts(t)
	s.Pages = nil // a sitemap tells when a page was last news
	before, files := keysOf(t, s), written(t, s)
	f := s.Register.All()[7]
	f.Body.Text, f.Digest = f.Body.Text+"\n\n又一段。", [32]byte{7}
	after, now := keysOf(t, s), written(t, s)
	var changed, wrong []string
	for name := range before {
		if before[name] != after[name] {
			changed = append(changed, name)
		}
		same := before[name] == after[name] && before[name] != export.Key{}
		if same && !bytes.Equal(files[name], now[name]) {
			wrong = append(wrong, name)
		}
	}
	slices.Sort(changed)
	want := []string{"data/findings_quanzhou-2022_2.csv", "data/findings_quanzhou-2022_2.json",
		"data/findings_quanzhou-2022_2.xlsx", "data/search.js"}
	if !slices.Equal(changed, want) || len(wrong) > 0 {
		t.Errorf("changed %q; %q have other bytes and the same key", changed, wrong)
	}
	if got := slices.Sorted(maps.Keys(after)); !slices.Equal(got,
		slices.Sorted(slices.Values(export.Names(s)))) {
		t.Errorf("asked for %q", got)
	}
}

// Whatever a file of the export is made from is in its key: the day, config.toml, an inspection.
func TestKeyTellsOfEverythingThatAPartSays(t *testing.T) {
	for what, change := range map[string]func(*export.Site, *register.Register){
		"the day":    func(s *export.Site, _ *register.Register) { s.Day++ },
		"the banner": func(_ *export.Site, r *register.Register) { r.Config.Banner = "演示" },
		"the address": func(_ *export.Site, r *register.Register) {
			r.Config.SiteURL = "https://a.cn/"
		},
		"an inspection": func(_ *export.Site, r *register.Register) {
			r.Inspections[0].Digest[0]++
		},
		"a category": func(_ *export.Site, r *register.Register) {
			r.Inspections[0].Categories[2].Digest[0]++
		},
		"a newer report": func(_ *export.Site, r *register.Register) { report(r) },
	} {
		s := inParts(t)
		before := keysOf(t, s)
		change(&s, s.Register)
		after := keysOf(t, s)
		for _, name := range []string{"data/findings_quanzhou-2022.json",
			"data/findings_quanzhou-2022.csv", "data/findings_quanzhou-2022.xlsx"} {
			if before[name] == after[name] {
				t.Errorf("%s does not know of %s", name, what)
			}
		}
	}
}

// report gives a register a report that is newer than any.
func report(r *register.Register) {
	f := r.All()[30]
	day, _ := register.ParseDay("2026-11-20")
	f.Updates = append(f.Updates, register.Update{Date: register.Date{First: day, Last: day}})
}

func TestCalendarHasTheNearestOfVeryManyDeadlines(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	f := *s.Register.All()[0]
	c := f.Category
	for n := range 1500 {
		g := f
		g.ID = fmt.Sprintf("more-%d", n)
		g.Deadline = &register.Deadline{Date: s.Day + register.Day(n-500)}
		c.Findings = append(c.Findings, &g)
	}
	entries := strings.Split(events(t, s), "\n")
	if len(entries) != 1001 { // and a report
		t.Errorf("%d events", len(entries))
	}
	if all := strings.Join(entries, "\n"); !strings.Contains(all, "20240430 ") ||
		strings.Contains(all, "20260101 ") {
		t.Errorf("not those nearest to the day: %.400s", all)
	}
}

package export_test

import (
	"bytes"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

const (
	ownSource = "../.."
	everyKey  = "../testdata/every-key"
)

// siteOf reads a register and gives what would be exported of it.
func siteOf(t testing.TB, source, today string) export.Site {
	t.Helper()
	r, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	return siteFrom(t, r.Published(), today)
}

func siteFrom(t testing.TB, r *register.Register, today string) export.Site {
	t.Helper()
	s := export.Site{Snapshot: r.AsOf(dayOf(t, today)), Word: wordsOf(t, r.Config.Language),
		Files: register.Files{}}
	for _, f := range r.All() {
		s.Pages = append(s.Pages, export.Page{URL: "findings/" + f.ID + ".html",
			Modified: f.Modified()})
		for _, file := range f.Attachments() {
			s.Files[file] = register.File{URL: "files/" + path.Base(file), Type: "TXT", Size: 7}
		}
	}
	return s
}

func dayOf(t testing.TB, s string) register.Day {
	t.Helper()
	day, err := register.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// wordsOf reads the site's words, and fails the test where one is asked for that is not there.
func wordsOf(t testing.TB, language string) func(string) string {
	t.Helper()
	data, err := os.ReadFile("../../i18n/" + language + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]struct{ Other string }
	if err := toml.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	return func(key string) string {
		word := words[key].Other
		if word == "" || strings.Contains(word, "{{") {
			t.Errorf("i18n/%s.toml: %q has no word that stands alone: %q", language, key, word)
		}
		return word
	}
}

// none is for a site of which no file is there yet.
func none(string, export.Key) bool { return false }

// written gives every file of the export, by its address.
func written(t testing.TB, s export.Site) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	s.Snapshot = s.Register.AsOf(s.Day) // a test may have changed the register
	err := export.Write(s, none, func(name string, data []byte) error {
		if _, twice := files[name]; twice {
			t.Errorf("%s was written twice", name)
		}
		files[name] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestNamesTellsWhatIsWritten(t *testing.T) {
	for _, source := range []string{ownSource, everyKey} {
		s := siteOf(t, source, "2026-11-23")
		got := slices.Sorted(maps.Keys(written(t, s)))
		want := slices.Sorted(slices.Values(export.Names(s)))
		if !slices.Equal(got, want) {
			t.Errorf("%s: wrote %v, names %v", source, got, want)
		}
		if len(got) < 8 {
			t.Errorf("%s: only %v", source, got)
		}
	}
}

func TestSameRegisterOnTheSameDayGivesTheSameBytes(t *testing.T) {
	first := written(t, siteOf(t, everyKey, "2024-05-01"))
	second := written(t, siteOf(t, everyKey, "2024-05-01"))
	for name, data := range first {
		if !bytes.Equal(data, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestWithoutAddressNothingPretendsToKnowOne(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Config.SiteURL = ""
	s.Register.Config.Licence = "" // names an address of somebody else's, too
	for _, f := range s.Register.All() {
		f.Documents = nil // names an address of somebody else's
	}
	files := written(t, s)
	for name, data := range files {
		text := strings.NewReplacer("https://json-schema.org/", "", "https://jsonfeed.org/", "",
			"http://www.w3.org/2005/Atom", "").Replace(string(data))
		if strings.Contains(text, "://") {
			t.Errorf("%s has an address: %s", name, data)
		}
	}
	if files["sitemap.xml"] != nil {
		t.Error("there is a sitemap, which knows whole addresses only")
	}
	if strings.Contains(string(files["robots.txt"]), "Sitemap") {
		t.Error("robots.txt names a sitemap that is not there")
	}
}

func TestEnglishSiteHasEveryWord(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Config.Language, s.Word = "en", wordsOf(t, "en")
	for name, data := range written(t, s) {
		if len(data) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
}

// BenchmarkWrite exports 10,000 findings as long as those of the project's own register.
func BenchmarkWrite(b *testing.B) {
	s := siteOf(b, ownSource, "2026-11-23")
	c := s.Register.Inspections[0].Categories[0]
	for n, all := 0, s.Register.All(); len(s.Register.All()) < 10_000; n++ {
		f := *all[n%len(all)]
		f.ID, f.Category = f.ID+strconv.Itoa(n), c
		c.Findings = append(c.Findings, &f)
	}
	s.Snapshot = s.Register.AsOf(s.Day)
	for b.Loop() {
		total := 0
		err := export.Write(s, none, func(_ string, data []byte) error {
			total += len(data)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(total)/1e6, "MB")
	}
}

package diff

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// site is one that publishes a finding with some keys, on a day.
func site(t *testing.T, authored, more string) *Site {
	t.Helper()
	s, err := Read(reader(fmt.Sprintf(`{"version":1,"as_of":"2023-12-31","findings":[
		{"id":"a","authored":{"title":"A","number":"1",%s}}]%s}`, authored, more)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func reader(data string) func(string) ([]byte, error) {
	fsys := fstest.MapFS{"data/findings.json": {Data: []byte(data)}}
	return func(name string) ([]byte, error) { return fs.ReadFile(fsys, name) }
}

func TestEachChangeIsOfItsKind(t *testing.T) {
	long := strings.Repeat("same words ", 20)
	for _, test := range []struct{ old, now, want string }{
		{`"status":"on-hold"`, `"status":"closed"`, "status status on-hold closed 0"},
		{`"deadline":{"date":"2023-12-31"}`,
			`"deadline":{"date":"2023-12-31","extended":[{"to":"2024-01-31"},{"to":"2024-03-01"}]}`,
			"extended deadline 2023-12-31 2024-03-01 61"},
		{`"deadline":{"condition":"a law","extended":[]}`,
			`"deadline":{"condition":"a law","extended":[{"to":"2024-01-31"}]}`,
			"extended deadline a law 2024-01-31 0"},
		{`"deadline":{"date":"2023-12-31"}`, `"deadline":{"date":"2024-12-31"}`,
			"deadline deadline 2023-12-31 2024-12-31 0"},
		{`"deadline":{"date":"2023-12-31"}`, `"x":1`, "deadline deadline 2023-12-31  0\ntext x  1 0"},
		{`"results":[{"name":"n","value":"1"}]`, `"results":[{"name":"n","value":"2","unit":"%"}]`,
			"figure n 1 2% 0"},
		{`"results":[{"name":"n","value":"1"},{"name":"n","value":"2"}]`,
			`"results":[{"name":"n","value":"1"}]`, "figure n 1, 2 1 0"},
		{`"results":[{"name":"m"},{"name":"n"}]`, `"results":[{"name":"n"},{"name":"m"}]`,
			"typography results   0"},
		{`"updates":[{"date":"2023-01","text":"t"}]`, `"updates":[{"date":"2023-01","text":"u"}]`,
			"update updates 2023-01 u 0\ngone updates 2023-01, t  0"},
		{`"answers":[]`, `"answers":[{"on":"2023-01-02","question":"q"}]`,
			"answer answers 2023-01-02 q 0"},
		{`"corrections":[]`, `"corrections":[{"on":"2023-01-02","reason":"r"}]`,
			"correction corrections 2023-01-02 r 0"},
		{`"reason":"Few hands，so"`, `"reason":"Few  hands,so"`, "typography reason   0"},
		{`"measures":[{"text":"m","done":true}]`, `"measures":[{"text":"m","done":false}]`,
			"text measures true, m false, m 0"},
		{`"reason":"` + long + `x` + long + `"`, `"reason":"` + long + `y` + long + `"`,
			"text reason …me words same words xsame words same word…" +
				" …me words same words ysame words same word… 0"},
		{`"later_key":1.50`, `"later_key":1.51`, "text later_key 1.50 1.51 0"},
	} {
		var got []string
		for _, c := range Compare(site(t, test.old, ""), site(t, test.now, "")) {
			got = append(got, fmt.Sprint(c.What, " ", c.Field, " ", c.From, " ", c.To, " ", c.Days))
		}
		if strings.Join(got, "\n") != test.want {
			t.Errorf("%s → %s:\n%s\nwant\n%s", test.old, test.now, strings.Join(got, "\n"), test.want)
		}
	}
}

func TestAFindingComesGoesAndIsRenamed(t *testing.T) {
	old := site(t, `"status":"closed"`, "")
	for more, want := range map[string]What{
		`"findings":[]`: Removed,
		`"findings":[],"withdrawn":[{"id":"a","withdrawn":{"reason":"r"}}]`:              Withdrawn,
		`"findings":[],"withdrawn":[{"id":"a","withdrawn":{"reason":"r","erase":true}}]`: Erased,
		`"findings":[{"id":"b","authored":{"title":"A","number":"1","status":"closed",
			"aliases":["a"]}}]`: Renamed,
	} {
		now, err := Read(reader(`{"version":1,` + more + `}`))
		if err != nil {
			t.Fatal(err)
		}
		changes := Compare(old, now)
		if len(changes) != 1 || changes[0].What != want || want == Erased && changes[0].Title != "" {
			t.Errorf("%s: %v, want %s", more, changes, want)
		}
	}
	if first := Compare(nil, old); len(first) != 1 || first[0].What != Added {
		t.Errorf("of a first release: %v", first)
	}
}

// A folder that was renamed is said once, not field by field; a finding in another category is.
func TestAFolderIsRenamedAndAFindingMoves(t *testing.T) {
	const site = `{"version":1,"inspections":[
		{"id":"%[1]s","authored":{"title":"I","from":"2023"},"categories":[
			{"id":"%[2]s","authored":{"title":"C"}},{"id":"other","authored":{"title":"D"}}]}],
		"findings":[{"id":"a","inspection":"%[1]s","category":"%[2]s","authored":{"title":"A"}},
			{"id":"b","inspection":"%[1]s","category":"%[3]s","authored":{"title":"B"}}]}`
	read := func(inspection, category, ofB string) *Site {
		s, err := Read(reader(fmt.Sprintf(site, inspection, category, ofB)))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	old := read("i", "c", "other")
	for _, test := range []struct {
		now  *Site
		want string
	}{
		{old, ""},
		{read("j", "c", "other"), "renamed inspection j i"},
		{read("i", "k", "other"), "renamed category i/k i/c"},
		{read("j", "k", "other"), "renamed inspection j i; renamed category j/k i/c"},
		{read("i", "c", "c"), "text finding b D (i/other)"},
		{read("j", "c", "c"), "renamed inspection j i; text finding b D (i/other)"},
	} {
		var got []string
		for _, c := range Compare(old, test.now) {
			got = append(got, fmt.Sprint(c.What, " ", c.Of, " ", c.ID, " ", c.From))
		}
		if text := strings.Join(got, "; "); text != test.want {
			t.Errorf("%s\nwant %s", text, test.want)
		}
	}
}

// What is still shown of a finding that was withdrawn does not change unsaid.
func TestAWithdrawalChanges(t *testing.T) {
	const site = `{"version":1,"withdrawn":[
		{"id":"a","number":"1","title":%q,"withdrawn":{"on":"2023-06-01","reason":%q,"erase":%v}}]}`
	read := func(title, reason string, erase bool) *Site {
		s, err := Read(reader(fmt.Sprintf(site, title, reason, erase)))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	old := read("A", "twice", false)
	for _, test := range []struct {
		now  *Site
		want string
	}{
		{old, ""},
		{read("B", "twice", false), "text title 1 A 1 B"},
		{read("A", "wrong", false), "text withdrawn 2023-06-01 twice 2023-06-01 wrong"},
		{read("", "by law", true), "erased   by law"},
	} {
		var got []string
		for _, c := range Compare(old, test.now) {
			got = append(got, fmt.Sprint(c.What, " ", c.Field, " ", c.From, " ", c.To))
		}
		if text := strings.Join(got, "; "); text != test.want {
			t.Errorf("%s\nwant %s", text, test.want)
		}
	}
}

func TestWhatIsNoSiteIsTold(t *testing.T) {
	for _, data := range []string{``, `{`, `[]`, `{"version":0}`, `{"version":2}`, `{"version":"1"}`,
		`{"version":1,"parts":[{"url":"https://example.org/data/gone.json"}]}`,
		`{"version":1,"findings":{}}`} {
		var broken *BrokenError
		if _, err := Read(reader(data)); !errors.As(err, &broken) {
			t.Errorf("%s: %v", data, err)
		}
	}
	_, err := Read(func(string) ([]byte, error) { return nil, fs.ErrNotExist })
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"version":1,"findings":[{"id":"a","authored":{"results":[1,{"name":[]}],"updates":{}}}]}`)
	f.Add(`{"version":1,"findings":[{"id":"a","authored":{"deadline":[],"aliases":[{}]}}]}`)
	f.Add(`{"version":1,"inspections":[{"authored":null,"categories":[{"authored":7}]}]}`)
	f.Fuzz(func(t *testing.T, data string) {
		s, err := Read(reader(data))
		if err != nil {
			return
		}
		other := site(t, `"status":"closed","updates":[{"text":"t"}]`, "")
		Compare(s, other)
		Compare(other, s)
		if changes := Compare(s, s); len(changes) > 0 {
			t.Errorf("a site differs from itself: %v", changes)
		}
	})
}

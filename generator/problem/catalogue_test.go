package problem

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestCataloguesHaveTheSameRulesAndArguments(t *testing.T) {
	zh, en := catalogues["zh"], catalogues["en"]
	if z, e := slices.Sorted(maps.Keys(zh)), Rules(); !slices.Equal(z, e) {
		t.Fatalf("zh has %v\nen has %v", z, e)
	}
	verb := regexp.MustCompile(`%\[\d\][a-zA-Z]`)
	for rule := range en {
		if zh[rule].Remark != en[rule].Remark {
			t.Errorf("%s: a remark in one language only", rule)
		}
		for _, pair := range [][2]string{
			{zh[rule].Text, en[rule].Text}, {zh[rule].Fix, en[rule].Fix},
		} {
			if pair[0] == "" || pair[1] == "" {
				t.Errorf("%s: a sentence is empty", rule)
			}
			if arguments(verb, pair[0]) != arguments(verb, pair[1]) {
				t.Errorf("%s: other arguments in %q than in %q", rule, pair[0], pair[1])
			}
		}
	}
}

// arguments lists the numbers of the arguments that a sentence quotes; how they are quoted is the
// language's own matter.
func arguments(verb *regexp.Regexp, sentence string) string {
	var found []string
	for _, v := range verb.FindAllString(sentence, -1) {
		if !slices.Contains(found, v[:4]) {
			found = append(found, v[:4])
		}
	}
	slices.Sort(found)
	return strings.Join(found, " ")
}

func TestSentencesKeepTheHouseStyle(t *testing.T) {
	banned := regexp.MustCompile(`(?i)failed to|invalid|please|请输入|失败`)
	for rule, s := range catalogues["en"] {
		for _, sentence := range []string{s.Text, s.Fix} {
			if strings.HasSuffix(sentence, ".") || banned.MatchString(sentence) {
				t.Errorf("%s: %q", rule, sentence)
			}
			if first := sentence[:1]; first != strings.ToLower(first) {
				t.Errorf("%s: %q begins with a capital", rule, sentence)
			}
		}
	}
	for rule, s := range catalogues["zh"] {
		for _, sentence := range []string{s.Text, s.Fix} {
			if strings.HasSuffix(sentence, "。") || banned.MatchString(sentence) {
				t.Errorf("%s: %q", rule, sentence)
			}
		}
	}
}

func TestErrSortsAndDropsWhatIsSaidTwice(t *testing.T) {
	a := Problem{File: "a.md", Line: 2, Column: 1, Rule: "symlink"}
	b := Problem{File: "a.md", Line: 10, Column: 1, Rule: "symlink"}
	c := Problem{File: "b.md", Line: 1, Column: 1, Rule: "symlink"}
	got := List{c, b, a, a}.Err().(List)
	if len(got) != 3 || got[0].Line != 2 || got[1].Line != 10 || got[2].File != "b.md" {
		t.Errorf("got %+v", got)
	}
	if List(nil).Err() != nil {
		t.Error("an empty list is an error")
	}
}

func TestTextAndJSONSayTheSame(t *testing.T) {
	list := List{{File: "content/a/b/c.md", Line: 7, Column: 9, Rule: "status-unknown",
		Args: []any{"done", "completed, closed"}, Mean: "completed"}}
	for lang, want := range map[string][2]string{
		"en": {"content/a/b/c.md:7:9: status \"done\" is not a status  [status-unknown]\n" +
			"\tuse completed, closed; did you mean \"completed\"?\n",
			`{
  "problems": [
    {
      "file": "content/a/b/c.md",
      "line": 7,
      "column": 9,
      "rule": "status-unknown",
      "text": "status \"done\" is not a status",
      "fix": "use completed, closed; did you mean \"completed\"?"
    }
  ],
  "remarks": [],
  "findings": 36
}
`},
		"zh": {"content/a/b/c.md:7:9: 无法识别状态“done”  [status-unknown]\n" +
			"\t只能用：completed, closed；是不是想写“completed”？\n",
			`{
  "problems": [
    {
      "file": "content/a/b/c.md",
      "line": 7,
      "column": 9,
      "rule": "status-unknown",
      "text": "无法识别状态“done”",
      "fix": "只能用：completed, closed；是不是想写“completed”？"
    }
  ],
  "remarks": [],
  "findings": 36
}
`},
	} {
		var text, json strings.Builder
		list.Text(&text, lang)
		if err := list.JSON(&json, lang, nil, 36, nil); err != nil {
			t.Fatal(err)
		}
		if text.String() != want[0] {
			t.Errorf("%s text:\n%s\nwant:\n%s", lang, text.String(), want[0])
		}
		if json.String() != want[1] {
			t.Errorf("%s JSON:\n%s\nwant:\n%s", lang, json.String(), want[1])
		}
	}
}

func TestNearestKnowsSlipsAndLeavesStrangersAlone(t *testing.T) {
	words := []string{"completed", "in-progress", "closed", "title", "summary"}
	for word, want := range map[string]string{
		"complete":    "completed",
		"tilte":       "title",
		"Summary":     "summary",
		"in_progress": "in-progress",
		"banana":      "",
		"":            "",
	} {
		if got := Nearest(word, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

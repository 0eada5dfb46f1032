package register_test

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// unshown are the rules whose examples no text put into the base register can show, with the
// reason. Those of the room render speak of layouts, styles and words.
var unshown = map[string]string{
	"config-missing":    "the base has the file",
	"register-empty":    "the base has a finding",
	"encoding-gb18030":  "about bytes; testdata/rules has it",
	"encoding-unknown":  "about bytes; testdata/rules has it",
	"encoding-utf16":    "about bytes; testdata/rules has it",
	"file-kind":         "about the disk; testdata/rules has it",
	"file-lines":        "about size; testdata/rules has it",
	"nesting-deep":      "about size; testdata/rules has it",
	"signs-many":        "about size; testdata/rules has it",
	"file-large":        "about size; testdata/rules has it",
	"file-name":         "about bytes; testdata/rules has it",
	"file-changed":      "about time; a test of the generator has it",
	"file-linked":       "about the disk; TestHardLinksToHiddenFilesAreRefused has it",
	"symlink":           "about the disk; testdata/rules has it",
	"uuid-missing":      "most examples of config.toml lack the key",
	"yaml-broken":       "each fault that is known has a rule of its own",
	"url-twice":         "about files of the theme",
	"template-broken":   "about layouts",
	"approval-author":   "about a digest; testdata/rules has it",
	"approval-edited":   "about a digest; testdata/rules has it",
	"approval-file":     "about a digest; testdata/rules has it",
	"approval-moved":    "about a digest; testdata/rules has it",
	"approval-unkept":   "about a digest; testdata/rules has it",
	"approval-none":     "about a digest; testdata/rules has it",
	"approval-stranger": "about a digest; testdata/rules has it",
	"approval-text":     "about a digest; testdata/rules has it",
	"link-unapproved":   "about a digest; testdata/rules has it",
	"record-unapproved": "about a digest; the room record has it",
	"log-damaged":       "about signing; the room sign has it",
	"words-broken":      "about the words of layouts",
}

// A wrong example must break its own rule and no other; a right one none at all.
func TestExamplesOfRulesAreTrue(t *testing.T) {
	for _, rule := range problem.Rules() {
		if unshown[rule] != "" || rendering.MatchString(rule) {
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			e, _ := problem.Explain(rule, lang)
			if got := broken(t, e.Wrong); !slices.Equal(got, []string{rule}) {
				t.Errorf("%s: the wrong example of %s breaks %v", lang, rule, got)
			}
			if got := broken(t, e.Right); len(got) > 0 {
				t.Errorf("%s: the right example of %s breaks %v", lang, rule, got)
			}
		}
	}
}

// broken are the rules that the base register with an example in it breaks.
func broken(t *testing.T, example string) []string {
	t.Helper()
	fsys := source(t, &txtar.Archive{})
	putExample(fsys, strings.ReplaceAll(example, "␀", "\x00"))
	r, err := register.Read(fsys)
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	var rules []string
	for _, p := range slices.Concat(list, r.Remarks) {
		if p.Rule != "uuid-missing" {
			rules = append(rules, p.Rule)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

const exampleFinding = "content/audit/money/late-bills.md"

var (
	configLine = regexp.MustCompile(`^[a-z][A-Za-z]* = `)
	frontKey   = regexp.MustCompile(`^([a-z_0-9]+) *[:：]`)
	named      = regexp.MustCompile(`file: (\S+)`)
	topKey     = regexp.MustCompile(`^(\w+)\s*[:：=]`)
)

// putExample puts an example to where its form says, as told at problem.Explanation.
func putExample(fsys fstest.MapFS, example string) {
	archive := txtar.Parse([]byte(example))
	switch {
	case len(archive.Files) > 0:
		for _, f := range archive.Files {
			putText(fsys, f.Name, string(f.Data))
		}
	case strings.HasPrefix(example, "content/"):
		for _, name := range strings.Fields(example) {
			putText(fsys, name, "")
		}
	case configLine.MatchString(example):
		fsys["config.toml"].Data = []byte(over(string(fsys["config.toml"].Data), example))
	case strings.HasPrefix(example, "---"), frontKey.MatchString(example):
		putText(fsys, exampleFinding, example)
	default:
		putText(fsys, exampleFinding, "")
		fsys[exampleFinding].Data = append(fsys[exampleFinding].Data, example...)
	}
	for _, m := range named.FindAllStringSubmatch(example, -1) {
		if m[1] != "foto.jpg" { // the one that is missing
			fsys[path.Join(path.Dir(exampleFinding), m[1])] = &fstest.MapFile{Data: []byte("x")}
		}
	}
}

// putText writes a whole file, or lays keys over those that such a file has.
func putText(fsys fstest.MapFS, name, text string) {
	whole := strings.HasPrefix(text, "---") || text != "" && !frontKey.MatchString(text)
	if !whole {
		front := fmt.Sprintf("title: Late\nnumber: n%d\nsummary: Paid.\nstatus: completed\nbasis: inferred\n",
			len(fsys))
		if old := fsys[name]; old != nil {
			front = strings.Trim(string(old.Data), "-\n") + "\n"
		} else if path.Base(name) == "_index.md" {
			front = "title: Staff\n"
		}
		text = "---\n" + over(front, text) + "---\n"
	}
	fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
}

// over takes away from below the keys that above has, with what is indented under them, and adds
// above.
func over(below, above string) string {
	has := map[string]bool{}
	for _, line := range strings.Split(above, "\n") {
		if m := topKey.FindStringSubmatch(line); m != nil {
			has[m[1]] = true
		}
	}
	var kept strings.Builder
	drop := false
	for line := range strings.Lines(below) {
		if m := topKey.FindStringSubmatch(line); m != nil {
			drop = has[m[1]]
		}
		if !drop {
			kept.WriteString(line)
		}
	}
	return kept.String() + above
}

package main

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	"gongshi/generator/acceptance/golden"
)

// picturesLimit is how large all pictures may be together, in bytes.
const picturesLimit = 300_000

const project = "../../"

func TestDocumentsNameOnlyWhatIsThere(t *testing.T) {
	makefile := read(t, project+"Makefile")
	for _, name := range documents(t) {
		dir := path.Dir(name)
		for _, text := range snippets(read(t, project+name)) {
			if wrong := unknown(text, makefile); wrong != "" {
				t.Errorf("%s: %s: no %s", name, text, wrong)
			}
		}
		for _, link := range links(read(t, project+name)) {
			if _, err := os.Stat(project + path.Join(dir, link)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestUnknownNamesAreFound(t *testing.T) {
	makefile := read(t, project+"Makefile")
	for text, want := range map[string]string{
		"gongshi publish":             "verb publish",
		"gongshi build --colour":      "flag --colour of build",
		"gongshi check --explain R":   "",
		"gongshi help format":         "",
		"--keep 0":                    "",
		"--colour":                    "flag --colour",
		"make test":                   "",
		"make tests":                  "target tests",
		"generator/pipeline.go":       "",
		"generator/pipelines.go":      "file generator/pipelines.go",
		"docs/":                       "",
		"content/<inspection>/_index": "",
	} {
		if got := unknown(text, makefile); got != want {
			t.Errorf("%s: no %q, want %q", text, got, want)
		}
	}
}

// Whoever follows the steps looks for a button with the words that the steps quote.
func TestStepsQuoteTheWordsOfTheForm(t *testing.T) {
	words := map[string]string{}
	if err := toml.Unmarshal([]byte(read(t, project+"generator/form/face/words.zh.toml")),
		&words); err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile(`点“([^”]+)”`).FindAllStringSubmatch(
		read(t, project+"README.zh.md"), -1)
	if len(quoted) < 5 {
		t.Errorf("only %d steps quote a button", len(quoted))
	}
	for _, q := range quoted {
		if !slices.ContainsFunc(slices.Collect(maps.Values(words)),
			func(word string) bool { return strings.HasPrefix(word, q[1]) }) {
			t.Errorf("no button says %s", q[1])
		}
	}
}

func TestReadmesAreShortAndTheirPicturesSmall(t *testing.T) {
	zh, en := read(t, project+"README.zh.md"), read(t, project+"README.md")
	if lines := strings.Count(zh, "\n"); lines > 60 {
		t.Errorf("README.zh.md has %d lines", lines)
	}
	size := 0
	for _, file := range golden.Files(t, pictures+"/*") {
		size += len(read(t, file))
		if name := "docs/pictures/" + filepath.Base(file); !strings.Contains(zh+en, name) {
			t.Errorf("%s is shown nowhere", name)
		}
	}
	if size > picturesLimit {
		t.Errorf("the pictures have %d bytes", size)
	}
}

// unknown gives what the program or the project does not have of what a piece of code names.
func unknown(text, makefile string) string {
	fields := strings.Fields(text)
	switch {
	case len(fields) == 0:
		return ""
	case fields[0] == "make" && len(fields) > 1:
		if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(fields[1]) + `:`).MatchString(makefile) {
			return "target " + fields[1]
		}
	case fields[0] == "gongshi" && len(fields) > 1:
		return unknownVerb(fields[1:])
	case strings.HasPrefix(fields[0], "--"):
		all := append(program().Commands(), program())
		if !slices.ContainsFunc(all, func(cmd *cobra.Command) bool { return has(cmd, fields[0]) }) {
			return "flag " + fields[0]
		}
	case regexp.MustCompile(`^(\.ci|cmd|docs|generator|layouts|static|i18n)/[\w./-]*$`).
		MatchString(text):
		if _, err := os.Stat(project + text); err != nil {
			return "file " + text
		}
	}
	return ""
}

func unknownVerb(args []string) string {
	verb, _, err := program().Find(args[:1])
	if err != nil || !verb.HasParent() && !strings.HasPrefix(args[0], "-") {
		return "verb " + args[0]
	}
	for _, arg := range args {
		if strings.HasPrefix(arg, "--") && !has(verb, arg) {
			return "flag " + arg + " of " + verb.Name()
		}
	}
	return ""
}

func has(cmd *cobra.Command, flag string) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
	name, _, _ = strings.Cut(name, "|")
	return cmd.Flag(name) != nil || cmd.InheritedFlags().Lookup(name) != nil
}

func program() *cobra.Command {
	c := &command{voice: voice{words: readWords(), lang: "en"}}
	root := c.root()
	root.InitDefaultHelpCmd()
	return root
}

// snippets gives what a text sets as code, in its lines and in blocks of their own.
func snippets(text string) []string {
	var all []string
	for _, span := range regexp.MustCompile("`([^`]+)`|(?m)^    (\\S.*)$").
		FindAllStringSubmatch(text, -1) {
		all = append(all, strings.Join(strings.Fields(span[1]+span[2]), " "))
	}
	return all
}

// links gives the files that a text leads to or shows.
func links(text string) []string {
	var all []string
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)|src="([^":]+)"`).
		FindAllStringSubmatch(text, -1) {
		all = append(all, link[1]+link[2])
	}
	return all
}

// documents are those of the project, by their paths in it.
func documents(t *testing.T) []string {
	t.Helper()
	all := slices.Concat(golden.Files(t, project+"*.md"), golden.Files(t, project+"docs/*.md"))
	for i := range all {
		all[i] = strings.TrimPrefix(filepath.ToSlash(all[i]), project)
	}
	return all
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongshi/generator"
	"gongshi/generator/personal"
	"gongshi/generator/preview"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// How the program speaks:
//
//   - results, and the one line of success with a number and a place, go to stdout; all else to
//     stderr;
//   - every sentence stands once in words/zh.toml and once in words/en.toml, in lower case,
//     without full stop;
//   - what went wrong is one line, how to mend it a second one behind a tab;
//   - exit 0: done; 1: the content has problems; 2: the command was misused; 3: the machine's
//     trouble.

const (
	exitDone = iota
	exitProblems
	exitMisuse
	exitMachine
)

//go:embed words/zh.toml words/en.toml
var catalogues embed.FS

type voice struct {
	out, err io.Writer
	lang     string // zh or en
	words    map[string]map[string]string
}

// misuse is a command that makes no sense as it was given.
type misuse struct {
	key  string
	args []any
	mean string
}

func (m misuse) Error() string { return m.key }

// stopped says that everything has been said already.
type stopped int

func (s stopped) Error() string { return "stopped" }

// language is that of --lang, which help needs before the flags are read, else the system's. Of
// the system's, C and POSIX say nothing: most readers read Chinese.
func language(args []string, env func(string) string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return known(value)
		}
		if arg == "--lang" && i+1 < len(args) {
			return known(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value, _, _ := strings.Cut(env(name), ".")
		switch {
		case value == "":
			continue
		case value == "C" || value == "POSIX" || strings.HasPrefix(value, "zh"):
			return "zh"
		}
		return "en"
	}
	return system()
}

func known(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "zh"
}

// readWords gives what the program says in each language, by table.key.
func readWords() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		all[lang] = map[string]string{}
		tables := problem.Catalogue[map[string]map[string]string](catalogues,
			"words/"+lang+".toml")
		for table, entries := range tables {
			for key, text := range entries {
				all[lang][table+"."+key] = text
			}
		}
	}
	return all
}

// say gives a sentence of the catalogue with its arguments, errors in words. Names of files and
// what systems say of them may hold personal data.
func (v *voice) say(key string, args ...any) string {
	for i, arg := range args {
		if err, ok := arg.(error); ok {
			args[i] = v.system(err)
		}
	}
	return personal.Mask(problem.Fill(v.words[known(v.lang)][key], args))
}

func (v *voice) print(key string, args ...any) { fmt.Fprintln(v.out, v.say(key, args...)) }

// remark says what is no result.
func (v *voice) remark(key string, args ...any) { fmt.Fprintln(v.err, v.say(key, args...)) }

// problems lists what is wrong with the content, and counts it in the sentence named by key. Any
// other error is handed back.
func (c *command) problems(err error, result generator.Result, key string) error {
	var list problem.List
	if !errors.As(err, &list) {
		return err
	}
	if c.format == "json" {
		return errors.Join(c.json(list, result, nil), stopped(exitProblems))
	}
	list.Text(c.out, c.lang)
	c.listRemarks(result.Remarks)
	c.print(key, c.sum(list, result))
	return stopped(exitProblems)
}

// listRemarks lists what stops nothing under a line that says so.
func (v *voice) listRemarks(remarks problem.List) {
	if len(remarks) > 0 {
		v.print("problems.remarks", v.counted("remark", len(remarks)))
		remarks.Text(v.out, v.lang)
	}
}

// sum counts problems: "2 problems in 2 of 36 findings" where all of them are in findings.
func (v *voice) sum(list problem.List, result generator.Result) string {
	key := "problems.findings"
	elsewhere := func(p problem.Problem) bool { return !register.IsFinding(p.File) }
	if slices.ContainsFunc(list, elsewhere) {
		key = "problems.files"
	}
	return v.say(key, v.counted("problem", len(list)), v.counted("file", list.Files()),
		list.Files(), v.counted("finding", result.Findings))
}

func (v *voice) counted(noun string, n int) string {
	form := noun + "s"
	if n == 1 {
		form = noun
	}
	return v.say("counted."+form, n)
}

// json prints a result for a program; build is more about a build, or nil.
func (c *command) json(list problem.List, result generator.Result, build any) error {
	return list.JSON(c.out, c.lang, result.Remarks, result.Findings, build)
}

// encode prints a result for a program, without personal data.
func (v *voice) encode(result any) error {
	var text strings.Builder
	err := encode(&text, result)
	_, failed := io.WriteString(v.out, personal.Mask(text.String()))
	return errors.Join(err, failed)
}

// encode is how a result is written as JSON.
func encode(to io.Writer, result any) error {
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(result)
}

// exit says what an error means, and gives the exit code.
func (c *command) exit(err error) int {
	var done stopped
	var m misuse
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &done):
		return int(done)
	case errors.As(err, &m):
		c.complain("misuse."+m.key, m.mean, m.args...)
		return exitMisuse
	}
	c.machine(err)
	return exitMachine
}

// complain says what is wrong and how to mend it.
func (v *voice) complain(key, mean string, args ...any) {
	fix := v.say(key+"-fix", args...)
	if mean != "" {
		fix += v.say("misuse.mean", mean)
	}
	v.two(v.say(key, args...), fix)
}

// two says on two lines what is wrong and how to mend it.
func (v *voice) two(wrong, fix string) { fmt.Fprintf(v.err, "%s\n\t%s\n", wrong, fix) }

func (c *command) machine(err error) {
	var busy *source.BusyError
	var port *preview.PortInUse
	var seen watched
	var other *release.OtherError
	var lost *release.LostError
	placed, changed := errors.AsType[*release.PlacedError](err)
	switch {
	case changed && placed.Whole:
		c.complain("machine.placed", "", shownDir(c.output), err)
	case changed:
		c.complain("machine.mixed", "", shownDir(c.output), err)
	case errors.As(err, &port):
		c.portInUse(port)
	case errors.As(err, &seen):
		c.complain("machine.watched", "", string(seen))
	case errors.As(err, &busy):
		c.complain("machine.busy", "", c.output, busy.Holder)
	case errors.As(err, &other):
		c.complain("machine.other", "", c.output, other.Title, other.Identity)
	case errors.Is(err, release.ErrForeign):
		c.complain("machine.foreign", "", c.output)
	case errors.As(err, &lost):
		c.lost(lost)
	case errors.Is(err, release.ErrNoEarlier):
		c.complain("machine.no-earlier", "", c.output)
	case errors.Is(err, context.Canceled):
		c.complain("machine.stopped", "")
	case errors.Is(err, syscall.ENOSPC):
		c.complain("machine.full", "", err)
	case errors.Is(err, fs.ErrPermission):
		c.complain("machine.permission", "", err)
	default:
		c.complain("machine.trouble", "", err)
	}
}

// flagMisuse puts what the flag library found into our words.
func flagMisuse(cmd *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &missing):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		given := missing.GetSpecifiedName()
		if len(given) > 1 {
			given = "--" + given
		} else {
			given = "-" + given
		}
		return misuse{"flag-unknown", []any{given, strings.Join(names, " ")},
			problem.Nearest(given, names)}
	case errors.As(err, &needs):
		return misuse{"flag-needs", []any{"--" + needs.GetFlag().Name}, ""}
	case errors.As(err, &wrong):
		name := "--" + wrong.GetFlag().Name
		example := map[string]string{"uint": "3", "bool": "true, false"}
		return misuse{"flag-value",
			[]any{name, wrong.GetValue(), example[wrong.GetFlag().Value.Type()]}, ""}
	}
	return misuse{"flag-broken", []any{err}, ""}
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"gongshi/generator"
	"gongshi/generator/preview"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
	"gongshi/generator/watch"
)

// teller says in a line each what watch mode sees.
type teller struct {
	*voice
	source  string
	reach   preview.Reach
	shown   bool // the site was built once
	broken  bool // at the last look
	asOf    string
	drafts  int
	remarks map[string]int // that were listed, of each how many
	polling watch.Why
}

func (t *teller) seen(s generator.Seen) {
	broken := s.Err != nil
	named := s.All || len(s.Changed) > 0 || s.AsOf != t.asOf
	if named || s.Files > 0 || broken != t.broken {
		t.tell(s, s.At.Format(time.TimeOnly), t.what(s))
	}
	t.remarkLeftovers(s.Leftovers)
	if t.broken && !broken {
		t.print("watch.mended")
	}
	if !broken {
		t.listRemarks(t.unlisted(s.Remarks))
	}
	t.broken, t.asOf = broken, s.AsOf
	if !broken && s.Drafts != t.drafts {
		if s.Drafts == 0 {
			t.print("watch.no-drafts")
		} else {
			t.print("watch.drafts", t.counted("draft", s.Drafts))
		}
		t.drafts = s.Drafts
	}
	if s.Polling.Why != "" && s.Polling.Why != t.polling {
		t.polling = s.Polling.Why
		reason := any(s.Polling.System)
		if s.Polling.Err != nil {
			reason = s.Polling.Err
		}
		t.remark("watch.poll-"+string(s.Polling.Why), reason)
	}
}

// unlisted gives the remarks that were not there at the last good build, wherever they stood.
func (t *teller) unlisted(remarks problem.List) problem.List {
	before := t.remarks
	t.remarks = map[string]int{}
	return slices.DeleteFunc(slices.Clone(remarks), func(p problem.Problem) bool {
		what := fmt.Sprint(p.File, p.Rule, p.Args)
		t.remarks[what]++
		return t.remarks[what] <= before[what]
	})
}

func (t *teller) tell(s generator.Seen, at, what string) {
	var list problem.List
	var crash *generator.Crash
	took := t.took(s.Took)
	switch {
	case errors.As(s.Err, &list) && t.begins(list):
		t.print("edit.empty")
	case errors.As(s.Err, &list):
		list.Text(t.out, t.lang)
		key := "watch.problems"
		if !t.shown {
			key = "watch.unready"
		}
		t.print(key, at, what, t.counted("problem", len(list)), took)
	case errors.As(s.Err, &crash):
		t.complain("watch.crash", "", at, what, crash.Reason, t.note(crash))
	case s.Err != nil:
		t.complain("watch.trouble", "", at, what, s.Err)
	case !t.shown:
		t.shown = true
		t.print("watch.first", at, t.counted("finding", s.Findings),
			t.counted("page", s.Pages), took)
	case s.Files == 0:
		t.print("watch.nothing", at, what, took)
	default:
		t.print("watch.changed", at, what, t.counted("file", s.Files), took)
	}
}

// begins says whether all that is wrong is that there is no register yet: forms offer to begin one.
func (t *teller) begins(list problem.List) bool {
	_, err := os.Lstat(filepath.Join(t.source, source.ContentDir))
	return t.reach == preview.Loopback && errors.Is(err, fs.ErrNotExist) &&
		!slices.ContainsFunc(list, func(p problem.Problem) bool {
			return p.Rule != "config-missing" && p.Rule != "index-missing"
		}) && len(list) == 2
}

// what names what changed: the first file and how many more, or the day.
func (t *teller) what(s generator.Seen) string {
	switch n := len(s.Changed); {
	case s.All:
		return t.say("watch.all")
	case n == 1:
		return s.Changed[0]
	case n > 1:
		return t.say("watch.more", s.Changed[0], n-1)
	case s.AsOf == t.asOf && s.Err != nil:
		return t.say("watch.rest")
	case s.AsOf == t.asOf:
		return t.say("watch.new-day")
	case s.AsOf == "":
		return t.say("watch.today")
	}
	day, _ := register.ParseDay(s.AsOf) // it was chosen from a calendar, and built
	return t.say("watch.as-of", t.day(day))
}

// took tells a time as people do: to the millisecond while it is none to wait for.
func (t *teller) took(d time.Duration) string {
	if d < time.Second {
		return t.say("watch.ms", d.Milliseconds())
	}
	return t.say("watch.s", d.Seconds())
}

// note writes down where a build crashed, since nobody wants to read that in the terminal, and
// gives the file.
func (t *teller) note(crash *generator.Crash) string {
	file := filepath.Join(t.source, filepath.FromSlash(generator.CrashFile))
	text := masked(fmt.Sprintf("%s\n%s", crash, crash.Stack))
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return string(crash.Stack)
	}
	return path.Join(filepath.ToSlash(t.source), generator.CrashFile)
}

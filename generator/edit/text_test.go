package edit_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/edit"
	"gongshi/generator/register"
)

var update = flag.Bool("update", false, "write what comes out now into testdata")

// Each archive holds a text before and after the changes in its comment: "set PATH VALUE", where
// \n is a line end and true a flag, "update PATH VALUE", which appends a dated update, "extend TO",
// "first PATH VALUE", which puts one before all others, "leave PATH", "remove PATH" and
// "move PATH N"; or the error that they give.
func TestEditsOfTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := edit.Apply(finding, archive.Files[0].Data,
				changes(t, string(archive.Comment))...)
			if err != nil {
				got = []byte(err.Error() + "\n")
			}
			if *update {
				archive.Files[1].Data = got
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if string(archive.Files[1].Data) != string(got) {
				t.Errorf("got:\n%s\nwant:\n%s", got, archive.Files[1].Data)
			}
		})
	}
}

func changes(t *testing.T, lines string) []edit.Change {
	t.Helper()
	var all []edit.Change
	for line := range strings.Lines(lines) {
		words := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		how, path, rest := words[0], words[1], words[len(words)-1]
		switch how {
		case "set":
			var value any = strings.ReplaceAll(rest, `\n`, "\n")
			if rest == "true" {
				value = true
			}
			all = append(all, edit.Set(path, value))
		case "update":
			day, _ := register.ParseDate("2026-11-29")
			all = append(all, edit.Append(path, register.Update{Date: day,
				Status: register.Completed, Text: register.Markdown(rest)}))
		case "first":
			day, _ := register.ParseDate("2026-11-29")
			all = append(all, edit.Prepend(path, register.Update{Date: day,
				Text: register.Markdown(rest)}))
		case "leave":
			all = append(all, edit.Leave(path))
		case "extend":
			on, _ := register.ParseDay("2026-11-29")
			to, _ := register.ParseDay(path)
			all = append(all, edit.Append("deadline.extended",
				register.Extension{On: on, To: to, Reason: "等：审批"}))
		case "remove":
			all = append(all, edit.Remove(path))
		case "move":
			to, err := strconv.Atoi(rest)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, edit.Move(path, to))
		default:
			t.Fatalf("unknown change %q", line)
		}
	}
	return all
}

// FuzzApply holds that an edit of any text is refused or read back as it was meant.
func FuzzApply(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text, "title", "新：标题")
		f.Add(text, "deadline.extended[0].reason", "a, b")
		f.Add(text, "measures[0].text", "甲\n\n- 乙")
	}
	f.Fuzz(func(t *testing.T, text, path, value string) {
		before, err := register.Spans(finding, []byte(text))
		got, editErr := edit.Apply(finding, []byte(text), edit.Set(path, value))
		if editErr != nil {
			return
		}
		if err != nil {
			t.Fatalf("edited what cannot be read: %v", err)
		}
		after, err := register.Spans(finding, got)
		if err != nil {
			t.Fatalf("%v\n%q", err, got)
		}
		if is := after.At(path); is == nil || is.Text != strings.TrimSpace(
			strings.ReplaceAll(value, "\r\n", "\n")) {
			t.Errorf("%q is read as %+v\n%s", value, is, got)
		}
		if text[before.Body.Start:] != string(got[after.Body.Start:]) {
			t.Errorf("the body changed:\n%s", got)
		}
		for _, n := range before.Root.Nodes {
			same := after.Root.Child(n.Key)
			if n.Key == register.Steps(path)[0] || n.Key == "" {
				continue
			}
			if same == nil || !strings.Contains(string(got), text[n.Label.Start:n.Value.End]) {
				t.Errorf("%s changed:\n%s", n.Key, got)
			}
		}
	})
}

func TestFirstDeadlineIsNotEdited(t *testing.T) {
	day, _ := register.ParseDay("2024-01-01")
	for _, change := range []edit.Change{
		edit.Set("deadline.date", "2024-01-01"),
		edit.Remove("deadline.date"),
		edit.Remove("deadline"),
		edit.Set("deadline", &register.Deadline{Date: day}),
		edit.Set("deadline", register.Deadline{Condition: "资金到位"}),
	} {
		if got, err := edit.Apply(finding, []byte(flow), change); !errors.Is(err,
			edit.ErrFirstDeadline) {
			t.Errorf("%v\n%s", err, got)
		}
	}
}

func TestSettingWhatIsThereChangesNothing(t *testing.T) {
	for _, text := range seeds(t) {
		tree, err := register.Spans(finding, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths(tree.Root, "") {
			n := tree.At(path)
			if n.Shape != register.Scalar || n.Text == "" {
				continue
			}
			got, err := edit.Apply(finding, []byte(text), edit.Set(path, n.Text))
			if err != nil || string(got) != text {
				t.Errorf("%s: %v\n%s", path, err, got)
			}
		}
	}
}

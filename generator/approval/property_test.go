package approval_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/approval"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

const folderOf = "content/audit/money/"

var begin = map[string]string{
	"config.toml": "title = \"Register\"\nlanguage = \"en\"\ntimeZone = \"Asia/Shanghai\"\n" +
		"uuid = \"base\"\n[approval]\nrequired = true\n",
	"content/_index.md":       "---\ntitle: Office\ncontact:\n  phone: 0595-28008990\n---\n",
	"content/audit/_index.md": "---\ntitle: Audit\nbody: Office\n---\n",
	folderOf + "_index.md":    "---\ntitle: Money\n---\n",
	folderOf + "paper.txt":    "first\n",
	folderOf + "bills.md": "---\ntitle: Bills\nnumber: 1\nsummary: Late.\nstatus: completed\n" +
		"basis: inferred\nevidence:\n  - title: Paper\n    file: paper.txt\n---\nThe body.\n",
	folderOf + "rent.md": "---\ntitle: Rent\nnumber: 2\nsummary: Low.\nstatus: completed\n" +
		"basis: inferred\n---\nThe body.\n",
}

var approvedKey = regexp.MustCompile(`(?m)^approved:\n(?:  .*\n)+`)

// edits change a text, with a word that stands nowhere else.
var edits = map[string]func(text, word string) string{
	"summary": func(text, word string) string {
		return regexp.MustCompile(`(?m)^summary: .*`).ReplaceAllString(text, "summary: "+word)
	},
	"body":     func(text, word string) string { return text + word + "\n" },
	"measure":  func(text, word string) string { return key(text, "measures:\n  - text: "+word) },
	"own key":  func(text, word string) string { return key(text, "x_note: "+word) },
	"author":   func(text, word string) string { return key(text, "author: "+word) },
	"comment":  func(text, word string) string { return key(text, "# "+word) },
	"retract":  func(text, _ string) string { return approvedKey.ReplaceAllString(text, "") },
	"reformat": func(text, _ string) string { return strings.Replace(text, "title: ", "title:   ", 1) },
	"forge": func(text, _ string) string {
		return regexp.MustCompile(`digest: \S{8}`).ReplaceAllString(text, "digest: 00000000")
	},
}

// key puts a key at the top of a text that has none of its name.
func key(text, lines string) string {
	name, _, _ := strings.Cut(lines, " ")
	if strings.Contains(text, "\n"+strings.TrimSpace(name)) {
		return text
	}
	return strings.Replace(text, "---\n", "---\n"+lines+"\n", 1)
}

type office struct {
	t      *rapid.T
	dir    string
	folder *source.Folder
}

func (o office) name(file string) string { return filepath.Join(o.dir, filepath.FromSlash(file)) }

func (o office) change(file string, change func(string) string) {
	data, err := os.ReadFile(o.name(file))
	if err == nil {
		err = os.WriteFile(o.name(file), []byte(change(string(data))), 0o600)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		o.t.Fatal(err)
	}
}

// public is all that is published, by ids; false where a problem stops it.
func (o office) public() (map[string]string, *register.Register, bool) {
	r, err := register.Read(o.folder.FS())
	var list problem.List
	if errors.As(err, &list) {
		return nil, r, false
	}
	if err != nil {
		o.t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range r.Published().Filed() {
		all[f.ID] = o.shown(f)
	}
	return all, r, true
}

// What is public stays, to the byte, through every edit, until it is approved again; only a problem
// stops it, or an approval.
func TestOnlyAnApprovalChangesWhatIsPublic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "approval")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		o := office{t: t, dir: dir}
		for name, text := range begin {
			_ = os.MkdirAll(filepath.Dir(o.name(name)), 0o700)
			if err := os.WriteFile(o.name(name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if o.folder, err = source.Open(dir); err != nil {
			t.Fatal(err)
		}
		defer o.folder.Close()
		want := map[string]string{}
		for n := range rapid.IntRange(5, 25).Draw(t, "steps") {
			id := rapid.SampledFrom([]string{"bills", "rent"}).Draw(t, "id")
			word := fmt.Sprintf("word%d", n)
			step := rapid.SampledFrom(slices.Concat(slices.Sorted(maps.Keys(edits)),
				[]string{"approve", "approve", "approve", "kept", "file"})).Draw(t, "step")
			switch step {
			case "approve":
				o.approve(id, want)
			case "kept":
				o.change(register.ApprovedFile(id), func(s string) string { return s + word + "\n" })
			case "file":
				o.change(folderOf+"paper.txt", func(s string) string { return s + word + "\n" })
			case "retract": // it is public no more
				o.change(folderOf+id+".md", func(s string) string { return edits[step](s, word) })
				delete(want, id)
			default:
				o.change(folderOf+id+".md", func(s string) string { return edits[step](s, word) })
			}
			if got, _, ok := o.public(); ok && !maps.Equal(got, want) {
				t.Fatalf("after %s of %s, public is\n%v\nand not\n%v", step, id, got, want)
			}
		}
	})
}

// approve approves a finding, and notes what is public of it then: its text as it is.
func (o office) approve(id string, want map[string]string) {
	_, r, _ := o.public()
	found, err := approval.Find(r, []string{id})
	if err != nil {
		o.t.Fatal(err)
	}
	texts, err := approval.Texts(o.folder.FS(), found)
	if err != nil {
		o.t.Fatal(err)
	}
	day, _ := register.ParseDay("2024-03-05")
	if err = approval.Approve(context.Background(), o.folder, r, texts, "Li Si", day); err != nil {
		o.t.Fatal(err)
	}
	data, err := os.ReadFile(o.name(register.ApprovedFile(id)))
	if err != nil || register.ApprovalDigest(data) != texts[0].Digest {
		o.t.Fatal("what is kept is not what was approved", err)
	}
	want[id] = o.shown(found[0])
}

// shown is all that a site shows of a finding, and of its files.
func (o office) shown(f *register.Finding) string {
	all := maps.Collect(register.Values(reflect.ValueOf(f).Elem()))
	delete(all, "author")
	delete(all, "approved")
	values, err := json.Marshal(all)
	if err != nil {
		o.t.Fatal(err)
	}
	text := string(values) + f.Body.Text
	for _, a := range f.Attached() {
		data, err := os.ReadFile(o.name(a.File))
		if err != nil {
			o.t.Fatal(err)
		}
		text += a.Name + string(data)
	}
	return text
}

// A finding that was approved is published nowhere else until it is approved there: not in another
// category, and not in another inspection.
func TestAMovedFindingIsApprovedWhereItLies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "approval")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		o := office{t: t, dir: dir}
		places := []string{folderOf, "content/audit/staff/", "content/visit/money/"}
		for name, text := range begin {
			for _, place := range places {
				moved := strings.Replace(name, folderOf, place, 1)
				if moved != name && path.Base(name) != "_index.md" {
					continue
				}
				if err := os.MkdirAll(filepath.Dir(o.name(moved)), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(o.name(moved), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		visit := []byte(begin["content/audit/_index.md"])
		if err := os.WriteFile(o.name("content/visit/_index.md"), visit, 0o600); err != nil {
			t.Fatal(err)
		}
		if o.folder, err = source.Open(dir); err != nil {
			t.Fatal(err)
		}
		defer o.folder.Close()
		want, lies, approved := map[string]string{}, folderOf, ""
		for range rapid.IntRange(2, 12).Draw(t, "steps") {
			if to := rapid.SampledFrom(append(places, "")).Draw(t, "to"); to == "" {
				o.approve("rent", want)
				approved = lies
			} else if err := os.Rename(o.name(lies+"rent.md"), o.name(to+"rent.md")); err != nil {
				t.Fatal(err)
			} else {
				lies = to
			}
			public, _, ok := o.public()
			if moved := approved != "" && approved != lies; ok == moved {
				t.Fatalf("approved in %q, lies in %q: published: %t", approved, lies, ok)
			}
			if ok && !maps.Equal(public, want) {
				t.Fatalf("public is\n%v\nand not\n%v", public, want)
			}
		}
	})
}

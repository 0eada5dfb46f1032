package form

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongshi/generator/edit"
	"gongshi/generator/register"
)

// hostile are texts that a form must give back as they were typed, and YAML must not misread.
var hostile = []string{"一句话", "a: b", "- x", "# no comment", "'", `"quoted"`, "{x}", "[x]", "yes",
	"是",
	"2023", "3292.00", "0x1f", "null", "~", "!tag", "&anchor", "*alias", "%", "@", "`", "|", ">",
	"…",
	"a\tb", "<b>bold</b>", "&lt;", "{{ .Title }}", "\u202ereversed", "😀", "x  y", "100%！", "---",
	"C:\\new"}

var hostileLines = append([]string{"第一段\n\n第二段", "- 一\n- 二", "  indented\nless", "a\n---\nb",
	"|\n>",
	"x:\n  y: z"}, hostile...)

// doing is one edit in the form, and the same by hand.
type doing struct {
	name string
	form func(url.Values)
	hand []edit.Change
}

func someEdits(t *rapid.T, v url.Values) []doing {
	text, lines := rapid.SampledFrom(hostile), rapid.SampledFrom(hostileLines)
	at := rapid.IntRange(0, 2).Draw(t, "row")
	row := []string{"[0]", "[1]", "[2]"}[at]
	put := func(name, value string) doing {
		return doing{name, func(v url.Values) { v.Set(name, value) }, []edit.Change{edit.Set(name,
			plain(value))}}
	}
	drop := func(name string) doing {
		return doing{name, func(v url.Values) { v.Set(name, "") }, []edit.Change{edit.Remove(name)}}
	}
	all := []doing{
		put("title", text.Draw(t, "title")),
		put("reason", lines.Draw(t, "reason")),
		put("next", lines.Draw(t, "next")),
		put("measures"+row+".text", lines.Draw(t, "measure")),
		put("answers[0].question", text.Draw(t, "question")),
		put("results[0].change", text.Draw(t, "change")),
		drop("group"), drop("results[0].unit"), drop("contact.phone"),
		{"weight", func(v url.Values) { v.Set("weight", "7") }, []edit.Change{edit.Set("weight",
			7)}},
		{"draft", func(v url.Values) { v.Set("draft", "true") }, []edit.Change{edit.Set("draft",
			true)}},
		{"measures", func(v url.Values) { v["measures"] = []string{"2", "0", "1"} },
			[]edit.Change{edit.Move("measures[2]", 0)}},
		{"measures", func(v url.Values) {
			v["measures"] = slices.Delete([]string{"0", "1", "2"},
				at, at+1)
		},
			[]edit.Change{edit.Remove("measures" + row)}},
		{"updates", func(v url.Values) {
			v["updates"] = []string{"n1", "0", "1"}
			v.Set("updates[n1].date", "2024-06")
			v.Set("updates[n1].text", "查了")
		}, []edit.Change{edit.Prepend("updates", edit.Fields{{Key: "date", Value: "2024-06"},
			{Key: "text", Value: "查了"}})}},
		{"evidence", func(v url.Values) { v["evidence"] = nil },
			[]edit.Change{edit.Remove("evidence")}},
		{"responsible", func(v url.Values) { v.Set("responsible", "预算科\n资产科\n国库支付中心") },
			[]edit.Change{edit.Append("responsible", "资产科"), edit.Move("responsible[2]", 1)}},
		{"deadline", func(v url.Values) {
			v["deadline.extended"] = []string{"0", "1", "n1"}
			v.Set("deadline.extended[n1].on", "2024-06-20")
			v.Set("deadline.extended[n1].to", "2024-12-31")
			v.Set("deadline.extended[n1].reason", "还在办")
		}, []edit.Change{edit.Append("deadline.extended", edit.Fields{{Key: "on",
			Value: "2024-06-20"},
			{Key: "to", Value: "2024-12-31"}, {Key: "reason", Value: "还在办"}})}},
		{"text", func(v url.Values) { v.Set("text", "新的正文\r\n\r\n第二段") },
			[]edit.Change{edit.Body("新的正文\n\n第二段")}},
	}
	var chosen []doing
	seen := map[string]bool{}
	for _, d := range rapid.Permutation(all).Draw(t, "edits")[:rapid.IntRange(1, 5).Draw(t,
		"of them")] {
		if !seen[top(d.name)] {
			chosen = append(chosen, d)
		}
		seen[top(d.name)] = true
	}
	return chosen
}

func TestRandomEditsAreThoseByHandAndTouchNothingElse(t *testing.T) {
	f := start(t)
	first := strings.Replace(f.read(everyKey), "\nreason: 两个", "\n# 谁写的：办公室\nreason:   '两个", 1)
	first = strings.Replace(first, "账目没有交接。\n", "账目没有交接。'\n", 1)
	rapid.Check(t, func(r *rapid.T) {
		before := first
		if rapid.Bool().Draw(r, "CRLF") {
			before = strings.ReplaceAll(first, "\n", "\r\n")
		}
		f.write(everyKey, before)
		all := f.files()
		v := f.open("finding/every-key")
		edits := someEdits(r, v)
		var hand []edit.Change
		for _, d := range edits {
			d.form(v)
			hand = append(hand, d.hand...)
		}
		w := f.post("finding/every-key", v, nil)
		if w.Code != http.StatusSeeOther {
			if got := f.read(everyKey); got != before {
				r.Fatalf("refused, but written:\n%s", got)
			}
			sameAsTyped(r, v, values(w.Body.String()))
			return
		}
		want, err := edit.Apply(everyKey, []byte(before), hand...)
		if err != nil {
			r.Fatal(err)
		}
		got := f.read(everyKey)
		if got != string(want) {
			r.Fatalf("by form\n%s\nby hand\n%s", got, want)
		}
		untouched(r, edits, before, got)
		undo := strings.Replace(strings.TrimPrefix(w.Header().Get("Location"), Prefix), "saved",
			"undo", 1)
		if f.post(undo, v, nil); f.read(everyKey) != before {
			r.Fatalf("undone:\n%s", f.read(everyKey))
		}
		f.same(all)
	})
}

// sameAsTyped holds what a page gives back against what was typed into the one before.
func sameAsTyped(t *rapid.T, sent, back url.Values) {
	for name, all := range sent {
		if strings.Contains(name, ":") || len(all) == 0 || isList("finding", name) {
			continue
		}
		if plain(all[0]) != plain(back.Get(name)) && hasRow(sent, name) {
			t.Fatalf("%s: typed %q, came back %q", name, all[0], back.Get(name))
		}
	}
}

// hasRow says whether the row that a name is in was sent.
func hasRow(sent url.Values, name string) bool {
	list, rest, row := strings.Cut(name, "[")
	token, _, _ := strings.Cut(rest, "]")
	return !row || slices.Contains(sent[list], token)
}

// untouched wants the bytes of every key at the top that nobody edited, and their order.
func untouched(t *rapid.T, edits []doing, before, after string) {
	old, now := topBytes(t, before), topBytes(t, after)
	for key, bytes := range old {
		touched := slices.ContainsFunc(edits, func(d doing) bool { return top(d.name) == key })
		if !touched && now[key] != bytes {
			t.Fatalf("%s is %q, was %q", key, now[key], bytes)
		}
	}
}

func topBytes(t *rapid.T, text string) map[string]string {
	tree, err := register.Spans(everyKey, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{bodyName: text[tree.Body.Start:]}
	at := tree.Front.Start
	for _, n := range tree.Root.Nodes { // with the comments above it
		all[n.Key] = strings.Trim(text[at:n.Value.End], "\r\n")
		at = n.Value.End
	}
	return all
}

// inBrackets is the finding in the other style that YAML has.
const inBrackets = `---
title: 房租收得太少
number: 二
summary: 房租已按评估价重签。
status: long-term
basis: stated
responsible: [预算科, 国库支付中心]
measures: [{text: 一, date: 2023-02}, {text: 二}, {text: 三, done: true}]
contact: {phone: 0595-11112222}
---
`

func TestValuesInBracketsAreEditedToo(t *testing.T) {
	f := start(t)
	f.write(rent, inBrackets)
	v := f.open("finding/rent")
	v["measures"] = []string{"2", "n0", "0"}
	v.Set("measures[n0].text", "新, 的")
	v.Set("measures[0].date", "")
	v.Set("responsible", "国库支付中心\n资产科")
	v.Set("contact.hours", "周一: 上午")
	f.saved(f.post("finding/rent", v, nil))
	want := "responsible: [国库支付中心, 资产科]\n" +
		`measures: [{text: 三, done: true}, {text: "新, 的"}, {text: 一}]` + "\n" +
		`contact: {phone: 0595-11112222, hours: "周一: 上午"}` + "\n---\n"
	if got := f.read(rent); !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s", got)
	}
}

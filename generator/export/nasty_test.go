package export_test

import (
	"strings"
	"testing"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// nasty are texts that have broken other programs. Some a register could not hold, since its reader
// refuses them; the room does not lean on that.
func nasty() map[string]string {
	return map[string]string{
		"bidi controls":        "甲\u202e乙\u2066丙\u2069丁\u200f",
		"zero width":           "\u200b零\u200c宽\u200d度\ufeff",
		"end of script":        "</script><script>alert(1)</script>",
		"end of CDATA":         "]]><![CDATA[<!--&amp;&#60;",
		"quotes":               `"';,\:|"` + "`",
		"escapes":              `\n\\n\,\;\\`,
		"lines":                "一\n二\n\n三",
		"carriage returns":     "一\r二\r\n三",
		"lines of other kinds": "一\u0085二\u2028三\u2029四\u000b五\u000c六",
		"a header":             "甲\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX:1",
		"controls":             "\x01\x08\x1b[31m\x7f",
		"a long word":          strings.Repeat("Donaudampfschiff", 40),
		"300 characters":       strings.Repeat("长", 300),
		"emoji":                strings.Repeat("👩‍👩‍👧‍👦🏳️‍🌈", 30),
		"rare Han":             strings.Repeat("𠮷𬎆㐂", 40),
		"no characters":        "\ufffe\uffff\ufffd",
		"combining":            "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033da\u0308\u0301",
		"formula":              "=HYPERLINK(\"http://x\",\"a\")",
		"template":             "{{ .Day }}{{% x %}}",
		"Arabic":               "مرحبا \u202bشيء\u202c",
		"spaces":               "a  b\tc\u3000d\u00a0e",
		"no UTF-8":             "甲\xff\xfe乙",
	}
}

// soiled is a site with a text in every field that is no Markdown, and in a few that are.
func soiled(t testing.TB, text string) export.Site {
	t.Helper()
	s := siteOf(t, everyKey, "2024-05-01")
	s.Register.Config.Title, s.Register.Config.Banner, s.Register.Title = text, text, text
	s.Register.Contact = register.Contact{Phone: text, Email: text, Address: text,
		Postcode: text, Hours: text}
	i := s.Register.Inspections[0]
	i.Title, i.Inspected, i.Issuer, i.Inspector, i.Source = text, text, text, text, text
	c := i.Categories[0]
	c.Title, c.Groups[0].Title = text, text
	f := c.Findings[0]
	f.Title, f.Number, f.Summary, f.Verified.By = text, text, text, text
	f.Deadline.Extended[1].Reason = text
	f.Responsible = register.Texts{text}
	f.Results = []register.Result{{Name: text, Value: text, Unit: text, Change: text}}
	f.Documents = []register.Document{{Title: text}}
	f.Answers[0].Question = text
	f.Reason, f.Next, f.Updates[0].Text = register.Markdown(text), register.Markdown(text),
		register.Markdown(text)
	f.Body.Text = text
	return s
}

// xmlHolds, jsonHolds and linesHold give what a format can hold of a text.
func xmlHolds(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == '\ufffe' || r == '\uffff' {
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}

func jsonHolds(text string) string { return perByte(text) }

// perByte replaces each byte that is no part of a character, as encoding/json and xml do.
func perByte(text string) string { return string([]rune(text)) }

func linesHold(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}

func TestNastyTextComesBackFromEveryFormat(t *testing.T) {
	for name, text := range nasty() {
		t.Run(name, func(t *testing.T) {
			s := soiled(t, text)
			files := written(t, s)
			same := func(where, got, want string) {
				t.Helper()
				if got != want {
					t.Errorf("%s: %q, want %q", where, got, want)
				}
			}
			all := dataOf(t, s).Findings[0].Authored
			for _, key := range []string{"title", "number", "summary", "reason", "text"} {
				same("findings.json "+key, all[key].(string), jsonHolds(text))
			}
			schema := validator(t, files["data/findings.schema.json"], closed)
			if err := validate(t, schema, files["data/findings.json"]); err != nil {
				t.Error(err)
			}
			item := jsonFeedOf(t, s).Items[1]
			same("feed.json", item.Title, jsonHolds(text)+"：期限延至：2024-06-30")
			same("feed.json", item.Text, jsonHolds(text))
			entry := atomOf(t, s).Entries[1]
			same("feed.xml", entry.Title, xmlHolds(jsonHolds(text))+"：期限延至：2024-06-30")
			same("feed.xml", entry.Content, xmlHolds(jsonHolds(text)))

			event := calendarOf(t, s).within[0]
			want := linesHold(jsonHolds(text))
			same("deadlines.ics", event.value(t, "SUMMARY"),
				"期限："+strings.ReplaceAll(want, "\n", " "))
			if got := event.value(t, "DESCRIPTION"); !strings.Contains(got, want) {
				t.Errorf("deadlines.ics: %q without %q", got, want)
			}
			card := parsed(t, files["contact.vcf"], "VCARD")
			same("contact.vcf", card.value(t, "FN"), want)
			same("contact.vcf", card.value(t, "TEL"), want)
			same("contact.vcf", card.value(t, "NOTE"), "办公时间："+want)

			row := rowsOf(t, files["data/findings.csv"])[0]
			same("findings.csv", strings.TrimPrefix(row["问题"], "'"), tableHolds(text))
			same("findings.csv", row["责任单位"], row["问题"])
			_, cells := cellsOf(t, files["data/findings.xlsx"])
			same("findings.xlsx", cells[0]["问题"].Text, xmlHolds(jsonHolds(tableHolds(text))))
		})
	}
}

// tableHolds has the ends of lines as a reader of CSV has them.
func tableHolds(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

func TestNoOutputHoldsTheEndOfAScript(t *testing.T) {
	for name, data := range written(t, soiled(t, "</script><!--")) {
		if strings.HasSuffix(name, ".json") && strings.Contains(string(data), "</script") {
			t.Errorf("%s could end a script that it is pasted into", name)
		}
	}
}

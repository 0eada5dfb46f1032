package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"gongshi/generator/acceptance/golden"
)

// Each archive in testdata/read holds texts as they were typed, and behind each, under want, its
// HTML, how it is said, and what is reported.
func TestTextsAreReadAsTheyWereTyped(t *testing.T) {
	for _, file := range golden.Files(t, "testdata/read/*.txtar") {
		t.Run(golden.Name(file), func(t *testing.T) {
			archive := golden.Parse(t, file)
			got := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if f.Name != "want" {
					want := txtar.File{Name: "want", Data: []byte(shown(t, string(f.Data)))}
					got.Files = append(got.Files, f, want)
				}
			}
			golden.Check(t, file, txtar.Format(got))
		})
	}
}

// shown is all that is made of a text.
func shown(t *testing.T, typed string) string {
	r := Read(typed)
	if again := Read(r.Text); again.Text != r.Text {
		t.Errorf("%q became %q, and then %q", typed, r.Text, again.Text)
	}
	said := html(t, Emphasis(r.Text)) + "= " + strings.ReplaceAll(PlainText(r.Text), "\n", "\n= ") + "\n"
	for _, f := range r.Faults {
		before := typed[:f.Offset]
		line := 1 + strings.Count(before, "\n")
		column := 1 + utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
		said += fmt.Sprintf("! %d:%d %s %q\n", line, column, f.Rule, f.Args)
	}
	return said
}

// office gives texts of office Chinese, with signs that mean something in Markdown.
func office() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"整改", "共", "项", "年", "万元", "甲", "的", "5", "8", "24", "2025", "3.5", "~", "*", "**",
		"_", "__", "____", "****", ">", "#", "-", "---", "+", "=", "、", "，", "。", "：", ":", "（",
		"）", "(", ")", "《", "》", "“", "”", "%", "|", ".", " ", " ", "  ", "    ", "\t", "　　", "\n", "\n",
		"\n", "\n\n", "1. ", "2. ", "3. ", "2025. ", "1) ", "- ", "* ", "> ", ">", "# ", "一是", "（一）",
		"①", "•", "<", "<5%", "&", "&amp;", `\`, "[", "]", "![", "/", "@", "www.", "https://", "a", "x",
		"file_a", "~~", "x.cn", "!", "?", ";", "$", "^", "{", "}", "'", "\"", "1、", "1、甲\n2、乙\n",
	})
	return rapid.Map(rapid.SliceOfN(piece, 1, 14),
		func(s []string) string { return strings.Join(s, "") })
}

// lettersOf are the characters that are to be found again, in their order: all but blanks and the
// marks that [signsOf] counts.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*_~-+>#|\\<`", r) {
			return -1
		}
		return r
	}, text)
}

// sign is a mark where it can be nothing but a character.
var sign = regexp.MustCompile(`^(?:[\p{L}\p{N}][*_~][\p{L}\p{N}]|>\d|[+-]\d|#\p{L}|<\d)`)

func signsOf(text string) (n int) {
	for ; text != ""; text = text[1:] {
		if sign.MatchString(text) {
			n++
		}
	}
	return n
}

func TestCharactersThatWereTypedAreSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := office().Draw(t, "typed")
		r := Read(typed)
		if again := Read(r.Text); again.Text != r.Text {
			t.Fatalf("%q became %q, and then %q", typed, r.Text, again.Text)
		}
		said := PlainText(r.Text)
		if len(r.Faults) == 0 && !strings.Contains(typed, "](") &&
			(lettersOf(said) != lettersOf(typed) || signsOf(said) < signsOf(typed)) {
			t.Fatalf("%q became %q and is said as %q", typed, r.Text, said)
		}
	})
}

// What has no marks is read without being parsed, and must be read alike.
func FuzzReadSettles(f *testing.F) {
	for _, file := range golden.Files(f, "testdata/read/*.txtar") {
		for _, text := range golden.Parse(f, file).Files {
			f.Add(string(text.Data))
		}
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if !utf8.ValidString(typed) || strings.ContainsAny(typed, "\r\x00") {
			return // register takes them out, or refuses them
		}
		r := Read(typed)
		if again := Read(r.Text); again.Text != r.Text {
			t.Errorf("%q became %q, and then %q", typed, r.Text, again.Text)
		}
		d := draft{source: []byte(typed)}
		for range rounds {
			if d.look(); !d.revise() {
				break
			}
		}
		if string(d.source) != r.Text {
			t.Errorf("%q became %q, and when parsed %q", typed, r.Text, d.source)
		}
		for _, fault := range r.Faults {
			if fault.Offset < 0 || fault.Offset > len(typed) {
				t.Errorf("%q: %v", typed, fault)
			}
		}
	})
}

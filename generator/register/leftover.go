package register

import (
	"strings"
	"unicode/utf8"

	"gongshi/generator/encoding"
	"gongshi/generator/markdown"
	"gongshi/generator/problem"
)

// Leftovers: what was to be taken out before a text was published, and what came along with it.

// checkCharacters reports odd characters of a text but those that are to be seen in another.
func (s *textFile) checkCharacters(text, seen string, at func(offset int) place) {
	for _, o := range encoding.Odds(text) {
		if strings.ContainsRune(seen, o.Char) {
			continue
		}
		name := problem.Phrase{"zh": o.Name().ZH, "en": o.Name().EN}
		s.report(at(o.Offset), o.Rule, o.Char, name, string(o.Char), o.Meant)
	}
}

// checkMerge remarks on the marks of a merge that was left half done.
func (s *textFile) checkMerge(text string) {
	if !strings.Contains(text, "<<<<<<< ") && !strings.Contains(text, ">>>>>>> ") &&
		!strings.Contains(text, "\n=======\n") {
		return
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "<<<<<<< ") || strings.HasPrefix(line, ">>>>>>> ") ||
			line == "=======" {
			s.report(place{number, 1}, "git-mark", line[:7])
		}
	}
}

// leftovers are words that do not belong into a text that is published, by the rule that says so:
// of Word's tracked changes and comments and CriticMarkup's, and of templates.
var leftovers = []struct{ word, rule string }{
	{"批注[", "revision-mark"}, {"批注 [", "revision-mark"}, {"删除的内容", "revision-mark"},
	{"带格式的", "revision-mark"}, {"{++", "revision-mark"}, {"{--", "revision-mark"},
	{"{~~", "revision-mark"}, {"{>>", "revision-mark"},
	{"TODO", "placeholder"}, {"待补", "placeholder"}, {"某某", "placeholder"},
	{"××", "placeholder"}, {"XX", "placeholder"}, {"xxx", "placeholder"},
}

// checkLeftovers remarks on the first of each of the leftovers in a text.
func (s *textFile) checkLeftovers(text string, at func(offset int) place) {
	for _, l := range leftovers {
		if i := standing(text, l.word); i >= 0 {
			s.report(at(i), l.rule, l.word)
		}
	}
}

// hasLeftovers says whether a file may have any, in one walk over its bytes: to look for each of
// the words, or at each character, took a fortieth of the time that reading does.
func hasLeftovers(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		switch text[i] {
		case '{', 'T', 'X', 'x', "×"[0]:
		case "批"[0]: // and 某
			if text[i+1] != "批"[1] && text[i+1] != "某"[1] {
				continue
			}
		case "待"[0]: // 带 and 删, too
			if text[i+1] != "待"[1] && text[i+1] != "带"[1] && text[i+1] != "删"[1] {
				continue
			}
		default:
			continue
		}
		for _, l := range leftovers {
			if strings.HasPrefix(text[i:], l.word) {
				return true
			}
		}
	}
	return false
}

// standing is where a word first stands by itself, not within a foreign word and not for the name
// behind a surname; -1 where it does not.
func standing(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		first, size := utf8.DecodeRuneInString(word)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i+len(word):], string(first)))
		name := strings.HasPrefix(word[size:], string(first)) && markdown.IsSurname(before)
		if !name && !(latin(first) && (latin(before) || latin(after))) {
			return i
		}
		from = i + len(word)
	}
}

func latin(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
		r == '_' || r == '-'
}

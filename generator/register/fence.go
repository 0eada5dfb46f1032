package register

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// blanks are what a line can have that looks empty.
const blanks = " \t" + wideSpace

// fence is a line that begins or ends front matter, for people: office programs make one dash of
// two hyphens.
var fence = regexp.MustCompile(`^(?:-{2,}|[-－–—―─━]*[－–—―─━][-－–—―─━]*)[ \t　]*$`)

// delimited looks for the two lines --- that hold the front matter, and gives the text with them in
// this form. It is stricter than the library that cuts: that one trims both ends of a line, and so
// would end the front matter within an indented text.
func (s *textFile) delimited(text string) (string, bool) {
	lines, written := s.opened(strings.Split(text, "\n"))
	if lines == nil {
		s.report(place{1, 1}, "front-matter-missing")
		return "", false
	}
	for i, line := range lines[1:] {
		if _, _, plain := plainKey(line); plain {
			continue // nearly every line
		}
		bare := strings.TrimLeft(line, blanks)
		switch {
		case !mayBeFence(bare):
			continue
		case !fence.MatchString(bare) || bare != line && strings.TrimSpace(bare) != "---":
			continue
		case bare != line:
			s.report(place{i + 2 - s.added, 1 + utf8.RuneCountInString(line[:len(line)-len(bare)])},
				"delimiter-indented")
			return "", false
		}
		if written && line == "---" {
			return text, true
		}
		lines[i+1] = "---"
		return strings.Join(lines, "\n"), true
	}
	if end := s.proseAfterKeys(lines); end > 0 {
		lines[end], s.moved = "---", true
		return strings.Join(lines, "\n"), true
	}
	s.report(place{1, 1}, "front-matter-unclosed")
	return "", false
}

// mayBeFence is for most lines, since the pattern takes its time.
func mayBeFence(bare string) bool {
	r, _ := utf8.DecodeRuneInString(bare)
	return strings.ContainsRune("-－–—―─━", r)
}

// opened gives the lines with --- as the first, and whether it is written so; none where there is
// no such line and the text does not begin with keys. Empty lines before it come behind it, so that
// the others stay where they are.
func (s *textFile) opened(lines []string) (opened []string, written bool) {
	first := slices.IndexFunc(lines, func(line string) bool {
		return strings.TrimLeft(line, blanks) != ""
	})
	if first < 0 {
		return nil, false
	}
	written = lines[0] == "---"
	switch {
	case fence.MatchString(strings.TrimLeft(lines[first], blanks)):
		s.moved = first > 0
		clear(lines[:first+1])
	case !s.beginsWithKeys(lines[first:]):
		return nil, false
	default:
		s.moved = true
		if first == 0 {
			s.added = 1
			lines = slices.Insert(lines, 0, "")
		}
	}
	lines[0] = "---"
	return lines, written
}

// proseAfterKeys is the empty line between keys and prose, where a line --- is missing; 0 where
// there is none, or no telling: a file may have been cut off.
func (s *textFile) proseAfterKeys(lines []string) int {
	empty, keys := 0, 0
	for i, line := range lines[1:] {
		_, _, _, isKey := cutKey(line)
		switch {
		case line == "":
			empty = i + 1
		case isKey || strings.ContainsAny(line[:1], "-# \t|>\"'") || strings.HasPrefix(line, wideSpace):
			empty = 0
			keys++
		case empty > 0 && keys > 0:
			return empty
		default:
			return 0
		}
	}
	return 0
}

// beginsWithKeys says whether lines are front matter up to a line ---: the first is a key that the
// text can have, the others are keys, or what belongs to them.
func (s *textFile) beginsWithKeys(lines []string) bool {
	key, _, _, _ := cutKey(lines[0])
	if recognised(Keys(KindOf(s.file)), key) == nil {
		return false
	}
	for _, line := range lines {
		if mayBeFence(line) && fence.MatchString(line) {
			return true
		}
		_, _, _, ok := cutKey(line)
		if !ok && line != "" && !strings.ContainsAny(line[:1], "-# \t") &&
			!strings.HasPrefix(line, wideSpace) {
			return false
		}
	}
	return false
}

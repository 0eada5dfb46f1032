package register

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Lines that are put in, and places in the author's file that they and other changes move.

// begins says whether the list or the record of a key begins on its line.
func begins(known *Key, value string) bool {
	switch {
	case known == nil:
		return false
	case slices.Contains(listTypes, known.Type):
		return strings.HasPrefix(value, "- ") || dashIn(value) > 0
	}
	key, _, _, ok := cutKey(value)
	return ok && known.Type == "mapping" && recognised(Keys(known.Of), key) != nil
}

// split puts what follows the key on a line, in a column, on a line of its own.
func (n *normalizer) split(line, column int, value string) {
	indent := n.below(n.lines[line+1:], column, strings.HasPrefix(value, "-"))
	at := n.written(place{line + frontLine, n.width + 1})
	n.lines = slices.Insert(n.lines, line+1, strings.Repeat(" ", indent)+value)
	n.splits = append(n.splits, line+1+frontLine)
	n.shift(line+1+frontLine, 1, at.column-indent-1)
}

// below is how far the first line of a list or a record is to be indented whose key is in a column,
// so that the lines that follow belong to it: as the next item or key is.
func (n *normalizer) below(lines []string, column int, list bool) int {
	within := -1 // of an item's further lines
	for _, line := range lines {
		rest := strings.TrimLeft(line, blanks)
		indent := utf8.RuneCountInString(plainIndent(line[:len(line)-len(rest)]))
		item := list && (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "－"))
		switch {
		case rest == "":
			continue
		case item && indent >= column, !list && indent > column:
			return indent
		}
		if indent <= column {
			break
		}
		if within < 0 {
			within = indent
		}
	}
	if within >= column+2 {
		return within - 2
	}
	return column + 2
}

// shift is by how many characters a place moves, from a column on.
type shift struct{ column, by int }

// shift notes that what stands on a line from a column on stood elsewhere in the author's file.
func (s *textFile) shift(line, column, by int) {
	if s.shifts == nil {
		s.shifts = map[int][]shift{}
	}
	if before := s.shifts[line]; len(before) > 0 {
		by += before[len(before)-1].by
	}
	s.shifts[line] = append(s.shifts[line], shift{column, by})
}

// written gives the place in the author's file.
func (s *textFile) written(at place) place {
	by := 0
	for _, shift := range s.shifts[at.line] {
		if at.column >= shift.column {
			by = shift.by
		}
	}
	line := at.line - s.added
	for _, split := range s.splits {
		if split <= at.line {
			line--
		}
	}
	return place{max(1, line), max(1, at.column+by)}
}

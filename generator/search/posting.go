package search

import (
	"slices"
	"strings"
)

// posting says that a text has a term, and in which of its lines first.
type posting struct{ number, line int }

// lines is how many lines are told apart: what stands further down counts as in the last of them,
// and the text itself tells.
const lines = 64

// A list of postings is written by lines, the first ones first: how many lines, for each the line and
// how many texts, and then the numbers of these, each as the distance from the one before. So a page
// reads off which texts come first, and of a list that it has the beginning of how long it is.
//
// Numbers are written in digits of two kinds, as JSON and HTML need not escape them: 42 that end a
// number, and 45 that do not.
const (
	digits = "#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

	endings = 42
	others  = len(digits) - endings
)

func appendNumber(b []byte, n int) []byte {
	for ; n >= endings; n /= others {
		b = append(b, digits[endings+n%others])
	}
	return append(b, digits[n])
}

// Numbers writes ascending numbers alone.
func Numbers(ascending []int) string {
	distances := slices.Clone(ascending)
	for i := len(distances) - 1; i > 0; i-- {
		distances[i] -= distances[i-1]
	}
	return Counts(distances)
}

// Counts writes numbers as they are.
func Counts(numbers []int) string {
	var text []byte
	for _, n := range numbers {
		text = appendNumber(text, n)
	}
	return string(text)
}

// ReadCounts reads what [Counts] writes.
func ReadCounts(text string) []int {
	var numbers []int
	for r := strings.NewReader(text); r.Len() > 0; {
		numbers = append(numbers, readNumber(r))
	}
	return numbers
}

// writer writes lists; its room is used again and again.
type writer struct {
	byLine [lines + 1][]int
	text   []byte
}

func (w *writer) write(list []posting) string {
	w.text = w.text[:0]
	for i := range w.byLine {
		w.byLine[i] = w.byLine[i][:0]
	}
	for _, p := range list {
		at := min(p.line, lines)
		w.byLine[at] = append(w.byLine[at], p.number)
	}
	used := 0
	for _, numbers := range w.byLine {
		used += min(len(numbers), 1)
	}
	w.text = appendNumber(w.text, used)
	for line, numbers := range w.byLine {
		if len(numbers) > 0 {
			w.text = appendNumber(appendNumber(w.text, line), len(numbers))
		}
	}
	for _, numbers := range w.byLine {
		last := 0
		for _, n := range numbers {
			w.text, last = appendNumber(w.text, n-last), n
		}
	}
	return string(w.text)
}

// read reads a list; nothing of one that nobody wrote so.
func read(list string) map[int]int {
	lineOf := map[int]int{}
	r := strings.NewReader(list)
	var ofLines [lines + 1]int
	for used := readNumber(r); used > 0 && r.Len() > 0; used-- {
		ofLines[min(readNumber(r), lines)] = readNumber(r)
	}
	for line, count := range ofLines {
		number := 0
		for ; count > 0 && r.Len() > 0; count-- {
			number += readNumber(r)
			lineOf[number] = line
		}
	}
	return lineOf
}

// cut gives the two parts of a list that is longer than the first may be. Both together are the list.
func cut(list string, size int) (head, rest string) {
	at := min(size, len(list))
	for at < len(list) && strings.IndexByte(digits, list[at-1]) >= endings {
		at++
	}
	return list[:at], list[at:]
}

func readNumber(r *strings.Reader) int {
	number, unit := 0, 1
	for {
		c, err := r.ReadByte()
		if err != nil {
			return number
		}
		digit := strings.IndexByte(digits, c)
		if digit < endings {
			return number + max(digit, 0)*unit
		}
		number += (digit - endings) * unit
		unit *= others
	}
}

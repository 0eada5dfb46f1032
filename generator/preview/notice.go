package preview

import (
	"bufio"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/generator/personal"
	"gongshi/generator/problem"
)

const (
	// shown is how many problems the overlay tells: more than anybody mends in one go.
	shown = 20
	// around is how many characters of a long line are shown on either side of its mark.
	around = 60
	// deepest is how far into a file a line is looked for: no text of a register is longer.
	deepest = 8 << 20
)

// notice is a problem in words: the two lines of the terminal, the line that it is in, cut where
// the mark is, and where to mend it.
type notice struct {
	Text   string `json:"text"`   // place, what is wrong, rule
	Fix    string `json:"fix"`    // how to mend it
	Before string `json:"before"` // of the line; all three are empty where there is no line
	Marked string `json:"marked"`
	After  string `json:"after"`
	Link   link   `json:"link"`
	Form   string `json:"form"` // the field that mends it; "" where there is none
}

// notice puts problems into words and reads the lines that they are in.
func (s *Server) notice(problems problem.List) []notice {
	notices := []notice{}
	for _, p := range problems[:min(len(problems), shown)] {
		var said strings.Builder
		problem.List{p}.Text(&said, s.words["language"])
		text, fix, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		n := notice{Text: text, Fix: strings.TrimSpace(fix), Link: s.link(p.File, p.Line, p.Column)}
		if s.form != nil {
			n.Form = s.form.Address(p.File, p.Line, p.Column)
		}
		n.Before, n.Marked, n.After = mark(s.masked(p.File, p.Line), p.Column)
		notices = append(notices, n)
	}
	return notices
}

// masked is a line as it may be shown, with as many characters as it has. A value may stand on two
// lines.
func (s *Server) masked(file string, number int) string {
	line := s.line(file, number)
	if line == "" {
		return ""
	}
	lines := []string{line, s.line(file, number+1)}
	if number > 1 {
		lines = slices.Insert(lines, 0, s.line(file, number-1))
	}
	shown := strings.Split(personal.Mask(strings.Join(lines, "\n")), "\n")
	return shown[len(lines)-2]
}

// line gives a line of a file of the source, counted from 1; "" where it cannot be had or is not
// text in UTF-8.
func (s *Server) line(file string, number int) string {
	if number == 0 {
		return ""
	}
	f, err := os.OpenInRoot(s.options.Source, filepath.FromSlash(file))
	if err != nil {
		return ""
	}
	defer f.Close()
	lines := bufio.NewScanner(io.LimitReader(f, deepest))
	lines.Buffer(nil, deepest)
	for ; lines.Scan(); number-- {
		if number == 1 && utf8.Valid(lines.Bytes()) {
			return strings.TrimPrefix(lines.Text(), "\ufeff")
		}
	}
	return ""
}

// mark cuts a line into what stands before its mark, the word that is marked, and the rest. The
// mark begins at a column, in characters counted from 1; without one the whole line is marked.
func mark(line string, column int) (before, marked, after string) {
	runes := []rune(line)
	if column == 0 || column > len(runes) {
		return "", line, ""
	}
	start := column - 1
	end := start + 1
	for end < len(runes) && !unicode.IsSpace(runes[end]) && !unicode.IsSpace(runes[start]) {
		end++
	}
	before, after = string(runes[:start]), string(runes[end:])
	if start > around {
		before = "…" + string(runes[start-around:start])
	}
	if len(runes)-end > around {
		after = string(runes[end:end+around]) + "…"
	}
	if end-start > around { // a Chinese sentence has no spaces
		return before, string(runes[start : start+around]), "…"
	}
	return before, string(runes[start:end]), after
}

// link leads to a place in the source; line and column are 0 where they are not known.
func (s *Server) link(file string, line, column int) link {
	if file == "" {
		return link{}
	}
	at := ""
	for _, n := range []int{line, column} {
		if n == 0 {
			break
		}
		at += fmt.Sprintf(":%d", n)
	}
	l := link{Place: personal.Mask(file) + at}
	if l.Place != file+at { // a file to be renamed
		return l
	}
	if s.options.Source == "" || !filepath.IsLocal(filepath.FromSlash(file)) {
		return l
	}
	absolute := filepath.Join(s.options.Source, filepath.FromSlash(file))
	if _, err := os.Lstat(absolute); err != nil {
		return l // the theme's own files are in the program, not in the source
	}
	l.Path = absolute + at
	to := url.URL{Scheme: "vscode", Host: "file",
		Path: "/" + strings.TrimPrefix(filepath.ToSlash(absolute), "/") + at}
	l.Href = to.String()
	return l
}

package register

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// normalize writes the front matter as YAML wants it where there is one reading: a full-width colon
// or none of the space behind a key, tabs and ideographic spaces that indent, a dash without its
// space, a list or record that begins on the line of its key. It knows which keys a mapping can have,
// so that prose stays prose. keys are those that the text can have. [textFile.written] leads from the
// places that result to the author's.
func (s *textFile) normalize(keys []Key) {
	front := string(s.front)
	if suspect(front) {
		n := normalizer{textFile: s, text: -1, open: []level{{keys: keys}},
			lines: strings.Split(front, "\n")}
		for i := 0; i < len(n.lines); i++ { // it may get more
			n.lines[i] = n.normal(i, n.lines[i])
		}
		front = strings.Join(n.lines, "\n")
	}
	s.front = []byte(trimmed(front))
}

// suspect says whether any line may be one to put right: to look closer at all takes a third of the
// time that reading a finding does.
func suspect(front string) bool {
	opened := false    // the line before ends with its key
	valued := keyLimit // the indent of the line before, where it is a key with a value
	for front != "" {
		var line string
		line, front, _ = strings.Cut(front, "\n")
		indent, value, ok := plainKey(line)
		switch {
		case ok && (indent > valued || suspectValue(value)), !ok && suspectLine(line, opened):
			return true
		case ok:
			opened = value == ""
			if valued = indent; opened {
				valued = keyLimit
			}
		default:
			opened = false
		}
	}
	return false
}

// plainKey gives the indent of a line's key, as nearly every line has one, and its value; false where
// the key needs a closer look.
func plainKey(line string) (indent int, value string, ok bool) {
	for strings.HasPrefix(line[indent:], " ") || strings.HasPrefix(line[indent:], "- ") {
		indent++
	}
	end := indent
	for end < len(line) && ('a' <= line[end] && line[end] <= 'z' || line[end] == '_') {
		end++
	}
	if end == indent || end == len(line) || line[end] != ':' || !endsKey(line[end+1:]) {
		return 0, "", false
	}
	return indent, strings.TrimLeft(line[end+1:], " "), true
}

// suspectLine is for a line that has no plain key; opened says that it is the first below one.
func suspectLine(line string, opened bool) bool {
	rest := strings.TrimLeft(line, " ")
	if strings.HasPrefix(rest, "\t") || strings.HasPrefix(rest, wideSpace) || dashIn(rest) > 0 ||
		opened && !strings.HasPrefix(rest, "- ") && itemIn(rest) != "" {
		return true
	}
	rest = strings.TrimLeft(rest, "- ")
	key, colon, after, ok := cutKey(rest)
	return ok && key != "" && (colon != ":" || !endsKey(after) ||
		suspectValue(strings.TrimLeft(after, " ")))
}

// suspectValue says whether no value may follow a key, but a list or a record.
func suspectValue(value string) bool {
	head := value[:min(len(value), keyLimit/2)]
	return strings.HasPrefix(head, "-") || strings.HasPrefix(head, "－") ||
		strings.HasPrefix(head, "–") || strings.Contains(head, ": ") || strings.Contains(head, "：")
}

// wideSpace is the ideographic space, with which office texts indent.
const wideSpace = "　"

// normalizer walks the lines of a front matter.
type normalizer struct {
	*textFile
	open  []level // the mappings that are open, outermost first
	text  int     // deeper lines are a value's text; -1 where there is none
	plain bool    // that text is a key's, and its lines are one
	until string  // the mark that ends a quoted text begun on an earlier line
	lines []string
	out   strings.Builder
	width int // of out, in characters
}

// level is a mapping.
type level struct {
	column int   // of its keys, from 0
	moved  int   // how much further that is than the author's, where a dash got its space
	keys   []Key // that it can have
	value  []Key // that the last key's value, or its items, can have, while nothing stands there
	list   bool  // that value is a list
}

// put adds a piece of a line as it is to be read, and notes how far columns move by it.
func (n *normalizer) put(line int, written, canonical string) {
	n.out.WriteString(canonical)
	n.width += utf8.RuneCountInString(canonical)
	if by := utf8.RuneCountInString(written) - utf8.RuneCountInString(canonical); by != 0 {
		n.shift(line+frontLine, n.width+1, by)
	}
}

// normal gives a line, counted from 0, as it is to be read.
func (n *normalizer) normal(i int, line string) string {
	n.out.Reset()
	n.width = 0
	rest := strings.TrimLeft(line, " \t"+wideSpace)
	if strings.TrimSpace(rest) == "" || strings.HasPrefix(rest, "#") && n.text < 0 {
		return line
	}
	if n.until != "" {
		if strings.Contains(line, n.until) {
			n.until = ""
		}
		return line
	}
	indent := line[:len(line)-len(rest)]
	plain := plainIndent(indent)
	switch within := n.text >= 0 && len(plain) > n.text; {
	case within && n.strayKey(rest):
		plain = plain[:n.text]
	case within:
		spaces := len(indent) - len(strings.TrimLeft(indent, " "))
		if spaces > 0 && !strings.Contains(indent, "\t") || spaces >= n.text+2 {
			return line // the author's own indentation of a paragraph
		}
		n.put(i, indent, plain)
		return n.out.String() + rest
	}
	n.put(i, indent, plain)
	n.text = -1
	n.entry(i, rest)
	return n.out.String()
}

func plainIndent(indent string) string {
	return strings.NewReplacer("\t", "  ", wideSpace, "  ").Replace(indent)
}

// strayKey says whether a line that is indented as a text's further lines are is the next key: YAML
// would not read it as text.
func (n *normalizer) strayKey(rest string) bool {
	top := n.open[len(n.open)-1]
	key, colon, after, ok := cutKey(rest)
	return ok && colon == ":" && endsKey(after) && n.plain && n.text == top.column &&
		recognised(top.keys, key) != nil
}

// entry puts a key or an item of a list behind the indentation of its line.
func (n *normalizer) entry(line int, rest string) {
	if top := n.open[len(n.open)-1]; top.moved > 0 && n.width == top.column-top.moved {
		n.put(line, "", strings.Repeat(" ", top.moved))
	}
	column := n.width
	for len(n.open) > 1 && n.open[len(n.open)-1].column > column {
		n.open = n.open[:len(n.open)-1]
	}
	top := &n.open[len(n.open)-1]
	dash := dashIn(rest)
	switch {
	case top.list && dash > 0:
		n.put(line, rest[:dash], "- ")
		n.item(line, column, *top, rest[dash:])
		n.open[len(n.open)-1].moved = max(0, 2-utf8.RuneCountInString(rest[:dash]))
		return
	case strings.TrimSpace(rest) == "-": // its item begins on the next line
		n.put(line, rest, rest)
		n.open = append(n.open, level{column: column, value: top.value})
		return
	case top.list && top.column < column+1 && itemIn(rest) != "":
		bare := strings.TrimPrefix(rest, itemIn(rest))
		n.put(line, rest[:len(rest)-len(bare)], "- ")
		n.item(line, column, *top, bare)
		return
	case strings.HasPrefix(rest, "- "):
		after := strings.TrimLeft(rest[1:], " ")
		n.put(line, rest[:len(rest)-len(after)], rest[:len(rest)-len(after)])
		n.item(line, column, *top, after)
		return
	case top.column < column:
		n.open = append(n.open, level{column: column, keys: top.value})
	}
	if !n.key(line, rest) {
		n.text, n.plain = column, false
		n.put(line, rest, rest)
	}
}

// item puts what follows the dash of an item.
func (n *normalizer) item(line, dash int, list level, rest string) {
	key, colon, after, ok := cutKey(rest)
	ok = ok && (recognised(list.value, key) != nil || colon == ":" && endsKey(after))
	if ok && list.value != nil {
		n.open = append(n.open, level{column: n.width, keys: list.value})
		if n.key(line, rest) {
			return
		}
	}
	n.text = dash
	n.value(rest)
	n.plain = false
	n.put(line, rest, rest)
}

// key puts a key with its value; false where there is none.
func (n *normalizer) key(line int, rest string) bool {
	key, colon, after, ok := cutKey(rest)
	top := &n.open[len(n.open)-1]
	if !ok {
		return false
	}
	known := recognised(top.keys, key)
	bare := strings.TrimLeft(after, " "+wideSpace)
	switch {
	case begins(known, bare):
		n.put(line, rest[:len(rest)-len(bare)], key+":")
		n.split(line, top.column, bare)
		after = ""
	case colon == ":" && endsKey(after):
		n.put(line, rest[:len(rest)-len(after)], rest[:len(rest)-len(after)])
	case known == nil:
		return false
	default:
		canonical := key + ":"
		if bare != "" {
			canonical += " "
		}
		n.put(line, rest[:len(rest)-len(bare)], canonical)
		after = bare
	}
	n.put(line, after, after)
	top.value, top.list = nil, false
	if bare = strings.TrimSpace(after); bare != "" && !strings.HasPrefix(bare, "#") {
		n.text = top.column
		n.value(bare)
	} else if known != nil {
		top.value, top.list = Keys(known.Of), slices.Contains(listTypes, known.Type)
	}
	return true
}

// listTypes are the types of keys whose values are lists.
var listTypes = []string{"list", "ids", "texts"}

// endsKey says whether a colon that this follows ends a key for YAML.
func endsKey(after string) bool { return after == "" || strings.HasPrefix(after, " ") }

// value notes what a value leaves open at the end of its line.
func (n *normalizer) value(text string) {
	n.plain = !strings.HasPrefix(text, "|") && !strings.HasPrefix(text, ">")
	for _, mark := range []string{`"`, "'"} {
		if rest, ok := strings.CutPrefix(text, mark); ok && !strings.Contains(rest, mark) {
			n.until = mark
		}
	}
	for _, pair := range []string{"[]", "{}"} {
		if strings.HasPrefix(text, pair[:1]) && !strings.Contains(text, pair[1:]) {
			n.until = pair[1:]
		}
	}
}

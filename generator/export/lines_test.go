package export_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// property is a line of a calendar or a card: its name, its parameters as they stand, its value as
// it stands.
type property struct{ name, parameters, value string }

// component is what stands between BEGIN and END.
type component struct {
	name       string
	properties []property
	within     []*component
}

// value gives the one value of a property, its escapes undone.
func (c *component) value(t testing.TB, name string) string {
	t.Helper()
	value, found := "", 0
	for _, p := range c.properties {
		if p.name == name {
			value = p.value
			found++
		}
	}
	if found != 1 {
		t.Errorf("%s has %d times %s", c.name, found, name)
	}
	structured := name == "N" || name == "ADR" || name == "URL"
	if i := strings.IndexAny(whole.ReplaceAllString(value, ""), ",;"); i >= 0 && !structured {
		t.Errorf("%s has more than one value: %q", name, value)
	}
	return unescaped(t, value)
}

// whole is an escape.
var whole = regexp.MustCompile(`\\.`)

func unescaped(t testing.TB, value string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' {
			b.WriteByte(value[i])
			continue
		}
		i++
		at := -1
		if i < len(value) {
			at = strings.IndexByte(`\;,nN`, value[i])
		}
		if at < 0 {
			t.Errorf("%q has an escape that is none", value)
			break
		}
		b.WriteByte("\\;,\n\n"[at])
	}
	return b.String()
}

// parse reads content lines as RFC 5545 (3.1) and RFC 2426 (2.6) have them, and takes nothing else:
// every line ends in CRLF and has at most 75 bytes of whole characters.
func parse(data []byte) (*component, error) {
	text, ended := strings.CutSuffix(string(data), "\r\n")
	if !ended {
		return nil, fmt.Errorf("the last line has no end")
	}
	var unfolded []string
	for n, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			return nil, fmt.Errorf("line %d is too long or half a character: %q", n+1, line)
		}
		if i := strings.IndexFunc(line, control); i >= 0 {
			return nil, fmt.Errorf("line %d has a control character: %q", n+1, line)
		}
		rest, folded := strings.CutPrefix(line, " ")
		switch {
		case folded && n > 0:
			unfolded[len(unfolded)-1] += rest
		case folded || line == "":
			return nil, fmt.Errorf("line %d is empty, or goes on with nothing", n+1)
		default:
			unfolded = append(unfolded, line)
		}
	}
	return nested(unfolded)
}

var propertyName = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

func control(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

func nested(lines []string) (*component, error) {
	root := &component{}
	stack := []*component{root}
	for _, line := range lines {
		left, value, ok := strings.Cut(line, ":")
		name, parameters, _ := strings.Cut(left, ";")
		top := stack[len(stack)-1]
		switch {
		case !ok || !propertyName.MatchString(name):
			return nil, fmt.Errorf("%q is no property", line)
		case name == "BEGIN":
			c := &component{name: value}
			top.within = append(top.within, c)
			stack = append(stack, c)
		case name == "END" && value != top.name:
			return nil, fmt.Errorf("%s ends as %s", top.name, value)
		case name == "END":
			stack = stack[:len(stack)-1]
		default:
			top.properties = append(top.properties, property{name, parameters, value})
		}
	}
	if len(stack) != 1 || len(root.within) != 1 || len(root.properties) > 0 {
		return nil, fmt.Errorf("%d components open, %d whole", len(stack)-1, len(root.within))
	}
	return root.within[0], nil
}

func parsed(t testing.TB, data []byte, name string) *component {
	t.Helper()
	c, err := parse(data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if c.name != name {
		t.Fatalf("%s is no %s", c.name, name)
	}
	return c
}

func TestStrictReaderRefusesWhatIsNotInOrder(t *testing.T) {
	for what, text := range map[string]string{
		"LF alone":               "BEGIN:X\nEND:X\n",
		"a line that is long":    "BEGIN:X\r\nA:" + strings.Repeat("a", 74) + "\r\nEND:X\r\n",
		"half a character":       "BEGIN:X\r\nA:\xe6\x95\r\n \xb4\r\nEND:X\r\n",
		"a component left open":  "BEGIN:X\r\n",
		"an end of another":      "BEGIN:X\r\nEND:Y\r\n",
		"a line without a colon": "BEGIN:X\r\nA\r\nEND:X\r\n",
		"a text that broke out":  "BEGIN:X\r\nA:b\r\n\r\nEND:X\r\n",
	} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("%s passes", what)
		}
	}
}

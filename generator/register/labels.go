package register

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	tomlTable = regexp.MustCompile(`^(\s*[\[［【]\s*)([^\]］】]+?)(\s*[\]］】])(\s*(?:#.*)?)$`)
	tomlKey   = regexp.MustCompile(`^(\s*)(["']?)([\pL\d_-]+)(["']?)(\s*)([=＝])(\s*)(.*)$`)
	// tomlQuoted is a value between quotation marks of any kind.
	tomlQuoted = regexp.MustCompile(`^(["“”])([^"“”\\]*)(["“”])(\s*(?:#.*)?)$`)
)

// labels writes a config.toml with the keys and words of the table where it has labels or synonyms
// of them, ASCII equals signs and quotation marks. It gives false where a line has another word as
// its key that TOML would not read. [textFile.written] leads to the author's columns.
func (s *textFile) labels(text string) (canonical string, ok bool) {
	keys, until := Keys("config"), ""
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		n := normalizer{textFile: s}
		switch m := tomlTable.FindStringSubmatch(line); {
		case until != "":
			if strings.Contains(line, until) {
				until = ""
			}
			continue
		case m != nil:
			keys = n.tableLabel(i, m)
		default:
			until = unclosed(line)
			if m = tomlKey.FindStringSubmatch(line); m == nil {
				continue
			}
			if !n.keyLabel(i, keys, m) {
				return "", false
			}
		}
		lines[i] = n.out.String()
	}
	return strings.Join(lines, "\n"), true
}

// unclosed is the mark of a text that goes on behind a line; empty where none does.
func unclosed(line string) string {
	for _, mark := range []string{`"""`, `'''`} {
		if strings.Count(line, mark)%2 == 1 {
			return mark
		}
	}
	return ""
}

// tableLabel puts the line that begins a table, and gives the keys that it can have.
func (n *normalizer) tableLabel(i int, m []string) []Key {
	keys := Keys("config")
	parts := strings.Split(m[2], ".")
	for j, part := range parts {
		k := recognised(keys, strings.Trim(part, ` "'`))
		if keys = nil; k != nil {
			keys, parts[j] = Keys(k.Of), k.Name
		}
	}
	brackets := strings.NewReplacer("［", "[", "【", "[", "］", "]", "】", "]")
	n.put(i-1, m[1], brackets.Replace(m[1]))
	n.put(i-1, m[2], strings.Join(parts, "."))
	n.put(i-1, m[3]+m[4], brackets.Replace(m[3])+m[4])
	return keys
}

// keyLabel puts the line of a key; false where that is no key.
func (n *normalizer) keyLabel(i int, keys []Key, m []string) bool {
	name := m[2] + m[3] + m[4]
	k := recognised(keys, m[3])
	switch {
	case k != nil && !strings.EqualFold(k.Name, m[3]):
		n.put(i-1, m[1], m[1])
		n.put(i-1, name, k.Name)
	case k == nil && m[2] == "" && strings.ContainsFunc(name, notASCII):
		at := place{i + 1, 1 + utf8.RuneCountInString(m[1])}
		n.report(at, "key-unknown", name, strings.Join(names[string](keys), ", "))
		return false
	default:
		n.put(i-1, m[1]+name, m[1]+name)
	}
	n.put(i-1, m[5], m[5])
	n.put(i-1, m[6], "=")
	n.put(i-1, m[7], m[7])
	n.valueLabel(i, k, m[8])
	return true
}

// valueLabel puts the value of a key.
func (n *normalizer) valueLabel(i int, k *Key, value string) {
	q := tomlQuoted.FindStringSubmatch(value)
	if q == nil {
		n.put(i-1, value, value)
		return
	}
	n.put(i-1, q[1], `"`)
	meant := q[2]
	if k != nil {
		if word := recognised(Keys(k.Type), q[2]); word != nil {
			meant = word.Name
		}
	}
	n.put(i-1, q[2], meant)
	n.put(i-1, q[3]+q[4], `"`+q[4])
}

func notASCII(r rune) bool { return r >= utf8.RuneSelf }

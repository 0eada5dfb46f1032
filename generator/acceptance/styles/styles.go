// Package styles reads a bundled stylesheet as a list of rules, for the tests that ask whether a
// browser of 2018 understands it. It knows no more of CSS than esbuild's own output needs.
package styles

import "strings"

// Rule is one block of declarations.
type Rule struct {
	Within       []string // the at-rules around it, the outermost first
	Selectors    []string
	Declarations []Declaration
}

// Declaration is a property with its value.
type Declaration struct{ Property, Value string }

// Parse gives the rules of a stylesheet in their order, those of @page aside: margin boxes are worth
// nothing where they are unknown.
func Parse(css string) []Rule { return rulesOf(css, nil) }

func rulesOf(css string, within []string) []Rule {
	var rules []Rule
	for css != "" {
		head, rest := upTo(css, "{;")
		if !strings.HasPrefix(rest, "{") { // a statement, such as @charset
			css = strings.TrimPrefix(rest, ";")
			continue
		}
		block, after := upTo(rest[1:], "}")
		css = strings.TrimPrefix(after, "}")
		head = strings.TrimSpace(head)
		switch {
		case strings.HasPrefix(head, "@page"):
		case strings.HasPrefix(head, "@"):
			rules = append(rules, rulesOf(block, append(within[:len(within):len(within)], head))...)
		default:
			rules = append(rules, Rule{within, split(head, ","), declarations(block)})
		}
	}
	return rules
}

func declarations(block string) []Declaration {
	var all []Declaration
	for _, text := range split(block, ";") {
		property, value, is := strings.Cut(text, ":")
		if is {
			all = append(all, Declaration{strings.TrimSpace(property), strings.TrimSpace(value)})
		}
	}
	return all
}

// split cuts a text where a character stands outside of brackets and quotes.
func split(text, at string) []string {
	var all []string
	for text != "" {
		head, rest := upTo(text, at)
		all = append(all, strings.TrimSpace(head))
		text = strings.TrimPrefix(rest, at)
	}
	return all
}

// upTo cuts a text before the first of some characters outside of brackets and quotes.
func upTo(text, ends string) (head, rest string) {
	depth, quote := 0, byte(0)
	for i := range len(text) {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote && text[i-1] != '\\' {
				quote = 0
			}
		case depth == 0 && strings.IndexByte(ends, c) >= 0:
			return text[:i], text[i:]
		case c == '"' || c == '\'':
			quote = c
		case c == '{' || c == '(' || c == '[':
			depth++
		case c == '}' || c == ')' || c == ']':
			depth--
		}
	}
	return text, ""
}

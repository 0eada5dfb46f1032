package main

import (
	"fmt"
	"strings"

	"gongshi/generator/problem"
)

// explain says what a rule wants and why, with an example against it and one that keeps it.
func (c *command) explain(given string) error {
	rule := strings.Trim(given, "[]") // as problems show it
	e, known := problem.Explain(rule, c.lang)
	if !known {
		rules := problem.Rules()
		return misuse{"rule-unknown", []any{given, strings.Join(rules, ", ")},
			problem.Nearest(rule, rules)}
	}
	if c.format == "json" {
		return encode(c.out, e) // examples show what personal data is
	}
	fmt.Fprintf(c.out, "%s\n%s\n", rule, e.Why)
	for _, example := range [][2]string{{"explain.wrong", e.Wrong}, {"explain.right", e.Right}} {
		fmt.Fprintf(c.out, "\n%s\n%s", c.say(example[0]), indented(example[1]))
	}
	return nil
}

func indented(example string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(example, "\n"), "\n", "\n  ") + "\n"
}

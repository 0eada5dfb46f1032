package styles

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What Chromium 69, a telephone's of 2018, does not know, and what esbuild does not write in its
// older form. Each must have a fallback: an older declaration before it, or @supports around it.
var (
	laterProperty = regexp.MustCompile(`^(inset.*|(margin|padding)-(inline|block)|` +
		`border-(inline|block)(-(width|style|color))?|border-(start|end)-(start|end)-radius|` +
		`aspect-ratio|rotate|scale|translate)$`)
	laterValue = regexp.MustCompile(`(^|[ ,(+*/-])(min|max|clamp|env|color-mix|oklch)\(|` +
		`\d(d|s|l)v[hw]\b|\d(lh|cap|cqw)\b|\bsubgrid\b|^clip$`)
	laterSelector = regexp.MustCompile(`:is\(|:where\(|:has\(|:focus-visible|:not\([^()]*,|&`)
	laterAtRule   = regexp.MustCompile(`^@(layer|container|property|scope|starting-style)|` +
		`^@media.*(<|>| or )|^@supports.*selector\(`)
	// elements that are worth nothing where they are unknown, if nothing else stands in their rule
	laterElement = regexp.MustCompile(`::(marker|details-content|file-selector-button)`)
	gap          = regexp.MustCompile(`^(row-|column-|grid-)?gap$`)
	columns      = regexp.MustCompile(`^column(s|-count|-width)$`)
	lastPart     = regexp.MustCompile(`[^ >+~]+$`)
)

// Later tells what of a stylesheet a browser of 2018 would drop without anything in its place.
func Later(rules []Rule) []string {
	var wrong []string
	displays := displaysOf(rules)
	for _, r := range rules {
		name := strings.Join(r.Selectors, ",")
		for _, at := range r.Within {
			if laterAtRule.MatchString(at) {
				wrong = append(wrong, at)
			}
		}
		for _, selector := range r.Selectors {
			alone := len(r.Selectors) == 1
			if unknown(selector, rules) || laterElement.MatchString(selector) && !alone {
				wrong = append(wrong, name)
			}
		}
		for i, d := range r.Declarations {
			shown := displays[lastPart.FindString(r.Selectors[0])]
			if gap.MatchString(d.Property) && (len(shown) == 0 || slices.Contains(shown, "flex")) {
				wrong = append(wrong, fmt.Sprintf("%s{%s} where display is %q", name, d.Property, shown))
			}
			if needsFallback(r, d) && !hasFallback(r, i) {
				wrong = append(wrong, fmt.Sprintf("%s{%s:%s}", name, d.Property, d.Value))
			}
		}
	}
	return wrong
}

// displaysOf gives, by the last part of a selector, what boxes its rules make: grid, flex or columns.
func displaysOf(rules []Rule) map[string][]string {
	all := map[string][]string{}
	for _, r := range rules {
		for _, d := range r.Declarations {
			kind := strings.TrimPrefix(d.Value, "inline-")
			for _, selector := range r.Selectors {
				key := lastPart.FindString(selector)
				if d.Property == "display" && (kind == "grid" || kind == "flex") {
					all[key] = append(all[key], kind)
				} else if columns.MatchString(d.Property) {
					all[key] = append(all[key], "columns")
				}
			}
		}
	}
	return all
}

// unknown says whether a selector has a part that is not known. :focus:not(:focus-visible) takes
// back what :focus does, which a browser without it keeps.
func unknown(selector string, rules []Rule) bool {
	before, takesBack := strings.CutSuffix(selector, ":not(:focus-visible)")
	if takesBack && strings.HasSuffix(before, ":focus") {
		selector = ":focus-visible"
		for _, r := range rules {
			if slices.Contains(r.Selectors, before) {
				selector = ""
			}
		}
	}
	return laterSelector.MatchString(selector)
}

func needsFallback(r Rule, d Declaration) bool {
	supported := func(at string) bool { return strings.HasPrefix(at, "@supports") }
	if slices.ContainsFunc(r.Within, supported) {
		return false
	}
	mark := strings.HasPrefix(d.Property, "list-style") && strings.HasPrefix(d.Value, `"`)
	return mark || d.Property == "print-color-adjust" || laterProperty.MatchString(d.Property) ||
		laterValue.MatchString(d.Value)
}

// hasFallback says whether an older form of the i-th declaration of a rule stands before it.
func hasFallback(r Rule, i int) bool {
	d := r.Declarations[i]
	return slices.ContainsFunc(r.Declarations[:i], func(before Declaration) bool {
		property := strings.TrimPrefix(before.Property, "-webkit-")
		return property == d.Property && !laterValue.MatchString(before.Value) &&
			!laterProperty.MatchString(before.Property) && !strings.HasPrefix(before.Value, `"`)
	})
}

// laterScript is what a browser of 2018, or a telephone's Safari of 2019, stops at: grammar that
// esbuild lowers unless somebody sets its target higher, and functions that it leaves alone.
var laterScript = regexp.MustCompile(`\?\.[^\d]|\?\?|\(\?<|\\p\{|\.(replaceAll|at|matchAll|` +
	`replaceChildren|findLast|toSorted|toReversed|checkVisibility)\(|Object\.(fromEntries|hasOwn)|` +
	`\b(globalThis|queueMicrotask|structuredClone|allSettled)\b`)

// LaterScript gives what of a script such a browser does not know.
func LaterScript(script string) []string { return laterScript.FindAllString(script, -1) }

package notice

import (
	"regexp"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

var clauses = pattern(`[，,。；;、]`)

// readAccountability reads how many were held to account, from the sections that say so, else from
// no place at all: figures elsewhere are those of other cases.
func readAccountability(t *foldedText, rec *record, sections []*node) *register.Accountability {
	a := &register.Accountability{}
	if whole := addsUp(t, sections); whole != nil {
		a = whole
	} else {
		for _, n := range sections {
			for i := n.block; i < n.end; i++ {
				readSanctions(t.folded[i], a)
			}
		}
	}
	if a.Persons == 0 && len(a.Kinds) == 0 {
		return nil
	}
	persons, organisations := 0, 0
	for _, k := range a.Kinds {
		persons += k.Persons
		organisations += k.Organisations
	}
	a.Organisations = organisations
	switch {
	case a.Persons == 0:
		a.Persons = persons
	case a.Persons != persons:
		rec.ask("accountability-sum", -1, a.Persons, sum(a.Kinds), persons)
	default:
		rec.Checks = append(rec.Checks,
			Note{"accountability-adds", -1, []any{a.Persons, sum(a.Kinds)}})
	}
	return a
}

// addsUp gives the figures of the first paragraph that has them all, in all and of each kind; nil
// where none has. What stands below it tells of the same persons again.
func addsUp(t *foldedText, sections []*node) *register.Accountability {
	for _, n := range sections {
		for i := n.block; i < n.end; i++ {
			a, persons := &register.Accountability{}, 0
			readSanctions(t.folded[i], a)
			for _, k := range a.Kinds {
				persons += k.Persons
			}
			if persons > 0 && persons == a.Persons {
				return a
			}
		}
	}
	return nil
}

func sum(kinds []register.Kind) string {
	var parts []string
	for _, k := range kinds {
		if k.Persons > 0 {
			parts = append(parts, strconv.Itoa(k.Persons))
		}
	}
	return strings.Join(parts, " + ")
}

func readSanctions(text string, a *register.Accountability) {
	if !lex("holds").MatchString(text) {
		return
	}
	number := func(m []string, n int) int { v, _ := strconv.Atoi(narrow(m[n])); return v }
	for _, m := range lex("bodies").FindAllStringSubmatch(text, -1) {
		kindOf(a, m[2]).Organisations += number(m, 1)
	}
	for _, m := range lex("bodies-after").FindAllStringSubmatch(text, -1) {
		kindOf(a, m[1]).Organisations += number([]string{m[2] + m[3]}, 0)
	}
	named := map[int]bool{}
	for _, m := range lex("kind-before").FindAllStringSubmatchIndex(text, -1) {
		named[m[4]] = true
	}
	rest := text
	for _, form := range []*regexp.Regexp{lex("persons"), lex("persons-after")} {
		m := form.FindStringSubmatchIndex(rest)
		if m == nil || a.Persons > 0 || lex("sanctions").MatchString(rest[m[0]:m[2]]) ||
			named[m[2]] && len(rest) == len(text) {
			continue // these are the persons of one kind
		}
		a.Persons = number([]string{rest[m[2]:m[3]]}, 0)
		rest = rest[:m[0]] + "。" + rest[m[1]:]
	}
	for _, clause := range clauses().Split(withoutParts(rest), -1) {
		if m := lex("kind-before").FindStringSubmatch(clause); m != nil {
			kindOf(a, m[1]).Persons += number(m, 2)
		} else if m := lex("kind-after").FindStringSubmatch(clause); m != nil {
			kindOf(a, m[2]).Persons += number(m, 1)
		}
	}
}

// withoutParts removes the parts of a kind from a text, so that nobody is counted twice.
func withoutParts(text string) string {
	return lex("kind-parts").ReplaceAllString(text, "$1")
}

// kindOf gives a kind by its name, and makes it where there is none yet.
func kindOf(a *register.Accountability, name string) *register.Kind {
	for i := range a.Kinds {
		if a.Kinds[i].Name == name {
			return &a.Kinds[i]
		}
	}
	a.Kinds = append(a.Kinds, register.Kind{Name: name})
	return &a.Kinds[len(a.Kinds)-1]
}

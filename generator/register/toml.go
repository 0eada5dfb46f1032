package register

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// reportTOML puts the usual faults into words that need no knowledge of TOML.
func (s *textFile) reportTOML(fault *toml.DecodeError, text string, at place) {
	line := strings.Split(text, "\n")[at.line-1]
	at = s.written(at)
	key := strings.Join(fault.Key(), ".")
	switch {
	case chineseQuotes.MatchString(line):
		s.report(at, "toml-quotes")
	case key != "" && strings.Contains(fault.Error(), "cannot decode"):
		s.report(at, typeRule(fault.Key()), key)
	default:
		s.reportTOMLSyntax(at, strings.TrimPrefix(fault.Error(), "toml: "))
	}
}

func (s *textFile) reportTOMLSyntax(at place, message string) {
	if rule := ruleFor(tomlRules, message); rule != "" {
		s.report(at, rule)
		return
	}
	if m := definedTwice.FindStringSubmatch(message); m != nil {
		s.report(at, "toml-twice", m[1])
		return
	}
	s.report(at, "toml-broken", message)
}

var definedTwice = regexp.MustCompile(`^(?:key|table) (\S+) (?:is|exists)? ?already`)

// tomlRules put the faults of TOML into words that need no knowledge of it.
var tomlRules = []syntaxRule{
	{"escape", "toml-escape"},
	{"unterminated", "toml-quote"},
	{"not terminated", "toml-quote"},
	{"new lines", "toml-quote"},
	{"after key", "toml-key"},
	{"of key", "toml-key"},
	{"expected key", "toml-key"},
	{"table name", "toml-key"},
	{"of value", "toml-value"},
	{"be quoted", "toml-value"},
	{"expected", "toml-value"},
	{"number", "toml-value"},
	{"date", "toml-value"},
	{"time", "toml-value"},
}

// chineseQuotes hold a value that ASCII quotation marks should hold.
var chineseQuotes = regexp.MustCompile(`=\s*[“”‘’]`)

// typeRule is the rule that a value of a wrong type breaks.
func typeRule(path []string) string {
	t := reflect.TypeFor[Config]()
	for _, step := range path {
		if t.Kind() != reflect.Struct {
			break
		}
		field, ok := t.FieldByNameFunc(func(name string) bool {
			return strings.EqualFold(name, step)
		})
		if !ok {
			return "toml-type"
		}
		t = field.Type
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return "toml-table"
	case reflect.Slice:
		return "toml-list"
	}
	return "toml-type"
}

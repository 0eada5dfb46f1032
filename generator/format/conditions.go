package format

import (
	"slices"
	"strings"

	"gongshi/generator/register"
)

// conditions adds what one key of a text or record says about another.
func (b *schemaBuilder) conditions(of string, s *schema) {
	switch of {
	case "finding":
		b.withdrawal(s)
	case "deadline":
		s.OneOf = []*schema{{Required: []string{"date"}}, {Required: []string{"condition"}},
			{Required: []string{register.NotStated}}}
		always := b.constant("deadline", register.NotStated)
		always.Type, always.Const = "boolean", true
		s.AllOf = []*schema{{Properties: properties{{register.NotStated, always}}}}
		s.Dependent = map[string][]string{"review": {"condition"}}
	case "document":
		s.Not = &schema{Required: []string{"file", "url"}}
	case "register":
		contact := &schema{AnyOf: []*schema{{Required: []string{"phone"}},
			{Required: []string{"email"}}, {Required: []string{"address"}}}}
		s.AllOf = []*schema{{Properties: properties{{"contact", contact}}}}
	}
}

// findingConditions are what each status and basis needs, and which keys go with one of them only.
func (b *schemaBuilder) findingConditions() []*schema {
	var all []*schema
	for _, s := range register.Statuses() {
		least := topKeys(register.Needs(s, register.Inferred))
		if len(least) > 0 {
			all = append(all, &schema{If: is(b, "status", s), Then: &schema{Required: least}})
		}
		for _, basis := range []register.Basis{register.Stated, register.Verified} {
			if more := topKeys(register.Needs(s, basis)); len(more) > len(least) {
				both := &schema{AllOf: []*schema{is(b, "status", s), is(b, "basis", basis)}}
				all = append(all, &schema{If: both, Then: &schema{Required: more}})
			}
		}
	}
	conditional := &schema{AnyOf: []*schema{{Required: []string{"condition"}},
		{Required: []string{register.NotStated}}}}
	return append(all,
		&schema{If: is(b, "status", register.OnHold),
			Then: &schema{Properties: properties{{"deadline", conditional}}}},
		&schema{If: is(b, "status", register.Completed), Then: &schema{},
			Else: without("completed")},
		&schema{If: is(b, "basis", register.Verified),
			Then: &schema{Required: []string{"verified"}}, Else: without("verified")})
}

// withdrawal has a finding that was withdrawn need no more than its title and number, and one that was
// erased hold nothing but that.
func (b *schemaBuilder) withdrawal(s *schema) {
	counted := &schema{Required: s.Required, AllOf: b.findingConditions()}
	yes := b.constant("withdrawal", "erase")
	yes.Type, yes.Const = "boolean", true
	erasing := &schema{Required: []string{"erase"}, Properties: properties{{"erase", yes}}}
	erased := &schema{Patterns: map[string]bool{"^x_": false}}
	withdrawn := &schema{If: &schema{Properties: properties{{"withdrawn", erasing}}}, Then: erased,
		Else: &schema{}}
	for _, k := range register.Keys("finding") {
		if !slices.Contains(register.KeptErased(), k.Name) {
			erased.Properties = append(erased.Properties, property{name: k.Name})
		}
		if k.Stays {
			withdrawn.Else.Required = append(withdrawn.Else.Required, k.Name)
		}
	}
	s.Required = nil
	s.If, s.Then, s.Else = &schema{Required: []string{"withdrawn"}}, withdrawn, counted
}

// topKeys are keys without what they have within: deadline of deadline.condition.
func topKeys(paths []string) []string {
	var keys []string
	for _, path := range paths {
		key, _, _ := strings.Cut(path, ".")
		keys = append(keys, key)
	}
	return keys
}

// is holds where a key has a value.
func is[T ~string](b *schemaBuilder, key string, value T) *schema {
	return &schema{Required: []string{key},
		Properties: properties{{key, b.constant(key, string(value))}}}
}

func without(key string) *schema { return &schema{Properties: properties{{key, nil}}} }

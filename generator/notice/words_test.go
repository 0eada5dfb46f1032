package notice

import (
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"testing"
)

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	all := catalogues()
	zh, en := all["zh"], all["en"]
	for name, pair := range map[string][2]map[string]string{
		"words": {zh.Words, en.Words}, "uses": {zh.Uses, en.Uses}, "units": {zh.Units, en.Units},
		"asked": {zh.Asked, en.Asked}, "agreed": {zh.Agreed, en.Agreed},
		"rest": {zh.Rest, en.Rest}, "write": {zh.Write, en.Write},
	} {
		a, b := slices.Sorted(maps.Keys(pair[0])), slices.Sorted(maps.Keys(pair[1]))
		if !slices.Equal(a, b) {
			t.Errorf("%s: zh has %v, en has %v", name, a, b)
		}
	}
}

// Every question that the code asks has a sentence, and every sentence is asked.
func TestEveryQuestionHasItsSentence(t *testing.T) {
	asked := map[string]bool{}
	look := func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 {
			return true
		}
		name, ok := call.Fun.(*ast.SelectorExpr)
		literal, constant := call.Args[0].(*ast.BasicLit)
		if ok && name.Sel.Name == "ask" && constant {
			rule, _ := strconv.Unquote(literal.Value)
			asked[rule] = true
		}
		return true
	}
	for _, file := range goFiles(t) {
		ast.Inspect(file, look)
	}
	for _, c := range claims {
		asked["figure-"+c.of] = true
	}
	asked["no-findings"] = true // by a name
	asked["rest-tells"] = true
	asked["rest-against"] = true // of what Answer leaves
	have := catalogues()["en"].Asked
	for _, rule := range slices.Sorted(maps.Keys(asked)) {
		if have[rule] == "" {
			t.Errorf("%s has no sentence", rule)
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(have)) {
		if !asked[rule] {
			t.Errorf("nothing asks %s", rule)
		}
	}
}

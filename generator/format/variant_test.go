package format_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// checked is what the checker says of one file with other front matter.
func checked(t *testing.T, whole fstest.MapFS, file string, front map[string]any,
	body string) problem.List {
	t.Helper()
	_, err := register.Read(with(t, whole, file, front, body))
	var list problem.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(p problem.Problem) bool { return p.File != file })
}

// canonical says whether a text has nothing to be put into canonical form.
func canonical(t *testing.T, whole fstest.MapFS, file string, front map[string]any,
	body string) bool {
	t.Helper()
	all, err := register.Fixes(with(t, whole, file, front, body))
	if err != nil {
		t.Fatal(err)
	}
	return !slices.ContainsFunc(all, func(f register.Fix) bool { return f.File == file })
}

// with is a register with one text in another's place.
func with(t *testing.T, whole fstest.MapFS, file string, front map[string]any,
	body string) fstest.MapFS {
	t.Helper()
	data, err := yaml.Marshal(front)
	if err != nil {
		t.Fatal(err)
	}
	over := maps.Clone(whole)
	over[file] = &fstest.MapFile{Data: []byte("---\n" + string(data) + "---\n" + body)}
	return over
}

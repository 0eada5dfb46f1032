package format_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
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

// paths are the keys of front matter and of the first of each list in it, as a/0/b.
func paths(v any) []string {
	var all []string
	add := func(key string, inner any) {
		all = append(all, key)
		for _, path := range paths(inner) {
			all = append(all, key+"/"+path)
		}
	}
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if !strings.HasPrefix(key, "x_") {
				add(key, inner)
			}
		}
	case []any:
		add("0", v[0])
	}
	return all
}

// set gives a copy with another value at a path; nil takes the key away.
func set(front map[string]any, path string, to any) map[string]any {
	return replaced(front, strings.Split(path, "/"), to).(map[string]any)
}

func replaced(v any, path []string, to any) any {
	if len(path) == 0 {
		return to
	}
	switch v := v.(type) {
	case map[string]any:
		copied := map[string]any{}
		for key, inner := range v {
			copied[key] = inner
		}
		copied[path[0]] = replaced(v[path[0]], path[1:], to)
		if copied[path[0]] == nil {
			delete(copied, path[0])
		}
		return copied
	case []any:
		copied := slices.Clone(v)
		if path[0] != "0" {
			return copied
		}
		copied[0] = replaced(v[0], path[1:], to)
		if copied[0] == nil {
			return copied[1:]
		}
		return copied
	}
	return to
}

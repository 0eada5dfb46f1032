package render

import (
	"errors"
	"testing"

	"gongshi/generator/problem"
)

// What Hugo said under wine, v0.165.0.
func TestPathsOfWindowsLeadToTheSamePlaces(t *testing.T) {
	theme := overlay{"layouts/home.html": {data: []byte("<p>\n四 {{ .NoSuch }}"), own: true}}
	m := errorMap{theme, []Page{
		{URL: "findings/x.html", File: "content/a/b/x.md", Line: 9, Body: "甲乙\n"},
	}}
	for _, said := range []string{
		`"/gongshi.memory/layouts/kind-home.html:2:7": a hint`,
		`"\gongshi.memory\layouts\kind-home.html:2:7": a hint`,
		`"\\gongshi.memory\\layouts\\kind-home.html:2:7": a hint`,
	} {
		expectPlace(t, m.problems(nil, []string{said}), "layouts/home.html", 2, 6)
	}
	for _, said := range []string{
		`"/gongshi.memory/content/000000.md:8:4": a hint`,
		`"\gongshi.memory\content\000000.md:8:4": a hint`,
	} {
		expectPlace(t, m.problems(nil, []string{said}), "content/a/b/x.md", 9, 2)
	}
	whole := errors.New(`render of "\gongshi.memory\content\000000.md" failed`)
	p := m.failure(hugoError{whole: whole, cause: errors.New("it")})
	if got := p.Args[0]; got != "it (findings/x.html)" {
		t.Errorf("got %q", got)
	}
}

func expectPlace(t *testing.T, err error, file string, line, column int) {
	t.Helper()
	list, _ := err.(problem.List)
	if len(list) != 1 || list[0].File != file || list[0].Line != line || list[0].Column != column {
		t.Errorf("got %v", err)
	}
}

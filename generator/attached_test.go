package generator

import (
	"errors"
	"maps"
	"testing"
	"testing/fstest"

	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/release"
)

// shelf is a target that has nothing and keeps what it gets.
type shelf map[string]string

func (s shelf) Has(string, release.Digest) bool { return false }

func (s shelf) Put(name string, data []byte) (release.Digest, error) {
	s[name] = string(data)
	return release.Digest{}, nil
}

func (s shelf) Read(name string) ([]byte, error) { return []byte(s[name]), nil }

func (s shelf) Sweep(func(string) bool) error { return nil }

func TestEvidenceThatChangedSinceItWasNamedIsNotPublished(t *testing.T) {
	const file = "content/a/b/plan.pdf"
	named := register.NewFile(file, []byte("plan"))
	for now, want := range map[string]shelf{"plan": {named.URL: "plan"}, "secret": {}} {
		got := shelf{}
		p := &pipeline{to: got, memo: newMemo(), fsys: fstest.MapFS{file: {Data: []byte(now)}}}
		p.now.files = register.Files{file: named}
		err := p.attach()
		var list problem.List
		refused := errors.As(err, &list) && list[0].Rule == "file-changed"
		if !maps.Equal(got, want) || refused != (len(want) == 0) {
			t.Errorf("%s: %v, %v", now, got, err)
		}
	}
}

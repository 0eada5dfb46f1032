package register_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Each archive in testdata/public is a source, and under want what of it is public.
func TestWhatIsPublic(t *testing.T) {
	golden.Archives(t, "testdata/public/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		r, err := register.Read(source(t, a))
		var list problem.List
		if errors.As(err, &list) {
			return list.Error()
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%d drafts\n", r.Drafts())
		for _, i := range r.Published().Inspections {
			fmt.Fprintln(&b, i.ID)
			for _, c := range i.Categories {
				fmt.Fprintln(&b, "  "+c.Path(), c.Groups)
				for _, f := range c.Findings {
					fmt.Fprintln(&b, "    "+f.ID, f.Related)
				}
			}
		}
		return b.String()
	})
}

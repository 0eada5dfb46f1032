package form

import (
	"strings"
	"testing"
)

// An erasure takes all texts away in one save, once that was confirmed.
func TestErasureIsConfirmedAndTakesTheTextsAway(t *testing.T) {
	for _, finding := range []string{"rent", "every-key"} {
		f := sealed(t)
		before := f.files()
		v := f.open("finding/" + finding)
		v.Set("withdrawn.on", "2024-06-30")
		v.Set("withdrawn.reason", "依据生效裁定")
		v.Set("withdrawn.erase", "true")
		page := f.refused(f.post("finding/"+finding, v, nil), before)
		if !strings.Contains(page, `name="erase-sure"`) {
			t.Error(text(page))
		}
		v.Set("erase-sure", "true")
		f.saved(f.post("finding/"+finding, v, nil))
		name := "content/audit/money/" + finding + ".md"
		want := "---\nwithdrawn:\n  on: 2024-06-30\n  reason: 依据生效裁定\n  erase: true\n"
		got := f.read(name)
		for _, gone := range []string{"title:", "number:", "deadline:", "updates:", "summary:"} {
			if strings.Contains(got, gone) {
				t.Errorf("%s is left in\n%s", gone, got)
			}
		}
		if !strings.HasPrefix(strings.Replace(got, "aliases", "---", 1), "---\n") ||
			!strings.Contains(got, want[4:]) {
			t.Error(got)
		}
	}
}

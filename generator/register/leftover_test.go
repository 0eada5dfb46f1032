package register

import "testing"

func TestNoLeftoverIsPassedBy(t *testing.T) {
	for _, l := range leftovers {
		if !hasLeftovers("经费" + l.word + "。") {
			t.Errorf("%q is passed by", l.word)
		}
	}
}

package page

import (
	"fmt"
	"strings"
	"testing"
)

// What cameras read from it is held by the tests in acceptance/screen.
func TestACodeIsAsLargeAsItsAddressNeeds(t *testing.T) {
	for _, c := range []struct{ length, modules, width int }{
		{17, 21, 18}, {18, 25, 18}, {53, 29, 18}, {78, 33, 18}, {230, 53, 25}, {2953, 177, 74},
	} {
		code := codes{}.of(strings.Repeat("a", c.length))
		box := fmt.Sprintf("-4 -4 %d %[1]d", c.modules+8)
		if code == nil || code.Box != box || code.Width != c.width {
			t.Errorf("%d bytes: %+v, want %s, %d mm", c.length, code, box, c.width)
		}
	}
	if code := (codes{}).of(strings.Repeat("a", 2954)); code != nil {
		t.Errorf("2,954 bytes: %+v", code)
	}
}

func TestACodeTakesTheMostCorrectionThatFits(t *testing.T) {
	// 25 modules hold 32 bytes at level L, 26 at M, 20 at Q, 14 at H.
	paths := map[string]bool{}
	for _, length := range []int{32, 26, 20} {
		paths[codes{}.of(strings.Repeat("a", length)).Path[:60]] = true
	}
	if len(paths) != 3 {
		t.Errorf("%d levels for three lengths: %v", len(paths), paths)
	}
}

func BenchmarkQR(b *testing.B) {
	c := codes{}
	for range b.N {
		c.of("https://www.quanzhou.gov.cn/gzw/zhenggai/findings/asset-growth.html")
	}
}

package notice

import (
	"cmp"
	"strconv"
	"strings"
)

// citation puts the numerals of headings together: 二(一)1(3). Between two plain figures stands a
// point; a numeral that holds those above it, such as 1.2, stands for them.
func citation(nodes []*node) (string, []int) {
	number := ""
	for _, n := range nodes {
		if n.uncited {
			continue
		}
		shown := cmp.Or(n.numeral.shown, strconv.Itoa(cmp.Or(n.nth, 1)))
		if strings.HasPrefix(n.numeral.class, "several") || n.numeral.isEnglish() {
			number = ""
		}
		if number != "" && isFigure(number[len(number)-1]) && shown != "" && isFigure(shown[0]) {
			number += "."
		}
		number += shown
	}
	return number, pathOf(nodes)
}

func isFigure(b byte) bool { return '0' <= b && b <= '9' }

// pathOf is the numerals of headings as figures, for ids; of one without numeral its place.
func pathOf(nodes []*node) []int {
	var path []int
	for _, n := range nodes {
		path = append(path, cmp.Or(n.numeral.value, n.nth, 1))
	}
	return path
}

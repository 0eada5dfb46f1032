package document

import (
	"slices"

	"golang.org/x/net/html"
)

// printedLine joins the words of a line. Beside Chinese, the gap between two words is what set the
// line to its full width, and no space.
func printedLine(n *html.Node) printed {
	var words []string
	em := 0.0
	for _, w := range every(n, "word") {
		words = append(words, textOf(w))
		if size := charWidth(textOf(w), points(w, "xmax")-points(w, "xmin")); size > 0 && (em == 0 || size < em) {
			em = size
		}
	}
	return printed{line{text: glue(words), left: points(n, "xmin"), right: points(n, "xmax"), em: em},
		points(n, "ymin"), points(n, "ymax")}
}

// scale gives lines the size of their characters. The box around a line is as high as its font
// wants, up to three times as high as its characters are wide: so their width counts, and what the
// middle line makes of its height where a line is too short to tell.
func scale(sheets []sheet) {
	var ratios []float64
	for _, s := range sheets {
		for i := range s.lines {
			l := &s.lines[i]
			if l.em > 0 && l.bottom > l.top {
				ratios = append(ratios, l.em/(l.bottom-l.top))
			}
		}
	}
	ratio := 1.0
	if slices.Sort(ratios); len(ratios) > 0 {
		ratio = min(1, ratios[len(ratios)/2])
	}
	for _, s := range sheets {
		for i := range s.lines {
			l := &s.lines[i]
			if l.em == 0 {
				l.em = ratio * (l.bottom - l.top)
			}
			middle := (l.top + l.bottom) / 2
			l.top, l.bottom = middle-l.em/2, middle+l.em/2
		}
	}
}

// charWidth is the width of the Chinese characters of a word; 0 where it has too few. The gaps
// between the words of a line are stretched, and tell nothing.
func charWidth(word string, size float64) float64 {
	columns, chinese := 0.0, 0
	for _, r := range word {
		if columns += width(r); wide(r) {
			chinese++
		}
	}
	if chinese < 4 {
		return 0
	}
	return 2 * size / columns
}

package document

import (
	"slices"

	"golang.org/x/net/html"
)

// printedWords reads the words of a line.
func printedWords(n *html.Node) []printed {
	var words []printed
	for _, w := range every(n, "word") {
		word := boxOf(w)
		word.box = [2]float64{word.top, word.bottom}
		if word.text = textOf(w); word.text == "" {
			continue
		}
		word.em = charWidth(word.text, word.right-word.left)
		words = append(words, word)
	}
	return words
}

func boxOf(n *html.Node) printed {
	return printed{line: line{left: points(n, "xmin"), right: points(n, "xmax")},
		top: points(n, "ymin"), bottom: points(n, "ymax")}
}

// joined joins words to a line. Beside Chinese, the gap between two words is what set the line to
// its full width, and no space.
func joined(words []printed) printed {
	l := words[0]
	l.words = words
	var texts []string
	for _, w := range words {
		texts = append(texts, w.text)
		l.left, l.right = min(l.left, w.left), max(l.right, w.right)
		l.top, l.bottom = min(l.top, w.top), max(l.bottom, w.bottom)
		if w.em > 0 && (l.em == 0 || w.em < l.em) {
			l.em = w.em
		}
	}
	l.text = glue(texts)
	return l
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
			l.setHeight(l.em)
			for j := range l.words {
				l.words[j].setHeight(l.em)
			}
		}
	}
}

// setHeight makes a line as high as its characters, around its middle.
func (l *printed) setHeight(em float64) {
	middle := (l.top + l.bottom) / 2
	l.em, l.top, l.bottom = em, middle-em/2, middle+em/2
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

package document

// bareNumber is a page's number in its margin, where no data stands.
var bareNumber = pattern(`^[-—–－·.\s]*\d{1,4}[-—–－·.\s]*$|^\d{1,4}\s*/\s*\d{1,4}$`)

// byBrowser is what a browser prints into the margins: an address, or when it was printed.
var byBrowser = pattern(`^(https?|file)://\S+$|^\d{1,4}/\d{1,2}/\d{1,4},?\s.*\d{1,2}:\d{2}`)

// withoutRunning takes the heads and feet of pages out of them.
func (m *maker) withoutRunning(sheets []sheet) {
	r := running{inMargin: map[string][]float64{}, inside: map[string]int{}, pages: len(sheets)}
	for _, s := range sheets {
		for _, l := range s.lines {
			if s.atEdge(l, 10) {
				r.inMargin[l.text] = append(r.inMargin[l.text], l.top)
			} else {
				r.inside[l.text]++
			}
		}
	}
	for i := range sheets {
		s := &sheets[i]
		var kept []printed
		for _, band := range bands(s.lines) {
			for j, why := range r.reasons(band, *s) {
				if why == "" {
					kept = append(kept, band[j])
					continue
				}
				m.drop(band[j].text, why, Place{Page, i + 1})
			}
		}
		s.lines = kept
	}
}

// running knows where each text stands: how far from above in the margins of pages, and how often
// within them.
type running struct {
	inMargin map[string][]float64
	inside   map[string]int
	pages    int
}

// atEdge says whether a line stands in the outer part of a page: a tenth or another one.
func (s sheet) atEdge(l printed, part float64) bool {
	return l.bottom <= s.height/part || l.top >= s.height-s.height/part
}

// reasons says of each line of a band why it is no part of the text; empty where it is. A number
// beside other text is data, unless that is a head too.
func (r running) reasons(band []printed, s sheet) []Why {
	why := make([]Why, len(band))
	alone := true
	for i, l := range band {
		number := bareNumber().MatchString(l.text) || pageNumber().MatchString(l.text)
		switch {
		case !s.atEdge(l, 10):
			alone = false
		case number:
			why[i] = PageNumber
		case s.atEdge(l, 20) && byBrowser().MatchString(l.text), r.repeated(l):
			why[i] = Header
		default:
			alone = false
		}
	}
	if !alone {
		clear(why)
	}
	return why
}

// repeated says whether a line's text stands at its height on a third of the pages, and less often
// within them, as a title does.
func (r running) repeated(l printed) bool {
	n := 0
	for _, top := range r.inMargin[l.text] {
		if top > l.top-4 && top < l.top+4 {
			n++
		}
	}
	return n > 1 && 3*n >= r.pages && n > r.inside[l.text]
}

package export

import (
	"cmp"
	"fmt"
	"slices"

	"gongshi/generator/register"
)

// The search of a register in parts: 10,000 findings are 20 MB of texts, too much for a telephone
// to read before it shows anything. search.js then names the parts alone. For each there are
// search_1.js with what a result shows, 0.4 MB of 1,000 findings, and texts_1.js with the rest of
// their texts, which the page reads when it is wanted; see static/js/texts.js.
type partedIndex struct {
	Built string              `json:"built,omitempty"` // see [builtOn]
	Parts []indexPart         `json:"parts"`
	Heads map[int]searchIndex `json:"heads"` // filled by search_1.js and so on, from 1
	Texts map[int]string      `json:"texts"` // likewise by texts_1.js
}

type indexPart struct {
	Findings   int      `json:"findings"`
	Categories []string `json:"categories"`
}

// searches are what the search page reads.
func (w *writer) searches() []output {
	runs := w.runs()
	if runs == nil {
		return []output{{register.IndexURL, w.searchKey("whole "+builtOn(w.Searched),
			slices.Concat(w.Searched.All(), withdrawn(w.Searched))),
			func() ([]byte, error) { return Search(w.Searched) }}}
	}
	index := partedIndex{Built: builtOn(w.Searched), Heads: map[int]searchIndex{}, Texts: map[int]string{}}
	k := &keying{}
	k.add("parts", index.Built)
	var outputs []output
	for i, run := range runs {
		part := indexPart{len(run), categoriesOf(run)}
		index.Parts = append(index.Parts, part)
		k.add(fmt.Sprint(part))
		n := i + 1
		outputs = append(outputs, output{
			fmt.Sprintf("data/search_%d.js", n), w.searchKey("heads", run),
			func() ([]byte, error) {
				return assign(fmt.Sprintf("gongshiSearch.heads[%d]", n), indexOf(w.Searched, run, searchHead))
			}}, output{
			fmt.Sprintf("data/texts_%d.js", n), w.searchKey("texts", run),
			func() ([]byte, error) {
				var texts []string
				for _, f := range run {
					texts = append(texts, searchRest(f))
				}
				return assign(fmt.Sprintf("gongshiSearch.texts[%d]", n), texts)
			}})
	}
	return append(outputs, output{register.IndexURL, k.sum, func() ([]byte, error) {
		return assign("var gongshiSearch", index)
	}})
}

// runs are the parts of what is searched, in their order, small inspections together: a browser
// reads ten files faster than a hundred.
func (w *writer) runs() [][]*register.Finding {
	size := cmp.Or(w.Part, register.PartFindings)
	var runs [][]*register.Finding
	for _, p := range w.parts(w.Searched) {
		if n := len(runs); n > 0 && len(runs[n-1])+len(p.Findings) <= size {
			runs[n-1] = append(runs[n-1][:len(runs[n-1]):len(runs[n-1])], p.Findings...)
		} else {
			runs = append(runs, p.Findings)
		}
	}
	if last := len(runs) - 1; last >= 0 {
		runs[last] = slices.Concat(runs[last], withdrawn(w.Searched))
	}
	return runs
}

func categoriesOf(findings []*register.Finding) []string {
	var categories []string
	var last *register.Category
	for _, f := range findings {
		if f.Category != last {
			categories = append(categories, f.Category.Path())
		}
		last = f.Category
	}
	return categories
}

// searchKey is of all that can be found of some findings.
func (w *writer) searchKey(what string, findings []*register.Finding) func() Key {
	return func() Key {
		k := &keying{}
		k.add(what)
		k.addSearched(w.Searched, findings)
		return k.sum()
	}
}

func (k *keying) addSearched(s *register.Snapshot, findings []*register.Finding) {
	var c *register.Category
	var i *register.Inspection
	for _, f := range findings {
		if f.Category.Inspection != i {
			i = f.Category.Inspection
			k.add(i.ID, string(i.Digest[:]), s.Report(i).Next.String())
		}
		if f.Category != c {
			c = f.Category
			k.add(c.ID, string(c.Digest[:]))
		}
	}
	k.addFindings(findings)
}

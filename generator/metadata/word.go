package metadata

import (
	"path"
	"strings"
)

// trackedElements of Word are tracked changes (ECMA-376 part 1, 17.13.5).
func trackedElements() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(`ins del moveFrom moveTo cellIns cellDel cellMerge
		rPrChange pPrChange sectPrChange tblPrChange tblGridChange trPrChange tcPrChange
		tblPrExChange numberingChange`) {
		all[name] = true
	}
	return all
}

// word looks into a document of Word.
func (p *parcel) word() error {
	hidden, err := p.hiddenStyles()
	if err != nil {
		return err
	}
	for _, name := range p.below("word/") {
		base := path.Base(name)
		switch {
		case base == "comments.xml":
			err = p.walk(name, visitor{start: func(t tag) {
				if t.name == "comment" {
					p.count(Comments, 1)
				}
			}})
		case base == "people.xml":
			err = p.authors(name, "person")
		case base == "document.xml", strings.HasPrefix(base, "header"),
			strings.HasPrefix(base, "footer"), base == "footnotes.xml", base == "endnotes.xml":
			err = p.wordText(name, hidden)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hiddenStyles are the styles that hide text.
func (p *parcel) hiddenStyles() (map[string]bool, error) {
	hidden, style := map[string]bool{}, ""
	err := p.walk("word/styles.xml", visitor{start: func(t tag) {
		switch {
		case t.name == "style":
			style = t.attr("styleId")
		case t.name == "vanish" && isOn(t):
			hidden[style] = true
		}
	}})
	return hidden, err
}

// isOn says whether a switch of Word is on: there, and not set to off.
func isOn(t tag) bool {
	switch t.attr("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// wordText counts tracked changes, and runs whose text is hidden.
func (p *parcel) wordText(name string, hiddenStyles map[string]bool) error {
	tracked := trackedElements()
	paragraph, run := false, false // whose style, or own properties, hide their text
	return p.walk(name, visitor{
		start: func(t tag) {
			switch {
			case tracked[t.name]:
				p.count(Tracked, 1)
			case t.name == "p":
				paragraph = false
			case t.name == "r":
				run = paragraph
			case t.name == "pStyle":
				paragraph = hiddenStyles[t.attr("val")]
			case t.name == "rStyle" && hiddenStyles[t.attr("val")]:
				run = true
			case t.name == "vanish" && !t.within("pPr"):
				run = isOn(t)
			case t.name == "dataBinding":
				p.bound = true
			case t.name == "cNvPr" || t.name == "docPr":
				p.hiddenObject(t)
			}
		},
		text: func(in tag, _ string) {
			if in.name == "t" && run {
				p.count(HiddenText, 1)
			}
		},
		end: func(name string) {
			if name == "r" {
				run = false
			}
		},
	})
}

func (p *parcel) hiddenObject(t tag) {
	if t.attr("hidden") == "1" || t.attr("hidden") == "true" {
		p.count(HiddenObjects, 1)
	}
}

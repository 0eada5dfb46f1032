package metadata

import "strings"

// presentation looks into a presentation of PowerPoint.
func (p *parcel) presentation() error {
	for _, name := range p.below("ppt/") {
		if err := p.presentationPart(name); err != nil {
			return err
		}
	}
	return nil
}

func (p *parcel) presentationPart(name string) error {
	switch rest := strings.TrimPrefix(name, "ppt/"); {
	case strings.HasPrefix(rest, "slides/"):
		return p.walk(name, visitor{start: func(t tag) {
			switch {
			case t.name == "sld" && (t.attr("show") == "0" || t.attr("show") == "false"):
				p.count(HiddenSlides, 1)
			case t.name == "cNvPr":
				p.hiddenObject(t)
			}
		}})
	case strings.HasPrefix(rest, "notesslides/"):
		return p.notes(name)
	case strings.HasPrefix(rest, "comments/"):
		return p.walk(name, visitor{start: func(t tag) {
			if t.name == "cm" {
				p.count(Comments, 1)
			}
		}})
	case rest == "commentauthors.xml":
		return p.authors(name, "cmAuthor")
	case rest == "authors.xml":
		return p.authors(name, "author")
	}
	return nil
}

// notes looks whether a page of notes has a text; it has the number of its slide, and maybe a date.
func (p *parcel) notes(name string) error {
	field, noted := "", false
	err := p.walk(name, visitor{
		start: func(t tag) {
			switch t.name {
			case "sp":
				field = ""
			case "ph":
				field = t.attr("type")
			}
		},
		text: func(in tag, _ string) {
			if in.name == "t" && field != "sldNum" && field != "dt" && field != "hdr" && field != "ftr" {
				noted = true
			}
		},
	})
	if noted {
		p.count(Notes, 1)
	}
	return err
}

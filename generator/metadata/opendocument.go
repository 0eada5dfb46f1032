package metadata

import (
	"bytes"
	"path"
	"strings"
)

// openDocument looks into a document of OpenDocument (ISO/IEC 26300).
func (p *parcel) openDocument() error {
	if err := p.odProperties(); err != nil {
		return err
	}
	for _, name := range p.names() {
		var err error
		switch ext, base := path.Ext(name), path.Base(name); {
		case strings.HasPrefix(name, "thumbnails/"):
			p.add(Thumbnail)
			p.replaced[name] = nil
		case base == "content.xml" && name != base:
			err = p.odObject(name)
		case name == "content.xml", name == "styles.xml":
			err = p.odContent(name)
		case strings.HasPrefix(name, "pictures/") && (ext == ".jpg" || ext == ".jpeg" || ext == ".png"):
			err = p.nested(name, "")
		}
		if err != nil {
			return err
		}
	}
	p.heedReaders()
	return p.cut("meta-inf/manifest.xml", func(t tag) bool {
		return strings.HasPrefix(key(t.attr("full-path")), "thumbnails/")
	})
}

func odPropertyKinds() map[string]Kind {
	return map[string]Kind{"initial-creator": Author, "creator": Author, "printed-by": Author,
		"description": Properties, "subject": Properties, "keyword": Properties,
		"user-defined": Properties}
}

func (p *parcel) odProperties() error {
	kinds := odPropertyKinds()
	err := p.walk("meta.xml", visitor{
		start: func(t tag) {
			if t.name == "template" && t.attr("href") != "" {
				p.add(FilePath)
			}
		},
		text: func(in tag, _ string) {
			if kind, is := kinds[in.name]; is {
				p.add(kind)
			}
		},
	})
	if err != nil {
		return err
	}
	return p.cut("meta.xml", func(t tag) bool { return kinds[t.name] != "" || t.name == "template" })
}

// odObject looks at a document within the document; charts and formulas show all that they hold.
func (p *parcel) odObject(name string) error {
	data, err := p.part(name)
	for _, body := range []string{"<office:text", "<office:spreadsheet", "<office:presentation"} {
		if bytes.Contains(data, []byte(body)) {
			p.count(Embedded, 1)
			break
		}
	}
	return err
}

// odContent counts what the text, table or slides hold beside what they show.
func (p *parcel) odContent(name string) error {
	style, hidden, kinds := "", map[string]Kind{}, odPropertyKinds()
	noted := false
	err := p.walk(name, visitor{
		start: func(t tag) {
			if t.name == "style" {
				style = t.attr("name")
			}
			if kind, hides := odHides(t); hides {
				hidden[style] = kind
			}
			if kind, is := hidden[t.attr("style-name")]; is {
				p.count(kind, 1)
			}
			switch {
			case t.name == "annotation":
				p.count(Comments, 1)
			case t.name == "changed-region", t.name == "change-info" &&
				t.within("tracked-changes") && !t.within("changed-region"):
				p.count(Tracked, 1)
			case kinds[t.name] != "" && name == "content.xml":
				p.bound = true // a field that shows a property
			case t.name == "hidden-text", t.name == "hidden-paragraph":
				p.count(HiddenText, 1)
			case t.attr("visibility") == "collapse" && t.name == "table-row":
				p.count(HiddenRows, 1)
			case t.attr("visibility") == "collapse" && t.name == "table-column":
				p.count(HiddenColumns, 1)
			case isLocal(t.attr("href")), strings.HasPrefix(t.attr("href"), "../"):
				p.add(External)
			case t.name == "notes":
				noted = false
			}
		},
		text: func(in tag, _ string) {
			if in.within("notes") && in.within("text-box") && !noted {
				noted = true
				p.count(Notes, 1)
			}
		},
	})
	return err
}

// odHides gives what the properties of a style hide, if they do.
func odHides(t tag) (Kind, bool) {
	switch {
	case t.name == "text-properties" && t.attr("display") == "none":
		return HiddenText, true
	case t.name == "table-properties" && t.attr("display") == "false":
		return HiddenSheets, true
	case t.name == "drawing-page-properties" && t.attr("visibility") == "hidden":
		return HiddenSlides, true
	}
	return "", false
}

package metadata

import (
	"path"
	"slices"
	"strings"
)

// office looks into a document of Office Open XML (ECMA-376): what Word, Excel and PowerPoint
// share, then what each has of its own.
func (p *parcel) office() error {
	steps := []func() error{p.properties, p.relations, p.pictures}
	switch {
	case p.has("word/document.xml"):
		steps = append(steps, p.word)
	case p.has("xl/workbook.xml"):
		steps = append(steps, p.workbook)
	case p.has("ppt/presentation.xml"):
		steps = append(steps, p.presentation)
	}
	for _, step := range append(steps, p.removeParts) {
		if err := step(); err != nil {
			return err
		}
	}
	p.heedReaders()
	return nil
}

// heedReaders leaves to a person what a copy would not show as before: a document's signature, and
// properties that its text shows.
func (p *parcel) heedReaders() {
	signed := p.isSigned()
	if signed && len(p.traces) > 0 {
		p.add(Signature)
	}
	shown := []Kind{Author, Organisation, Properties, CustomXML}
	for i := range p.traces {
		t := &p.traces[i]
		t.ByHand = t.ByHand || signed || p.bound && slices.Contains(shown, t.Kind)
	}
}

func (p *parcel) isSigned() bool {
	return p.has("_xmlsignatures/origin.sigs") || p.has("meta-inf/documentsignatures.xml")
}

const contentTypes = "[content_types].xml"

// propertyKinds are the properties that are traces; a title is not, nor is a date. A copy has none
// of them.
func propertyKinds() map[string]Kind {
	return map[string]Kind{"creator": Author, "lastModifiedBy": Author, "Manager": Author,
		"Company": Organisation, "subject": Properties, "keywords": Properties,
		"description": Properties, "category": Properties, "contentStatus": Properties,
		"HyperlinkBase": FilePath}
}

func (p *parcel) properties() error {
	kinds := propertyKinds()
	for _, name := range []string{"docprops/core.xml", "docprops/app.xml", "docprops/custom.xml"} {
		err := p.walk(name, visitor{
			start: func(t tag) {
				if t.name == "property" {
					p.add(Properties)
				}
			},
			text: func(in tag, text string) {
				if kind, is := kinds[in.name]; is {
					p.add(kind)
				}
			},
		})
		if err == nil {
			err = p.cut(name, func(t tag) bool { return kinds[t.name] != "" || t.name == "property" })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// relations looks for what lies outside the document, and is no link for readers.
func (p *parcel) relations() error {
	for _, name := range p.names() {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		err := p.walk(name, visitor{start: func(t tag) {
			outside := strings.EqualFold(t.attr("TargetMode"), "external")
			link := path.Base(t.attr("Type")) == "hyperlink"
			if outside && (!link || isLocal(t.attr("Target"))) {
				p.add(External)
			}
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// isLocal says whether an address leads to a disk or a share.
func isLocal(target string) bool {
	target = strings.ToLower(strings.ReplaceAll(target, `\`, "/"))
	return strings.HasPrefix(target, "file:") || strings.HasPrefix(target, "//") ||
		len(target) > 2 && target[1] == ':' && target[2] == '/'
}

// pictures looks into the pictures of a document, and for whole files in it.
func (p *parcel) pictures() error {
	for _, name := range p.names() {
		dir := path.Base(path.Dir(name))
		switch ext := path.Ext(name); {
		case dir == "embeddings":
			p.count(Embedded, 1)
		case p.isDropped(name):
		case ext == ".jpg" || ext == ".jpeg" || ext == ".png":
			if err := p.nested(name, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// isDropped says whether a copy is without a part: thumbnails and custom XML.
func (p *parcel) isDropped(name string) bool {
	return strings.HasPrefix(name, "docprops/thumbnail.") || strings.HasPrefix(name, "customxml/")
}

// removeParts leaves out parts that a copy is without, and whatever leads to them.
func (p *parcel) removeParts() error {
	names := p.names()
	for _, name := range names {
		switch {
		case !p.isDropped(name):
			continue
		case strings.HasPrefix(name, "docprops/"):
			p.add(Thumbnail)
		default:
			p.add(CustomXML)
		}
		p.replaced[name] = nil
	}
	for _, name := range names {
		if !strings.HasSuffix(name, ".rels") || p.isDropped(name) {
			continue
		}
		base := path.Dir(path.Dir(name)) // of the part whose relations these are
		err := p.cut(name, func(t tag) bool {
			target := key(t.attr("Target"))
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", base, target)
			}
			return p.isDropped(strings.TrimPrefix(path.Clean(target), "/"))
		})
		if err != nil {
			return err
		}
	}
	return p.cut(contentTypes, func(t tag) bool {
		return p.isDropped(strings.TrimPrefix(key(t.attr("PartName")), "/"))
	})
}

// authors empties a list of authors, which stays behind when their comments are deleted.
func (p *parcel) authors(name string, item string) error {
	is := func(t tag) bool { return t.name == item }
	err := p.walk(name, visitor{start: func(t tag) {
		if is(t) {
			p.add(Author)
		}
	}})
	if err != nil {
		return err
	}
	return p.cut(name, is)
}

// below gives the parts of a folder whose names begin with a word.
func (p *parcel) below(prefix string) []string {
	return slices.DeleteFunc(p.names(), func(name string) bool {
		return !strings.HasPrefix(name, prefix) || !strings.HasSuffix(name, ".xml")
	})
}

package document

import (
	"bytes"
	"context"
	"path"
	"strings"

	"gongshi/generator/encoding"
)

// Limit is the largest file that is read, in bytes. The longest notices have 200 kB of text; what
// is larger holds pictures.
const Limit = 64 << 20

// htmlName and markdownName are the endings of names that speak for a format where the bytes do
// not.
var (
	htmlName     = pattern(`(?i)\.([sx]?html?|jsp|aspx?|php)$`)
	markdownName = pattern(`(?i)\.(md|markdown|mdown)$`)
	htmlStart    = pattern(`(?is)^\s*(<\?xml[^>]*>\s*)?(<!--.{0,500}?-->\s*)?` +
		`<(!doctype html|html|head|body|meta|table)\b`)
	convertible = pattern(`(?i)\.(docx?|wps|wpt|dot|rtf|odt|uot|uof)$`)
)

// Read reads a notice of any format. The bytes decide which, and the name only where they leave it
// open: Word files that are web pages inside are common. tools turn PDF and the older formats of
// Word into others; nothing else outside data is opened. The error is [*Unreadable] or the
// context's.
func Read(ctx context.Context, name string, data []byte, tools Tools) (*Source, error) {
	if len(data) > Limit {
		return nil, unreadable(FileLarge, Limit>>20)
	}
	m := &maker{source: &Source{Name: name}}
	if err := m.read(ctx, name, data, tools); err != nil {
		return nil, err
	}
	return m.made()
}

// made gives the source, unless it is too long or empty.
func (m *maker) made() (*Source, error) {
	if m.long {
		return nil, unreadable(SourceLong, maxBlocks)
	}
	m.listedTables()
	m.count(RemarkAlike, m.alike)
	if len(m.source.Blocks) == 0 {
		return nil, unreadable(NoText)
	}
	return m.source, nil
}

func (m *maker) read(ctx context.Context, name string, data []byte, tools Tools) error {
	if rule := containerOf(name, data); rule != "" {
		return unreadable(rule)
	}
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return m.pdf(ctx, data, tools)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) && !isOpenDocument(data):
		return m.docx(data)
	case isOld(data) || isOpenDocument(data):
		return m.convert(ctx, name, data, tools)
	}
	text, encoded, ok := encoding.Detect(data)
	if !ok {
		return m.unknown(name)
	}
	if encoded != "" {
		m.remark(RemarkEncoding, encoded)
	}
	text = m.ordinary(text)
	if htmlName().MatchString(name) || htmlStart().MatchString(text) {
		return m.html(text)
	}
	text = lines(text)
	m.text(text, dialect(name, text))
	return nil
}

// unknown says what is wrong with bytes that are no text.
func (m *maker) unknown(name string) error {
	if ext := path.Ext(name); ext == ".txt" || markdownName().MatchString(name) ||
		htmlName().MatchString(name) {
		return unreadable(EncodingUnknown)
	}
	return unreadable(FormatUnknown, name)
}

// isOld tells the formats that LibreOffice reads by their first bytes: the compound files of Word
// 97 and WPS, and RTF.
func isOld(data []byte) bool {
	return isCompound(data) || bytes.HasPrefix(data, []byte(`{\rtf`))
}

func isCompound(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
}

// isOpenDocument tells LibreOffice's own format: its first entry, stored, names it.
func isOpenDocument(data []byte) bool {
	return len(data) > 80 && bytes.HasPrefix(data, []byte("PK")) &&
		bytes.Contains(data[:80], []byte("mimetypeapplication/vnd.oasis"))
}

// convert reads a file by way of docx.
func (m *maker) convert(ctx context.Context, name string, data []byte, tools Tools) error {
	if encrypted(data) {
		return unreadable(Encrypted)
	}
	if tools.Docx == nil {
		return unreadable(ConverterMissing, "LibreOffice", "libreoffice-writer")
	}
	ending := ".doc"
	if convertible().MatchString(name) {
		ending = strings.ToLower(path.Ext(name))
	}
	docx, err := tools.Docx(ctx, ending, data)
	if err != nil {
		return err
	}
	m.remark(RemarkConverted, "LibreOffice")
	return m.docx(docx)
}

package document

import (
	"bytes"
	"encoding/binary"
	"path"
	"strings"
)

// containerOf names a file that holds no text document, or none that can be read: a spreadsheet,
// slides, OFD, an archive, what WPS wrote before it wrote Word's formats. Empty: none of them. The
// bytes decide, and the name only where they leave it open.
func containerOf(name string, data []byte) UnreadableRule {
	switch {
	case isCompound(data):
		return compoundOf(name, data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return zippedOf(data)
	case bytes.HasPrefix(data, []byte("Rar!\x1a\x07")), bytes.HasPrefix(data, []byte("7z\xbc\xaf")),
		bytes.HasPrefix(data, []byte("\x1f\x8b")):
		return ArchivePacked
	}
	head := data[:min(len(data), 2000)]
	if bytes.Contains(head, []byte(`progid="Excel.Sheet"`)) ||
		bytes.Contains(head, []byte("vnd.oasis.opendocument.spreadsheet")) {
		return SheetFound
	}
	return ""
}

// zippedOf looks at the names within a zip.
func zippedOf(data []byte) UnreadableRule {
	head := string(data[:min(len(data), 200)])
	switch {
	case strings.Contains(head, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"):
		return SheetFound
	case strings.Contains(head, "mimetypeapplication/vnd.oasis.opendocument.presentation"):
		return SlidesFound
	}
	a, err := OpenArchive(data)
	if err != nil {
		return "" // whoever reads it says so
	}
	switch {
	case a.parts["ofd.xml"] != nil:
		return OFDFound
	case a.parts["ppt/presentation.xml"] != nil:
		return SlidesFound
	case a.parts["xl/workbook.xml"] != nil, a.parts["xl/workbook.bin"] != nil:
		return SheetFound
	}
	return ""
}

// compoundOf looks into a compound file: the class of its root, else the names of its streams, else
// its own name.
func compoundOf(name string, data []byte) UnreadableRule {
	if encrypted(data) {
		return ""
	}
	const sheet, slides = SheetFound, SlidesFound
	switch classOf(data) {
	case 0x00020810, 0x00020820: // Excel 5 and 97
		return sheet
	case 0x64818d10, 0x64818d11: // PowerPoint
		return slides
	case 0x00020900, 0x00020906: // Word 6 and 97
		return ""
	}
	ending := strings.ToLower(path.Ext(name))
	switch {
	case hasStream(data, "WordDocument"):
		return ""
	case hasStream(data, "PowerPoint Document"), ending == ".ppt", ending == ".dps":
		return slides
	case hasStream(data, "Workbook"), hasStream(data, "Book"), ending == ".xls", ending == ".et":
		return sheet
	case ending == ".wps", ending == ".wpt":
		return OldWPS
	}
	return ""
}

// classOf is the first part of the class of a compound file's root, where it has one.
func classOf(data []byte) uint32 {
	const shiftAt, directoryAt, classAt = 30, 48, 80 // [MS-CFB] 2.2, 2.6.1
	if len(data) < 512 {
		return 0
	}
	shift := binary.LittleEndian.Uint16(data[shiftAt:])
	at := (int64(binary.LittleEndian.Uint32(data[directoryAt:])) + 1) << min(shift, 12)
	if at+classAt+4 > int64(len(data)) {
		return 0
	}
	return binary.LittleEndian.Uint32(data[at+classAt:])
}

// hasStream says whether a compound file has a stream of a name, which stands there in UTF-16,
// padded to 64 bytes with its length behind it.
func hasStream(data []byte, name string) bool {
	entry := make([]byte, 66)
	for i := range len(name) {
		entry[2*i] = name[i]
	}
	entry[64] = byte(2*len(name) + 2)
	return bytes.Contains(data, entry)
}

// encrypted says whether a compound file is one of Office's newer formats with a password.
func encrypted(data []byte) bool {
	return bytes.Contains(data, []byte(strings.Join(strings.Split("EncryptedPackage", ""), "\x00")))
}

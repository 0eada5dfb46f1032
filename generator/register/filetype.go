package register

import (
	"path"
	"slices"
	"strings"
)

// FileType is a type of file that a site can hold.
type FileType struct {
	Name string // of a file that is more than its extension says: its address
	Ext  string // in lower case: .pdf
	MIME string // without a character set
	Text bool   // the site's own are in UTF-8
	// Publishable says whether a finding may name such a file: it cannot act on a reader's behalf.
	// HTML, SVG and programs can.
	Publishable bool
	Picture     bool // a browser shows it in a text
}

const (
	officeOpen   = "application/vnd.openxmlformats-officedocument."
	openDocument = "application/vnd.oasis.opendocument."
)

// FileTypes lists every type: the site's own, then those of attachments alone. Servers' own lists
// often lack .ics, .vcf, .ofd and .webp, and that of a Windows machine any program may have changed.
func FileTypes() []FileType { return slices.Clone(fileTypes) }

var fileTypes = allFileTypes()

func allFileTypes() []FileType {
	own := func(ext, mime string) FileType { return FileType{Ext: ext, MIME: mime} }
	text := func(ext, mime string) FileType { return FileType{Ext: ext, MIME: mime, Text: true} }
	file := func(ext, mime string) FileType {
		return FileType{Ext: ext, MIME: mime, Publishable: true}
	}
	picture := func(ext, mime string) FileType {
		return FileType{Ext: ext, MIME: mime, Publishable: true, Picture: true}
	}
	return []FileType{
		text(".html", "text/html"), text(".css", "text/css"), text(".js", "text/javascript"),
		text(".json", "application/json"), text(".xml", "application/xml"),
		text(".ics", "text/calendar"), text(".vcf", "text/vcard"), text(".svg", "image/svg+xml"),
		own(".avif", "image/avif"), own(".ico", "image/x-icon"), own(".woff", "font/woff"),
		own(".woff2", "font/woff2"),
		{Ext: ".csv", MIME: "text/csv", Text: true, Publishable: true},
		{Ext: ".txt", MIME: "text/plain", Text: true, Publishable: true},
		picture(".png", "image/png"), picture(".jpg", "image/jpeg"),
		picture(".jpeg", "image/jpeg"), picture(".gif", "image/gif"),
		picture(".webp", "image/webp"),
		file(".pdf", "application/pdf"), file(".ofd", "application/ofd"),
		file(".doc", "application/msword"), file(".xls", "application/vnd.ms-excel"),
		file(".ppt", "application/vnd.ms-powerpoint"),
		file(".docx", officeOpen+"wordprocessingml.document"),
		file(".xlsx", officeOpen+"spreadsheetml.sheet"),
		file(".pptx", officeOpen+"presentationml.presentation"),
		file(".wps", "application/vnd.ms-works"),
		file(".et", "application/wps-office.et"), // no registered type: WPS's own names
		file(".dps", "application/wps-office.dps"),
		file(".odt", openDocument+"text"), file(".ods", openDocument+"spreadsheet"),
		file(".odp", openDocument+"presentation"),
		file(".zip", "application/zip"), file(".mp3", "audio/mpeg"), file(".mp4", "video/mp4"),
	}
}

// TypeOf gives the type of a file by its name's extension, in any case. Of an unknown one only the
// extension is set.
func TypeOf(name string) FileType {
	ext := strings.ToLower(path.Ext(name))
	for _, t := range fileTypes {
		if t.Ext == ext {
			return t
		}
	}
	return FileType{Ext: ext, MIME: "application/octet-stream"}
}

// Label is how people call the type: PDF.
func (t FileType) Label() string { return strings.ToUpper(strings.TrimPrefix(t.Ext, ".")) }

// ContentType is the type with its character set. That of a text among the attachments nobody
// knows: many an office writes GB 18030.
func (t FileType) ContentType() string {
	if t.Text {
		return t.MIME + "; charset=utf-8"
	}
	return t.MIME
}

// Feeds are the files that are more than their extensions say.
func Feeds() []FileType {
	return []FileType{{Name: AtomURL, Ext: ".xml", MIME: "application/atom+xml", Text: true},
		{Name: JSONFeedURL, Ext: ".json", MIME: "application/feed+json", Text: true}}
}

// ContentType is what a host says of a file of the site, by its address.
func ContentType(url string) string {
	for _, t := range Feeds() {
		if t.Name == url {
			return t.ContentType()
		}
	}
	if strings.HasPrefix(url, FilesDir+"/") {
		return TypeOf(url).MIME
	}
	return TypeOf(url).ContentType()
}

// What a host says of how long a copy may be kept. Of what is named by its content, for ever: for a
// year, which is the longest that RFC 2616 allowed and that all programs understand. All else is
// asked for anew each time.
const (
	Immutable  = "public, max-age=31536000, immutable"
	Revalidate = "no-cache"
)

// CacheControl is what a host says of a file of the site, by its address.
func CacheControl(url string) string {
	if NamedByContent(url) {
		return Immutable
	}
	return Revalidate
}

package privacy

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongshi/generator/document"
	"gongshi/generator/encoding"
)

// What is unpacked of one file, and how deep archives lie in archives: an honest table of 20,000
// rows has 10 MB.
const (
	unpackedLimit = 48 << 20 // bytes
	partLimit     = 2000
	deepest       = 3
)

// extractor gets the text out of a file.
type extractor struct {
	gate  *Gate
	ctx   context.Context
	left  int64 // bytes that may be unpacked yet
	plain bool  // the file is a text itself
}

// text gives all that a file says. The error is a *document.Unreadable or the context's.
func (x *extractor) text(name string, data []byte, depth int) (string, error) {
	if len(data) > document.Limit {
		return "", unreadable(document.FileLarge, document.Limit>>20)
	}
	switch ext := strings.ToLower(path.Ext(name)); {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return x.pdf(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return x.archive(name, data, depth)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")), bytes.HasPrefix(data, []byte(`{\rtf`)):
		return "", unreadable(document.FormatUnknown, path.Base(name))
	case isPlain(ext):
		text, ok := decoded(data)
		x.plain = depth == 0
		return text, must(ok, document.EncodingUnknown)
	case ext == ".html" || ext == ".htm" || ext == ".xml" || ext == ".rels" || ext == ".vml" ||
		ext == ".svg":
		text, ok := decoded(data)
		return bare(wholeFigures(text)), must(ok, document.EncodingUnknown)
	}
	return "", unreadable(document.FormatUnknown, path.Base(name))
}

// isPlain says whether files with an ending hold text as it is read; those of the well-known places
// often have no ending.
func isPlain(ext string) bool {
	return slices.Contains([]string{".txt", ".csv", ".md", ".json", ".log", ".css", ".js", ".toml",
		".yaml", ".yml", ".ics", ".vcf", ""}, ext)
}

func decoded(data []byte) (string, bool) {
	text, _, ok := encoding.Detect(data)
	lines := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	return lines.Replace(strings.TrimPrefix(text, "\ufeff")), ok
}

func unreadable(rule document.UnreadableRule, args ...any) error {
	return &document.Unreadable{Rule: rule, Args: args}
}

// must is nil where it is ok.
func must(ok bool, rule document.UnreadableRule) error {
	if ok {
		return nil
	}
	return unreadable(rule)
}

// pdf gives the words of a PDF, by the program that reads it.
func (x *extractor) pdf(data []byte) (string, error) {
	if x.gate.tools().PDF == nil {
		return "", unreadable(document.ConverterMissing, "pdftotext", "poppler-utils")
	}
	words, err := x.gate.tools().PDF(x.ctx, data)
	if err != nil {
		return "", err
	}
	lines := strings.NewReplacer("</word>", " ", "</line>", "\n", "</block>", apart)
	text := tags().ReplaceAllString(lines.Replace(string(words)), "")
	return text, must(strings.TrimSpace(text) != "", document.NoText)
}

// tags are those of XML.
var tags = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<[^>]*>`) })

// archive gives the texts of all parts of a zip: an office's document, or a folder.
func (x *extractor) archive(name string, data []byte, depth int) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return "", unreadable(document.FileDamaged, err)
	case !endsAtEnd(data, z.Comment):
		return "", unreadable(document.FileDamaged, zip.ErrFormat)
	case len(z.File) > partLimit:
		return "", unreadable(document.ZipEntries, len(z.File), partLimit)
	case depth > deepest:
		return "", unreadable(document.PartDeep, path.Base(name), deepest)
	}
	folder := strings.EqualFold(path.Ext(name), ".zip")
	var b strings.Builder
	b.WriteString(z.Comment + apart)
	for _, f := range z.File {
		b.WriteString(f.Comment + apart)
		if folder {
			b.WriteString(f.Name + apart)
		}
		if f.FileInfo().IsDir() || isPicture(f.Name) || isPlayed(f.Name) || !folder && !isText(f.Name) {
			continue
		}
		text, err := x.part(f, depth)
		if err != nil {
			return "", err
		}
		b.WriteString(text + apart)
	}
	return b.String(), nil
}

// endsAtEnd says whether nothing lies behind an archive's end record, which has 22 bytes and its
// comment.
func endsAtEnd(data []byte, comment string) bool {
	return bytes.LastIndex(data, []byte("PK\x05\x06"))+22+len(comment) == len(data)
}

// wholeFigures writes figures of a sheet's cells with all their digits: Java's programs write a
// mobile number as 1.3800138E10.
func wholeFigures(markup string) string {
	return cellFigure().ReplaceAllStringFunc(markup, func(cell string) string {
		const begin, end = "<v>", "</v>"
		figure, err := strconv.ParseFloat(cell[len(begin):len(cell)-len(end)], 64)
		if err != nil {
			return cell
		}
		return begin + strconv.FormatFloat(figure, 'f', -1, 64) + end
	})
}

var cellFigure = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<v>(?:[0-9]+\.0|[0-9]\.[0-9]+E\+?[0-9]{1,2})</v>`)
})

// isText says whether a part of an office's document may hold text; the others are pictures, fonts
// and macros.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".rels", ".vml", ".svg", ".html", ".htm", ".txt", ".docx", ".xlsx", ".pptx":
		return true
	}
	return false
}

// part gives the text of one part. What the archive says of its size is not believed.
func (x *extractor) part(f *zip.File, depth int) (string, error) {
	if f.Flags&1 != 0 {
		return "", unreadable(document.Encrypted)
	}
	in, err := f.Open()
	if err != nil {
		return "", unreadable(document.FileDamaged, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, x.left+1))
	switch x.left -= int64(len(data)); {
	case x.left < 0:
		return "", unreadable(document.PartLarge, f.Name, unpackedLimit>>20)
	case err != nil:
		return "", unreadable(document.FileDamaged, err)
	case len(data) == 0:
		return "", nil
	}
	return x.text(f.Name, data, depth+1)
}

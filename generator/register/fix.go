package register

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"gongshi/generator/encoding"
	"gongshi/generator/source"
)

// Fix is a file as it lies in the source, and as it was certainly meant.
type Fix struct {
	File          string // slash-separated, relative to the source
	Before, After []byte
	Text          string   // Before as text, in UTF-8 with plain line ends
	Form          []string // what of Before is not to be seen in Text: GB18030, BOM, CRLF, CR

	// Of is the file that this is a cleaned copy of, with nothing before it; else empty. With are
	// the texts that name the copy: all are written, or none.
	Of   string
	With []string
}

// Fixes gives the files of a source in which something has exactly one right answer, each with
// all of it put right: byte order marks, line ends, GB18030, UTF-16, the lines that hold the front
// matter, its colons, indentation and spaces, and whatever is read without being in canonical form:
// keys and words in Chinese, dates, telephone numbers, texts where a record is wanted; and no uuid in config.toml. Symbolic
// links are left, and files that hold control characters. Nothing is written. The errors are the
// file system's.
func Fixes(fsys fs.FS) ([]Fix, error) {
	var fixes []Fix
	err := texts(fsys, func(file string) error {
		data, err := fs.ReadFile(fsys, file)
		if err != nil || len(data) > fileLimit {
			return err
		}
		if f, ok := fixed(fsys, file, data); ok {
			fixes = append(fixes, f)
		}
		return nil
	})
	return fixes, err
}

// Canonical gives a text of the source in the form in which it can be edited, as [Fixes] would put
// it; as it is where it cannot be read.
func Canonical(fsys fs.FS, file string, data []byte) []byte {
	if f, changed := fixed(fsys, file, data); changed {
		return f.After
	}
	return data
}

// texts walks config.toml and the texts of the register, as far as they are files of their own.
func texts(fsys fs.FS, visit func(file string) error) error {
	info, err := fs.Lstat(fsys, source.ConfigFile)
	if err == nil && info.Mode().IsRegular() {
		err = visit(source.ConfigFile)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if info, err := fs.Lstat(fsys, source.ContentDir); err != nil || !info.IsDir() {
		return nil // reading says so
	}
	return source.Walk(fsys, source.ContentDir, func(file string, d fs.DirEntry) error {
		if !d.Type().IsRegular() || !utf8.ValidString(file) || textOf(file) == nil {
			return nil
		}
		return visit(file)
	})
}

// textOf gives an empty text of the kind that the file's place makes it, and nil for what is no
// text.
func textOf(file string) any {
	depth, index := strings.Count(file, "/"), path.Base(file) == indexName
	switch {
	case IsFinding(file):
		return &Finding{}
	case index && depth == 1:
		return &Register{}
	case index && depth == 2:
		return &Inspection{}
	case index && depth == 3:
		return &Category{}
	}
	return nil
}

// fixed gives a file put right; false where there is nothing to do.
func fixed(fsys fs.FS, file string, data []byte) (Fix, bool) {
	f := Fix{File: file, Before: data}
	s := &textFile{file: file}
	text, ok := s.decode(data)
	if decoded, chinese := encoding.GB18030(data); !ok && chinese {
		f.Form = append(f.Form, "GB18030")
		data = []byte(decoded)
		text, ok = s.decoded(encoding.Plain(decoded))
	}
	if !ok {
		return f, false
	}
	f.Text = text
	text = encoding.Mend(text)
	if !utf8.Valid(data) {
		decoded, name, _ := encoding.Detect(data)
		f.Form = append(f.Form, name)
		data = []byte(decoded)
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		f.Form = append(f.Form, "BOM")
	}
	if n := bytes.Count(data, []byte("\r\n")); n > 0 {
		f.Form = append(f.Form, "CRLF")
		data = bytes.ReplaceAll(data, []byte("\r\n"), nil)
	}
	if bytes.Contains(data, []byte("\r")) {
		f.Form = append(f.Form, "CR")
	}
	if v := textOf(file); v != nil {
		text = s.atTop(text)
		if s.cutText(text) {
			text = s.fixFront(text, v)
		}
	}
	if file == source.ConfigFile {
		if canonical, ok := s.labels(text); ok {
			text = canonical
		}
		text = AddUUID(text, registerTitle(fsys))
	}
	f.After = []byte(text)
	return f, !bytes.Equal(f.Before, f.After)
}

// fixFront puts the front matter of a text right; v is an empty text of its kind.
func (s *textFile) fixFront(text string, v any) string {
	end := 1 - s.added + bytes.Count(s.front, []byte("\n")) // the second ---
	s.normalize(Keys(KindOf(s.file)))
	front := strings.Split(string(s.front), "\n") // a line break is after its last line
	if s.parse() {
		s.decodeInto(v)
		s.applyEdits(front)
	}
	fence := []string{"---"}
	return strings.Join(slices.Concat(fence, front[:len(front)-1], fence,
		strings.Split(text, "\n")[end+1:]), "\n")
}

// atTop gives a text without the empty lines before its front matter.
func (s *textFile) atTop(text string) string {
	bare := strings.TrimLeft(text, blanks+"\n")
	head, _, _ := strings.Cut(bare, "\n")
	if fence.MatchString(head) {
		return bare
	}
	bare = text[strings.LastIndexByte(text[:len(text)-len(bare)], '\n')+1:]
	if s.beginsWithKeys(strings.Split(bare, "\n")) {
		return bare
	}
	return text
}

// applyEdits writes what was understood into the lines of the front matter, from its end on.
func (s *textFile) applyEdits(front []string) {
	slices.SortStableFunc(s.edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(b.at.line, a.at.line), cmp.Compare(b.at.column, a.at.column))
	})
	for _, e := range s.edits {
		line := []rune(front[e.at.line-frontLine])
		if e.at.column > len(line) {
			continue
		}
		head, tail := string(line[:e.at.column-1]), string(line[e.at.column-1:])
		if e.written != "" {
			quote := tail[:len(tail)-len(strings.TrimLeft(tail, `"'`))]
			head, tail = head+quote, tail[len(quote):]
		}
		if strings.HasPrefix(e.meant, "\n") {
			head = strings.TrimRight(head, " ")
		}
		if after, ok := strings.CutPrefix(tail, e.written); ok {
			front[e.at.line-frontLine] = head + e.meant + after
		}
	}
}

var (
	dateWords = regexp.MustCompile(`^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?$`)
	dateMarks = regexp.MustCompile(`^(\d{4})(?:([-/.])(\d{1,2})(?:([-/.])(\d{1,2}))?)?$`)
)

// certainDate is meantDate where nothing else can be meant: year, month and day in this order,
// the year in full, and no other word (2023年底 is not 2023). The day may lack, never be added.
func certainDate(written string) string {
	s := strings.Join(strings.Fields(width.Narrow.String(written)), "")
	m := dateMarks.FindStringSubmatch(s)
	if !dateWords.MatchString(s) && (m == nil || m[4] != "" && m[2] != m[4]) {
		return ""
	}
	if _, err := ParseDate(s); err == nil {
		return s // only its width was wrong
	}
	return joinedDate(s)
}

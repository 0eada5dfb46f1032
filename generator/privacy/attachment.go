package privacy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gongshi/generator/cache"
	"gongshi/generator/document"
	"gongshi/generator/encoding"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// stamped is what an attachment was, so that it is read when it has changed and not before.
type stamped struct {
	stamp  cache.Stamp
	noted  time.Time
	digest digest
}

// attachments looks into the files that would be published.
func (r *reading) attachments() error {
	now, inside := map[string]stamped{}, map[string][]found{}
	for _, f := range r.register.Published().All() {
		for _, a := range f.Attached() {
			if _, done := now[a.File]; !done {
				s, all, err := r.attachment(a.File)
				if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errLink) {
					continue // which the register has reported
				}
				if err != nil {
					return err
				}
				now[a.File], inside[a.File] = s, all
				r.report(a.File, f.Title, inName(a.File))
				r.report(a.File, f.Title, all)
			}
			r.reportTraces(f, a, inside[a.File])
		}
	}
	r.files = now
	return r.theme(now)
}

var errLink = errors.New("not a regular file")

// attachment gives what was found in an attachment.
func (r *reading) attachment(file string) (stamped, []found, error) {
	s := r.files[file]
	info, err := fs.Lstat(r.fsys, file)
	if err == nil && !info.Mode().IsRegular() {
		err = errLink
	}
	if err != nil || isPlayed(file) {
		return s, nil, err
	}
	noted := time.Now()
	stamp := cache.StampOf(info)
	var data []byte
	if s.stamp != stamp || !stamp.Holds(s.noted) {
		if data, err = r.read(file, info); err != nil {
			return s, nil, err
		}
		s = stamped{stamp, noted, sha256.Sum256(data)}
		r.dirty = true
	}
	by := "file"
	if r.tools().PDF == nil {
		by = "file without pdftotext"
	}
	key := sha256.Sum256([]byte(by + "\x00" + r.register.Identity() + "\x00" +
		strings.ToLower(path.Ext(file)) + string(s.digest[:])))
	all, err := r.remember(key, func() ([]found, error) {
		if data == nil {
			if data, err = r.read(file, info); err != nil {
				return nil, err
			}
		}
		return r.inside(file, data, s.digest)
	})
	return s, all, err
}

// Changed refuses attachments that are to be published with other bytes than the gate has seen: they
// were written meanwhile. Of those that it did not look at it says nothing.
func (g *Gate) Changed(published register.Files) error {
	var list problem.List
	for file, as := range published {
		seen, known := g.files[file]
		if known && seen.digest != (digest{}) && register.FileURL(file, seen.digest) != as.URL {
			list = append(list, problem.Problem{File: file, Line: 1, Column: 1,
				Rule: "file-changed"})
		}
	}
	return list.Err()
}

// FileDigests are those of the attachments that the gate has read, by path.
func (g *Gate) FileDigests() map[string][sha256.Size]byte {
	all := make(map[string][sha256.Size]byte, len(g.files))
	for file, s := range g.files {
		if s.digest != (digest{}) {
			all[file] = s.digest
		}
	}
	return all
}

// tools are looked for once.
func (g *Gate) tools() *document.Tools {
	if g.Tools == nil {
		tools := document.Installed()
		g.Tools = &tools
	}
	return g.Tools
}

// read reads no more of a file than is ever looked at, and one byte.
func (r *reading) read(file string, info fs.FileInfo) ([]byte, error) {
	f, err := r.fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, min(info.Size(), document.Limit)+1))
}

// isPicture and isPlayed say whether people look at or listen to a file: nobody can read it here.
// An SVG is text.
func isPicture(file string) bool {
	t := register.TypeOf(file)
	return strings.HasPrefix(t.MIME, "image/") && t.Ext != ".svg"
}

func isPlayed(file string) bool {
	mime, _, _ := strings.Cut(register.TypeOf(file).MIME, "/")
	return mime == "audio" || mime == "video"
}

// inside gives what is found in the bytes of an attachment: in what it shows, then beside that.
func (r *reading) inside(file string, data []byte, of digest) ([]found, error) {
	all, err := r.written(file, data)
	var why *document.Unreadable
	if errors.As(err, &why) {
		all = []found{r.unread(of, why)}
	} else if err != nil {
		return nil, err
	}
	beside, err := r.traces(data, of)
	if errors.As(err, &why) && !slices.ContainsFunc(all, func(f found) bool { return f.kind == "" }) {
		all = append(all, r.unread(of, why))
	}
	return append(all, beside...), nil
}

// written gives what is found in the words of an attachment.
func (r *reading) written(file string, data []byte) ([]found, error) {
	if isPicture(file) {
		return nil, nil
	}
	x := extractor{gate: r.Gate, ctx: r.ctx, left: unpackedLimit}
	text, err := x.text(file, data, 0)
	if err != nil {
		return nil, err
	}
	return r.searchIn(text, x.plain)
}

// unread is that a file could not be read, or not in time.
func (r *reading) unread(of digest, why *document.Unreadable) found {
	zh, _ := why.Sentences("zh")
	en, _ := why.Sentences("en")
	return found{digest: r.wholeDigest(of), zh: zh, en: en, line: 1, column: 1}
}

// wholeDigest is what allows a whole file, by the digest of its bytes.
func (r *reading) wholeDigest(of digest) digest { return r.digest(hex.EncodeToString(of[:])) }

// Texts are searched in chunks: of what points to nobody 1 MiB takes 10 ms and as many bytes, of
// what is made to take long a second.
const (
	chunk      = 1 << 20
	searchTime = 5 * time.Second
)

// searchIn gives what is found in the text of an attachment, each value once.
func (r *reading) searchIn(text string, plain bool) ([]found, error) {
	begin := time.Now()
	var all []found
	known := map[digest]bool{}
	for at := 0; at < len(text) && len(all) < most; {
		if time.Since(begin) > searchTime {
			return nil, unreadable(document.ConverterSlow, "gongshi", int(searchTime.Seconds()))
		}
		part := cut(text[at:])
		for _, h := range personal.Find(part) {
			f := found{kind: h.Kind, digest: r.digest(h.Value), masked: h.Masked(), line: 1, column: 1}
			if known[f.digest] || len(all) >= most {
				continue
			}
			known[f.digest] = true
			if plain {
				f.line, f.column = encoding.Position(text, at+h.Start)
			}
			all = append(all, f)
		}
		at += len(part)
	}
	return all, nil
}

// cut gives the beginning of a text, up to a place that no value goes across.
func cut(text string) string {
	if len(text) <= chunk {
		return text
	}
	for _, end := range []string{apart, "\n", " "} {
		if i := strings.LastIndex(text[:chunk], end); i > 0 {
			return text[:i+len(end)]
		}
	}
	end := chunk
	for end > 1 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

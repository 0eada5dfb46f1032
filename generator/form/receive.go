package form

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongshi/generator/metadata"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// upload is a file that came with a form.
type upload struct {
	name string // as it was called where it came from, without folders
	data []byte
}

var errTooLarge = errors.New("more than a form may hold")

// receive reads a form into memory, files by the names of their fields. Nothing is laid on disk.
func receive(w http.ResponseWriter, r *http.Request) (url.Values, map[string]upload, error) {
	r.Body = http.MaxBytesReader(w, r.Body, TextLimit+FileLimit)
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		r.Body = http.MaxBytesReader(w, r.Body, TextLimit)
		err := r.ParseForm()
		return r.PostForm, nil, err
	}
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, nil, err
	}
	sent, files := url.Values{}, map[string]upload{}
	texts, bytes := TextLimit, FileLimit
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return sent, files, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if err := receivePart(part, sent, files, &texts, &bytes); err != nil {
			return nil, nil, err
		}
	}
}

// receivePart reads one field; texts and bytes are how much more may come.
func receivePart(part *multipart.Part, sent url.Values, files map[string]upload,
	texts, bytes *int) error {
	left := texts
	if part.FileName() != "" {
		left = bytes
	}
	data, err := io.ReadAll(io.LimitReader(part, int64(*left)+1))
	if err != nil {
		return err
	}
	if *left -= len(data) + len(part.FormName()); *left < 0 {
		return errTooLarge
	}
	if part.FileName() != "" {
		files[part.FormName()] = upload{part.FileName(), data}
		return nil
	}
	sent.Add(part.FormName(), string(data))
	return nil
}

// stemLimit is how many characters of a file's name are kept: a path must fit into Windows' 260.
const stemLimit = 60

// attach gives uploads their places beside a finding and names them in its values. A file that was
// sent with a form that had a problem waits under a token, until the form is sent again. What a
// file holds beside what it shows is taken out of it where that needs no decision.
func (f *Form) attach(a *attempt, files map[string]upload) {
	t, sent := a.target, a.sent
	for field, file := range files {
		if kind := register.TypeOf(file.name); isFile(t.kind, field) && !kind.Publishable {
			a.refused[field] = f.whole(problem.Problem{Rule: "file-type", Args: []any{kind.Ext}})
			continue
		}
		token, waiting := digest(file.data), len(file.data)
		for _, u := range f.uploads {
			waiting += len(u.data)
		}
		if waiting > 2*FileLimit {
			clear(f.uploads) // of forms that nobody sent again
		}
		f.uploads[token] = file
		sent.Set("upload:"+field, token)
	}
	for name := range sent {
		field, is := strings.CutPrefix(name, "upload:")
		file, known := f.uploads[sent.Get(name)]
		if !is || !isFile(t.kind, field) {
			continue
		}
		if !known {
			sent.Del(name)
			a.now.Del(field)
			a.refused[field] = f.say("upload-gone")
			continue
		}
		base := f.fileName(t, file.name, a.files)
		a.now.Set(field, base)
		data := file.data
		if clean, err := metadata.Clean(data); err == nil && clean != nil {
			data, a.cleaned = clean, append(a.cleaned, base)
		}
		full := path.Join(path.Dir(t.path()), base)
		a.files = append(a.files, source.File{Name: full, Data: data})
	}
}

// attached forgets the files of a form that was saved; those of others still wait.
func (f *Form) attached(a *attempt) {
	for name := range a.sent {
		if strings.HasPrefix(name, "upload:") {
			delete(f.uploads, a.sent.Get(name))
		}
	}
}

// fileName is a name that a file may have beside its finding, on every system: the finding's id and
// what of the file's own name is a letter or a figure. No other file has it.
func (f *Form) fileName(t target, given string, taken []source.File) string {
	base := path.Base(strings.ReplaceAll(given, `\`, "/"))
	ext := strings.ToLower(path.Ext(base))
	words := strings.FieldsFunc(strings.ToValidUTF8(strings.TrimSuffix(base, path.Ext(base)), "-"),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	stem := []rune(strings.Join(words, "-"))
	stem = stem[:min(len(stem), stemLimit)]
	id := strings.TrimSuffix(path.Base(t.path()), path.Ext(t.path()))
	whole := strings.Trim(id+"-"+string(stem), "-")
	for n := 1; ; n++ {
		name := whole + ext
		if n > 1 {
			name = whole + "-" + strconv.Itoa(n) + ext
		}
		full := path.Join(path.Dir(t.path()), name)
		used := slices.ContainsFunc(taken, func(o source.File) bool {
			return strings.EqualFold(o.Name, full)
		})
		if !used && f.options.Folder.Free(full) == nil {
			return name
		}
	}
}

// isFile says whether a name is that of a file of a row.
func isFile(kind, name string) bool {
	list, rest, _ := strings.Cut(name, "[")
	_, key, _ := strings.Cut(rest, "].")
	return kind == "finding" && key == "file" && (list == "evidence" || list == "documents")
}

package bundle

import (
	"bytes"
	"context"
	"encoding"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"gongshi/generator/edit"
	"gongshi/generator/markdown"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// public are the keys that leave, by the text or record that they are of. A key that comes is
// private until it is listed.
var public = map[string]string{
	"register": "title contact",
	"inspection": "title short kind body issuer inspector from to feedback published report_every " +
		"accountability opinions source disclosure corrections contact",
	"category": "title weight groups",
	"finding": "title number group weight summary status basis verified completed deadline reason " +
		"next responsible measures results documents updates answers evidence related aliases " +
		"corrections withdrawn contact",
	"accountability": "organisations persons kinds",
	"answer":         "on question answer",
	"attachment":     "title file",
	"contact":        "phone email address postcode hours",
	"correction":     "on field from to reason",
	"deadline":       "date extended condition review not-stated",
	"disclosure":     "index number signed theme",
	"document":       "title date file url",
	"extension":      "on to reason",
	"group":          "id title",
	"kind":           "name organisations persons",
	"measure":        "text date done",
	"opinions":       "received answered until",
	"result":         "name value unit change",
	"update":         "date status text",
	"verification":   "by on",
	"withdrawal":     "on reason erase",
}

// hiddenWithdrawn are keys that the page of a withdrawn finding does not show.
var hiddenWithdrawn = []string{"reason", "next", "related", "responsible", "contact"}

func isPublic(of, key string) bool { return slices.Contains(strings.Fields(public[of]), key) }

// rewriting writes a register anew. Its attachments have the names that the site gives them: the
// author's own are private.
type rewriting struct {
	Bundle
	files    register.Files    // by path in the source
	texts    map[string][]byte // by path in what is written, like
	attached map[string]string // the path in the source
	moved    map[string]string // by path in the source, the one in what is written
	err      error
}

// rewritten gives the files of the register that is written anew, and of its attachments the
// places in the source.
func (b Bundle) rewritten(ctx context.Context) (texts map[string][]byte, attached map[string]string,
	err error) {
	w := &rewriting{Bundle: b, files: register.Files{}, texts: map[string][]byte{},
		attached: map[string]string{}, moved: map[string]string{}}
	w.moved[source.ConfigFile] = source.ConfigFile
	for _, f := range b.Register.Filed() {
		for _, a := range f.Attachments() {
			w.attach(a)
		}
	}
	w.config()
	w.text("register", *b.Register.Register, b.Register.Body, b.Register.Links())
	for _, i := range b.Register.Inspections {
		w.text("inspection", *i, i.Body, i.Links())
		for _, c := range i.Categories {
			w.text("category", *c, c.Body, c.Links())
			for _, f := range c.Filed() {
				w.text("finding", *f, f.Body, f.Links())
				w.moved[f.TextFile()] = f.Body.File
			}
		}
	}
	if w.err == nil {
		w.err = w.allow(ctx)
	}
	return w.texts, w.attached, w.err
}

// attach finds a place for a file: beside the categories of its inspection.
func (w *rewriting) attach(name string) {
	if _, known := w.moved[name]; known || w.err != nil {
		return
	}
	data, err := fs.ReadFile(w.Source, name)
	if err != nil {
		w.err = err
		return
	}
	steps := strings.SplitN(name, "/", 3) // content, inspection, and the rest
	to := path.Join(steps[0], steps[1], register.NewFile(name, data).URL)
	w.moved[name], w.attached[to] = to, name
}

// text writes one text of the register, whose record is of a kind.
func (w *rewriting) text(kind string, record any, body register.Body, links []register.Link) {
	if w.err != nil {
		return
	}
	file := body.File
	if file == "" {
		file = path.Join(source.ContentDir, "_index.md")
	}
	t := rewriter{w: w, dir: path.Dir(file), to: map[string]string{}}
	for _, l := range links {
		if l.File != "" {
			t.to[l.Raw] = t.relative(l.File)
		}
	}
	front := t.fields(kind, reflect.ValueOf(record))
	if f, is := record.(register.Finding); is {
		if f.Withdrawn != nil {
			front = slices.DeleteFunc(front,
				func(f edit.Field) bool { return slices.Contains(hiddenWithdrawn, f.Key) })
		}
		for _, key := range f.NotStated {
			if key != "deadline" && f.Withdrawn == nil { // which has a key of its own for it
				front = append(front, edit.Field{Key: key, Value: register.NotStated})
			}
		}
	}
	data, err := edit.NewText(front, t.redirected(body.Text))
	if err != nil {
		w.err = fmt.Errorf("%s: %w", file, err)
		return
	}
	w.texts[file], w.moved[file] = data, file
}

// rewriter writes the values of one text.
type rewriter struct {
	w   *rewriting
	dir string            // of the text
	to  map[string]string // where its links to files lead now, by where they did
}

// relative is the name of an attachment, as the text has to have it.
func (t rewriter) relative(file string) string {
	up := ""
	for dir := t.dir; ; dir, up = path.Dir(dir), up+"../" {
		if name, below := strings.CutPrefix(t.w.moved[file], dir+"/"); below {
			return up + name
		}
	}
}

func (t rewriter) redirected(text string) string { return markdown.Redirect(text, t.to) }

func (t rewriter) fields(of string, record reflect.Value) edit.Fields {
	var all edit.Fields
	for key, value := range register.Written(record) {
		if !isPublic(of, key) {
			continue
		}
		if name, is := value.(string); is && key == "file" {
			value = t.relative(path.Join(t.dir, name))
		}
		all = append(all, edit.Field{Key: key, Value: t.value(reflect.ValueOf(value))})
	}
	return all
}

// value is one as the room edit takes it.
func (t rewriter) value(v reflect.Value) any {
	switch is := v.Interface().(type) {
	case register.Markdown:
		return t.redirected(string(is))
	case encoding.TextMarshaler: // dates and periods, which always have a text
		text, err := is.MarshalText()
		if err != nil {
			t.w.err = err
		}
		return string(text)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return t.value(v.Elem())
	case reflect.Struct:
		return t.fields(strings.ToLower(v.Type().Name()), v)
	case reflect.Slice:
		var items []any
		for i := range v.Len() {
			items = append(items, t.value(v.Index(i)))
		}
		return items
	}
	return v.Interface()
}

// config writes the settings that show on the site, and brings the pictures that they name.
func (w *rewriting) config() {
	if w.err != nil {
		return
	}
	c := w.Register.Config
	var b bytes.Buffer
	e := toml.NewEncoder(&b)
	w.err = e.Encode(struct {
		Title      string              `toml:"title"`
		UUID       string              `toml:"uuid,omitempty"`
		Language   string              `toml:"language"`
		TimeZone   string              `toml:"timeZone"`
		SiteURL    string              `toml:"siteURL,omitempty"`
		Base       string              `toml:"base,omitempty"`
		Licence    string              `toml:"licence,omitempty"`
		Banner     string              `toml:"banner,omitempty"`
		Government register.Government `toml:"government,omitempty"`
		Sign       any                 `toml:"sign,omitempty"`
	}{c.Title, c.UUID, c.Language, c.TimeZone, c.SiteURL, c.Base, c.Licence, c.Banner, c.Government,
		map[bool]any{true: map[string]string{"key": c.Sign.Key}}[c.Sign.Key != ""]})
	w.texts[source.ConfigFile] = b.Bytes()
	for _, image := range []string{c.Government.Identity.Image, c.Government.ErrorReport.Image} {
		if image != "" {
			w.attached[image], w.moved[image] = image, image
		}
	}
}

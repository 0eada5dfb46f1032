package privacy

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"

	"gongshi/generator/encoding"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// text is a file of the register.
type text struct {
	file, title string
	digest      digest // of its bytes
	value       any    // what was read of it
}

// texts lists the texts of the register. Drafts are among them: every rule holds for them too.
func (r *reading) texts() []text {
	reg := r.register
	all := []text{{file: source.ConfigFile, digest: configDigest(r.fsys), value: reg.Config},
		{file: path.Join(source.ContentDir, "_index.md"), digest: reg.Digest, value: *reg}}
	for _, i := range reg.Inspections {
		all = append(all, text{file: i.Body.File, digest: i.Digest, value: *i})
		for _, c := range i.Categories {
			all = append(all, text{file: c.Body.File, digest: c.Digest, value: *c})
			for _, f := range c.Findings {
				all = append(all, text{f.Body.File, f.Title, f.Digest, *f})
			}
		}
	}
	return all
}

// configDigest is of the bytes of config.toml.
func configDigest(fsys fs.FS) digest {
	data, _ := fs.ReadFile(fsys, source.ConfigFile) // without one the register has a problem
	return sha256.Sum256(data)
}

// ownContacts are what the register's own contacts say, which is to be published.
func (r *reading) ownContacts() []string {
	all := []string{r.joined(r.register.Contact)}
	for _, i := range r.register.Inspections {
		all = append(all, r.joined(i.Contact))
	}
	return all
}

// look gives what is found in a text.
func (r *reading) look(t text) ([]found, error) {
	key := sha256.Sum256([]byte("text\x00" + r.register.Identity() + "\x00" + t.file +
		string(t.digest[:])))
	return r.remember(key, func() ([]found, error) {
		hits := personal.Find(r.joined(t.value))
		if len(hits) == 0 {
			return nil, nil
		}
		data, err := fs.ReadFile(r.fsys, t.file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		written, _ := encoding.UTF8(data) // what is no text has been reported
		return r.locate(hits, written), nil
	})
}

// most is how many hits of one file are listed: it is a list of people, and the first ones tell.
const most = 50

// locate finds the places of hits in the file as it is written. What stands there in no form that is
// known has the file's beginning as its place.
func (r *reading) locate(hits []personal.Hit, written string) []found {
	type what struct {
		kind  personal.Kind
		value string
	}
	places := map[what][]int{}
	for _, h := range personal.Find(written) {
		w := what{h.Kind, h.Value}
		places[w] = append(places[w], h.Start)
	}
	var all []found
	done := map[what]bool{}
	for _, h := range hits {
		w := what{h.Kind, h.Value}
		if done[w] {
			continue
		}
		done[w] = true
		f := found{kind: h.Kind, digest: r.digest(h.Value), masked: h.Masked(), line: 1, column: 1}
		for i, at := range places[w] {
			f.line, f.column = encoding.Position(written, at)
			if i < len(places[w])-1 {
				all = append(all, f)
			}
		}
		if all = append(all, f); len(all) >= most {
			break
		}
	}
	return all
}

// joined gives all texts in a value of the register, apart from each other: but for what belongs to
// another file, and the contacts of whole inspections.
func (r *reading) joined(value any) string {
	var b strings.Builder
	r.gather(&b, reflect.ValueOf(value))
	return b.String()
}

// apart separates two texts that no value goes across.
const apart = "\n\n"

func (r *reading) gather(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			b.WriteString(v.String())
			b.WriteString(apart)
		}
	case reflect.Slice:
		for i := range v.Len() {
			r.gather(b, v.Index(i))
		}
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			r.gather(b, entries.Key())
			r.gather(b, entries.Value())
		}
	case reflect.Pointer:
		if !v.IsNil() {
			r.gather(b, v.Elem())
		}
	case reflect.Interface: // of own keys, where figures are no texts
		if n := v.Elem(); n.CanInt() || n.CanUint() || n.CanFloat() {
			fmt.Fprint(b, n, apart)
		} else if n.IsValid() {
			r.gather(b, n)
		}
	case reflect.Struct:
		for _, i := range r.fieldsOf(v.Type()) {
			r.gather(b, v.Field(i))
		}
	}
}

// fieldsOf gives the fields of a struct that may hold texts of its own file.
func (r *reading) fieldsOf(of reflect.Type) []int {
	fields, known := r.fields[of]
	if known {
		return fields
	}
	for i := range of.NumField() {
		f := of.Field(i)
		if f.IsExported() && !elsewhere(of, f) && !hasNoText(f.Type) {
			fields = append(fields, i)
		}
	}
	r.fields[of] = fields
	return fields
}

// hasNoText says whether a type can hold no text: days, numbers, digests.
func hasNoText(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Map, reflect.Interface:
		return false
	case reflect.Slice, reflect.Pointer:
		return hasNoText(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && !elsewhere(t, f) && !hasNoText(f.Type) {
				return false
			}
		}
	}
	return true
}

// elsewhere says whether a field holds what is looked at on its own.
func elsewhere(of reflect.Type, f reflect.StructField) bool {
	switch f.Type {
	case reflect.TypeFor[*register.Category](), reflect.TypeFor[*register.Inspection](),
		reflect.TypeFor[[]*register.Finding](), reflect.TypeFor[[]*register.Category](),
		reflect.TypeFor[[]*register.Inspection](), reflect.TypeFor[register.Config](),
		reflect.TypeFor[problem.List]():
		return true
	case reflect.TypeFor[register.Contact]():
		return of != reflect.TypeFor[register.Finding]()
	}
	isName := f.Name == "ID" && of != reflect.TypeFor[register.Group]()
	return isName || of == reflect.TypeFor[register.Body]() && f.Name == "File"
}

// kindWord names a kind.
func kindWord(kind personal.Kind) problem.Phrase {
	zh, en := map[personal.Kind]string{
		personal.ResidentID:     "居民身份证号码",
		personal.Mobile:         "手机号码",
		personal.BankCard:       "银行卡号",
		personal.Passport:       "护照或者通行证号码",
		personal.Plate:          "车牌号码",
		personal.Email:          "个人邮箱",
		personal.WeChat:         "微信号",
		personal.Address:        "写到房间的住址",
		personal.Name:           "姓名",
		personal.SocialSecurity: "美国社会安全号码",
	}[kind], map[personal.Kind]string{
		personal.ResidentID:     "a resident identity number",
		personal.Mobile:         "a mobile number",
		personal.BankCard:       "a bank card's number",
		personal.Passport:       "a passport's number",
		personal.Plate:          "a licence plate",
		personal.Email:          "a personal e-mail address",
		personal.WeChat:         "a WeChat name",
		personal.Address:        "an address with a room",
		personal.Name:           "a name",
		personal.SocialSecurity: "a Social Security number",
	}[kind]
	return problem.Phrase{"zh": zh, "en": cmp.Or(en, string(kind))}
}

package privacy

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"

	"gongshi/generator/encoding"
	"gongshi/generator/parallel"
	"gongshi/generator/personal"
	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// text is a file of the register.
type text struct {
	file, title string
	digest      digest // of its bytes
	value       any    // a pointer to what was read of it
	key         digest // that of what was found in it
}

func textOf(f *register.Finding) text {
	return text{file: f.TextFile(), title: f.Title, digest: f.Digest, value: f}
}

// all lists the texts of the register. Drafts are among them: every rule holds for them too.
func (r *reading) all() []text {
	reg := r.register
	all := []text{{file: source.ConfigFile, digest: configDigest(r.fsys), value: &reg.Config},
		{file: path.Join(source.ContentDir, "_index.md"), digest: reg.Digest, value: reg}}
	for _, i := range reg.Inspections {
		all = append(all, text{file: i.Body.File, digest: i.Digest, value: i})
		for _, c := range i.Categories {
			all = append(all, text{file: c.Body.File, digest: c.Digest, value: c})
			for _, f := range c.Filed() {
				all = append(all, textOf(f))
				if f.Earlier != nil {
					all = append(all, textOf(f.Earlier))
				}
			}
		}
	}
	return all
}

// identify gives texts their keys.
func (r *reading) identify(texts []text) {
	of := []byte("text\x00" + r.register.Identity() + "\x00")
	for i, t := range texts {
		texts[i].key = sha256.Sum256(append(append(of, t.file...), t.digest[:]...))
	}
}

// configDigest is of the bytes of config.toml.
func configDigest(fsys fs.FS) digest {
	data, _ := fs.ReadFile(fsys, source.ConfigFile) // without one the register has a problem
	return sha256.Sum256(data)
}

// ownContacts are what the register's own contacts say, which is to be published.
func (r *reading) ownContacts() []string {
	all := []string{gatherer{}.joined(r.register.Contact)}
	for _, i := range r.register.Inspections {
		all = append(all, gatherer{}.joined(i.Contact))
	}
	return all
}

// search looks for personal data in the texts that are not known, on all cores, before they are
// taken up one by one.
func (r *reading) search(all []text) map[string][]personal.Hit {
	var texts []text
	for _, t := range all {
		if _, known := r.known[t.key]; !known {
			texts = append(texts, t)
		}
	}
	hits := make([][]personal.Hit, len(texts))
	_ = parallel.Each(len(texts), func() func(int) error { // which has no errors
		g := gatherer{}
		return func(i int) error { hits[i] = personal.Find(g.joined(texts[i].value)); return nil }
	})
	found := map[string][]personal.Hit{}
	for i, t := range texts {
		if len(hits[i]) > 0 {
			found[t.file] = hits[i]
		}
	}
	return found
}

// look gives what is found in a text, and where it stands there, and in the name of its file.
func (r *reading) look(t text, hits []personal.Hit) ([]found, error) {
	return r.remember(t.key, func() ([]found, error) {
		if len(hits) == 0 {
			return inName(t.file), nil
		}
		data, err := fs.ReadFile(r.fsys, t.file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		written, _ := encoding.UTF8(data) // what is no text has been reported
		return append(inName(t.file), r.locate(hits, written)...), nil
	})
}

// most is how many hits of one file are listed at once: it is a list of people, and the first ones
// tell. The others are found when these are gone.
const most = 50

// locate finds the places of hits in the file as it is written. What stands there in no form that
// is known has the file's beginning as its place.
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

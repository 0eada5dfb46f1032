package approval

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"reflect"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

//go:embed sheet.html words.zh.toml words.en.toml
var files embed.FS

// Sheet is the approval sheet: texts that wait for approval, what differs in them from what was
// approved before, and places to sign.
type Sheet struct {
	Register *register.Register
	Texts    []Text
	Day      register.Day
	Lang     string // zh or en
}

// HTML gives the sheet as one page for print, which needs no other file.
func (s Sheet) HTML() ([]byte, error) {
	words := problem.Catalogue[map[string]string](files, "words."+s.Lang+".toml")
	say := func(key string, args ...any) string { return problem.Fill(words[key], args) }
	t, err := template.New("sheet.html").Funcs(template.FuncMap{"say": say,
		"label":   func(status register.Status) string { return status.Label(s.Lang) },
		"changes": func(t Text) []string { return s.changes(t, say) },
		"split":   func(text string) []string { return strings.Split(text, "|") },
		"halves":  func(digest string) []string { return []string{digest[:32], digest[32:]} },
	}).ParseFS(files, "sheet.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	added := 0
	for _, text := range s.Texts {
		if text.Finding.Earlier == nil {
			added++
		}
	}
	err = t.Execute(&b, map[string]any{"Lang": map[string]string{"zh": "zh-CN", "en": "en"}[s.Lang],
		"Title": s.Register.Title, "Texts": s.Texts, "Day": s.Day.In(s.Lang), "Digest": s.digest(),
		"New": added, "Edited": len(s.Texts) - added})
	return b.Bytes(), err
}

// Blank gives the title of the sheet, and who signs it, for a paper of another form.
func Blank(lang string) (title string, signers []string) {
	words := problem.Catalogue[map[string]string](files, "words."+lang+".toml")
	return words["title"], strings.Split(words["signers"], "|")
}

// digest is of all texts on the sheet: of lines as sha256sum writes them.
func (s Sheet) digest() string {
	all := sha256.New()
	for _, t := range s.Texts {
		all.Write([]byte(t.Digest + "  " + register.ApprovedFile(t.Finding.ID) + "\n"))
	}
	return hex.EncodeToString(all.Sum(nil))
}

// changes says what differs from the text that was approved before; nothing where there is none.
func (s Sheet) changes(t Text, say func(string, ...any) string) []string {
	now, before := t.Finding, t.Finding.Earlier
	if before == nil {
		return nil
	}
	var all []string
	if now.Status != before.Status {
		all = append(all, say("from-to", label("status", s.Lang), before.Status.Label(s.Lang),
			now.Status.Label(s.Lang)))
	}
	if was, is := due(before), due(now); was != is {
		all = append(all, say("from-to", label("deadline", s.Lang), was, is))
	}
	old, is := written(before), written(now)
	for _, k := range register.Keys("finding") {
		if k.Name != "status" && k.Name != "author" && k.Name != "approved" &&
			old[k.Name] != is[k.Name] && (k.Name != "deadline" || due(before) == due(now)) {
			all = append(all, k.Label(s.Lang))
		}
	}
	if now.Body.Text != before.Body.Text {
		all = append(all, say("text"))
	}
	if all == nil {
		all = append(all, say("other")) // files, keys of the site's own, the form alone
	}
	return all
}

func label(key, lang string) string {
	for _, k := range register.Keys("finding") {
		if k.Name == key {
			return k.Label(lang)
		}
	}
	return key
}

// due is the deadline in words: a day, a condition, or a dash.
func due(f *register.Finding) string {
	switch d := f.Deadline; {
	case d == nil || d.NotStated:
		return "—"
	case d.Due() != 0:
		return d.Due().String()
	default:
		return d.Condition
	}
}

// written are the values of a finding's keys, to be compared.
func written(f *register.Finding) map[string]string {
	all := map[string]string{"not-stated": strings.Join(f.NotStated, " ")}
	for key, value := range register.Values(reflect.ValueOf(f).Elem()) {
		text, _ := json.Marshal(value) // texts, days and figures
		all[key] = string(text)
	}
	return all
}

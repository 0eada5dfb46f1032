package bundle

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io/fs"
	"maps"
	"slices"

	"gongshi/generator/problem"
	"gongshi/generator/sign"
)

//go:embed readme.html readme.css words.zh.toml words.en.toml
var pages embed.FS

// windowsSums is what checks sums where there is no sha256sum.
const windowsSums = `gc SHA256SUMS -Encoding UTF8 | % { $h, $n = $_ -split '  ', 2; ` +
	`if ((Get-FileHash -LiteralPath $n).Hash -ne $h) { $n } }`

func (b Bundle) words() map[string]string {
	return problem.Catalogue[map[string]string](pages, "words."+b.Register.Config.Language+".toml")
}

// readme is the page that says what to do with the bundle, in the site's language.
func (b Bundle) readme() ([]byte, error) {
	words, c := b.words(), b.Register.Config
	t, err := template.New("readme.html").Funcs(template.FuncMap{
		"say": func(key string, args ...any) string { return problem.Fill(words[key], args) },
	}).ParseFS(pages, "readme.html")
	if err != nil {
		return nil, err
	}
	style, err := fs.ReadFile(pages, "readme.css")
	if err != nil {
		return nil, err
	}
	key := ""
	if _, err := fs.Stat(b.Site, sign.SignatureFile); err == nil {
		key = c.Sign.Key
	}
	sum := sha256.Sum256(style)
	var page bytes.Buffer
	err = t.Execute(&page, map[string]any{"Tag": c.LanguageTag(), "Title": c.Title,
		"Body": b.Register.Title, "Day": b.Register.Day.In(c.Language), "Findings": len(b.Register.All()),
		"Style": template.CSS(style), "Key": key, "Address": c.Address(), "Windows": windowsSums,
		"Papers": slices.Sorted(maps.Keys(b.Papers)),
		"Hash":   "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"})
	return page.Bytes(), err
}

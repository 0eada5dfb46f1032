package document

import (
	"embed"
	"sync"

	"gongshi/generator/problem"
)

//go:embed speech.zh.toml speech.en.toml
var speechFiles embed.FS

// speeches is what is said of reading, in each language: why a file gives no source and how to
// mend it, by rule; what an editor should know; the names of the reasons for leaving text out.
var speeches = sync.OnceValue(func() map[string]speech {
	return map[string]speech{"zh": readSpeech("zh"), "en": readSpeech("en")}
})

type speech struct {
	Unreadable map[UnreadableRule]struct{ Text, Fix string } // Fix is one of Fixes
	Fixes      map[string]string
	Remarks    map[RemarkRule]string
	Whys       map[Why]string
}

func readSpeech(lang string) speech {
	return problem.Catalogue[speech](speechFiles, "speech."+lang+".toml")
}

// Sentences gives why the file was not read and how to mend it, in a language, zh or en.
func (u *Unreadable) Sentences(lang string) (text, fix string) {
	all := speeches()[lang]
	s := all.Unreadable[u.Rule]
	return problem.Fill(s.Text, u.Args), problem.Fill(all.Fixes[s.Fix], u.Args)
}

// Sentence gives the remark in a language, zh or en.
func (r Remark) Sentence(lang string) string {
	return problem.Fill(speeches()[lang].Remarks[r.Rule], r.Args)
}

// Name gives the reason in a language, zh or en.
func (w Why) Name(lang string) string { return speeches()[lang].Whys[w] }

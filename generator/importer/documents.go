package importer

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/generator/notice"
)

var (
	// numbered is a document with the number that it was issued under: 《…》（…〔2023〕5号）.
	numbered = pattern(`《([^《》]{2,80})》\s*[（(]([^（）()《》]{1,24}[〔\[［【（(]\d{4}[〕\]］】）)]\s*第?\d{1,5}号)[）)]`)
	// issuing and following are what was done with a document: whichever stands last before it.
	issuing   = pattern(`印发|制定|制订|出台|修订|下发|发布|颁布|出具`)
	following = pattern(`按照|根据|依据|贯彻|落实|学习|执行|对照|参照|转发|违反|遵守|传达|废止`)
	// superior issues what is not the body's own.
	superior = pattern(`中央|国务院|国家|上级|[省市]委|[省市]政府|省[^，。；]{0,8}(?:厅|局)|部委`)
)

// documents lists the documents that were issued for a finding, as far as the notice gives their
// numbers. What was only followed, or comes from above, is none of them.
func (w *writer) documents(out *front, f *notice.Finding) {
	var titles []string
	for _, p := range w.piecesOf(f) {
		if p.Use != notice.Body && p.Use != notice.Measure {
			continue
		}
		text := w.Text(p)
		for _, at := range numbered().FindAllStringSubmatchIndex(text, -1) {
			title := fmt.Sprintf("%s（%s）", text[at[2]:at[3]], text[at[4]:at[5]])
			if issued(text[:at[0]]) && !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
	}
	if len(titles) > 0 {
		out.WriteString("documents:\n")
	}
	for _, title := range titles {
		out.word("  - title", scalar(title))
	}
}

// issued says whether what stands before a document says that the body issued it.
func issued(before string) bool {
	before = behind(before, "。；;")
	deeds := issuing().FindAllStringIndex(before, -1)
	if len(deeds) == 0 {
		return false
	}
	last := deeds[len(deeds)-1]
	for _, at := range following().FindAllStringIndex(before, -1) {
		if at[0] > last[0] {
			return false
		}
	}
	return !superior().MatchString(behind(before[:last[0]], "，,"))
}

// behind is what stands behind the last of some signs.
func behind(text, signs string) string {
	if at := strings.LastIndexAny(text, signs); at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		return text[at+size:]
	}
	return text
}

package search

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
)

// write changes findings of a register: in each the first of what is given, by its name, becomes the
// second; without a first one the second is put behind all.
func write(t *testing.T, source string, changes map[string][2]string) string {
	t.Helper()
	for name, change := range changes {
		name = filepath.Join(source, "content/quanzhou-2022", filepath.FromSlash(name)+".md")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		changed := string(text) + "\n" + change[1] + "\n"
		if change[0] != "" {
			changed = strings.Replace(string(text), change[0], change[1], 1)
		}
		if changed == string(text) {
			t.Fatalf("%s has no %q", name, change[0])
		}
		if err := os.WriteFile(name, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

// finds gives the titles that are found for some words, in their order.
func (s seeker) finds(text string) []string {
	s.Helper()
	browser.Ask[string](s.T, s.Ctx, "document.getElementById('search-words').value = ''")
	s.types(text)
	s.Until("document.getElementById('search-count').textContent !== '正在读取……'")
	s.Until("document.querySelectorAll('#search-rows a').length > 0")
	return s.titles()
}

// Words of the state find, as they are written on the page. Titles come first, then states, then the
// other texts from the first line on.
func TestWhatIsFoundStandsInTheOrderOfTheLinesOfAPage(t *testing.T) {
	source := write(t, site.Own(t), map[string][2]string{
		"organisation/overdue-elections": {"title: ", "title: 甲乙丙在题目里，"},
		"direction/asset-growth":         {"", "甲乙丙在最后。"},
		"direction/talent":               {"summary: ", "summary: 甲乙丙在摘要里，"},
		"direction/idle-assets":          {"reason: ", "reason: 甲乙丙在原因里，"},
		"organisation/party-life":        {"title: ", "title: 整改中在题目里，"},
	})
	dir := site.Build(t, source)
	for _, isIndex := range []bool{false, true} {
		if isIndex {
			inShards(t, source, dir)
		}
		s := seek(t, dir, "")
		for text, want := range map[string][]string{
			"甲乙丙": {"甲乙丙在题目里", "落实市委人才", "盘活闲置", "推动国有资产保值"},
			"整改中": {"整改中在题目里", "落实市委人才", "盘活闲置", "甲乙丙在题目里"},
		} {
			s.finds(text)
			got := s.titles()
			for i := range want {
				if i >= len(got) || !strings.HasPrefix(got[i], want[i]) {
					t.Errorf("%s, by an index %v: found %q, want %q", text, isIndex, got, want)
					break
				}
			}
		}
	}
}

// Traditional characters find simplified ones and the other way round, in the forms of Taiwan and
// Hong Kong too, and the text stays as it is written.
func TestTraditionalAndSimplifiedFindEachOther(t *testing.T) {
	s := seek(t, site.Build(t, write(t, site.Own(t), map[string][2]string{
		"direction/asset-growth": {"", "爲羣衆辦實事，設立綫索臺賬，裏外証明。"},
	})), "")
	for text, marked := range map[string]string{
		"國有資產": "国有资产", "为群众办实事": "爲羣衆辦實事", "线索台账": "綫索臺賬", "裡外證明": "裏外証明",
	} {
		s.finds(text)
		if got := s.marked(); !slices.Equal(got, []string{marked}) {
			t.Errorf("%s marks %q", text, got)
		}
	}
}

// A number that is cut is another number.
func TestSnippetsCutNoNumberAndNoWord(t *testing.T) {
	pieces := map[string]string{
		"direction/asset-growth": "1234567.89万", "direction/talent": "2023-12-31",
		"integrity/livelihood": "１２，３４５％", "organisation/party-life": "一千二百三十万",
		"direction/innovation": "Fréderic-Müller's", "direction/stock-listings": "2023年12月31日",
	}
	changes := map[string][2]string{}
	for name, piece := range pieces {
		half := strings.Repeat("收到"+piece+"后；", 30)
		changes[name] = [2]string{"", half + "找词" + piece + "处；" + half}
	}
	s := seek(t, site.Build(t, write(t, site.Own(t), changes)), "")
	for _, piece := range pieces {
		s.finds("找词" + piece)
		shown := browser.Ask[string](t, s.Ctx, "document.querySelector('.search__snippet').textContent")
		rest := strings.ReplaceAll(shown, piece, "")
		if strings.ContainsAny(rest, piece) || rest == shown {
			t.Errorf("%s is cut: %s", piece, shown)
		}
	}
}

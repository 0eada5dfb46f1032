package search

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/.ci/bench/synthetic"
	"gongshi/generator/acceptance/browser"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/export"
	"gongshi/generator/register"
)

// asWhole gives the search of a site anew, as one file where it has so many findings at most. Lists of
// an index are cut behind so many bytes; 0: as always.
func asWhole(t *testing.T, source, dir string, most, head int) {
	t.Helper()
	r, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	site := export.Site{Snapshot: r.Published().AsOf(0), Whole: most, Head: head,
		Word: func(key string) string { return key }}
	err = export.Write(site, func(name string, _ export.Key) bool {
		return !strings.HasPrefix(name, "data/search")
	}, func(name string, data []byte) error {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inShards gives the search of a site anew, as an index however few its findings are.
func inShards(t *testing.T, source, dir string) { asWhole(t, source, dir, 1, 0) }

// found are the addresses that each of some queries finds, in their order, and what is said of them.
type found struct {
	Said  string
	Links []string
}

// findsAll types each query, and has all shown that is found.
func (s seeker) findsAll(queries []string) []found {
	s.Helper()
	text, err := json.Marshal(queries)
	if err != nil {
		s.Fatal(err)
	}
	return browser.Ask[[]found](s.T, s.Ctx, fmt.Sprintf(`(async () => {
		const input = document.getElementById('search-words')
		const count = document.getElementById('search-count')
		const more = document.getElementById('search-more')
		const settled = async () => {
			do await new Promise((done) => setTimeout(done, 1))
			while (count.textContent === '正在读取……' || more.disabled)
		}
		const all = []
		for (const query of %s) {
			input.value = query
			input.dispatchEvent(new Event('input'))
			await settled()
			while (!more.parentElement.hidden) {
				more.click()
				await settled()
			}
			all.push({said: count.textContent, links: Array.from(
				document.querySelectorAll('#search-rows .row__title a'), (a) => a.getAttribute('href'))})
		}
		return all
	})()`, text))
}

// compare has both find the same.
func compare(t *testing.T, queries []string, got, want []found) {
	t.Helper()
	hits := 0
	for i, query := range queries {
		if hits += min(len(want[i].Links), 1); got[i].Said != want[i].Said ||
			!slices.Equal(got[i].Links, want[i].Links) {
			t.Errorf("%q: %s %q\nwant %s %q", query, got[i].Said, got[i].Links, want[i].Said, want[i].Links)
		}
	}
	if hits < len(queries)/3 {
		t.Errorf("only %d of %d queries find anything", hits, len(queries))
	}
}

func TestIndexFindsWhatTheWholeFindsInItsOrder(t *testing.T) {
	queries := []string{"资产", "党员", "的", "一", "资产 专项", "人才 2023", "asset-growth", "二(一)1",
		"ＡＳＳＥＴ", "绝无此字", "2023-12", "⼈才\u200b 2023", "整改中", "完成", "逾期", "推定 资产", "1",
		"整改", "國有資產", "没有一是", "23-12-31", "e"}
	dir := site.Build(t, site.Own(t))
	s := seek(t, dir, "")
	want := s.findsAll(queries)
	inShards(t, site.Own(t), dir)
	browser.Visit(t, s.Ctx, dir, "index.html")
	browser.Visit(t, s.Ctx, dir, "search.html")
	compare(t, queries, s.findsAll(queries), want)
}

// oddities are what texts and queries have besides plain Chinese.
var oddities = []string{"爲羣衆辦實事", "ＡＢＣ１２３", "GB/T 9704-2012", "𬭸城", "😀", "e-mail: a@b.cn", "3,292.5万元",
	"ΣΟΦΟΣ", "COVID-19疫情", "2023年12月31日"}

// odd puts oddities into every tenth finding of a register.
func odd(t *testing.T, r *rand.Rand, source string) (texts []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(source, "content/*/*/finding-*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); i%10 == 0 {
			text += "\n" + oddities[r.IntN(len(oddities))] + "，" + oddities[r.IntN(len(oddities))] + "。\n"
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			data = []byte(text)
		}
		texts = append(texts, string(data))
	}
	return texts
}

// piece cuts some characters out of a text, and writes them in another form now and then.
func piece(r *rand.Rand, text string) string {
	line := []rune(strings.Join(strings.Fields(text), ""))
	length := 2 + r.IntN(5)
	at := r.IntN(len(line) - length)
	cut := string(line[at : at+length])
	switch r.IntN(7) {
	case 3:
		return strings.NewReplacer("用", "⽤", "人", "⼈", "金", "⾦").Replace(cut)
	case 0:
		return strings.NewReplacer("国", "國", "为", "爲", "实", "實", "财", "財", "资", "資", "产", "產", "设", "設",
			"计", "計").Replace(cut)
	case 1:
		return strings.ToUpper(cut)
	case 2:
		return strings.NewReplacer("1", "１", "2", "２", "0", "０", "a", "Ａ", "-", "－").Replace(cut)
	}
	return cut
}

// forms are queries as people type and paste them: in traditional characters, at full width, in mixed
// case, with Latin words and figures, single characters, marks alone, more than any text has.
var forms = []string{"爲羣衆", "爲群众办实事", "ＡＢＣ１２３", "aBc123", "GB/T 9704", "gb/t", "GB/T 9704-2012", "9704",
	"covid-19", "COVID-19疫情", "σοφος", "ΣΟΦΟΣ", "a@b", "3,292.5", "国", "國", "a", "1", "%", "、", "，", "。。", "——",
	"“”", "()", "/", "\\", "<b>", "😀", "😀😀", "\U0001F600。", "𬭸", "𬭸城", "城𬭸", "\u200b", "⼈", " \u3000 资产 \u3000",
	"资产 资产", "资 产 整 改 的", "2023年12月31日", "31日", strings.Repeat("资金", 3000), strings.Repeat("资 ", 300)}

// 200 queries of two to six characters, in both scripts' forms, with Latin and figures, one word or
// two: the index gives what the brute force of a whole gives, in its order; also one whose lists are
// cut, as those of very many findings are.
func TestIndexEqualsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 1))
	source := t.TempDir()
	if err := synthetic.Register(source, 400); err != nil {
		t.Fatal(err)
	}
	texts := odd(t, r, source)
	queries := slices.Clone(forms)
	for range 200 {
		query := piece(r, texts[r.IntN(len(texts))])
		if r.IntN(4) == 0 {
			query += " " + piece(r, texts[r.IntN(len(texts))])
		}
		queries = append(queries, query)
	}
	dir := site.BuildFor(t, source, synthetic.Today)
	if shards, _ := filepath.Glob(filepath.Join(dir, "data/search-*/postings_*.js")); len(shards) < 8 {
		t.Fatalf("only %q", shards)
	}
	s := seek(t, dir, "")
	again := func(most, head int, queries []string) []found {
		asWhole(t, source, dir, most, head)
		browser.Visit(t, s.Ctx, dir, "index.html")
		browser.Visit(t, s.Ctx, dir, "search.html")
		return s.findsAll(queries)
	}
	got := s.findsAll(queries)
	want := again(1000, 0, queries)
	compare(t, queries, got, want)
	some := len(forms) + 60
	compare(t, queries[:some], again(1, 100, queries[:some]), want)
}

func TestIndexIsNarrowedAsTheWholeIs(t *testing.T) {
	dir := site.BuildFor(t, site.Schedules(t), "2026-05-01")
	titles := func() map[string][]string {
		all := map[string][]string{}
		s := seek(t, dir, "")
		defer browser.Clock(t, s.Ctx, "Asia/Shanghai", "2026-07-01", "09:00:00")()
		for _, hash := range []string{"status=completed", "schedule=overdue", "schedule=review-overdue",
			"schedule=met-late", "category=audit/rules", "status=on-hold&q=waits", "q=due"} {
			browser.Visit(t, s.Ctx, dir, "index.html")
			browser.Visit(t, s.Ctx, dir, "search.html#"+hash)
			s.Until("document.querySelectorAll('#search-rows a').length > 0")
			all[hash] = s.titles()
		}
		for _, by := range []string{"deadline", "status"} {
			browser.Visit(t, s.Ctx, dir, "index.html")
			browser.Visit(t, s.Ctx, dir, "findings/index.html#sort="+by)
			s.Until("document.querySelectorAll('#search-rows a').length > 0")
			all[by] = s.titles()
		}
		return all
	}
	want := titles()
	inShards(t, site.Schedules(t), dir)
	for what, got := range titles() {
		if !slices.Equal(got, want[what]) {
			t.Errorf("%s: %q, want %q", what, got, want[what])
		}
	}
}

func TestSearchSaysThatAShardIsMissing(t *testing.T) {
	for _, missing := range []string{"texts_*.js", "postings_*.js"} {
		dir := site.Build(t, site.Own(t))
		inShards(t, site.Own(t), dir)
		files, _ := filepath.Glob(filepath.Join(dir, "data/search-*", missing))
		for _, file := range files {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		s := seek(t, dir, "#q=%E8%B5%84%E4%BA%A7") // 资产
		s.Until("document.getElementById('search-said').textContent.startsWith('查找所用的数据无法读取')")
		s.Until("!document.getElementById('search-lists').hidden")
		complains(t, s)
	}
}

// complains waits for the browser to say that a file is missing, as it shall.
func complains(t *testing.T, s seeker) {
	t.Helper()
	for range 100 {
		if len(s.Complaints()) > 0 {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	t.Error("the browser does not say that a file is missing")
}

// A page that was opened before a deployment has the names of files that are no more: it reads anew
// where they are.
func TestSearchGoesOnAfterAnotherSiteWasDeployed(t *testing.T) {
	source := site.Own(t)
	dir := site.Build(t, source)
	inShards(t, source, dir)
	s := seek(t, dir, "")
	want := s.findsAll([]string{"资产"})[0].Links
	folders, _ := filepath.Glob(filepath.Join(dir, "data/search-*"))
	if err := os.RemoveAll(folders[0]); err != nil || len(folders) != 1 {
		t.Fatal(folders, err)
	}
	for i := range 20 { // more findings than there were free numbers
		name := filepath.Join(source, "content/quanzhou-2022/direction", fmt.Sprintf("new-%d.md", i))
		text, err := os.ReadFile(filepath.Join(source, "content/quanzhou-2022/direction/asset-growth.md"))
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.Replace(string(text), "number: ", fmt.Sprint("number: ", i), 1))
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	inShards(t, source, dir)
	s.finds("专项")
	if got := s.findsAll([]string{"资产"})[0].Links; len(got) <= len(want) {
		t.Errorf("%q, %q before", got, want)
	}
	complains(t, s)
}

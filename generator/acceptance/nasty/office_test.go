package nasty

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"gongshi/generator/acceptance/site"
	"gongshi/generator/markdown"
)

// markdownSigns may make bold, a list, a quotation, code or a table.
const markdownSigns = "*_~-+>#|\\`"

// officeText is a text of office Chinese, and the characters of it that must be found again.
type officeText struct{ typed, letters string }

// officeTexts are so many texts with signs that Markdown gives a meaning to, of which nothing is to
// be reported.
func officeTexts(n int) (texts []officeText) {
	piece := rapid.SampledFrom([]string{
		"整改", "共", "项", "年", "万元", "甲", "5", "8", "24", "2025", "3.5", "~", "*", "_", "____",
		"****", ">", "#", "-", "+", "=", "、", "，", "。", "：", ":", "（", "）", "(", ")", "《", "》",
		"“", "”", "%", "|", " ", "    ", "\t", "　　", "\n", "\n", "\n\n", "2. ", "2025. ", "1) ",
		"一是", "（一）", "①", "•", "<5%", "&", "&amp;", "[", "]", "/", "`", "1、甲\n2、乙\n",
	})
	text := rapid.Map(rapid.SliceOfN(piece, 4, 16),
		func(s []string) string { return strings.TrimSpace(strings.Join(s, "")) })
	for seed := 0; len(texts) < n; seed++ {
		t := text.Example(seed)
		if t != "" && len(markdown.Read(t).Faults) == 0 {
			texts = append(texts, officeText{t, without(t, markdownSigns)})
		}
	}
	return texts
}

// figures are so many texts in which every sign belongs to a figure or a name, and is to be seen.
func figures(n int) (texts []officeText) {
	number := rapid.SampledFrom([]string{"3", "5", "24", "2025", "3.5", "1,200", "100%", "８"})
	between := rapid.SampledFrom([]string{"~", "*", "-", "_", "/", ":", "+", "=", "~~", "、", "－", "×"})
	before := rapid.SampledFrom([]string{"", "", ">", "<", "#", "+", "-", "约", "共*", "第", "~", "≥"})
	after := rapid.SampledFrom([]string{"月", "小时", "万元", "℃", "号_楼", "%", "（A_B）", "*", "#楼"})
	link := rapid.SampledFrom([]string{"，", "。", "；又", "、", "\n", "\n\n", "\n　　", "\n    ", "“", "”"})
	part := rapid.Custom(func(t *rapid.T) string {
		return before.Draw(t, "before") + number.Draw(t, "from") + between.Draw(t, "between") +
			number.Draw(t, "to") + after.Draw(t, "after") + link.Draw(t, "link")
	})
	text := rapid.Map(rapid.SliceOfN(part, 1, 5),
		func(s []string) string { return strings.TrimSpace(strings.Join(s, "")) })
	for seed := 0; len(texts) < n; seed++ {
		if t := text.Example(seed); len(markdown.Read(t).Faults) == 0 {
			texts = append(texts, officeText{t, without(t, "")})
		}
	}
	return texts
}

// without gives the characters of a text in their order, but for blanks and signs.
func without(text, signs string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(signs, r) {
			return -1
		}
		return r
	}, text)
}

// within is what stands between the two marks of a text.
func within(text string, n int) string {
	_, rest, _ := strings.Cut(text, fmt.Sprintf("始%d始", n))
	said, _, found := strings.Cut(rest, fmt.Sprintf("终%d终", n))
	if !found {
		return "no end"
	}
	return said
}

// officeRegister writes a register with a finding for each text, and gives its folder.
func officeRegister(t *testing.T, texts []officeText) string {
	t.Helper()
	dir := t.TempDir()
	config := "title = \"整改\"\nlanguage = \"zh\"\ntimeZone = \"Asia/Shanghai\"\n"
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	contact := object{"phone": "0595-28008990"}
	front{{"title", "整改"}, {"contact", contact}}.write(t, dir, "_index.md", "")
	front{{"title", "审计"}, {"body", "局"}}.write(t, dir, "audit/_index.md", "")
	front{{"title", "全部"}, {"weight", 1}}.write(t, dir, "audit/all/_index.md", "")
	for n, text := range texts {
		text := fmt.Sprintf("始%d始\n\n%s\n\n终%d终", n, text.typed, n)
		front{{"title", "问题"}, {"number", fmt.Sprint(n)}, {"summary", "摘要"}, {"weight", n},
			{"status", "completed"}, {"basis", "inferred"},
			{"updates", []object{{"date": "2023-05-01", "text": text}}},
		}.write(t, dir, fmt.Sprintf("audit/all/office-%d.md", n), text)
	}
	return dir
}

func TestOfficeTextsArePublishedAsTyped(t *testing.T) {
	texts := slices.Concat(officeTexts(60), figures(60))
	public := site.Build(t, officeRegister(t, texts))
	pages := site.Crawl(t, public)
	rows := readRows(t, public)
	var data struct {
		Findings []struct {
			Authored struct{ Text string }
		}
	}
	readJSON(t, public, "data/findings.json", "", &data)
	var search struct{ Findings []struct{ Text string } }
	readJSON(t, public, "data/search.js", "var gongshiSearch=", &search)
	var feed struct {
		Items []struct {
			Content string `json:"content_text"`
		}
	}
	readJSON(t, public, "feed.json", "", &feed)
	var entries strings.Builder
	for _, item := range feed.Items {
		entries.WriteString(item.Content)
	}
	atom := atomText(t, public)
	if strings.Count(atom, "终") < 20 { // it holds the newest
		t.Errorf("feed.xml has hardly an entry: %.200s", atom)
	}
	for n, text := range texts {
		for where, shown := range map[string]string{
			"the page":      site.Text(pages[fmt.Sprintf("findings/office-%d.html", n)]),
			"findings.csv":  strings.Join(rows[n+1], "\n"),
			"findings.json": markdown.PlainText(data.Findings[n].Authored.Text),
			"search.js":     search.Findings[n].Text,
			"feed.json":     entries.String(),
			"feed.xml":      atom,
		} {
			if strings.HasPrefix(where, "feed") && !strings.Contains(shown, fmt.Sprintf("始%d始", n)) {
				continue // it holds the newest
			}
			signs := markdownSigns
			if text.letters == without(text.typed, "") {
				signs = ""
			}
			if got := without(within(shown, n), signs); got != text.letters {
				t.Errorf("%s shows %q as %q", where, text.typed, got)
			}
		}
	}
}

// atomText is what the entries of feed.xml say.
func atomText(t *testing.T, public string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(public, "feed.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Entries []struct {
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, entry := range feed.Entries {
		said.WriteString(entry.Content)
	}
	return said.String()
}

func readRows(t *testing.T, public string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(public, "data", "findings.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// readJSON reads a file of JSON, or of a script that assigns one.
func readJSON(t *testing.T, public, name, before string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), before)), into); err != nil {
		t.Fatal(err)
	}
}

package nasty

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"gongshi/generator/acceptance/site"
	"gongshi/generator/markdown"
)

// officeTexts are so many texts of office Chinese, with signs that Markdown gives a meaning to, of
// which nothing is to be reported.
func officeTexts(n int) (texts []string) {
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
			texts = append(texts, t)
		}
	}
	return texts
}

// letters are the characters that must be found again, in their order: all but blanks, and signs
// that may make bold, a list, a quotation, code or a table.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*_~-+>#|\\`", r) {
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

func TestOfficeTextsArePublishedAsTyped(t *testing.T) {
	texts, dir := officeTexts(60), t.TempDir()
	config := "title = \"整改\"\nlanguage = \"zh\"\ntimeZone = \"Asia/Shanghai\"\n"
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	contact := object{"phone": "0595-28008990"}
	front{{"title", "整改"}, {"contact", contact}}.write(t, dir, "_index.md", "")
	front{{"title", "审计"}, {"body", "局"}}.write(t, dir, "audit/_index.md", "")
	front{{"title", "全部"}, {"weight", 1}}.write(t, dir, "audit/all/_index.md", "")
	for n, text := range texts {
		text = fmt.Sprintf("始%d始\n\n%s\n\n终%d终", n, text, n)
		front{{"title", "问题"}, {"number", fmt.Sprint(n)}, {"summary", "摘要"}, {"weight", n},
			{"status", "completed"}, {"basis", "inferred"},
			{"updates", []object{{"date": "2023-05-01", "text": text}}},
		}.write(t, dir, fmt.Sprintf("audit/all/office-%d.md", n), text)
	}
	public := site.Build(t, dir)
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
	for n, text := range texts {
		for where, shown := range map[string]string{
			"the page":      site.Text(pages[fmt.Sprintf("findings/office-%d.html", n)]),
			"findings.csv":  strings.Join(rows[n+1], "\n"),
			"findings.json": markdown.PlainText(data.Findings[n].Authored.Text),
			"search.js":     search.Findings[n].Text,
			"feed.json":     entries.String(),
		} {
			if where == "feed.json" && !strings.Contains(shown, fmt.Sprintf("始%d始", n)) {
				continue // it holds the newest
			}
			if got, want := letters(within(shown, n)), letters(text); got != want {
				t.Errorf("%s shows %q as %q", where, text, got)
			}
		}
	}
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

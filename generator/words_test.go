package generator_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongshi"
)

// banned are words that the site and the program do not use, with the word that is used: that of
// official documents, and one word for one thing.
var banned = map[string]string{
	"一览": "列表", "予以": "", "登记册": "台账", "过期": "逾期", "没写": "没有写明", "谁负责": "责任单位",
	"改完": "完成整改", "拿走": "下载", "登出": "显示", "毛病": "缺陷", "着落": "有效", "前置数据": "文件头",
	"文头": "文件头", "该复核": "应复核", "第一次承诺": "最初期限", "要人来定": "须人工确定", "人手工": "手工",
	"机器报告": "系统错误", "这台机器": "本机", "这个网站": "本站", "怎么看": "说明", "做了什么": "整改措施",
}

// spaced is a space between Chinese and a figure, or a place where one will stand. What is typed
// as it is shown (2023-12-31, UTF-8, 362000) is set apart as a name of a file is.
var spaced = regexp.MustCompile(`\p{Han} (?:%\[\d\]d|\{\{ \.Count|\d{1,4}[\p{Han}%])` +
	`|(?:%\[\d\]d|\{\{ \.Count \}\}|(?:^|[^-\d:])\d{1,4}) \p{Han}`)

// chinese gives the lines of all catalogues in Chinese, by file; not comments, examples of rules,
// and what notices say.
func chinese(t *testing.T) map[string][]string {
	t.Helper()
	lines := map[string][]string{}
	for _, root := range []string{"../i18n", "../cmd/gongshi/words", "."} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			name := d.Name()
			if d.IsDir() && name == "testdata" {
				return filepath.SkipDir
			}
			if err != nil || d.IsDir() || !strings.HasSuffix("."+name, ".zh.toml") ||
				strings.HasPrefix(name, "lexicon") {
				return err
			}
			data, err := os.ReadFile(path)
			for line := range strings.Lines(string(data)) {
				_, value, is := strings.Cut(line, " = ")
				if is && !strings.HasPrefix(line, "#") && !strings.HasSuffix(line, "'''\n") {
					lines[path] = append(lines[path], strings.TrimSpace(value))
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

func TestCataloguesHoldNoBannedWordAndNoSpaceBesideFigures(t *testing.T) {
	catalogues := chinese(t)
	if len(catalogues) < 8 {
		t.Fatalf("%d catalogues", len(catalogues))
	}
	for path, lines := range catalogues {
		for _, line := range lines {
			for word, better := range banned {
				if strings.Contains(line, word) {
					t.Errorf("%s: %s is not used, but %s: %s", path, word, better, line)
				}
			}
			if at := spaced.FindString(line); at != "" {
				t.Errorf("%s: a space beside a figure in %q: %s", path, at, line)
			}
		}
	}
	if !spaced.MatchString("共 3 页") || !spaced.MatchString("有 %[1]d") || spaced.MatchString("共3页") {
		t.Error("spaces are not found")
	}
}

// TestEachKindHasTheSameWords holds the words of each kind of inspection to those without a kind.
func TestEachKindHasTheSameWords(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		words := gongshi.Words(lang)
		of := map[string]int{}
		for name := range words {
			for _, kind := range []string{"inspection", "inspection_tour", "audit", "supervision",
				"examination"} {
				if bare, is := strings.CutSuffix(name, "_"+kind); is && words[bare] != "" {
					of[bare]++
				}
			}
		}
		if len(of) < 10 || of["inspection_body"] != 5 {
			t.Errorf("%s: %v", lang, of)
		}
		for name, kinds := range of {
			if kinds != 5 {
				t.Errorf("%s: %s has a word for %d kinds", lang, name, kinds)
			}
		}
	}
}

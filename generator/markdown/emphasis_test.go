package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
)

func html(t testing.TB, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.New(extensions()).Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEmphasisHoldsInChinese(t *testing.T) {
	for text, want := range map[string]string{
		"**整改。**完成":             `**整改。**\ 完成`,
		"事项**“三重一大”**事项":        `事项\ **“三重一大”**\ 事项`,
		"完成**整改**了":             "完成**整改**了",
		"**a.** b":              "**a.** b",
		"**“全部”**":              "**“全部”**",
		"*《办法》*印发":              "*《办法》*印发",
		"`**整改。**完成`":           "`**整改。**完成`",
		"``a`**整改。**完成``":       "``a`**整改。**完成``",
		`\**整改。**完成`:            `\**整改。**完成`,
		"```\n**整改。**完成\n```\n": "```\n**整改。**完成\n```\n",
		"    **整改。**完成":         "    **整改。**完成",
		"a\n    **整改。**完成":      "a\n    **整改。**\\ 完成",
		"3 * 4 * 5":             "3 * 4 * 5",
		"* 一项**（重）**点":          `* 一项\ **（重）**\ 点`,
		"**甲。**乙**丙。**丁":        `**甲。**\ 乙**丙。**\ 丁`,
		"***“甲”***乙":            `***“甲”***\ 乙`,
	} {
		if got := Emphasis(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestEmphasisIsPrintedAsMeant(t *testing.T) {
	for text, want := range map[string]string{
		"**整改。**完成":      "<p><strong>整改。</strong>完成</p>\n",
		"事项**“三重”**事项":   "<p>事项<strong>“三重”</strong>事项</p>\n",
		"印发*《办法》*了":      "<p>印发*《办法》*了</p>\n",
		"***“甲”***乙":     "<p><em><strong>“甲”</strong></em>乙</p>\n",
		"***甲。**乙*丙":     "<p><em><strong>甲。</strong>乙</em>丙</p>\n",
		"***甲。*乙**丙":     "<p>*<strong>甲。*乙</strong>丙</p>\n",
		"*甲**乙。***丙":     "<p>*甲**乙。***丙</p>\n",
		"**甲*乙。*丙。**丁":   "<p><strong>甲*乙。*丙。</strong>丁</p>\n",
		"**甲。**乙**丙**":   "<p><strong>甲。</strong>乙<strong>丙</strong></p>\n",
		"**甲（**乙**）丙**丁": "<p><strong>甲（<strong>乙</strong>）丙</strong>丁</p>\n",
		"前**整改\n完成。**后续": "<p>前<strong>整改完成。</strong>后续</p>\n",
		"**重点\n整改**“三重”": "<p><strong>重点整改</strong>“三重”</p>\n",
		"> 前**整改\n完成。**后": "<blockquote>\n<p>前<strong>整改完成。</strong>后</p>\n" +
			"</blockquote>\n",
		"__整改。__完成 事项__“三重”__事项": "<p><strong>整改。</strong>完成 " +
			"事项<strong>“三重”</strong>事项</p>\n",
		"事项__整改__事项":             "<p>事项<strong>整改</strong>事项</p>\n",
		"~~删。~~后 x~~“y”~~z":      "<p><del>删。</del>后 x<del>“y”</del>z</p>\n",
		"~~甲。~~乙~~“丙~~丁":         "<p><del>甲。</del>乙<del>“丙</del>丁</p>\n",
		"[**甲。**乙](x)":           "<p><a href=\"x\"><strong>甲。</strong>乙</a></p>\n",
		"**[办法](x)**印发":          "<p><strong><a href=\"x\">办法</a></strong>印发</p>\n",
		"[**甲。**乙][r]\n\n[r]: x": "<p><a href=\"x\"><strong>甲。</strong>乙</a></p>\n",
		"## **甲。**乙":             "<h2><strong>甲。</strong>乙</h2>\n",
		"**甲。**乙\n===":           "<h1><strong>甲。</strong>乙</h1>\n",
		"**甲。**乙\n: 丙**（丁）**戊": "<p><strong>甲。</strong>乙\n" +
			": 丙<strong>（丁）</strong>戊</p>\n",
		"1. 一\n    - **整改。**完成": "<ol>\n<li>一\n<ul>\n<li><strong>整改。</strong>完成" +
			"</li>\n</ul>\n</li>\n</ol>\n",
		"|**甲。**乙|x|\n|-|-|\n|**丙|丁。**戊|": "<table>\n<thead>\n<tr>\n<th><strong>甲。" +
			"</strong>乙</th>\n<th>x</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>**丙</td>\n" +
			"<td>丁。**戊</td>\n</tr>\n</tbody>\n</table>\n",
	} {
		if got := html(t, Emphasis(text)); got != want {
			t.Errorf("%q became %q and prints %q, want %q", text, Emphasis(text), got, want)
		}
	}
}

func TestEmphasisLeavesOtherTextAlone(t *testing.T) {
	for _, text := range []string{
		"> ```\n> **甲。**乙\n> ```\n",
		"- x\n\n  ~~~\n  **甲。**乙\n  ~~~\n",
		"- x\n\n      **甲。**乙\n",
		"`x\n**甲。**乙`",
		"> `x\n> **甲。**乙`",
		"|`x\\|**甲。**乙`|\n|-|\n",
		"[a](https://e.example/x*、*y)",
		"[a](<x **甲。**乙> \"**甲。**乙\")",
		"![**甲。**乙](x \"__甲。__乙\")",
		"[**甲。**乙]\n\n[**甲。**乙]: x\n",
		"[**甲。**乙][]\n\n[**甲。**乙]: x\n",
		"[r]: x \"**甲。**乙\"\n",
		"[^**甲。**乙]\n\n[^**甲。**乙]: x\n",
		"<https://e.example/**、**x>",
		"<b title=\"**甲。**乙\">",
		"<div>\n**甲。**乙\n</div>\n",
		"**甲。**https://e.example/x",
		"**甲。**a@e.example",
		"https://e.example**“甲”**乙",
		"a@e.example__“甲”__乙",
		`\*\*甲。\*\*乙`,
		"**甲。", "甲。**", "甲**“乙”", "甲 ** “乙” ** 丙", "**甲。\n\n**乙",
		"- **甲。\n- **乙",
		"a_b_c 甲_（乙）_丙", "a__b__c", "3~5，10~20",
		"2*（3+4）*5",
		"***\n---\n* * *\n",
		"**重点\n整改**“三重”",
		"*甲（*乙*）*",
		"**甲**\n**乙。**\n",
		"***“甲**。**乙丙***",
	} {
		if got := Emphasis(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

var (
	codes  = regexp.MustCompile(`(?s)<code.*?</code>|<a .*?>|<img .*?>`)
	inline = regexp.MustCompile(`</?(?:em|strong|del)>`)
	marks  = strings.NewReplacer("*", "", "_", "", "~", "", "\n", "")
)

// right says whether a text's emphasis left nothing in print and does not nest in its own kind.
func right(html string) bool {
	open := map[string]int{}
	for _, tag := range inline.FindAllString(html, -1) {
		if name, ends := strings.CutPrefix(tag, "</"); ends {
			open["<"+name]--
		} else if open[tag]++; open[tag] > 1 {
			return false
		}
	}
	return !strings.ContainsAny(html, "*_~")
}

func FuzzEmphasisAddsNothingButEscapedSpaces(f *testing.F) {
	for _, seed := range []string{
		"事项**“三重一大”**事项 `code` \\* ```\n**x。**y\n```",
		"1. 一\n    - **整改。**完成\n> ~~删。~~后 x~~“y”~~z\n",
		"[**甲。**乙](x*、*y \"t\") ![__甲。__乙](z) <https://e.example> www.e.example**。**x",
		"|**甲。**乙|`x\\|**`|\n|-|-|\n[^1] 甲\n: ***乙。**丙*丁\n\n[^1]: __甲。__乙\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Emphasis(text)
		if strings.ReplaceAll(got, `\ `, "") != strings.ReplaceAll(text, `\ `, "") {
			t.Fatalf("%q became %q", text, got)
		}
		if again := Emphasis(got); again != got {
			t.Errorf("%q became %q and then %q", text, got, again)
		}
		if !utf8.ValidString(text) {
			return // register refuses it, and goldmark's line breaks panic over it
		}
		before, after := html(t, text), html(t, got)
		if !slices.Equal(codes.FindAllString(before, -1), codes.FindAllString(after, -1)) {
			t.Errorf("%q became %q: code or links %q became %q", text, got, before, after)
		}
		before, after = codes.ReplaceAllString(before, ""), codes.ReplaceAllString(after, "")
		if marks.Replace(inline.ReplaceAllString(before, "")) !=
			marks.Replace(inline.ReplaceAllString(after, "")) {
			t.Errorf("%q became %q: %q became %q", text, got, before, after)
		}
		if right(before) && before != after {
			t.Errorf("%q was right and became %q: %q became %q", text, got, before, after)
		}
	})
}

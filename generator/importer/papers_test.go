package importer_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"pgregory.net/rapid"

	"gongshi/generator/register"
)

// randomNotice gives the files of a register with one inspection: with numbers that go together or
// not, every status, titles that come twice, and Markdown.
func randomNotice(t *rapid.T, lang string) fstest.MapFS {
	w := wordsOf[lang]
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "word") }
	some := func(label string) bool { return rapid.IntRange(0, 2).Draw(t, label) > 0 }
	files := fstest.MapFS{}
	write := func(name string, lines ...string) {
		files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n")}
	}
	write("config.toml", `title = "`+w.body+`"`, `language = "`+lang+`"`,
		`timeZone = "Asia/Shanghai"`)
	write("content/_index.md", "---", "title: "+w.body, "contact:", "  phone: 0595-28000001",
		"  email: a@example.org", "  address: "+w.address, `  postcode: "362000"`, "---")
	inspection := []string{"---", "title: " + pick(w.inspections...), "body: " + w.body,
		"inspector: " + w.inspector, "kind: audit", "from: 2022-08-23", "to: 2022-09-28",
		"feedback: 2022-12-01", "published: 2023-04-13", "report_every: " + pick("P3M", "P6M", "P1M")}
	if some("accountability") && lang == "zh" { // no English notice is read for it
		inspection = append(inspection, "accountability:", "  organisations: 2", "  persons: 5",
			"  kinds:", "    - {name: 通报批评, organisations: 2, persons: 1}",
			"    - {name: 诫勉谈话, persons: 4}")
	}
	write("content/audit/_index.md", append(inspection, "---", w.organised)...)
	together := rapid.Bool().Draw(t, "together")
	for c := range rapid.IntRange(1, 3).Draw(t, "categories") {
		dir := fmt.Sprintf("content/audit/c-%d/", c)
		category := []string{"---", "title: " + w.categories[c], fmt.Sprint("weight: ", c+1)}
		groups := rapid.IntRange(0, 2).Draw(t, "groups")
		if groups > 0 {
			category = append(category, "groups:")
		}
		order := 0
		for g := range groups {
			category = append(category, fmt.Sprintf("  - {id: g-%d, title: %s}", g, w.groups[g]))
			for f := range rapid.IntRange(1, 3).Draw(t, "findings") {
				number := fmt.Sprintf("二(%s)%d(%d)", w.numerals[c], g+1, f+1)
				order++
				write(fmt.Sprintf("%sf-%d-%d-%d.md", dir, c, g, f),
					randomFinding(t, w, together, number, fmt.Sprintf("g-%d", g), order)...)
			}
		}
		for f := range rapid.IntRange(1, 2).Draw(t, "alone") {
			number := fmt.Sprintf("二(%s)%d", w.numerals[c], groups+f+1)
			order++
			write(fmt.Sprintf("%sa-%d-%d.md", dir, c, f),
				randomFinding(t, w, together, number, "", order)...)
		}
		write(dir+"_index.md", append(category, "---")...)
	}
	return files
}

func randomFinding(t *rapid.T, w words, together bool, number, group string, order int) []string {
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "word") }
	if !together {
		number = strings.NewReplacer("二(", "B-", ")", ".", "(", "/").Replace(number)
	}
	lines := []string{"---", fmt.Sprintf("title: %q", pick(w.titles...)), `number: "` + number + `"`,
		fmt.Sprint("weight: ", order), "summary: " + w.summary}
	if group != "" {
		lines = append(lines, "group: "+group)
	}
	status := string(rapid.SampledFrom(register.Statuses()).Draw(t, "status"))
	why := []string{"basis: stated", "reason: " + pick(w.reasons...), "next: " + pick(w.nexts...)}
	due := []string{"deadline:", "  date: " + pick("2023-12-31", "2024-06-30")}
	lines = append(lines, "status: "+status)
	switch status {
	case "completed":
		lines = append(lines, [][]string{{"basis: inferred"}, {"basis: stated",
			"completed: 2023-03-20"}, {"basis: verified", "completed: 2023-03", "verified:",
			"  by: " + w.inspector, "  on: 2023-04-01"}}[rapid.IntRange(0, 2).Draw(t, "basis")]...)
	case "closed", "long-term":
		lines = append(lines, why[:2]...)
	case "on-hold":
		lines = append(append(lines, why...), "deadline:", "  condition: "+w.condition)
	default:
		lines = append(append(lines, why...), due...)
		if rapid.Bool().Draw(t, "extended") {
			lines = append(lines, "  extended:", "    - {on: 2023-12-01, to: 2024-12-31, reason: "+
				w.condition+"}")
		}
	}
	if rapid.Bool().Draw(t, "responsible") {
		lines = append(lines, "responsible: ["+w.offices[0]+", "+w.offices[1]+"]")
	}
	for n := range rapid.IntRange(0, 4).Draw(t, "measures") {
		if n == 0 {
			lines = append(lines, "measures:")
		}
		lines = append(lines, "  - text: '"+pick(w.measures...)+"'")
		if rapid.Bool().Draw(t, "undone") {
			lines = append(lines, "    done: false")
		}
	}
	return append(lines, "---", pick(w.accounts...))
}

// words are those that a random notice is put together from.
type words struct {
	body, inspector, address, organised, summary, condition           string
	inspections, categories, groups, numerals, titles, reasons, nexts []string
	measures, accounts, offices                                       []string
}

var wordsOf = map[string]words{
	"zh": {body: "青禾县水务局", inspector: "青禾县审计局", address: "青禾县江滨路1号3楼",
		organised: "局里开会6次，研究**怎样整改**。\n\n## 下一步\n\n继续把制度订完。",
		summary:   "已经查清，并补上了制度。", condition: "待审计局复核以后办理",
		inspections: []string{"2022年预算执行审计", "关于2022年审计整改情况的通报"},
		categories:  []string{"资金管理使用", "工程建设", "党的建设方面"},
		groups:      []string{"预算编制不够细", "合同履行不严"}, numerals: []string{"一", "二", "三"},
		titles: []string{"制度执行不严：两份合同没有归档", "账实不符。台账也不全", "专项资金管理不够规范", "工程台账不完整", "“一岗双责”落实不到位",
			"招标（采购）手续滞后", "河道巡查制度 < 3 项没有落实"},
		reasons: []string{"档案搬家，两份合同没有找到。", "受疫情影响，工期延后。"},
		nexts:   []string{"逐份核对，找齐以后归档。", "会同住建局复核工程量。"},
		measures: []string{"补订《资金管理办法》，写明**审批**和公示两个环节。", "把3.5万元结余上缴国库。",
			"见[政府信息公开条例](https://www.gov.cn/)，逐条对照。", "对2名责任人谈话提醒。"},
		accounts: []string{"", "三年的凭证都已核对。", "- 合同归档。\n- 发票归档。"},
		offices:  []string{"办公室", "财务科"}},
	"en": {body: "Harbour Office", inspector: "City Audit Office", address: "1 Quay Street",
		organised: "The board met **six** times.", summary: "All bills are sent each month.",
		condition:   "when the quay is repaired",
		inspections: []string{"Audit of 2022", "Report on the audit of 2022"},
		categories:  []string{"Money", "Works", "People"}, groups: []string{"Fees", "Contracts"},
		numerals: []string{"1", "2", "3"},
		titles: []string{"Rules: two contracts were not filed", "Fees were collected late", "Receipts for <small> boats & rafts were lost",
			"No post was advertised"},
		reasons: []string{"Two owners dispute the bill.", "The archive was moved."},
		nexts:   []string{"The court sits in March.", "Every paper is filed."},
		measures: []string{"Sent *every* bill again.", "Paid 3.5 thousand back.",
			"Read [the rules](https://example.org/rules) to all."},
		accounts: []string{"", "All papers were read.", "- Fees\n- Fines"},
		offices:  []string{"Cashier", "Legal adviser"}},
}

package synthetic

import (
	"fmt"
	"strings"
)

// The clauses that texts are put together from.
var (
	subjects = []string{"专项资金", "政府采购", "工程建设", "国有资产", "预算执行", "扶持政策",
		"惠民补贴", "会计核算", "内部控制", "信息系统"}
	faults = []string{"管理不够规范", "使用进度偏慢", "台账不完整", "审批手续滞后", "分配标准不清楚",
		"监督检查不到位", "合同履行不严", "结余没有及时清理"}
	who = []string{"省财政厅", "市住房和城乡建设局", "县农业农村局", "开发区管委会", "市教育局",
		"国有资本运营公司", "县卫生健康局", "水利建设中心"}
	clauses = []string{
		"对照问题清单逐笔核对原始凭证", "开会研究并明确牵头科室和完成时间", "把多付的款项追回并上缴国库",
		"修订了管理办法，补上审批和公示两个环节", "组织经办人员学习有关规定", "每月向主管部门报一次进度",
		"请第三方机构复核了工程量", "把结余资金统筹用到急需的项目", "对责任人作了提醒谈话",
		"建立台账，完成一项销号一项", "同银行和国库核对了账户", "把合同、发票和验收单归入一个档案",
		"在单位网站公开了分配结果", "约谈了施工单位负责人", "把系统权限按岗位重新设置",
	}
	statuses = []string{"completed", "completed", "completed", "completed", "completed", "completed",
		"in-progress", "mostly-done", "long-term", "on-hold", "not-started", "closed"}
)

// statusOf spreads the statuses over the findings; of an older inspection, half of what the newest
// has open is done.
func statusOf(n int) string {
	if n >= perInspection && n/len(statuses)%2 == 0 {
		return "completed"
	}
	return statuses[n%len(statuses)]
}

func pick[T any](w *writer, from []T) T { return from[w.chance.IntN(len(from))] }

func (w *writer) sentence() string {
	return pick(w, who) + pick(w, clauses) + "，" + pick(w, clauses) +
		fmt.Sprintf("，涉及金额%d.%02d万元。", w.chance.IntN(5000), w.chance.IntN(100))
}

func (w *writer) paragraphs(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString("\n" + w.sentence() + w.sentence() + w.sentence() + "\n")
	}
	return b.String()
}

// account is the body of a finding, with what Markdown is used for in such texts.
func (w *writer) account(n int) string {
	text := w.paragraphs(1)
	if n%3 == 0 {
		text += "\n**整改情况**：" + w.sentence() + "依据是[政府信息公开条例](https://www.gov.cn/)。\n"
	}
	if n%4 == 0 {
		return text + "\n- " + w.sentence() + "\n- " + w.sentence() + "\n"
	}
	return text + "\n" + w.sentence() + "\n"
}

// finding writes a finding with the keys that its status asks for, and each of the others on every
// second, third … finding.
func (w *writer) finding(p Place, n int) {
	status := statusOf(n)
	year := yearOf(n / perInspection)
	lines := []string{
		"title: " + pick(w, who) + pick(w, subjects) + pick(w, faults),
		fmt.Sprintf("number: %d(%d)%d", n%perInspection/perCategory+1,
			n%perCategory/perGroup+1, n%perGroup+1),
		"group: " + p.Group,
		fmt.Sprintf("weight: %d", n%perCategory+1),
		"summary: " + pick(w, subjects) + pick(w, faults) + "；" + pick(w, clauses) + "。",
		"status: " + status,
	}
	if n%6 == 0 {
		lines = append(lines, "responsible:", "  - "+pick(w, who)+"办公室", "  - "+pick(w, who)+"财务科")
	} else {
		lines = append(lines, "responsible: "+pick(w, who)+"办公室")
	}
	if n%10 == 0 {
		lines = append(lines, "drafted: [summary]")
	}
	lines = append(lines, w.state(status, year, n)...)
	lines = append(lines, w.done(year, n)...)
	lines = append(lines, w.updates(status, year, n)...)
	lines = append(lines, w.rest(year, n)...)
	w.write(p.File(), front(lines...)+w.account(n))
}

// state gives the keys that a status asks for.
func (w *writer) state(status string, year, n int) []string {
	month := n/len(statuses)%12 + 1 // of any status
	dated := []string{"deadline:", fmt.Sprintf("  date: %d-%02d-%02d", year+1, month, n%28+1)}
	if n%7 == 0 {
		dated = append(dated, "  extended:", fmt.Sprintf("    - on: %d-12-30", year),
			fmt.Sprintf("      to: %d-%02d-01", year+2, month), "      reason: 手续还没有办完")
	}
	why := []string{"basis: stated", "reason: " + w.sentence(), "next: " + w.sentence()}
	switch status {
	case "completed":
		switch n % 3 {
		case 0:
			return []string{"basis: inferred"}
		case 1:
			return append(dated, "basis: stated", fmt.Sprintf("completed: %d-11-%02d", year, n%28+1))
		}
		return []string{"basis: verified", fmt.Sprintf("completed: %d-11", year), "verified:",
			"  by: 某省审计厅", fmt.Sprintf("  on: %d-12-15", year)}
	case "on-hold":
		if n%9 == 0 {
			return append(why, "deadline:", "  not-stated: true")
		}
		return append(why, "deadline:", "  condition: 等规划批复以后办",
			fmt.Sprintf("  review: %d-%02d-15", year+1, month))
	case "long-term":
		return []string{"basis: stated"}
	case "closed":
		return why[:2]
	}
	return append(why, dated...)
}

// done gives what was done: measures, and on some findings figures and documents.
func (w *writer) done(year, n int) []string {
	lines := []string{"measures:"}
	for m := range 1 + n%3 {
		lines = append(lines, "  - text: "+w.sentence(), fmt.Sprintf("    date: %d-%02d", year, 7+m),
			"    done: true")
	}
	if n%2 == 0 {
		lines = append(lines, "results:", "  - name: 追回资金",
			fmt.Sprintf("    value: \"%d.50\"", n%9000+1), "    unit: 万元",
			"    change: 占应追回的92%")
	}
	if n%3 > 0 {
		return lines
	}
	lines = append(lines, "documents:", fmt.Sprintf("  - title: %s管理办法（第%d号）",
		pick(w, subjects), n%40+1), fmt.Sprintf("    date: %d-09-%02d", year, n%28+1))
	switch n % 12 {
	case 0:
		lines = append(lines, "    file: "+rulesFile)
	case 6:
		lines = append(lines, "    url: https://www.gov.cn/")
	}
	return lines
}

// updates gives one to three reports of progress, the last of which has the status.
func (w *writer) updates(status string, year, n int) []string {
	lines := []string{"updates:"}
	for u := range n % 3 {
		lines = append(lines, fmt.Sprintf("  - date: %d-%02d-%02d", year, 9+u, n%28+1))
		if u == 0 && (status == "completed" || status == "mostly-done") {
			lines = append(lines, "    status: in-progress")
		}
		lines = append(lines, "    text: "+w.sentence())
	}
	return append(lines, fmt.Sprintf("  - date: %d-12-%02d", year, n%28+1), "    status: "+status,
		"    text: "+w.sentence())
}

// rest gives the keys that few findings have.
func (w *writer) rest(year, n int) []string {
	var lines []string
	if n%10 == 0 {
		lines = append(lines, "answers:", fmt.Sprintf("  - on: %d-02-%02d", year+1, n%28+1),
			"    question: 钱追回来没有？", "    answer: "+w.sentence())
	}
	if n%15 == 0 {
		lines = append(lines, "evidence:", "  - title: 上缴国库的凭证", "    file: "+receiptFile)
	}
	if n%perInspection > 0 && n%5 == 0 {
		lines = append(lines, "related:", "  - "+PlaceOf(n-1).ID)
	}
	if n%50 == 0 {
		lines = append(lines, "contact:", "  phone: 0591-87654321",
			"  email: bureau@example.org", "  address: 某市某路2号", "  postcode: \"350002\"",
			"  hours: 工作日9:00至12:00")
	}
	if n%100 == 0 {
		lines = append(lines, "draft: false", "author: 审计科", "x_region: 沿海",
			"aliases:", "  - former-"+PlaceOf(n).ID)
	}
	return lines
}

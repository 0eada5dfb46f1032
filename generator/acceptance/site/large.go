package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// words are what a large register says in one language.
type words struct{ inspection, short, category, title, reason, next, office string }

var languages = map[string]words{
	"zh": {"中共临江市河东区委员会关于第%d轮巡察反馈意见整改落实情况的通报", "第%d轮巡察",
		"贯彻落实党中央决策部署方面%d", "专项资金使用进度偏慢，结余没有及时清理，第%d项",
		"涉及历史遗留问题，部分项目的竣工资料缺失，需要同原建设单位逐项核对后才能办理结算手续。",
		"年底前完成剩余项目的核对，提请区政府常务会议研究后办理资产移交。", "区财政局国库科%d"},
	"en": {"Follow-up of inspection %d of governance at Northfield District Council", "Inspection %d",
		"Strategy and decisions, part %d", "Funds spent late, with balances left uncleared, item %d",
		"Part of the papers of the old projects are missing and have to be checked item by item.",
		"Finish checking the remaining projects, then hand the property over.", "Finance office %d"},
}

// Large is a register of so many findings in three inspections with six categories each. A third of
// the findings is not done; these have deadlines before [AsOf] and after it.
func Large(t testing.TB, language string, findings int) string {
	t.Helper()
	dir, say := t.TempDir(), languages[language]
	write := func(name string, lines ...string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("config.toml", `title = "Register"`, `uuid = "large"`, `language = "`+language+`"`,
		`timeZone = "Asia/Shanghai"`)
	write("content/_index.md", "---", "title: "+say.office[:len(say.office)-2], "contact:",
		"  phone: 0595-28008990", "---")
	for n := range findings {
		i, c := n%3, n/3%6
		folder := fmt.Sprintf("content/inspection-%d", i)
		write(folder+"/_index.md", "---", fmt.Sprintf("title: "+say.inspection, i+1),
			fmt.Sprintf("short: "+say.short, i+1), "body: B", fmt.Sprintf("published: 202%d-11-20", i+2),
			"report_every: P3M", "---")
		folder += fmt.Sprintf("/c%d", c)
		write(folder+"/_index.md", "---", fmt.Sprintf("title: "+say.category, c+1), "---")
		lines := []string{"---", fmt.Sprintf("title: "+say.title, n), fmt.Sprintf("number: %d(%d)", c+1, n),
			"summary: S.", fmt.Sprintf("responsible: "+say.office, n%12)}
		if n%9 < 3 {
			lines = append(lines, "status: in-progress", "basis: stated", "reason: "+say.reason,
				"next: "+say.next, "deadline:", fmt.Sprintf("  date: 20%02d-%02d-28", 24+n%4, 1+n%12))
		} else {
			lines = append(lines, "status: completed", "basis: stated",
				fmt.Sprintf("completed: 2025-%02d", 1+n%12))
		}
		write(fmt.Sprintf("%s/f-%03d.md", folder, n), append(lines, "updates:", "  - date: 2025-11-20",
			"    text: "+say.next, "---")...)
	}
	return dir
}

package export_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"gongshi/generator/export"
	"gongshi/generator/register"
)

// rowsOf reads findings.csv as a list of cells by their heading.
func rowsOf(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	text, marked := bytes.CutPrefix(data, []byte("\ufeff"))
	if !marked {
		t.Error("no mark at the beginning: Excel would take it for another encoding")
	}
	if bytes.Count(text, []byte("\n")) != bytes.Count(text, []byte("\r\n")) {
		t.Error("a line ends without CR")
	}
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			if _, twice := row[records[0][i]]; twice {
				t.Errorf("two columns are called %s", records[0][i])
			}
			row[records[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func TestTableHasARowForEachFinding(t *testing.T) {
	rows := rowsOf(t, written(t, siteOf(t, everyKey, "2024-07-02"))["data/findings.csv"])
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	for heading, want := range map[string]string{
		"标识": "every-key", "编号": "一(一)1", "分组": "支出管理不严", "状态": "基本完成",
		"状态依据": "已核验", "核验": "2024-03-01 某市审计局", "期限情况": "已逾期",
		"逾期天数": "2", "期限或应复核日期": "2024-06-30", "最初期限": "2023-06-30", "延期次数": "2",
		"未完成原因": "两个单位还没有合并完。账目没有交接。",
		"责任单位":  "预算科\n国库支付中心",
		"整改措施": "1. 2023-02 定下事项“三重一大”事项的办法。 (已落实)\n" +
			"2. 2023-03-15 退回超支款。 (未落实)\n3. 每年检查一次。",
		"有关数字":  "已退回 3292.00 万元 占应退的98.6%",
		"印发的文件": "1. 2023-02-10 经费管理办法\n2. 预算法 https://example.org/law",
		"网址":    "https://example.org/audit/findings/every-key.html",
	} {
		if got := rows[0][heading]; got != want {
			t.Errorf("%s: %q, want %q", heading, got, want)
		}
	}
	if got := rows[1]["逾期天数"] + rows[1]["条件"] + rows[1]["未完成原因"]; got != "" {
		t.Errorf("a completed finding has %q", got)
	}
}

func TestTableSaysWhatTheNoticeDoesNotState(t *testing.T) {
	s := siteOf(t, everyKey, "2024-05-01")
	f := s.Register.All()[0]
	f.Deadline, f.Reason, f.Next = &register.Deadline{NotStated: true}, "", ""
	f.NotStated = []string{"completed", "reason", "next", "deadline"}
	row := rowsOf(t, written(t, s)["data/findings.csv"])[0]
	for _, heading := range []string{"完成时间", "最初期限", "未完成原因", "下一步措施"} {
		if row[heading] != "没有写明" {
			t.Errorf("%s: %q", heading, row[heading])
		}
	}
	if got := row["期限情况"] + row["逾期天数"] + row["期限或应复核日期"] + row["延期次数"]; got != "" {
		t.Errorf("what nobody promised is %q", got)
	}
}

// titled is a site with one finding of a title.
func titled(t testing.TB, title string) export.Site {
	t.Helper()
	s := siteOf(t, everyKey, "2024-05-01")
	f := s.Register.All()[0]
	f.Title = title
	f.Category.Findings = []*register.Finding{f}
	return s
}

func TestTableGuardsFormulasAndLeavesNumbersAlone(t *testing.T) {
	for cell, escaped := range map[string]bool{
		`=cmd|'/c calc'!A1`: true, "+1+1": true, "-1-1": true, "@SUM(A1)": true,
		"＝1+1": true, "＋1": true, "－1": true, "＠a": true,
		"\t=1": true, "\ttext": true, "\r=1": true,
		" =1": true, "　＝1": true, "\u00a0=1": true, "\u200b=1": true, "\ufeff=1": true,
		"\u202e=1": true, "\n=1": true, "-": true, "--1": true, "-3.5万元": true,
		"+86 595 28008990": true, "-1e5=": true,
		"-3.5": false, "-12%": false, "+5": false, "-1,200.50": false, "3292.00": false,
		"text = 1": false, "二(一)": false, "'=1": false, "": false, "—": false,
	} {
		want := cell
		if escaped {
			want = "'" + cell
		}
		got := rowsOf(t, written(t, titled(t, cell))["data/findings.csv"])[0]["问题"]
		want = strings.ReplaceAll(want, "\r", "\n")
		if got != want {
			t.Errorf("%q became %q, want %q", cell, got, want)
		}
	}
}

func TestTableKeepsNamesThatOfficeProgramsWouldConvert(t *testing.T) {
	for name, guarded := range map[string]bool{
		"1.10": true, "(1)": true, "（1）": true, "3/4": true, "0012": true, "1:30": true, "1e5": true,
		"mar-1": true, "1-may": true, "2023-04-13": true, "4月13日": true, "2023年4月": true,
		"-1": true, "１２": true, "1-2": true, "1.2.3": true, "12%": true, "true": true, "1:30 PM": true,
		"1 1/2": true, "123456789012345678": true, "下午3时": true, "$5": true,
		"1": false, "12": false, "1.5": false, "二(一)1(3)": false, "1(3)": false, "may": false,
		"late-receipts": false, "a-1": false, "audit-2022": false, "第3号": false, "mar-ket-1": false,
	} {
		s := siteOf(t, everyKey, "2024-05-01")
		f := s.Register.All()[0]
		f.Number, f.ID = name, name
		f.Category.Findings = []*register.Finding{f}
		row := rowsOf(t, written(t, s)["data/findings.csv"])[0]
		want := name
		if guarded {
			want = `="` + name + `"`
		}
		if row["编号"] != want || row["标识"] != want {
			t.Errorf("%q became %q and %q", name, row["编号"], row["标识"])
		}
		if json := string(written(t, s)["data/findings.json"]); !strings.Contains(json,
			`"number": "`+name+`"`) {
			t.Errorf("%q is another in findings.json", name)
		}
	}
}

func TestTableMakesNoDayOfAMonth(t *testing.T) {
	for title, want := range map[string]string{"2023-04": `="2023-04"`, "3/4": `="3/4"`,
		"2023-04-13": "2023-04-13", "2023": "2023", "May": "May"} {
		got := rowsOf(t, written(t, titled(t, title))["data/findings.csv"])[0]["问题"]
		if got != want {
			t.Errorf("%q became %q", title, got)
		}
	}
}

func TestTableCutsWhatExcelWouldSpreadOverRows(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{strings.Repeat("长", 32_765), strings.Repeat("长", 32_765)},
		{strings.Repeat("长", 32_766), strings.Repeat("长", 32_765) + "…"},
		{strings.Repeat("𠮷", 20_000), strings.Repeat("𠮷", 16_382) + "…"},
		{"=" + strings.Repeat("1", 32_766), "'=" + strings.Repeat("1", 32_764) + "…"},
		{"=" + strings.Repeat("长", 40_000), "'=" + strings.Repeat("长", 32_764) + "…"},
	} {
		got := rowsOf(t, written(t, titled(t, c.title))["data/findings.csv"])[0]["问题"]
		if got != c.want {
			t.Errorf("%d characters became %d, want %d", len([]rune(c.title)), len([]rune(got)),
				len([]rune(c.want)))
		}
	}
}

package notice

import "testing"

func TestKindIsWhatATitleOrInspectorNames(t *testing.T) {
	for text, want := range map[string]string{
		"某局党组关于巡察整改进展情况的通报":         "inspection",
		"某县委關於省委巡視反饋意見整改情況的通報":      "inspection-tour",
		"某县审计局党组关于巡察整改情况的通报":        "inspection",
		"关于2024年度预算执行审计查出问题整改情况的公告": "audit",
		"某市贯彻落实省生态环境保护督察反馈问题整改情况":   "supervision",
		"关于专项检查发现问题整改情况的通报":         "examination",
		"市委巡察二组": "inspection",
		"关于巡视巡察和审计反馈问题整改情况的通报":            "",
		"关于开展自查、书面检查情况的通报":                "",
		"Follow-up report on the audit":   "audit",
		"Auditorium Trust: what was done": "",
		"Report of the Harbour Office":    "",
	} {
		if got := kindIn(text); string(got) != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

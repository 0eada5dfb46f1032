package importer

import (
	"testing"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

// A report is that of another body where neither its signature nor its title is like a name of the
// body that was inspected, however it is shortened.
func TestAReportOfAnotherBodyIsKnownByItsName(t *testing.T) {
	inspected := &register.Inspection{Inspected: "县卫生健康局党组",
		Issuer: "中共青溪县卫生健康局党组", Title: "中共青溪县卫生健康局党组关于巡察整改进展情况的通报"}
	for _, c := range []struct {
		issuer, title string
		other         bool
	}{
		{"", "白石县教育局党组关于巡察整改进展情况的通报", true},
		{"白石县教育局党组", "关于巡察整改进展情况的通报", true},
		{"青溪县教育局", "关于巡察整改进展情况的通报", true},
		{"青溪县卫健局", "整改进展情况", false},
		{"县卫健局党组", "", false},
		{"县委巡察办", "关于县卫生健康局巡察整改情况的通报", false},
		{"", "关于巡察整改进展情况的第二次通报", false},
		{"", "2025年第一季度整改情况", false},
		{"Department of Education", "Status update", false},
	} {
		read := &notice.Progress{Issuer: c.issuer, Title: c.title}
		if got := other(read, inspected); got != c.other {
			t.Errorf("%s, %s: other is %v", c.issuer, c.title, got)
		}
	}
}

package importer

import (
	"testing"

	"gongshi/generator/notice"
)

func TestARegisterIsCalledByTheShortNameOfTheBody(t *testing.T) {
	for _, test := range []struct{ body, issuer, title, want string }{
		{"市国资委党委", "中共泉州市国资委委员会", "市国资委党委巡察整改进展情况", "泉州市国资委"},
		{"县农业农村局党组", "中共青禾县农业农村局党组", "", "青禾县农业农村局"},
		{"青禾县委", "中共青禾县委员会", "", "青禾县委"},
		{"城关镇党委", "中共城关镇委员会", "", "城关镇党委"},
		{"", "中共城关镇委员会", "", "城关镇党委"},
		{"江南大学党委", "中共江南大学委员会", "", "江南大学"},
		{"江南交通集团有限公司", "江南交通集团有限公司党委", "", "江南交通集团有限公司"},
		{"县水务局", "县委巡察工作领导小组办公室", "", "县水务局"},
		{"", "", "青禾县公路站关于巡察整改情况的通报", "青禾县公路站"},
		{"2023年度县本级预算执行情况", "青河县审计局", "", "青河县审计局"},
		{"", "", "巡察整改情况", "巡察整改情况"},
		{"Harbour Board", "", "Follow-up", "Harbour Board"},
	} {
		w := &writer{Import: &notice.Import{Inspection: notice.Inspection{
			Body: test.body, Issuer: test.issuer, Title: test.title}}}
		if got := w.bodyName(); got != test.want {
			t.Errorf("%s, %s, %s: %q, want %q", test.body, test.issuer, test.title, got, test.want)
		}
	}
}

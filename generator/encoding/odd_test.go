package encoding

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestOddCharactersAreNamedAndMended(t *testing.T) {
	for _, c := range []struct{ text, rules, mended string }{
		{"发票\u200b入账", "invisible", "发票入账"},
		{"zero\u200bwidth\u200c\u200d\ufeff\u2060\u00adjoin\u180e",
			"invisible invisible invisible invisible invisible invisible invisible", "zerowidthjoin"},
		{"null\u200b", "invisible", "null"},
		{"\u202eoverride\u202c, \u2067isolate\u2069", "direction direction direction direction",
			"override, isolate"},
		{"\u202dright \u202bembedding \u2068strong \u2066left",
			"direction direction direction direction", "right embedding strong left"},
		{"\u200f\u061c\u200emarks", "direction direction direction", "marks"},
		{"عربي\u200f (١)، \u200eעברית", "", "عربي\u200f (١)، \u200eעברית"},
		{"\ufffd replacement", "broken", "\ufffd replacement"},
		{"private \ue000 use \U0010fffd", "private private", "private \ue000 use \U0010fffd"},
		{"⾮法占⽤⼟地", "radical radical radical", "非法占用土地"},
		{"⻓期⻔⻢⻋⻚⻛⻜⻥⻦⻩⻬⻮⻰⺟⻳", strings.Repeat("radical ", 15)[:15*8-1],
			"长期门马车页风飞鱼鸟黄齐齿龙母龟"},
		{"\uf900\ufa0e\U0002f800", "radical radical", "豈\ufa0e丽"},
		{"👩\u200d👧 🏳️\u200d🌈 1️⃣ 葛󠄀 क्\u200dष", "", "👩\u200d👧 🏳️\u200d🌈 1️⃣ 葛󠄀 क्\u200dष"},
		{"普通的字，ABC ㎡℃①Ⅳ㈠（１２）𠮷", "", "普通的字，ABC ㎡℃①Ⅳ㈠（１２）𠮷"},
	} {
		var rules []string
		for _, o := range Odds(c.text) {
			rules = append(rules, strings.TrimPrefix(o.Rule, "character-"))
		}
		if got := strings.Join(rules, " "); got != c.rules {
			t.Errorf("%+q has %s, want %s", c.text, got, c.rules)
		}
		if got := Mend(c.text); got != c.mended {
			t.Errorf("%+q became %+q, want %+q", c.text, got, c.mended)
		}
	}
}

// What is looked for is folded on the page.
func TestTheSearchPageKnowsTheSameRadicals(t *testing.T) {
	script, err := os.ReadFile("../../static/js/alike.js")
	if err != nil {
		t.Fatal(err)
	}
	var known strings.Builder
	for _, part := range regexp.MustCompile(`(?m)^  '(.*)'`).FindAllSubmatch(script, -1) {
		known.Write(part[1])
	}
	if known.String() != radicals {
		t.Errorf("alike.js has %s, want %s", known.String(), radicals)
	}
}

func TestRadicalsStandBeforeTheirCharacters(t *testing.T) {
	odd := []rune(radicals)
	for i := 0; i < len(odd); i += 2 {
		if odd[i] < 0x2e80 || 0x2eff < odd[i] || odd[i+1] < 0x3400 {
			t.Errorf("%q %U stands before %q", odd[i], odd[i], odd[i+1])
		}
	}
}

func TestEveryUnseenCharacterHasItsName(t *testing.T) {
	kinds := map[string]Name{}
	for r := rune(0x80); r < 0x30000; r++ {
		for _, o := range Odds("甲" + string(r) + "乙") {
			name := o.Name()
			unseen := o.Rule == "character-direction" || o.Rule == "character-invisible"
			if unseen && kinds[name.ZH] != (Name{}) {
				t.Errorf("%U is called %v, as another is", r, name)
			}
			if unseen && name.ZH == "兼容汉字" || name.ZH == "" || name.EN == "" {
				t.Errorf("%U is called %v", r, name)
			}
			kinds[name.ZH] = name
		}
	}
}

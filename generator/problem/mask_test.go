package problem

import (
	"strings"
	"testing"
)

func TestNoProblemQuotesPersonalData(t *testing.T) {
	const id, phone = "11010519491231002X", "13800138000"
	list := List{{File: "content/a/b/张三-" + phone + ".md", Line: 7, Column: 9, Title: "退还" + phone,
		Rule: "status-unknown", Args: []any{id, "completed, closed"}, Mean: phone},
		{File: "a.md", Rule: "day-wrong", Args: []any{"110105194912310…"}}}
	for _, lang := range []string{"zh", "en"} {
		var text, json strings.Builder
		list.Text(&text, lang)
		if err := list.JSON(&json, lang, list, 2, nil); err != nil {
			t.Fatal(err)
		}
		for _, said := range []string{text.String(), json.String(), list.Error(), list[0].String()} {
			if strings.Contains(said, id) || strings.Contains(said, phone) ||
				strings.Contains(said, "110105194912310") {
				t.Errorf("%s: %s", lang, said)
			}
			if !strings.Contains(said, "138******00") {
				t.Errorf("%s: not masked but dropped: %s", lang, said)
			}
		}
	}
}

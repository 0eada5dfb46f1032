package notice

import (
	"testing"

	"gongshi/generator/document"
)

func TestOfficeHoursAreReadAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"联系电话：0595-28008990（工作时间：周一至周五8:00—12:00，14:30—17:30）；邮编362000": "周一至周五8:00—12:00，14:30—17:30",
		"受理时间：工作日上午8:30—12:00，下午14:30—17:30":                            "工作日上午8:30—12:00，下午14:30—17:30",
		"监督电话：0999-5550166（工作日上班时间）":                                    "工作日上班时间",
		"办公时间为工作日（法定节假日除外）9:00至17:00，联系电话：0999-5550166":                 "工作日（法定节假日除外）9:00至17:00",
		"接听时间：24小时": "24小时",
		"来信地址：青禾县河沿路3号。工作时间内均可来访。":                                  "",
		"工作时间：2024年3月至9月":                                           "",
		"整改时间：工作日":                                                  "",
		"延长办公时间为群众服务，电话0999-5550166":                                "",
		"Phone: 01 234 5678. Office hours: weekdays, 9 am to 5 pm.": "weekdays, 9 am to 5 pm",
	} {
		s := &document.Source{Blocks: []document.Block{{Text: text}}}
		if got := readHours(newText(s), &record{}); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

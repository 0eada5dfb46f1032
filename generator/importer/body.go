package importer

import (
	"slices"
	"strings"
	"unicode"

	"gongshi/generator/notice"
	"gongshi/generator/register"
)

// generic are the words that the names of most bodies have.
var generic = pattern(`中国共产党|中共|委员会|党[委组]|党总支|党支部|人民政府|办公室|有限责任公司|有限公司|` +
	`集团|公司|关于|巡[视察]|整改|进展|落实|情况|通报|报告|公告|第[一二三四五六七八九十]+[次轮批]?|` +
	`[省市区县州旗镇乡局委办厅院校的]`)

// bodyEnd is what the name of a body ends with.
var bodyEnd = pattern(`(?:党组|党委|总支|支部|委员会|政府|公司|集团|中心|医院|[局委办校院学所站厅署会社行馆台处部])$`)

// other says whether a report is that of another body: neither who issued it nor its title is like
// the name of the body that was inspected, or of who issued the notice. Names are shortened in many
// ways (卫生健康局 is 卫健局): of one body more than half of the characters are the same, in the same
// order. It looks at Chinese alone.
func other(read *notice.Progress, i *register.Inspection) bool {
	name := issuer(read)
	named := distinctive(name)
	if len(named) == 0 || !bodyEnd().MatchString(name) {
		return false
	}
	inspected, title := distinctive(i.Inspected), distinctive(read.Title)
	if len(inspected) == 0 || 2*common(inspected, title) > len(inspected) {
		return false
	}
	return !slices.ContainsFunc([]string{i.Inspected, i.Issuer, i.Title}, func(own string) bool {
		return 2*common(named, distinctive(own)) > len(named)
	})
}

// issuer is whose a report is, by its signature, else by what its title begins with.
func issuer(read *notice.Progress) string {
	begins, _, found := strings.Cut(read.Title, "关于")
	if read.Issuer != "" || !found {
		return read.Issuer
	}
	return begins
}

// distinctive are the Chinese characters of a name that few other bodies have.
func distinctive(name string) []rune {
	var all []rune
	for _, r := range generic().ReplaceAllString(name, "") {
		if unicode.Is(unicode.Han, r) {
			all = append(all, r)
		}
	}
	return all
}

// common is the length of the longest common subsequence of two texts.
func common(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			row[j+1] = max(above, row[j])
			if x == y {
				row[j+1] = diagonal + 1
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

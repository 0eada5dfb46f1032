package notice

import (
	"regexp"
	"strconv"
	"strings"

	"gongshi/generator/register"
)

const (
	count = `([0-9０-９]{1,5})`
	// sanctions are the ways to hold to account, the longer before those that they hold.
	sanctions = `党内严重警告(?:处分)?|党内警告(?:处分)?|政务警告(?:处分)?|严重警告(?:处分)?|` +
		`警告(?:处分)?|记大过(?:处分)?|记过(?:处分)?|降级(?:处分)?|撤职(?:处分)?|` +
		`撤销党内职务(?:处分)?|留党察看(?:处分)?|开除党籍|开除(?:公职)?|党纪政务处分|党纪处分|` +
		`政务处分|政纪处分|组织处理|组织调整|诫勉谈话|诫勉|约谈提醒|提醒约谈|约谈|提醒谈话|谈话提醒|` +
		`批评教育|书面检查|书面检讨|责令(?:作出|做出)?(?:书面)?检查|通报批评|通报|免职|调离岗位|` +
		`停职检查|引咎辞职|降职|移送司法(?:机关)?|立案审查(?:调查)?|立案调查|立案|经济处罚|扣发绩效|` +
		`第[一二三四]种形态`
)

var (
	// persons is how many were held to account in all.
	persons = regexp.MustCompile(`(?:对|共|共计|累计|合计|给予|问责|追责|处理|处分|涉及)[^，,。；;]{0,24}?` +
		count + `(?:名|人次|人|位)[^，,。；;]{0,16}?(?:作出|做出|进行|给予|予以|受到|被)?(?:了)?` +
		`(?:组织|严肃|相应)?(?:处理|问责|追责|处分|处置|责任追究)`)
	personsAfter = regexp.MustCompile(`(?:问责|追责|处理|处分|追究责任)(?:责任人|相关责任人|相关人员|人员|党员干部|干部|` +
		`领导干部)*(?:共|共计|合计)?` + count + `(?:名|人次|人)`)
	kindBefore = regexp.MustCompile(`(` + sanctions + `)(?:处理|的)?(?:有|共)?[：:]?` + count + `(?:名|` +
		`人次|人|位)`)
	kindAfter = regexp.MustCompile(count + `(?:名|人次|人|位)(?:同志|干部|责任人)?(?:进行|给予|予以|受到|被|作出|` +
		`被给予)?了?(?:` +
		`[^，,。；;0-9]{0,4})(` + sanctions + `)`)
	bodies = regexp.MustCompile(`(?:对|责成|共对)?` + count + `(?:家|个)(?:[^，,。；;、0-9]{0,12}?)(?:单位|企业|` +
		`公司|` +
		`党组织|党支部|部门|科室|处室|党委|支部|班子)[^，,。；;0-9]{0,8}?(` + sanctions + `)`)
	bodiesAfter = regexp.MustCompile(`(` + sanctions + `)(?:(?:单位|企业|党组织|部门|科室)` + count +
		`[家个]|` + count + `[家个](?:单位|企业|党组织|部门|科室))`)
	clauses  = regexp.MustCompile(`[，,。；;、]`)
	sanction = regexp.MustCompile(sanctions)
	holds    = regexp.MustCompile(`问责|追责|处理|处分|批评|谈话|线索`)
)

// readAccountability reads how many were held to account, from the section that says so, else from
// no place at all: figures elsewhere are those of other cases.
func (u *understanding) readAccountability(root *node) {
	for _, n := range root.kids {
		if u.kindOf(n) != accountability {
			continue
		}
		for i := n.block; i < n.end; i++ {
			u.readSanctions(i)
		}
	}
	a := u.Accountability
	if a == nil {
		return
	}
	persons, organisations := 0, 0
	for _, k := range a.Kinds {
		persons += k.Persons
		organisations += k.Organisations
	}
	a.Organisations = organisations
	switch {
	case a.Persons == 0:
		a.Persons = persons
	case a.Persons != persons:
		u.ask("accountability-sum", -1, a.Persons, sum(a.Kinds), persons)
	default:
		u.Checks = append(u.Checks, Note{"accountability-adds", -1, []any{a.Persons, sum(a.Kinds)}})
	}
}

func sum(kinds []register.Kind) string {
	var parts []string
	for _, k := range kinds {
		if k.Persons > 0 {
			parts = append(parts, strconv.Itoa(k.Persons))
		}
	}
	return strings.Join(parts, " + ")
}

// readSanctions reads the figures of one paragraph.
func (u *understanding) readSanctions(i int) {
	text := u.folded[i]
	if !holds.MatchString(text) {
		return
	}
	a := u.Accountability
	if a == nil {
		a = &register.Accountability{}
	}
	number := func(m []string, n int) int { v, _ := strconv.Atoi(narrow(m[n])); return v }
	for _, m := range bodies.FindAllStringSubmatch(text, -1) {
		kindOf(a, m[2]).Organisations += number(m, 1)
	}
	for _, m := range bodiesAfter.FindAllStringSubmatch(text, -1) {
		kindOf(a, m[1]).Organisations += number([]string{m[2] + m[3]}, 0)
	}
	named := map[int]bool{}
	for _, m := range kindBefore.FindAllStringSubmatchIndex(text, -1) {
		named[m[4]] = true
	}
	rest := text
	for _, form := range []*regexp.Regexp{persons, personsAfter} {
		m := form.FindStringSubmatchIndex(rest)
		if m == nil || a.Persons > 0 || sanction.MatchString(rest[m[0]:m[2]]) ||
			named[m[2]] && len(rest) == len(text) {
			continue // these are the persons of one kind
		}
		a.Persons = number([]string{rest[m[2]:m[3]]}, 0)
		rest = rest[:m[0]] + "。" + rest[m[1]:]
	}
	for _, clause := range clauses.Split(withoutParts(rest), -1) {
		if m := kindBefore.FindStringSubmatch(clause); m != nil {
			kindOf(a, m[1]).Persons += number(m, 2)
		} else if m := kindAfter.FindStringSubmatch(clause); m != nil {
			kindOf(a, m[2]).Persons += number(m, 1)
		}
	}
	if a.Persons > 0 || len(a.Kinds) > 0 {
		u.Accountability = a
	}
}

// among begins the figures that one before them is made of: 组织处理14人，其中诫勉6人、批评教育8人.
var among = regexp.MustCompile(`(` + sanctions + `)` + count + `(?:名|人次|人)[（(，,]?其中[^。；;）)]*`)

// withoutParts takes the parts of a kind out of a text, so that nobody is counted twice.
func withoutParts(text string) string {
	return among.ReplaceAllStringFunc(text, func(whole string) string {
		return whole[:strings.Index(whole, "其中")]
	})
}

// kindOf gives a kind by its name, and makes it where there is none yet.
func kindOf(a *register.Accountability, name string) *register.Kind {
	for i := range a.Kinds {
		if a.Kinds[i].Name == name {
			return &a.Kinds[i]
		}
	}
	a.Kinds = append(a.Kinds, register.Kind{Name: name})
	return &a.Kinds[len(a.Kinds)-1]
}

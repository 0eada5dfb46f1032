package notice

import "regexp"

var (
	// inspectedBy and inspected are labels for who inspected whom.
	inspectedBy = regexp.MustCompile(`^(?:(?:巡[察视]|审计|检查|督察)(?:机构|单位|机关)|` +
		`(?i:(?:inspected|audited|reviewed) by|auditor|inspector))\s*[：:]\s*([^。；;\n]{2,60})$`)
	inspected = regexp.MustCompile(`^(?:被(?:巡[察视]|审计|检查|督察)(?:单位|党组织|对象|机构)|` +
		`(?i:auditee|audited (?:body|entity)|(?:body|organi[sz]ation) (?:inspected|audited)))` +
		`\s*[：:]\s*([^。；;\n]{2,60})$`)
)

// readNamed reads who inspected whom from labels.
func (u *understanding) readNamed(i int) {
	text, original := u.folded[i], u.Source.Blocks[i].Text
	if m := inspectedBy.FindStringSubmatchIndex(text); m != nil {
		u.Inspection.Inspector = original[m[2]:m[3]]
	}
	if m := inspected.FindStringSubmatchIndex(text); m != nil {
		u.Inspection.Body = original[m[2]:m[3]]
	}
}

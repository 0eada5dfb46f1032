package notice

var (
	// inspectedBy and inspected are labels for who inspected whom.
	inspectedBy = pattern(`^{inspected-by}\s*[：:]\s*([^。；;\n]{2,60})$`)
	inspected   = pattern(`^{inspected}\s*[：:]\s*([^。；;\n]{2,60})$`)
)

// readNamed reads who inspected whom from labels.
func (u *understanding) readNamed(i int) {
	text, original := u.folded[i], u.Source.Blocks[i].Text
	if m := inspectedBy().FindStringSubmatchIndex(text); m != nil {
		u.Inspection.Inspector = original[m[2]:m[3]]
	}
	if m := inspected().FindStringSubmatchIndex(text); m != nil {
		u.Inspection.Body = original[m[2]:m[3]]
	}
}

package notice

var (
	exceptClause = pattern("{except-clause}")
	quotation    = pattern(`“([^”]+)”`)
	joints       = pattern("{joints}")
	exceptTail   = pattern("{except-tail}")
)

// readExcept reads a sentence that names the unfinished findings as exceptions. It counts only
// where each that it names is a finding.
func (u *understanding) readExcept() {
	for _, text := range u.folded {
		m := exceptClause().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		var found []*Finding
		for _, name := range excepted(m[1]) {
			like := u.findingsLike(keyOf(name))
			if len(like) != 1 {
				found = nil
				break
			}
			found = append(found, like[0])
		}
		for _, f := range found {
			f.open = true
			u.grounds = true
		}
	}
}

// excepted gives the names in a list of exceptions: those within quotation marks, else its parts.
func excepted(list string) []string {
	var names []string
	for _, m := range quotation().FindAllStringSubmatch(list, -1) {
		names = append(names, m[1])
	}
	if names == nil {
		for _, part := range joints().Split(list, -1) {
			names = append(names, exceptTail().ReplaceAllString(part, ""))
		}
	}
	return names
}

package notice

import "regexp"

var (
	// except names what is unfinished by saying that all others are done:
	// 除“办证难”问题正在推进外，其余问题均已完成.
	except = regexp.MustCompile(`除了?([^。；;]{2,120}?)(?:之外|以外|外)[，,]?(?:其余|其他|其它)` +
		`[^。；;，,]{0,16}?(?:均|都|全部)已?(?:经)?(?:按期|如期)?` +
		`(?:整改完成|完成整改|整改到位|完成|办结|销号)`)
	quotation = regexp.MustCompile(`“([^”]+)”`)
	joints    = regexp.MustCompile(`[、和]`)
	// behind is what follows a title in such a list.
	behind = regexp.MustCompile(`等?的?(?:[0-9]{1,3}[个项])?(?:问题|事项).*$`)
)

// readExcept reads a sentence that names the unfinished findings as exceptions. It counts only
// where each that it names is a finding.
func (u *understanding) readExcept() {
	for _, text := range u.folded {
		m := except.FindStringSubmatch(text)
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
	for _, m := range quotation.FindAllStringSubmatch(list, -1) {
		names = append(names, m[1])
	}
	if names == nil {
		for _, part := range joints.Split(list, -1) {
			names = append(names, behind.ReplaceAllString(part, ""))
		}
	}
	return names
}

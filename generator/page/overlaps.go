package page

import (
	"path"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// Overlaps refuses a file of static/ that would lie where something else of the site lies, or where
// the folder of one does. Addresses are those of all else: pages, exports, attachments, bundles.
// Case is folded, as in [Planner.Plan]. The error is a problem.List.
func Overlaps(static, addresses []string) error {
	held := map[string]string{} // by the address, or that of a folder above it
	for _, address := range addresses {
		for at := strings.ToLower(address); at != "."; at = path.Dir(at) {
			held[at] = address
		}
	}
	var list problem.List
	for _, name := range static {
		for at := strings.ToLower(name); at != "."; at = path.Dir(at) {
			address, is := held[at]
			if is && (at == strings.ToLower(name) || at == strings.ToLower(address)) {
				list = append(list, problem.Problem{File: source.StaticDir + "/" + name, Line: 1, Column: 1,
					Rule: "url-twice", Args: []any{at, address}})
			}
		}
	}
	return list.Err()
}

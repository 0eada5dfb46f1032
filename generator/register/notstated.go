package register

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// NotStated is the value of a key that a status needs and about which the notice says nothing. Of a
// deadline it is a key of its own, since an extension may follow.
const NotStated = "not-stated"

// unstatedAs says whether a value is [NotStated], or a word for it.
func unstatedAs(written string) bool {
	return recognised(Keys("unstated"), strings.Trim(written, " 。.")) != nil
}

// isUnstated is unstatedAs of what is in canonical form.
func isUnstated(n ast.Node) bool {
	t := scalarToken(n)
	return t != nil && t.Value == NotStated
}

// Unstated says whether the notice states nothing for one of completed, deadline, reason and next.
func (f *Finding) Unstated(key string) bool { return slices.Contains(f.NotStated, key) }

// remarkNotStated counts what is not stated, in one remark for the whole register.
func (r *reader) remarkNotStated() {
	var findings int64
	count := map[string]int64{}
	for _, f := range r.register.All() {
		for _, key := range f.NotStated {
			count[key]++
		}
		if len(f.NotStated) > 0 {
			findings++
		}
	}
	if findings > 0 {
		r.report(r.register.Body.File, "not-stated", findings, count["completed"],
			count["deadline"], count["reason"], count["next"])
	}
}

// checkDrafted remarks on texts that a program wrote and nobody has read yet.
func (s *textFile) checkDrafted(f *Finding) {
	keys := Keys("finding")
	for i, key := range f.Drafted {
		k := recognised(keys, key)
		if k == nil || !s.has(k.Name) {
			s.report(s.at("drafted", i), "drafted-unknown", key)
			return
		}
		f.Drafted[i] = k.Name
	}
	if len(f.Drafted) > 0 {
		s.report(s.at("drafted"), "drafted", strings.Join(f.Drafted, ", "))
	}
}

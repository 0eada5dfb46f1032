package source

import (
	"path"
	"slices"
	"strings"
)

// staticTypes are the endings of what a page may be made of.
var staticTypes = []string{".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif",
	".ico", ".woff", ".woff2"}

// Publishable says whether a file of [StaticDir] may be published, by its slash-separated path
// within it: nothing may that is not allowed. more is allowed too: paths, and endings such as .pdf.
func Publishable(name string, more []string) bool {
	ext := strings.ToLower(path.Ext(name))
	return slices.Contains(staticTypes, ext) || name == "robots.txt" || name == "CNAME" ||
		strings.HasPrefix(StaticDir+"/"+name, WellKnownDir+"/") ||
		slices.ContainsFunc(more, func(allowed string) bool {
			return allowed == name || ext != "" && strings.ToLower(allowed) == ext
		})
}

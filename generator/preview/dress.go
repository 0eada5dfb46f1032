package preview

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"gongshi/generator/form"
	"gongshi/generator/register"
)

// What is looked for in a page: its head, and there the policy with the content that it has,
// quoted or, minified, not.
var (
	headTag   = regexp.MustCompile(`(?i)<head(?:\s[^>]*)?>`)
	policyTag = regexp.MustCompile(`(?is)<meta\s[^>]*http-equiv=["']?content-security-policy\b[^>]*>`)
	content   = regexp.MustCompile(`(?is)\bcontent=("[^"]*"|'[^']*')`)
)

// facts are the data that a served page carries for the preview's script.
type facts struct {
	Run    string            `json:"run"`
	Build  int               `json:"build"`
	AsOf   string            `json:"asOf"`
	Absent bool              `json:"absent"` // there is no such page: it was served instead
	First  string            `json:"first"`  // the days that can be chosen
	Last   string            `json:"last"`
	Words  map[string]string `json:"words"`
}

// dress gives a page as the editor sees it: the tree's own bytes, but for its policy and for the
// preview's scripts, which stand first in the head. The clock must run before
// the page's own scripts; it is there only while a day is chosen. kind is "absent" for
// a page that stands for a missing one.
func (s *Server) dress(page []byte, state State, kind string) []byte {
	data, err := json.Marshal(facts{s.run, state.Build, state.AsOf, kind == "absent",
		fmt.Sprintf("%d-01-01", firstYear), fmt.Sprintf("%d-12-31", lastYear), s.words})
	if err != nil {
		panic(err) // strings and numbers alone
	}
	var scripts strings.Builder
	if state.AsOf != "" {
		fmt.Fprintf(&scripts, `<script src="%sclock.js" data-day="%s"></script>`,
			ownPrefix, html.EscapeString(state.AsOf))
	}
	fmt.Fprintf(&scripts, `<script type="module" src="%spreview.js" data-gongshi="%s"></script>`,
		ownPrefix, html.EscapeString(string(data)))
	if s.form != nil {
		fmt.Fprintf(&scripts, `<script src="%sface/copy.js" defer></script>`, form.Prefix)
	}
	whole := policyTag.ReplaceAllFunc(page, func(tag []byte) []byte {
		return content.ReplaceAllFunc(tag, func(pair []byte) []byte {
			value := html.UnescapeString(string(pair[len(`content="`) : len(pair)-1]))
			return []byte(`content="` + html.EscapeString(widen(value)) + `"`)
		})
	})
	at := headTag.FindIndex(whole)
	if at == nil { // no page of ours, but a browser makes a head for it
		return append([]byte(scripts.String()), whole...)
	}
	return slices.Insert(whole, at[1], []byte(scripts.String())...)
}

// withoutScript links a page to its forms where no script makes the bar.
func (s *Server) withoutScript(state State, name string) []byte {
	var b strings.Builder
	for _, l := range s.links(state, name) {
		fmt.Fprintf(&b, `<a href="%s">%s</a> `, html.EscapeString(l.Href),
			html.EscapeString(l.Label))
	}
	if b.Len() == 0 {
		return nil
	}
	return []byte("<noscript><p>" + b.String() + "</p></noscript>")
}

// links are the forms of what a page shows.
func (s *Server) links(state State, name string) []form.Link {
	links := []form.Link{}
	if s.form == nil || state.Source == nil {
		return links
	}
	file, _ := state.Source(name)
	if name == register.ContactURL {
		file = form.RegisterFile
	}
	return append(links, s.form.Links(file)...)
}

// copies are the buttons that copy what a page shows.
func (s *Server) copies(state State, name string) []form.Copy {
	if s.form == nil || state.Source == nil {
		return []form.Copy{} // the script wants a list
	}
	file, _ := state.Source(name)
	return s.form.Copies(file)
}

// widen adds to a content security policy what the preview needs, from its own origin alone:
// scripts, styles and connections. What the policy says of anything else stays: what a
// visitor's browser would block is blocked here too.
func widen(policy string) string {
	rules := strings.Split(policy, ";")
	for _, name := range []string{"script-src", "style-src", "connect-src"} {
		at, fallback := -1, ""
		for i, rule := range rules {
			words := strings.Fields(rule)
			switch {
			case len(words) == 0:
			case strings.EqualFold(words[0], name):
				at = i
			case strings.EqualFold(words[0], "default-src"):
				fallback = strings.Join(words[1:], " ")
			}
		}
		if at < 0 && fallback == "" {
			continue // no rule, and no default for it: all is allowed
		}
		if at < 0 {
			rules = append(rules, " "+name+" "+fallback)
			at = len(rules) - 1
		}
		rules[at] = withSelf(rules[at])
	}
	return strings.Join(rules, ";")
}

// withSelf adds the page's own origin to a rule; 'none' can stand only alone.
func withSelf(rule string) string {
	words := slices.DeleteFunc(strings.Fields(rule), func(w string) bool {
		return strings.EqualFold(w, "'none'") || strings.EqualFold(w, "'self'")
	})
	return " " + strings.Join(append(words, "'self'"), " ")
}

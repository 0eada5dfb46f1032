package release

import (
	"html"
	"regexp"
)

// RegisterTag begins the element of the index page that names the register of a site, in its
// attribute content. A register without a uuid has none.
const RegisterTag = `<meta name="gongshi-register"`

// OtherError is the refusal to replace the site of another register.
type OtherError struct{ Title, Identity string }

func (e *OtherError) Error() string { return "the site of another register: " + e.Title }

var (
	registerTag = regexp.MustCompile(RegisterTag + ` content="([^"]*)"`)
	titleTag    = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
)

// otherRegister gives the refusal where an index page names another register; nil where it names
// none, as those of earlier versions.
func otherRegister(index []byte, identity string) error {
	m := registerTag.FindSubmatch(index)
	if m == nil || identity == "" || html.UnescapeString(string(m[1])) == identity {
		return nil
	}
	other := &OtherError{Identity: html.UnescapeString(string(m[1]))}
	if title := titleTag.FindSubmatch(index); title != nil {
		other.Title = html.UnescapeString(string(title[1]))
	}
	return other
}

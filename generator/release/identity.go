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

// RegisterOf gives the title and the identity of the register that an index page names; nothing
// where it names none, as those of earlier versions.
func RegisterOf(index []byte) (title, identity string) {
	m := registerTag.FindSubmatch(index)
	if m == nil {
		return "", ""
	}
	if t := titleTag.FindSubmatch(index); t != nil {
		title = html.UnescapeString(string(t[1]))
	}
	return title, html.UnescapeString(string(m[1]))
}

// otherRegister gives the refusal where an index page names another register; nil where it names
// none.
func otherRegister(index []byte, identity string) error {
	title, is := RegisterOf(index)
	if is == "" || identity == "" || is == identity {
		return nil
	}
	return &OtherError{title, is}
}

package source

import "testing"

func TestOnlyListedNamesOfStaticArePublishable(t *testing.T) {
	more := []string{"MP_verify_x.txt", ".PDF", "verify/a.html"}
	for _, name := range []string{"css/site.css", "a.JS", "a.svg", "a.png", "a.jpg", "a.jpeg",
		"a.gif", "a.webp", "a.avif", "favicon.ico", "fonts/a.woff", "a.woff2", "robots.txt", "CNAME",
		".well-known/security.txt", ".well-known/acme/x", "MP_verify_x.txt", "rules/a.pdf",
		"verify/a.html", "图.png"} {
		if !Publishable(name, more) {
			t.Errorf("%s is refused", name)
		}
	}
	for _, name := range []string{"dump.sql", "id_rsa", "内部名单.xlsx", "副本 notes.docx", "a",
		"css", "robots.txt.txt", "a/robots.txt", "a/CNAME", "cname", "a/.well-known/x",
		"a/MP_verify_x.txt", "MP_verify_y.txt", "a.html", "a.pdf.docx", "pdf", "a.json"} {
		if Publishable(name, more) {
			t.Errorf("%s is allowed", name)
		}
	}
}

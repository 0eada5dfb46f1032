package export

import (
	"bytes"
	"embed"
	"net/url"
	"regexp"
	"strings"
	"text/template"

	"golang.org/x/net/idna"

	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Policy is the content security policy of every page: nothing but the site's own styles, scripts,
// fonts and pictures. A browser takes it from the page itself, or from the host. media-src is for
// recordings among the attachments, which a browser shows in a page that it makes for them.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; " +
	"img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'"

// header is one that every answer of the host has.
type header struct{ Name, Value string }

// headers are what the host adds; frame-ancestors means nothing in a page's own policy.
func headers() []header {
	return []header{
		{"Content-Security-Policy", Policy + "; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	}
}

// Files in these folders are named by their content, so a copy may be kept for ever: for a year,
// which is the longest that RFC 2616 allowed and that all programs understand. All else is asked
// for anew each time.
const (
	immutable  = "public, max-age=31536000, immutable"
	revalidate = "no-cache"
)

// hostingFiles are templates, and notes for the host's administrator.
//
//go:embed all:hosting
var hostingFiles embed.FS

// host is what the templates see.
type host struct {
	Name   string // example.org; empty where the site's address is not known
	Scheme string // http or https; empty likewise
	Port   string // empty where it is the scheme's own
	Prefix string // of every path: "", or /register

	Root                  string   // a place that the administrator puts right
	Files                 string   // the folder of the attachments
	Folders               []string // whose files are immutable
	Immutable, Revalidate string   // values of Cache-Control
	Headers               []header
	Feeds, Types          []register.FileType
	Named                 []string // files that some hosts have no type for
	Notes                 map[string]string
}

// Hosting gives settings for the usual hosts, by the names of the files: nginx.conf, Caddyfile and
// .htaccess (Apache) for one's own server, _headers for Netlify and Cloudflare Pages. All serve the
// same headers with every answer, and the servers no name that begins with a dot but .well-known/.
// They are not part of the site.
func Hosting(c register.Config) map[string][]byte {
	notes := problem.Catalogue[map[string]map[string]string](hostingFiles, "hosting/notes.toml")
	h := host{Root: "/srv/www", Files: register.FilesDir,
		Folders: []string{"assets", register.FilesDir}, Immutable: immutable,
		Revalidate: revalidate, Headers: headers(), Feeds: register.Feeds(),
		Types: register.FileTypes(), Named: []string{register.CalendarURL, register.CardURL},
		Notes: notes[c.Language]}
	h.locate(c.SiteURL)
	templates := template.New("").Option("missingkey=zero").Funcs(template.FuncMap{
		"pattern": regexp.QuoteMeta, "contentType": register.ContentType})
	files := map[string][]byte{}
	for _, name := range []string{"nginx.conf", "Caddyfile", ".htaccess", "_headers"} {
		var b bytes.Buffer
		t := template.Must(templates.ParseFS(hostingFiles, "hosting/"+name))
		if err := t.ExecuteTemplate(&b, name, h); err != nil {
			panic(err) // the templates are part of the program
		}
		files[name] = b.Bytes()
	}
	return files
}

// plainPath is one that means the same to every host without quoting.
var plainPath = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+)+$`)

// locate fills in where the site will be, as far as it is known and can be written down.
func (h *host) locate(siteURL string) {
	u, err := url.Parse(siteURL)
	if err != nil || u.Hostname() == "" {
		return
	}
	name, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		return
	}
	h.Name, h.Scheme, h.Port = name, u.Scheme, u.Port()
	if prefix := strings.TrimSuffix(u.Path, "/"); plainPath.MatchString(prefix) {
		h.Prefix = prefix
	}
}

// Address is a name, for which Caddy fetches a certificate by itself, or an address without one.
func (h host) Address() string {
	address := h.Name
	if h.Port != "" {
		address += ":" + h.Port
	}
	switch {
	case h.Name == "":
		return ":80"
	case h.Scheme == "http":
		return "http://" + address
	}
	return address
}

package export

import (
	"bytes"
	"cmp"
	"embed"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"gongshi/generator/problem"
	"gongshi/generator/register"
	"gongshi/generator/source"
)

// Policy is the content security policy of every page: nothing but the site's own styles, scripts,
// fonts and pictures. A browser takes it from the page itself, or from the host. media-src is for
// recordings among the attachments, which a browser shows in a page that it makes for them.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; " +
	"img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'"

// header is one that every answer of the host has.
type header struct{ Name, Value string }

// headers are what the host adds; frame-ancestors means nothing in a page's own policy. style is
// what allows the inline one of 404.html, 'sha256-…', or empty: no other page's own policy has it.
func headers(style string) []header {
	policy := Policy
	if style != "" {
		policy = strings.Replace(policy, "style-src 'self'", "style-src 'self' "+style, 1)
	}
	return []header{
		{"Content-Security-Policy", policy + "; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	}
}

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
	Beside bool   // the address has a path that cannot be written down

	Root                  string   // a place that the administrator puts right
	Files                 string   // the folder of the attachments
	Hidden                []string // folders that IIS has to hide by name
	Folders               []string // whose files are immutable
	Immutable, Revalidate string   // values of Cache-Control
	Headers               []header
	Feeds, Types          []register.FileType
	Compressed            []string // MIME types of texts; whatever else is large is compressed
	Named                 []string // files that some hosts have no type for
	Notes                 map[string]string
}

// Hosting gives settings for the usual hosts, by the names of the files: nginx.conf, Caddyfile,
// .htaccess (Apache) and web.config (IIS) for one's own server, _headers for Netlify and Cloudflare
// Pages; README.txt says where each belongs. All serve the same headers with every answer, and the
// servers no name that begins with a dot but .well-known/. They are not part of the site. style is
// what a policy allows the inline style of 404.html by.
//
// Servers compress while they answer: there are no .gz files. Level 6 takes 1.1 ms for a page of 36
// findings; .gz files would double the number of files that a release holds, and its checksums.
func Hosting(c register.Config, style string) map[string][]byte {
	notes := problem.Catalogue[map[string]map[string]string](hostingFiles, "hosting/notes.toml")
	h := host{Root: "/srv/www", Files: register.FilesDir, Hidden: []string{".git", source.StateDir},
		Folders: []string{register.AssetsDir, register.FilesDir}, Immutable: register.Immutable,
		Revalidate: register.Revalidate, Headers: headers(style), Feeds: register.Feeds(),
		Types: register.FileTypes(), Named: []string{register.CalendarURL, register.CardURL},
		Notes: notes[c.Language]}
	h.locate(c)
	for _, t := range slices.Concat(h.Types, h.Feeds) {
		if t.Text {
			h.Compressed = append(h.Compressed, t.MIME)
		}
	}
	templates := template.New("").Option("missingkey=zero").Funcs(template.FuncMap{
		"pattern": regexp.QuoteMeta, "contentType": register.ContentType, "escaped": addressed})
	files := map[string][]byte{}
	for _, name := range []string{"nginx.conf", "Caddyfile", ".htaccess", "web.config",
		"_headers", "README.txt"} {
		var b bytes.Buffer
		t := template.Must(templates.ParseFS(hostingFiles, "hosting/"+name))
		if err := t.ExecuteTemplate(&b, name, h); err != nil {
			panic(err) // the templates are part of the program
		}
		files[name] = b.Bytes()
	}
	return files
}

// addressed is a path as it stands in an address.
func addressed(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// hostName is one in ASCII, or an address of IPv4; underscores are usual in offices' own networks.
var hostName = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// locate fills in where the site will be, as far as it is known and can be written down.
func (h *host) locate(c register.Config) {
	folder := c.Base
	if u, err := url.Parse(c.Address()); err == nil && u.Host != "" {
		h.Scheme, h.Port, folder = u.Scheme, u.Port(), u.Path
		if name := u.Hostname(); hostName.MatchString(name) {
			h.Name = name
		} else if net.ParseIP(name) != nil {
			h.Name = "[" + name + "]"
		}
	}
	h.Beside = folder != "" && !register.PlainPath(folder)
	if !h.Beside {
		h.Prefix = strings.TrimSuffix(folder, "/")
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
		return ":" + cmp.Or(h.Port, "80")
	case h.Scheme == "http":
		return "http://" + address
	}
	return address
}

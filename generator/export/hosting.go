package export

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"

	"gongshi/generator/register"
)

// Policy is the content security policy of every page: nothing but the site's own styles, scripts
// and pictures. A browser takes it from the page itself, or from the host. media-src is for
// recordings among the attachments, which a browser shows in a page that it makes for them.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
	"media-src 'self'; base-uri 'none'; form-action 'none'"

// header is one that every answer of the host has.
type header struct{ name, value string }

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

func immutableFolders() []string { return []string{"assets", register.FilesDir} }

// host is what the settings are made of.
type host struct {
	name    string // example.org; empty where the site's address is not known
	scheme  string // http or https; empty likewise
	port    string // empty where it is the scheme's own
	prefix  string // of every path: "", or /register
	notes   map[string]string
	headers []header
}

// Hosting gives settings for the usual hosts, by the names of the files: nginx.conf and Caddyfile
// for one's own server, _headers for Netlify and Cloudflare Pages. All three serve the same headers
// with every answer. They are not part of the site.
func Hosting(c register.Config) map[string][]byte {
	h := host{notes: notes()[c.Language], headers: headers()}
	h.locate(c.SiteURL)
	return map[string][]byte{"nginx.conf": h.nginx(), "Caddyfile": h.caddy(),
		"_headers": h.headersFile()}
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
	h.name, h.scheme, h.port = name, u.Scheme, u.Port()
	if prefix := strings.TrimSuffix(u.Path, "/"); plainPath.MatchString(prefix) {
		h.prefix = prefix
	}
}

// notes are for the host's administrator.
func notes() map[string]map[string]string {
	return map[string]map[string]string{
		"zh": {
			"what":    "网站的服务器设置；每次构建都会重写，请复制出去再改",
			"root":    "改成网站文件所在的文件夹；网址带路径的，是它的上一级",
			"tls":     "用 https 时在这里加端口和证书",
			"headers": "响应头只写在这一层：location 里一写 add_header，这里的就都失效",
			"kept":    "这两个文件夹里的文件按内容命名，可以一直缓存",
			"charset": "附件里的文字不一定是 UTF-8",
			"rest":    "其余的文件，这类服务商本来就每次核对",
		},
		"en": {
			"what":    "settings for a server; every build writes them anew, so change a copy",
			"root":    "the folder of the site; where its address has a path, the one above",
			"tls":     "for https add the port and the certificate here",
			"headers": "on this level only: one add_header in a location drops all these",
			"kept":    "files in these folders are named by their content and may be kept for ever",
			"charset": "the text in attachments is not always UTF-8",
			"rest":    "these hosts have all other files checked anew by themselves",
		},
	}
}

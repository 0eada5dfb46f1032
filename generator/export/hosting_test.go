package export

import (
	"html"
	"strings"
	"testing"

	"gongshi/generator/register"
)

// inline is what a policy allows the style of 404.html by.
const inline = "'sha256-AAAA+/='"

func hosting(siteURL string) map[string]string {
	return hostingOf(register.Config{Language: "zh", SiteURL: siteURL})
}

func hostingOf(c register.Config) map[string]string {
	files := map[string]string{}
	for name, data := range Hosting(c, inline) {
		files[name] = string(data)
	}
	files["web.config"] = html.UnescapeString(files["web.config"])
	return files
}

func TestEveryHostSendsTheSameHeaders(t *testing.T) {
	files := hosting("https://example.org/")
	if len(files) != 6 {
		t.Fatalf("%d files", len(files))
	}
	delete(files, "README.txt")
	for name, text := range files {
		for _, h := range headers(inline) {
			if n := strings.Count(text, h.Value); n != 1 {
				t.Errorf("%s has %s %d times", name, h.Name, n)
			}
		}
		policy := strings.Replace(Policy, "style-src 'self'", "style-src 'self' "+inline, 1)
		if strings.Count(text, policy+"; frame-ancestors 'none'") != 1 {
			t.Errorf("%s has another policy than the pages", name)
		}
		if !strings.Contains(text, register.Immutable) && name != "web.config" { // it has it in three parts
			t.Errorf("%s has named files asked for again", name)
		}
	}
	if strings.Contains(Policy, "unsafe") || strings.Contains(Policy, "frame-ancestors") {
		t.Errorf("policy: %s", Policy)
	}
}

// nginx takes no header of the server into a location that has one of its own.
func TestNginxHasHeadersOnOneLevelOnly(t *testing.T) {
	depth := 0
	for _, line := range strings.Split(hosting("")["nginx.conf"], "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.Contains(line, "add_header") && depth != 1 {
			t.Errorf("at depth %d: %s", depth, line)
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	if depth != 0 {
		t.Errorf("%d blocks are open at the end", depth)
	}
}

func TestHostsKnowTheTypesThatTheirListsLack(t *testing.T) {
	files := hosting("")
	for name, wants := range map[string][]string{
		"nginx.conf": {"text/calendar ics;", "text/vcard vcf;", "application/json json;",
			"application/xml xml;", "default_type application/atom+xml;", "charset utf-8;"},
		"Caddyfile": {`~\.ics$ "text/calendar; charset=utf-8"`,
			`~\.vcf$ "text/vcard; charset=utf-8"`, `~\.json$ "application/json; charset=utf-8"`, `"~^/files/.*\.txt$" "text/plain"`},
		".htaccess": {"AddType text/calendar .ics\n    AddCharset utf-8 .ics\n",
			"== '/feed.xml'\">\n    ForceType \"application/atom+xml; charset=utf-8\"\n"},
		"_headers": {"/deadlines.ics\n  Content-Type: text/calendar; charset=utf-8\n"},
	} {
		for _, want := range wants {
			if !strings.Contains(files[name], want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
}

func TestHostsKnowEveryTypeThatASiteCanHold(t *testing.T) {
	files, publishable := hosting(""), 0
	for _, kind := range register.FileTypes() {
		nginx := kind.MIME + " " + kind.Ext[1:] + ";"
		apache := "AddType " + kind.MIME + " " + kind.Ext + "\n"
		caddy := `~\` + kind.Ext + `$ "` + kind.ContentType() + `"`
		if !strings.Contains(files["nginx.conf"], nginx) {
			t.Errorf("nginx.conf lacks %s", nginx)
		}
		if !strings.Contains(files[".htaccess"], apache) {
			t.Errorf(".htaccess lacks %s", apache)
		}
		if !strings.Contains(files["Caddyfile"], caddy) {
			t.Errorf("Caddyfile lacks %s", caddy)
		}
		if kind.Publishable {
			publishable++
		}
	}
	if publishable < 24 {
		t.Errorf("only %d types of attachments", publishable)
	}
}

func TestHostsAreToldWhereTheSiteIs(t *testing.T) {
	for _, c := range []struct{ siteURL, nginx, caddy, headers string }{
		{"", "listen 80;\n    # 没有 IPv6 的机器请删去下一行\n    listen [::]:80;\n    server_name _;", "\n:80 {", "\n/*\n"},
		{"https://example.org/", "server_name example.org;", "\nexample.org {", "\n/*\n"},
		{"http://intranet:8080/audit/", "listen [::]:8080;\n    server_name intranet;",
			"\nhttp://intranet:8080 {", "\n/audit/*\n"},
		{"https://例子.中国/a.b", `"~^/a\.b/assets/"`, "\nxn--fsqu00a.xn--fiqs8s {", "\n/a.b/*\n"},
		{"https://x;y/a b;}/", "server_name _;", "\n:80 {", "\n/*\n"},
		{"http://审计.example.org/公 开/", `= "/公 开/feed.xml"`, `try_files "/公 开/404.html"`,
			"\n/%E5%85%AC%20%E5%BC%80/assets/*\n"},
		{"http://[::1]:8080/", "listen [::]:8080;\n    server_name [::1];",
			"\nhttp://[::1]:8080 {", "\n/*\n"},
		{"http://my_host/a", "server_name my_host;", "\nhttp://my_host {", "\n/a/*\n"},
		{"http://10.1.2.3/", "server_name 10.1.2.3;", "\nhttp://10.1.2.3 {", "\n/*\n"},
	} {
		files := hosting(c.siteURL)
		for name, want := range map[string]string{"nginx.conf": c.nginx, "Caddyfile": c.caddy,
			"_headers": c.headers} {
			if !strings.Contains(files[name], want) {
				t.Errorf("%q: %s lacks %q:\n%s", c.siteURL, name, want, files[name])
			}
		}
	}
}

func TestHostsAreToldThePathOfASiteWithoutAnAddress(t *testing.T) {
	files := hostingOf(register.Config{Language: "en", Base: "/audit/"})
	for name, want := range map[string]string{
		"nginx.conf": `=404 "/audit/404.html"`, "Caddyfile": `try_files "/audit/404.html"`,
		".htaccess": `ErrorDocument 404 "/audit/404.html"`, "_headers": "\n/audit/*\n",
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s lacks %s:\n%s", name, want, files[name])
		}
	}
}

// A path with quotes, braces or a line break would mean something to a server.
func TestPathThatCannotBeWrittenDownIsSaid(t *testing.T) {
	for _, c := range []register.Config{{SiteURL: "https://x.org/a%22b/"},
		{SiteURL: "https://x.org/a%0Ab/"}, {SiteURL: "https://x.org/a$uri{b}/"},
		{SiteURL: "https://x.org/.git/"}, {SiteURL: "https://x.org/a/../b/"},
		{SiteURL: "https://x.org/a//b/"}, {SiteURL: `https://x.org/a'b\c#/`}} {
		c.Language = "en"
		files := hostingOf(c)
		delete(files, "web.config") // names no path
		delete(files, "README.txt")
		for name, text := range files {
			if !strings.Contains(text, "cannot be written here") || !strings.Contains(text, "/assets/") {
				t.Errorf("%s: %s says nothing", c.SiteURL, name)
			}
			if strings.Contains(text, "b/assets") || strings.Contains(text, "git/assets") {
				t.Errorf("%s: %s has the path", c.SiteURL, name)
			}
		}
	}
}

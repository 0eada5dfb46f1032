package export

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"

	"gongshi/generator/register"
)

// siteRoot is where the snippets look for the site until somebody says where it is.
const siteRoot = "/srv/www"

// nginx is for a file that nginx includes within http, such as conf.d/site.conf. How long a file
// may be kept is said by a map, since add_header in a location would drop all headers of the
// server.
func (h host) nginx() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\nmap $uri $gongshi_cache {\n    default %q;\n", h.notes["what"], revalidate)
	for _, folder := range immutableFolders() {
		fmt.Fprintf(&b, "    \"~^%s/%s/\" %q;\n", regexp.QuoteMeta(h.prefix), folder, immutable)
	}
	fmt.Fprintf(&b, "}\n\nserver {\n    # %s\n    listen %s;\n    server_name %s;\n",
		h.notes["tls"], cmp.Or(h.port, "80"), cmp.Or(h.name, "_"))
	fmt.Fprintf(&b, "    # %s\n    root %s;\n    index index.html;\n", h.notes["root"], siteRoot)
	fmt.Fprintf(&b, "    error_page 404 %s/404.html;\n", h.prefix)
	fmt.Fprintf(&b, "\n    # %s\n", h.notes["headers"])
	for _, header := range h.headers {
		fmt.Fprintf(&b, "    add_header %s \"%s\" always;\n", header.name, header.value)
	}
	b.WriteString("    add_header Cache-Control $gongshi_cache always;\n")
	h.nginxTypes(&b)
	b.WriteString("}\n")
	return b.Bytes()
}

// nginxTypes tells the types whole, since a list of one's own takes the place of nginx's.
func (h host) nginxTypes(b *bytes.Buffer) {
	b.WriteString("\n    charset utf-8;\n    charset_types")
	for _, t := range append(register.Feeds(), register.FileTypes()...) {
		if t.Text && t.MIME != "text/html" { // which is always among them
			fmt.Fprintf(b, "\n        %s", t.MIME)
		}
	}
	b.WriteString(";\n    default_type application/octet-stream;\n    types {\n")
	for _, t := range register.FileTypes() {
		fmt.Fprintf(b, "        %s %s;\n", t.MIME, t.Ext[1:])
	}
	fmt.Fprintf(b, "    }\n    location = %s/404.html {\n        internal;\n    }\n", h.prefix)
	fmt.Fprintf(b, "    # %s\n    location ^~ %s/%s/ {\n        charset off;\n    }\n",
		h.notes["charset"], h.prefix, register.FilesDir)
	for _, t := range register.Feeds() {
		fmt.Fprintf(b, "    location = %s/%s {\n        types { }\n", h.prefix, t.Name)
		fmt.Fprintf(b, "        default_type %s;\n    }\n", t.MIME)
	}
}

// caddy repeats the headers for errors, which Caddy answers on a way of their own.
func (h host) caddy() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n(gongshi) {\n\theader {\n", h.notes["what"])
	for _, header := range h.headers {
		fmt.Fprintf(&b, "\t\t%s \"%s\"\n", header.name, header.value)
	}
	fmt.Fprintf(&b, "\t}\n}\n\n%s {\n\t# %s\n\troot * %s\n", h.caddyAddress(), h.notes["root"],
		siteRoot)
	b.WriteString("\tencode gzip\n\timport gongshi\n")
	fmt.Fprintf(&b, "\n\t# %s\n\tmap {path} {gongshi_cache} {\n", h.notes["kept"])
	for _, folder := range immutableFolders() {
		fmt.Fprintf(&b, "\t\t~^%s/%s/ %q\n", regexp.QuoteMeta(h.prefix), folder, immutable)
	}
	fmt.Fprintf(&b, "\t\tdefault %q\n\t}\n\theader Cache-Control {gongshi_cache}\n\n", revalidate)
	h.caddyTypes(&b)
	fmt.Fprintf(&b, `	file_server

	handle_errors {
		import gongshi
		header Cache-Control %q
		header Content-Type "text/html; charset=utf-8"
		@missing expression {http.error.status_code} == 404
		rewrite @missing %s/404.html
		file_server @missing
	}
}
`, revalidate, h.prefix)
	return b.Bytes()
}

// caddyTypes tells the types whole: Caddy's own list is that of the machine, or nearly empty.
func (h host) caddyTypes(b *bytes.Buffer) {
	prefix := regexp.QuoteMeta(h.prefix)
	fmt.Fprintf(b, "\tmap {path} {gongshi_type} {\n\t\t~/$ \"text/html; charset=utf-8\"\n")
	for _, t := range register.Feeds() {
		fmt.Fprintf(b, "\t\t~^%s/%s$ %q\n", prefix, regexp.QuoteMeta(t.Name), t.ContentType())
	}
	for _, t := range register.FileTypes() {
		ext := regexp.QuoteMeta(t.Ext)
		if t.Text && t.Publishable {
			fmt.Fprintf(b, "\t\t~^%s/%s/.*%s$ %q\n", prefix, register.FilesDir, ext, t.MIME)
		}
		fmt.Fprintf(b, "\t\t~%s$ %q\n", ext, t.ContentType())
	}
	b.WriteString("\t\tdefault application/octet-stream\n\t}\n")
	b.WriteString("\theader Content-Type {gongshi_type}\n\n")
}

// caddyAddress is a name, for which Caddy fetches a certificate by itself, or an address without
// one.
func (h host) caddyAddress() string {
	address := h.name
	if h.port != "" {
		address += ":" + h.port
	}
	switch {
	case h.name == "":
		return ":80"
	case h.scheme == "http":
		return "http://" + address
	}
	return address
}

// headersFile tells each header once for any file: where two rules tell the same one, Cloudflare
// joins their values and Netlify takes one.
func (h host) headersFile() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n%s/*\n", h.notes["what"], h.prefix)
	for _, header := range h.headers {
		fmt.Fprintf(&b, "  %s: %s\n", header.name, header.value)
	}
	fmt.Fprintf(&b, "# %s\n# %s\n", h.notes["kept"], h.notes["rest"])
	for _, folder := range immutableFolders() {
		fmt.Fprintf(&b, "%s/%s/*\n  Cache-Control: %s\n", h.prefix, folder, immutable)
	}
	for _, t := range register.Feeds() {
		fmt.Fprintf(&b, "%s/%s\n  Content-Type: %s\n", h.prefix, t.Name, t.ContentType())
	}
	for _, url := range []string{register.CalendarURL, register.CardURL} {
		fmt.Fprintf(&b, "%s/%s\n  Content-Type: %s\n", h.prefix, url, register.ContentType(url))
	}
	return b.Bytes()
}

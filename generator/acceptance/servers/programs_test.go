//go:build acceptance

package servers

import (
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongshi/generator/acceptance/program"
	"gongshi/generator/export"
	"gongshi/generator/register"
)

// write gives the path of a text in a folder.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestNginxServesASiteAsItsSettingsSay(t *testing.T) {
	nginx := program.Find(t, "nginx")
	ipv6 := "listen [::1]:PORT;"
	if !hasIPv6() {
		ipv6 = "" // as the settings say
	}
	serve(t, "nginx.conf", []string{"listen 80;", "listen 127.0.0.1:PORT;", "listen [::]:80;", ipv6,
		"/srv/www", "ROOT"},
		func(_ served, dir, text string) *exec.Cmd {
			file := write(t, dir, "nginx.conf", withNginx(t, text))
			return exec.Command(nginx, "-p", dir, "-e", "stderr", "-c", file)
		})
}

// withNginx is a whole configuration of nginx around a text.
func withNginx(t *testing.T, text string) string {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	frame := "daemon off;\npid pid;\nuser " + me.Username + ";\nevents {}\nhttp {\naccess_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		frame += kind + "_temp_path " + kind + ";\n"
	}
	return frame + text + "\n}\n"
}

func TestCaddyServesASiteAsItsSettingsSay(t *testing.T) {
	caddy := program.Find(t, "caddy")
	serve(t, "Caddyfile", []string{":80 {", ":PORT {", "/srv/www", "ROOT"},
		func(_ served, dir, text string) *exec.Cmd {
			file := write(t, dir, "Caddyfile", "{\n\tadmin off\n\tauto_https off\n}\n"+text)
			run := exec.Command(caddy, "run", "--adapter", "caddyfile", "--config", file)
			run.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
			return run
		})
}

// modules are those that a usual Apache has.
var modules = []string{"mpm_event", "authz_core", "mime", "dir", "headers", "alias", "deflate",
	"filter", "env", "autoindex"}

// withApache is a whole configuration of Apache, for a site that has its own .htaccess.
func (s served) withApache(t *testing.T, dir string, modules []string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range modules {
		b.WriteString("LoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so\n")
	}
	b.WriteString("ServerRoot " + dir + "\nServerName localhost\nPidFile pid\nErrorLog /dev/stderr\n" +
		"Listen 127.0.0.1:" + s.port + "\n")
	if hasIPv6() {
		b.WriteString("Listen [::1]:" + s.port + "\n")
	}
	b.WriteString("<IfModule mod_mime.c>\nTypesConfig /dev/null\n</IfModule>\n" +
		"DocumentRoot \"" + s.root + "\"\n<Directory \"" + s.root + "\">\n" +
		"AllowOverride FileInfo Indexes AuthConfig\nOptions FollowSymLinks Indexes\n" +
		"Require all granted\n</Directory>\n")
	if os.Geteuid() == 0 { // Apache reads no file as root, and the test's are root's own
		b.WriteString("User nobody\nGroup nogroup\n")
		if err := os.Chmod(filepath.Dir(filepath.Dir(s.root)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestApacheServesASiteAsItsSettingsSay(t *testing.T) {
	apache := program.Find(t, "apache2")
	serve(t, ".htaccess", nil, func(s served, dir, text string) *exec.Cmd {
		write(t, s.dir, ".htaccess", text)
		config := write(t, dir, "apache.conf", s.withApache(t, dir, modules))
		return exec.Command(apache, "-D", "FOREGROUND", "-f", config)
	})
}

// Whatever module an Apache lacks, pages are served, and no hidden file is.
func TestApacheWithoutModulesServesPagesAndNoDotNames(t *testing.T) {
	apache := program.Find(t, "apache2")
	for _, lacks := range [][]string{modules[2:], {"deflate"}, {"filter"}, {"env"}, {"headers"},
		{"alias"}, {"mime"}, {"autoindex"}} {
		t.Run(strings.Join(lacks, ","), func(t *testing.T) {
			s, text := install(t, "/公 开/", ".htaccess")
			s.listen(t)
			dir := t.TempDir()
			write(t, s.dir, ".htaccess", text)
			there := modules[:2:2]
			for _, name := range modules[2:] {
				if !strings.Contains(strings.Join(lacks, " "), name) {
					there = append(there, name)
				}
			}
			config := write(t, dir, "apache.conf", s.withApache(t, dir, there))
			run(t, exec.Command(apache, "-D", "FOREGROUND", "-f", config))
			answers(t, "http://"+s.address)
			a := s.ask(t, "GET", "/findings/every-key.html")
			if a.status != 200 || a.body != s.file(t, "findings/every-key.html") {
				t.Errorf("%d %.300s", a.status, a.body)
			}
			a = s.ask(t, "GET", "/nosuch")
			if a.status != 404 || a.body != s.file(t, "404.html") {
				t.Errorf("%d %.300s", a.status, a.body)
			}
			s.hidesDotNames(t)
		})
	}
}

// addresses are such as people have, and such as would mean something to a server.
var addresses = []string{"", "https://example.org/", "http://intranet:8080/audit/",
	"https://审计.中国/公 开/", "http://[fd00::1]:8080/", "http://my_host/a.b/", "http://10.1.2.3/a~b/",
	"https://x.org/a%22;return 200/", "https://x.org/$uri/{$HOME}/", "https://x.org/a%0Ab/",
	"https://x.org/a%23b/", "https://x.org/%{REQUEST_URI}/", `https://x.org/a'b\c/`}

// takes has a program read the settings for many addresses.
func takes(t *testing.T, settings string, read func(dir, text string) *exec.Cmd) {
	t.Helper()
	for _, language := range register.Languages() {
		for _, address := range addresses {
			c := register.Config{Language: language, SiteURL: address}
			text := string(export.Hosting(c, "'sha256-AAAA+/='")[settings])
			if said, err := read(t.TempDir(), text).CombinedOutput(); err != nil {
				t.Errorf("%q: %v\n%s\n%s", address, err, said, text)
			}
		}
	}
}

func TestNginxTakesTheSettingsForAnyAddress(t *testing.T) {
	nginx := program.Find(t, "nginx")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	port := regexp.MustCompile(`listen (\[::\]:)?\d+;`)
	takes(t, "nginx.conf", func(dir, text string) *exec.Cmd {
		found := port.FindAllString(text, -1)
		if len(found) != 2 {
			t.Fatalf("%q", found)
		}
		text = strings.Replace(text, found[0], "listen "+listener.Addr().String()+";", 1)
		text = strings.Replace(text, found[1], "", 1)
		file := write(t, dir, "nginx.conf", withNginx(t, text))
		return exec.Command(nginx, "-t", "-p", dir, "-e", "stderr", "-c", file)
	})
}

func TestCaddyTakesTheSettingsForAnyAddress(t *testing.T) {
	caddy := program.Find(t, "caddy")
	takes(t, "Caddyfile", func(dir, text string) *exec.Cmd {
		check := exec.Command(caddy, "adapt", "--adapter", "caddyfile", "--validate", "--config",
			write(t, dir, "Caddyfile", "{\n\tauto_https off\n}\n"+text))
		check.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
		return check
	})
}

func TestApacheTakesTheSettingsForAnyAddress(t *testing.T) {
	apache := program.Find(t, "apache2")
	takes(t, ".htaccess", func(dir, text string) *exec.Cmd {
		s := served{root: dir, dir: dir, port: "80"}
		config := s.withApache(t, dir, modules) + "<Directory " + dir + ">\n" + text + "\n</Directory>\n"
		return exec.Command(apache, "-t", "-f", write(t, dir, "apache.conf", config))
	})
}

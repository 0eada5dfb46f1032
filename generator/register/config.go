package register

import (
	"errors"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows and bare containers have no time zones of their own

	"github.com/pelletier/go-toml/v2"

	"gongshi/generator/problem"
)

// ConfigFile is the file of a source that says what its site is.
const ConfigFile = "config.toml"

// Config is config.toml. It is Gongshi's own: no key of it reaches the site's builder but by way
// of it.
type Config struct {
	Title    string         `toml:"title"`
	Language string         `toml:"language"` // the site's: zh or en
	TimeZone string         `toml:"timeZone"` // an IANA name; decides when a day begins
	SiteURL  string         `toml:"siteURL"`  // where the site will be; empty where not known
	Banner   string         `toml:"banner"`   // a line on every page
	Params   map[string]any `toml:"params"`   // reaches the layouts untouched
}

// Languages are those that a site can be in.
func Languages() []string { return []string{"zh", "en"} }

// Location is the time zone that decides when a day begins.
func (c Config) Location() *time.Location {
	l, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return time.UTC
	}
	return l
}

func (r *reader) readConfig() error {
	data, err := fs.ReadFile(r.fsys, ConfigFile)
	if errors.Is(err, fs.ErrNotExist) {
		r.report(ConfigFile, "config-missing")
		return nil
	}
	if err != nil {
		return err
	}
	s := &source{file: ConfigFile}
	if text, ok := s.decode(data); ok {
		s.checkConfig(text, &r.register.Config)
	}
	r.problems = append(r.problems, s.problems...)
	return nil
}

func (s *source) checkConfig(text string, c *Config) {
	if !s.decodeConfig(text, c) {
		return
	}
	if strings.TrimSpace(c.Title) == "" {
		s.report(keyPlace(text, "title"), "config-needs", "title")
	}
	switch {
	case c.Language == "":
		s.report(keyPlace(text, "language"), "config-needs", "language")
	case !slices.Contains(Languages(), c.Language):
		s.report(keyPlace(text, "language"), "language-unknown", c.Language)
	}
	if c.TimeZone == "" {
		s.report(keyPlace(text, "timeZone"), "config-needs", "timeZone")
	} else if _, err := time.LoadLocation(c.TimeZone); err != nil || c.TimeZone == "Local" {
		s.report(keyPlace(text, "timeZone"), "time-zone-unknown", c.TimeZone)
	}
	u, _ := url.Parse(c.SiteURL)
	if c.SiteURL != "" && (!isWeb(c.SiteURL) || u.RawQuery != "" || u.Fragment != "" ||
		u.User != nil) {
		s.report(keyPlace(text, "siteURL"), "url-wrong", c.SiteURL)
	}
}

// decodeConfig reports every unknown key, and of broken TOML the first fault.
func (s *source) decodeConfig(text string, c *Config) bool {
	d := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields()
	err := d.Decode(c)
	var strict *toml.StrictMissingError
	var fault *toml.DecodeError
	switch {
	case err == nil:
		return true
	case errors.As(err, &strict):
		for _, e := range strict.Errors {
			line, column := e.Position()
			key := strings.Join(e.Key(), ".")
			s.reportMeaning(problem.Nearest(key, configKeys), place{line, column}, "key-unknown",
				key, strings.Join(configKeys, ", "))
		}
		return true
	case errors.As(err, &fault):
		line, column := fault.Position()
		s.reportTOML(fault, text, place{line, column})
	default:
		s.report(place{1, 1}, "toml-broken", err.Error())
	}
	return false
}

// reportTOML puts the usual faults into words that need no knowledge of TOML.
func (s *source) reportTOML(fault *toml.DecodeError, text string, at place) {
	line := strings.Split(text, "\n")[at.line-1]
	key := strings.Join(fault.Key(), ".")
	switch {
	case chineseQuotes.MatchString(line):
		s.report(at, "toml-quotes")
	case key != "" && strings.Contains(fault.Error(), "cannot decode"):
		s.report(at, "toml-type", key)
	default:
		s.report(at, "toml-broken", strings.TrimPrefix(fault.Error(), "toml: "))
	}
}

// chineseQuotes hold a value that ASCII quotation marks should hold.
var chineseQuotes = regexp.MustCompile(`=\s*[“”‘’]`)

var configKeys = []string{"title", "language", "timeZone", "siteURL", "banner", "params"}

// keyPlace is where the value of a key at the top of a TOML text stands, else the text's beginning.
func keyPlace(text, key string) place {
	at := regexp.MustCompile(`(?m)^[ \t]*` + key + `[ \t]*=[ \t]*`).FindStringIndex(text)
	if at == nil {
		return place{1, 1}
	}
	return placeAt(text, at[1])
}

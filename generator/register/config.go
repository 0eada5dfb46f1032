package register

import (
	"cmp"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows and bare containers have no time zones of their own
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/net/idna"

	"gongshi/generator/encoding"
	"gongshi/generator/problem"
	"gongshi/generator/sign"
	"gongshi/generator/source"
)

// Config is config.toml. It is Gongshi's own: no key of it reaches the site's builder but by way
// of it.
type Config struct {
	Title    string `toml:"title"`
	UUID     string `toml:"uuid"`     // any text: see [Register.Identity]
	Language string `toml:"language"` // the site's: zh or en
	TimeZone string `toml:"timeZone"` // an IANA name; decides when a day begins
	SiteURL  string `toml:"siteURL"`  // where the site will be; empty where not known
	Base     string `toml:"base"`     // the path of the site on its host, where siteURL is not known
	Licence  string `toml:"licence"`  // a name, an address, or both: see [Config.Terms]
	Banner   string `toml:"banner"`   // a line on every page
	// Static is what of static/ may be published besides: see [source.Publishable].
	Static []string `toml:"static"`
	// Government is what the site of an authority must carry; empty where nothing is filled in.
	Government Government `toml:"government"`
	Sign       struct {
		Key string `toml:"key"` // the fingerprint of the office's key: see [sign.IsFingerprint]
	} `toml:"sign"`
	Approval struct {
		Required bool     `toml:"required"` // a text is public only as somebody has approved it
		By       []string `toml:"by"`       // who may; empty: whoever is not its author
	} `toml:"approval"`
	Deploy struct {
		Target string `toml:"target"` // where gongshi deploy puts the site; never its keys
	} `toml:"deploy"`
	Params map[string]any `toml:"params"` // reaches the layouts untouched
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

// Address is siteURL as links need it: the host in ASCII, the path escaped, a slash at the end.
// Empty where it is not known.
func (c Config) Address() string {
	u, err := url.Parse(c.SiteURL)
	if err != nil || u.Host == "" {
		return ""
	}
	if ascii, err := idna.Lookup.ToASCII(u.Hostname()); err == nil {
		u.Host = strings.Replace(u.Host, u.Hostname(), ascii, 1)
	}
	return strings.TrimSuffix(u.String(), "/") + "/"
}

// Home is where the site begins, as a link from any depth needs it: siteURL, else base. Empty where
// neither is known.
func (c Config) Home() string {
	base := url.URL{Path: c.Base}
	return cmp.Or(c.Address(), base.EscapedPath())
}

// LanguageTag is the language as HTML and feeds name it (BCP 47).
func (c Config) LanguageTag() string {
	if c.Language == "zh" {
		return "zh-CN"
	}
	return c.Language
}

// Domain is the host of siteURL, as people read it; empty where it is not known.
func (c Config) Domain() string {
	u, err := url.Parse(c.SiteURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func (r *reader) readConfig() error {
	if r.refused(source.ConfigFile) {
		return nil
	}
	data, err := fs.ReadFile(r.fsys, source.ConfigFile)
	if errors.Is(err, fs.ErrNotExist) {
		r.report(source.ConfigFile, "config-missing")
		return nil
	}
	if err != nil {
		return err
	}
	s := &textFile{file: source.ConfigFile}
	if text, ok := s.decode(data); ok {
		r.checkConfig(s, text)
	}
	r.problems = append(r.problems, s.problems...)
	return nil
}

func (r *reader) checkConfig(s *textFile, text string) {
	c := &r.register.Config
	text, ok := s.labels(text)
	if !ok || !s.decodeConfig(text, c) {
		return
	}
	places := keyPlaces(text)
	for key, at := range places {
		places[key] = s.written(at)
	}
	for _, t := range []struct{ key, value string }{{"title", c.Title}, {"uuid", c.UUID},
		{"licence", c.Licence}, {"banner", c.Banner},
		{"government.sponsor", c.Government.Sponsor},
		{"government.operator", c.Government.Operator}} {
		if i := strings.IndexFunc(t.value, encoding.Forbidden); i >= 0 {
			c, _ := utf8.DecodeRuneInString(t.value[i:])
			s.report(places.of(t.key), "control-character", c)
		}
	}
	if strings.TrimSpace(c.Title) == "" {
		s.report(places.of("title"), "config-needs", "title")
	}
	if c.UUID = strings.TrimSpace(c.UUID); c.UUID == "" {
		s.report(places.of("uuid"), "uuid-missing")
	}
	switch {
	case c.Language == "":
		s.report(places.of("language"), "config-needs", "language")
	case !slices.Contains(Languages(), c.Language):
		s.report(places.of("language"), "language-unknown", c.Language)
	}
	if c.TimeZone == "" {
		s.report(places.of("timeZone"), "config-needs", "timeZone")
	} else if _, err := time.LoadLocation(c.TimeZone); err != nil || c.TimeZone == "Local" {
		s.report(places.of("timeZone"), "time-zone-unknown", c.TimeZone)
	}
	if mean, wrong := wrongSiteURL(c.SiteURL); wrong {
		s.reportMeaning(mean, places.of("siteURL"), "site-url-wrong", c.SiteURL)
	}
	s.checkBase(c, places)
	s.checkLicence(c, places.of("licence"))
	if c.Sign.Key != "" && !sign.IsFingerprint(c.Sign.Key) {
		s.report(places.of("sign.key"), "sign-key-wrong", c.Sign.Key)
	}
	if holdsKeys(c.Deploy.Target) {
		s.report(places.of("deploy.target"), "deploy-keys", strings.Join(DeployOptions(), ", "))
	}
	r.checkGovernment(s, &c.Government, places)
}

// basePath is a path of folders that no host needs quoted or hides.
var basePath = regexp.MustCompile(`^/([\p{L}\p{N}_~-][\p{L}\p{M}\p{N}._~ -]*/)*$`)

// PlainPath says whether a path means the same in the settings of every host, quoted or not.
func PlainPath(folder string) bool { return basePath.MatchString(folder) }

func (s *textFile) checkBase(c *Config, places keyPlace) {
	if c.Base == "" {
		return
	}
	if c.SiteURL != "" {
		s.report(places.of("base"), "base-unused")
	}
	if PlainPath(c.Base) {
		return
	}
	mean, _ := url.PathUnescape(c.Base)
	if u, err := url.Parse(c.Base); err == nil && u.Host != "" {
		mean = u.Path
	}
	if mean = path.Clean("/" + strings.ReplaceAll(mean, `\`, "/")); mean != "/" {
		mean += "/"
	}
	if !PlainPath(mean) {
		mean = ""
	}
	s.reportMeaning(mean, places.of("base"), "base-wrong", c.Base)
}

// wrongSiteURL says whether an address is not that of a folder, which those of all pages can be
// joined to; and what it was most likely meant to be.
func wrongSiteURL(address string) (mean string, wrong bool) {
	if address == "" {
		return "", false
	}
	whole := address
	if !strings.Contains(address, "://") {
		whole = "https://" + address
	}
	u, err := url.Parse(whole)
	if err != nil {
		return "", true
	}
	folder := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}
	if kind := path.Ext(u.Path); kind == ".html" || kind == ".htm" {
		folder.Path, folder.RawPath = strings.TrimSuffix(path.Dir(u.Path), "/")+"/", ""
	}
	if !isWeb(folder.String()) {
		return "", true
	}
	mean, _ = url.PathUnescape(folder.String()) // as people read it
	return mean, whole != address || u.String() != folder.String()
}

// decodeConfig reports every unknown key, and of broken TOML the first fault.
func (s *textFile) decodeConfig(text string, c *Config) bool {
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
			s.reportUnknown(e.Key(), s.written(place{line, column}))
		}
		return true
	case errors.As(err, &fault):
		line, column := fault.Position()
		s.reportTOML(fault, text, place{line, column})
	default:
		s.reportTOMLSyntax(place{1, 1}, strings.TrimPrefix(err.Error(), "toml: "))
	}
	return false
}

// reportUnknown offers the keys of the table that an unknown one stands in.
func (s *textFile) reportUnknown(path []string, at place) {
	t := reflect.TypeFor[Config]()
	for n, step := range path {
		var keys []string
		var inner reflect.Type
		for i := range t.NumField() {
			key := t.Field(i).Tag.Get("toml")
			keys = append(keys, key)
			if strings.EqualFold(key, step) {
				inner = t.Field(i).Type
			}
		}
		if inner == nil || inner.Kind() != reflect.Struct {
			s.reportMeaning(problem.Nearest(step, keys), at, "key-unknown",
				strings.Join(path[:n+1], "."), strings.Join(keys, ", "))
			return
		}
		t = inner
	}
}

package render

import (
	"io"
	"sync"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/spf13/afero"
)

// home is the site's folder in the memory that Hugo takes for a disk. Nothing is ever at this path
// on a real disk, and Hugo puts it before every path that it names in an error.
const home = "/gongshi.memory"

// noDisk ends the one path that Hugo would use on the real disk too: it compiles WebAssembly into
// it, for formulas and images. No disk has a path with a zero byte.
const noDisk = "/cache\x00"

// HugoVersion is the version of Hugo that is linked in, such as v0.165.0.
func HugoVersion() string { return "v" + hugo.CurrentVersion.String() }

// hugoLock lets one Hugo build run at a time. It has to be a global: Hugo's error count and its
// logger are, so that one build's errors would fail another.
var hugoLock sync.Mutex

// logCapture is what Hugo logs during one build, warnings and errors.
type logCapture struct {
	loggers.Logger
	mu    sync.Mutex
	lines []string
}

func (l *logCapture) add(e *logg.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, e.Message)
	return nil
}

// messages gives what was logged so far.
func (l *logCapture) messages() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines
}

func newLogCapture() *logCapture {
	l := &logCapture{}
	l.Logger = loggers.New(loggers.Options{
		Level:         logg.LevelWarn,
		DistinctLevel: logg.LevelWarn, // what every page says is kept once
		StdOut:        io.Discard,
		StdErr:        io.Discard,
		HandlerPost:   l.add,
	})
	return l
}

// lockHugo takes Hugo's lock and makes l its logger.
func (l *logCapture) lockHugo() (unlock func()) {
	hugoLock.Lock()
	loggers.SetGlobalLogger(l.Logger)
	return hugoLock.Unlock
}

func configure(source afero.Fs, site Site, log *logCapture) (*allconfig.Configs, error) {
	flags := config.New()
	for key, value := range settings(site) {
		flags.Set(key, value)
	}
	return allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs:     source,
		Logger: log.Logger,
		Flags:  flags,
		// An empty one would be replaced by the process's, with its HUGO_ variables.
		Environ:      []string{"none"},
		Environment:  "production",
		SkipNpmCheck: true,
	})
}

func dependencies(fs *hugofs.Fs, configs *allconfig.Configs, log *logCapture) deps.DepsCfg {
	return deps.DepsCfg{
		Fs:         fs,
		Configs:    configs,
		LogLevel:   logg.LevelWarn,
		TestLogger: log.Logger, // the only way to hand over a logger
		StdOut:     io.Discard,
		StdErr:     io.Discard,
	}
}

// settings is Hugo's configuration. It is derived, never read from a file, so that no site can
// switch its safety off.
func settings(site Site) map[string]any {
	none := []string{"none"}
	return map[string]any{
		"workingDir":  home,
		"publishDir":  "public",
		"cacheDir":    home + noDisk,
		"resourceDir": "resources",
		"noBuildLock": true,

		"baseURL":                site.BaseURL,
		"title":                  site.Title,
		"timeZone":               site.TimeZone,
		"defaultContentLanguage": site.Language,
		"languages":              language(site),
		"params":                 deepCopy(site.Params),

		"disableKinds": []string{
			"home", "section", "taxonomy", "term", "404", "sitemap", "robotsTXT", "rss",
		},
		"disableAliases":             true,
		"disableHugoGeneratorInject": true,
		"disableLiveReload":          true,
		"disablePathToLower":         true,
		// A page's fate was decided before it came here.
		"buildDrafts":  true,
		"buildExpired": true,
		"buildFuture":  true,

		"printI18nWarnings": true,
		"security": map[string]any{
			"exec":  map[string]any{"allow": none, "osEnv": none},
			"funcs": map[string]any{"getenv": none},
			"http":  map[string]any{"urls": none, "methods": none},
		},
		"build": map[string]any{"noJSConfigInAssets": true},
		"markup": map[string]any{
			"goldmark": goldmark(),
			// The pages' policy allows no style attributes, which code in colours would be full of.
			"highlight": map[string]any{"codeFences": false, "noClasses": false},
		},
	}
}

// deepCopy is for Hugo's sake: Hugo writes into the maps that it is given, keys in lower case.
func deepCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		c := make(map[string]any, len(v))
		for key, value := range v {
			c[key] = deepCopy(value)
		}
		return c
	case []any:
		c := make([]any, len(v))
		for i, value := range v {
			c[i] = deepCopy(value)
		}
		return c
	}
	return v
}

// language gives Hugo one language. Its locale decides the names of months and days, and Hugo
// knows zh-Hans but takes zh-CN for English.
func language(site Site) map[string]any {
	locale := map[string]string{"zh": "zh-Hans", "en": "en"}[site.Language]
	return map[string]any{site.Language: map[string]any{"locale": locale, "title": site.Title}}
}

// goldmark is how Markdown is read; the room markdown reads it the same way.
func goldmark() map[string]any {
	return map[string]any{
		"renderer": map[string]any{"unsafe": false},
		"parser": map[string]any{
			"autoHeadingID": true,
			"autoIDType":    "github", // keeps Chinese
			"attribute":     map[string]any{"title": false, "block": false},
		},
		"extensions": map[string]any{
			// It would turn Chinese quotation marks around.
			"typographer":    map[string]any{"disable": true},
			"definitionList": true,
			"footnote":       map[string]any{"enable": true},
			"linkify":        true,
			"strikethrough":  true,
			"table":          true,
			"taskList":       true,
			"cjk": map[string]any{
				"enable":              true,
				"eastAsianLineBreaks": true, // no space where a line of Chinese was wrapped
				"escapedSpace":        true, // `\ ` mends emphasis beside Chinese punctuation
			},
		},
	}
}

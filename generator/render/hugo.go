package render

import (
	_ "embed"
	"io"
	"maps"
	"sync"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/pelletier/go-toml/v2"
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

// hugoDefaults is what Hugo's configuration says of every site.
//
//go:embed hugo.toml
var hugoDefaults []byte

// settings is Hugo's configuration, but for the params, see [hugoSite.setParams]. It is derived,
// never read from a site, so that none can switch its safety off.
func settings(site Site) map[string]any {
	var all map[string]any
	if err := toml.Unmarshal(hugoDefaults, &all); err != nil {
		panic(err) // it is part of the program
	}
	maps.Copy(all, map[string]any{
		"workingDir": home,
		"cacheDir":   home + noDisk,

		"baseURL":                site.BaseURL,
		"title":                  site.Title,
		"timeZone":               site.TimeZone,
		"defaultContentLanguage": site.Language,
		"languages":              language(site),
	})
	return all
}

// prepared gives params as Hugo makes them of a configuration.
func prepared(params map[string]any) hmaps.Params {
	all := config.New()
	all.Set("params", deepCopy(params))
	all.WalkParams(func(found ...hmaps.KeyParams) bool {
		found[len(found)-1].Params.DeleteMergeStrategy() // _merge, of which Hugo keeps none
		return false
	})
	return hmaps.CleanConfigStringMap(all.GetStringMap("params"))
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

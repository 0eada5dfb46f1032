package register

import (
	"crypto/rand"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"gongshi/generator/source"
)

// NewUUID gives a random UUID (RFC 9562, version 4).
func NewUUID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

var randomUUID = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// IsUnique says whether the register's identity is certainly nobody else's: a UUID, not a title.
func (r *Register) IsUnique() bool { return randomUUID.MatchString(r.Config.UUID) }

// AddUUID gives a config.toml with a uuid, on a line of its own below the site's title. The text is
// given back as it is where it has one, or no title, or is no TOML.
func AddUUID(config, uuid string) string {
	_, has := keyPlaces(config)["uuid"]
	end := titleEnd(config)
	if has || uuid == "" || end < 0 {
		return config
	}
	line := `uuid = "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(uuid) + "\"\n"
	if !strings.HasSuffix(config[:end], "\n") {
		line = "\n" + line
	}
	with := config[:end] + line + config[end:]
	var c Config
	if s := (&textFile{file: source.ConfigFile}); !s.decodeConfig(with, &c) || c.UUID != uuid {
		return config
	}
	return with
}

// titleEnd is where the line behind that of the site's title begins; -1 without a title.
func titleEnd(text string) int {
	var p unstable.Parser
	p.Reset([]byte(text))
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.KeyValue {
			return -1 // tables begin here
		}
		if dotted(e.Key()) != "title" {
			continue
		}
		end := int(e.Value().Raw.Offset + e.Value().Raw.Length)
		if next := strings.IndexByte(text[end:], '\n'); next >= 0 {
			return end + next + 1
		}
		return len(text)
	}
	return -1
}

// registerTitle is the title in the register's own file, from which the ids of feeds, calendars and
// cards are made without a uuid; empty where it has none.
func registerTitle(fsys fs.FS) string {
	file := path.Join(source.ContentDir, indexName)
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return ""
	}
	var v Register
	if s, ok := open(file, data); ok {
		s.decodeInto(&v)
	}
	return v.Title
}

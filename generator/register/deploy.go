package register

import (
	"io/fs"
	"net/url"
	"slices"
	"strings"
)

// ReadConfig reads the config.toml of a source alone. The error is a problem.List or the file
// system's.
func ReadConfig(fsys fs.FS) (Config, error) {
	r := newReader(fsys, nil)
	err := r.readConfig()
	if err == nil && len(r.problems) > 0 {
		err = r.problems
	}
	return r.register.Config, err
}

// DeployOptions are what may stand behind the ? of an object store's address.
func DeployOptions() []string { return []string{"endpoint", "region", "style"} }

// holdsKeys says whether an address may hold a password or a key: config.toml is committed.
func holdsKeys(address string) bool {
	kind, rest, _ := strings.Cut(address, ":")
	host, _, _ := strings.Cut(strings.TrimPrefix(rest, "//"), "/")
	if user, _, is := strings.Cut(host, "@"); is && strings.Contains(user, ":") {
		return true
	}
	if kind != "s3" {
		return false
	}
	_, options, _ := strings.Cut(rest, "?")
	query, err := url.ParseQuery(options)
	for name := range query {
		if !slices.Contains(DeployOptions(), name) {
			return true
		}
	}
	return err != nil || strings.Contains(rest, "@")
}

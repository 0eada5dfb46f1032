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
	u, err := url.Parse(address)
	if err != nil || u.User != nil && u.Scheme == "s3" {
		return strings.Contains(address, "@")
	}
	for name, values := range u.Query() {
		if u.Scheme == "s3" && (!slices.Contains(DeployOptions(), name) ||
			strings.Contains(strings.Join(values, ""), "@")) {
			return true
		}
	}
	_, password := u.User.Password()
	return password
}

package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"gongshi/generator/page"
	"gongshi/generator/register"
)

// attachments are the files that findings name, and what they are published as.
type attachments struct {
	source    fs.FS
	published map[string]page.File // by path relative to the source
}

// attach names each file by its content: a link never leads to another version than the one that
// was meant, and a name cannot say more than its author wanted.
func attach(source string, r *register.Register) (attachments, error) {
	a := attachments{os.DirFS(source), map[string]page.File{}}
	for _, f := range r.All() {
		for _, file := range f.Attachments() {
			data, err := fs.ReadFile(a.source, file)
			if err != nil {
				return a, err
			}
			digest := sha256.Sum256(data)
			kind := strings.ToLower(path.Ext(file))
			a.published[file] = page.File{
				URL:  "files/" + hex.EncodeToString(digest[:8]) + kind,
				Type: strings.ToUpper(strings.TrimPrefix(kind, ".")),
				Size: int64(len(data)),
			}
		}
	}
	return a, nil
}

// addresses lists where the files lie on the site, a shared one as often as it is named.
func (a attachments) addresses() []string {
	var addresses []string
	for _, file := range slices.Sorted(maps.Keys(a.published)) {
		addresses = append(addresses, a.published[file].URL)
	}
	return addresses
}

// add hands over each file once, however many findings name it.
func (a attachments) add(add func(name string, data []byte) error) error {
	added := map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(a.published)) {
		as := a.published[file]
		if added[as.URL] {
			continue
		}
		added[as.URL] = true
		data, err := fs.ReadFile(a.source, file)
		if err != nil {
			return err
		}
		if err := add(as.URL, data); err != nil {
			return err
		}
	}
	return nil
}

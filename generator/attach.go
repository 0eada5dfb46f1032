package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
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
// What is known of a file from before is taken as it is.
func attach(source fs.FS, r *register.Register, known map[string]page.File) (attachments, error) {
	a := attachments{source, map[string]page.File{}}
	for _, f := range r.All() {
		for _, file := range f.Attachments() {
			if as, is := known[file]; is {
				a.published[file] = as
				continue
			}
			data, err := fs.ReadFile(a.source, file)
			if err != nil {
				return a, err
			}
			kind := strings.ToLower(path.Ext(file))
			a.published[file] = page.File{
				URL:  attachmentURL(sha256.Sum256(data), kind),
				Type: strings.ToUpper(strings.TrimPrefix(kind, ".")),
				Size: int64(len(data)),
			}
		}
	}
	return a, nil
}

func attachmentURL(digest [sha256.Size]byte, kind string) string {
	return "files/" + hex.EncodeToString(digest[:8]) + kind
}

// addresses lists where the files lie on the site, a shared one as often as it is named.
func (a attachments) addresses() []string {
	var addresses []string
	for _, file := range slices.Sorted(maps.Keys(a.published)) {
		addresses = append(addresses, a.published[file].URL)
	}
	return addresses
}

// add hands over each file that is not there yet.
func (a attachments) add(has func(url string) bool, add func(url string, data []byte) error) error {
	for _, file := range slices.Sorted(maps.Keys(a.published)) {
		as := a.published[file]
		if has(as.URL) {
			continue
		}
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

package generator

import (
	"io/fs"
	"maps"
	"slices"

	"gongshi/generator/register"
)

// attachments are the files that findings name, and what they are published as.
type attachments struct {
	source    fs.FS
	published register.Files
}

// attach names each file by its content. What is known of a file from before is taken as it is.
func attach(source fs.FS, r *register.Register, known register.Files) (attachments, error) {
	a := attachments{source, register.Files{}}
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
			a.published[file] = register.NewFile(file, data)
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

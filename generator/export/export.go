// Package export writes the machine-readable files of a site: the register as JSON with its schema
// and as tables for office programs, what describes these files to programs, feeds of what changed, a calendar of what was promised,
// contact cards, what the search page reads, and what search engines ask for.
// Beside the site it gives the settings for its host, by [Hosting].
//
// [Write] makes all of them of Go structs, never of templates: each is escaped by the rules of its
// own format. The same register on the same day gives the same bytes; nothing reads the clock.
// Addresses are whole only where the site says in siteURL where it will be; else they are relative
// to the site's root, or left out where a format knows no such address.
//
// What a format cannot hold (control characters in XML, a line break in an address) is replaced;
// everything else in a text comes back from its own format as it was written.
//
// The package makes no page, chooses no words (they are the site's, by [Site.Word]), and writes
// nothing to the disk. The site's own keys (x_…) it never copies, and what is a
// draft only [Search] knows, for the preview.
package export

import (
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"time"

	md "gongshi/generator/markdown"
	"gongshi/generator/parallel"
	"gongshi/generator/register"
)

// Site is what is exported.
type Site struct {
	*register.Snapshot // without drafts, see [register.Register.Published]

	Word  func(key string) string
	Pages []Page
	Files register.Files

	OwnRobots bool // the site brings a robots.txt of its own, which is published instead

	Searched *register.Snapshot // what the search page finds: in a preview drafts too; nil: the same
	Part     int                // findings in one part at most; 0: [register.PartFindings]
	Whole    int                // findings that are searched as one file at most; 0: 300
	Head     int                // bytes of a list of postings that is not cut; 0: as [search.Layout] has it

	// Read reads a file of the site as it was; without it, nothing is brought up to date.
	Read func(name string) ([]byte, error)
	Step func() // after each file; may be nil
}

// Page is a page of the site that is worth finding: not one that only puts another's list in
// another order.
type Page struct {
	URL      string // relative to the site's root
	Modified register.Date
}

// Names lists the addresses of all that [Write] writes for a site.
func Names(s Site) []string {
	var names []string
	for _, o := range newWriter(s).outputs() {
		names = append(names, o.name)
	}
	return names
}

// Write hands over the files of the export, by their addresses relative to the site's root, one
// after another: none is larger than some megabytes, and as many are made at a time as there are
// cores. known says whether a file that is made from what its key tells is there already, and need
// not be made; it may be asked more than once. The errors are those of add.
func Write(s Site, known func(name string, key Key) bool,
	add func(name string, data []byte) error) error {
	w := newWriter(s)
	w.known = known
	var batch []output
	for _, o := range w.outputs() {
		if s.Step != nil {
			s.Step()
		}
		if o.inOrder || len(batch) == runtime.GOMAXPROCS(0) {
			if err := makeAll(batch, add); err != nil {
				return err
			}
			batch = nil
		}
		if w.due(o) {
			batch = append(batch, o)
		}
	}
	return makeAll(batch, add)
}

// due says whether a file has to be made.
func (w *writer) due(o output) bool {
	var key Key
	if o.key != nil {
		key = o.key()
	}
	return !w.known(o.name, key) || w.stale != nil && w.stale(o.name)
}

// makeAll makes files at the same time, and hands them over in their order.
func makeAll(batch []output, add func(name string, data []byte) error) error {
	files := make([][]byte, len(batch))
	err := parallel.Each(len(batch), func() func(int) error {
		return func(i int) (err error) { files[i], err = batch[i].make(); return err }
	})
	if err != nil {
		return err
	}
	for i, o := range batch {
		if err := add(o.name, files[i]); err != nil {
			return err
		}
	}
	return nil
}

// output is one file and how it is made.
type output struct {
	name    string
	key     func() Key // nil where it may be made from anything
	make    func() ([]byte, error)
	inOrder bool // made only once the files before are handed over
}

// writer holds what several files are made from.
type writer struct {
	Site
	known func(name string, key Key) bool
	stale func(name string) bool // says that a file has to be made though its key is known; or nil
	base  string                 // of whole addresses, see [register.Config.Address]

	configured string // all of config.toml, for keys

	zone *time.Location
}

func newWriter(s Site) *writer {
	w := &writer{Site: s, base: s.Config.Address(), configured: fmt.Sprintf("%#v", s.Config),
		zone: s.Config.Location()}
	if w.Searched == nil {
		w.Searched = s.Snapshot
	}
	if w.Read == nil {
		w.Read = func(string) ([]byte, error) { return nil, fs.ErrNotExist }
	}
	return w
}

func (w *writer) outputs() []output {
	outputs := []output{
		{name: register.JSONSchemaURL, key: w.configKey("schema"), make: w.schema},
		{name: register.PackageURL, make: w.dataPackage},
		w.calendarFile(),
	}
	if !w.OwnRobots {
		outputs = append(outputs, output{name: register.RobotsURL, key: w.configKey("robots"),
			make: w.robots})
	}
	if w.Record != nil {
		outputs = append(outputs, output{name: register.RecordURL, key: w.recordKey,
			make: func() ([]byte, error) { return w.Record, nil }})
	}
	return slices.Concat(outputs, w.feeds(), w.datasets(), w.searches(), w.cards(), w.sitemaps())
}

// configKey is the key of what says nothing but what is in config.toml.
func (w *writer) configKey(what string) func() Key {
	return func() Key {
		k := &keying{}
		k.add(what, w.configured)
		return k.sum()
	}
}

func (w *writer) recordKey() Key {
	k := &keying{}
	k.add("record", string(w.Record))
	return k.sum()
}

// url is the address of something on the site.
func (w *writer) url(name string) string { return w.base + name }

// midnight is when a day begins where the site is. Where summer time begins at midnight there is
// none, and Go may give the hour before it: then the day begins an hour later.
func (w *writer) midnight(d register.Day) time.Time {
	t, _ := time.ParseInLocation(time.DateOnly, d.String(), w.zone)
	if register.DayOf(t) < d {
		return t.Add(time.Hour)
	}
	return t
}

// plain is Markdown as plain text.
func plain(m register.Markdown) string { return md.PlainText(string(m)) }

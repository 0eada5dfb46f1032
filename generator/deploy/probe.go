package deploy

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"
)

// prober is a place that can tell, without reading them, which of some files of a tree are gone
// there, and which have another size or are no files: somebody has removed, cut off or edited them.
type prober interface {
	probe(ctx context.Context, from tree, names []string) (gone, altered []string, err error)
}

// probe takes what the manifest tells of the target for what is there only where that has the size
// of what was put.
func (d *deployment) probe(ctx context.Context) error {
	p, can := d.place.(prober)
	var names []string
	for name, digest := range d.site.digests {
		if d.known.Files[name] == digest.text() {
			names = append(names, name)
		}
	}
	if !can || len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	gone, altered, err := p.probe(ctx, d.site.tree, names)
	for _, name := range gone {
		delete(d.known.Files, name)
	}
	for _, name := range altered {
		d.known.Files[name] = ""
	}
	d.strayed = slices.Concat(gone, altered)
	slices.Sort(d.strayed)
	return err
}

// settle finds out which of the files in doubt were put, where the target can tell.
func (d *deployment) settle(ctx context.Context) error {
	c, can := d.place.(comparer)
	doubtful := d.known.doubtful(d.site)
	if !can || len(doubtful) == 0 {
		return nil
	}
	same, err := c.same(ctx, d.site.tree, doubtful)
	for name := range same {
		d.known.Files[name] = d.site.digests[name].text()
	}
	return err
}

// unlike tells the names that are not in a place with the sizes they have in the tree; -1 is the
// size of what is no file.
func (t tree) unlike(sizes map[string]int64, names []string) (gone, altered []string, err error) {
	for _, name := range names {
		info, err := os.Lstat(filepath.Join(t.dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, nil, &fs.PathError{Op: "open", Path: name, Err: ErrMoved}
		}
		switch size, there := sizes[name]; {
		case !there:
			gone = append(gone, name)
		case size != info.Size():
			altered = append(altered, name)
		}
	}
	return gone, altered, nil
}

func (f *folder) probe(ctx context.Context, from tree, names []string) (gone, altered []string,
	err error) {
	sizes := map[string]int64{}
	err = each(ctx, names, func(_ context.Context, name string) error {
		info, err := os.Lstat(f.path(name))
		if err != nil {
			return nil
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		sizes[name] = -1
		if info.Mode().IsRegular() {
			sizes[name] = info.Size()
		}
		return nil
	}, func(string) {})
	if err != nil {
		return nil, nil, err
	}
	return from.unlike(sizes, names)
}

func (o *objects) probe(ctx context.Context, from tree, names []string) (gone, altered []string,
	err error) {
	all, err := o.list(ctx)
	if err != nil {
		return nil, nil, err
	}
	sizes := map[string]int64{}
	for name, is := range all {
		sizes[name] = is.size
	}
	return from.unlike(sizes, names)
}

// object is what a store says of a file.
type object struct {
	size int64
	tag  string // its MD5, unless the store encrypts it with keys of its own
}

// list gives what lies in the place, by name.
func (o *objects) list(ctx context.Context) (map[string]object, error) {
	all := map[string]object{}
	for found := range o.ListObjectsIter(ctx, o.name,
		minio.ListObjectsOptions{Prefix: o.prefix, Recursive: true}) {
		if found.Err != nil {
			return nil, o.why(found.Err)
		}
		tag := strings.ToLower(strings.Trim(found.ETag, `"`))
		all[strings.TrimPrefix(found.Key, o.prefix)] = object{found.Size, tag}
	}
	return all, nil
}

// probe has rsync say what it would send if sizes alone counted.
func (r rsync) probe(ctx context.Context, from tree, names []string) (gone, altered []string,
	err error) {
	asked := map[string]bool{}
	for _, name := range names {
		asked[name] = true
	}
	err = r.run(ctx, from.dir, strings.Join(names, "\x00"), func(line string) {
		what, name, _ := strings.Cut(line, " ") // <f+++++++++ is a new file
		switch {
		case !asked[name]:
		case strings.HasSuffix(what, "+"):
			gone = append(gone, name)
		default:
			altered = append(altered, name)
		}
	}, "--dry-run", "--size-only", "--out-format=%i %n", "--8-bit-output", "--files-from=-",
		"--from0", "--protect-args", "--", "./", r.far(""))
	return gone, altered, err
}

// listed is a line of sftp's list of a folder, which begins with the mode of a file.
var listed = regexp.MustCompile(`^-.*? (\d+) [A-Z]\w\w [ \d]\d [ \d:]{5} (.+)$`)

func (s sftp) probe(ctx context.Context, from tree, names []string) (gone, altered []string,
	err error) {
	_, dir := s.split()
	folders := append([]string{"."}, foldersOf(names)...)
	commands, at, sizes := []string(nil), 0, map[string]int64{}
	for _, folder := range folders {
		commands = append(commands, "-ls -lan "+quoted(path.Join(dir, folder)))
	}
	err = s.batch(ctx, ".", commands, func(n int) { at = n }, func(line string) {
		if m := listed.FindStringSubmatch(strings.TrimRight(line, "\r")); m != nil {
			size, _ := strconv.ParseInt(m[1], 10, 64) // digits
			sizes[path.Join(folders[at], path.Base(m[2]))] = size
		}
	})
	if err != nil {
		return nil, nil, err
	}
	return from.unlike(sizes, names)
}

package generator

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/source"
)

// The cache of a source holds what its files were read as, and what the files of its site were made
// from. It knows nothing of an output: where the files lie, release knows.
const (
	cacheDir      = source.StateDir + "/cache"
	registerCache = cacheDir + "/register"
	renewedCache  = cacheDir + "/renewed" // what is later than the register's
	siteCache     = cacheDir + "/site"
)

// kept is what builds before have left for this one.
type kept struct {
	folder  *source.Folder // nil where it cannot be opened
	program string
	started time.Time // before anything was looked at
	memory  register.Cache
	course  course

	registerState, siteState cache.State

	attached map[string]attachment // by path relative to the source
	noted    time.Time             // when their marks were
	pages    map[string]rendered
	exports  map[string]page.Key       // of what each export was made from, by name
	made     map[string]release.Digest // of every file of the site, by name
	last     last
}

// attachment is a file that was published, and what it was known by.
type attachment struct {
	as   register.File
	mark cache.Mark
}

// recall opens what was kept for a source.
func recall(dir string) *kept {
	k := &kept{started: time.Now(), attached: map[string]attachment{}, pages: map[string]rendered{},
		made: map[string]release.Digest{}, exports: map[string]page.Key{},
		registerState: cache.Missing, siteState: cache.Missing}
	folder, err := source.Open(dir)
	if err != nil {
		return k
	}
	k.folder = folder
	if k.program, err = program(); err != nil {
		return k
	}
	body, noted := cache.Read(folder.Root(), siteCache, k.program)
	k.noted, k.siteState = noted, cache.Judge(folder.Root(), siteCache, k.program, body)
	k.unpack(body)
	return k
}

// read reads the register of the source.
func (k *kept) read(source fs.FS) (*register.Register, error) {
	if k.folder != nil && k.program != "" {
		root := k.folder.Root()
		for n := 1; ; n++ {
			body, noted := cache.Read(root, bodyName(n), k.program)
			if n == 1 {
				k.registerState = cache.Judge(root, registerCache, k.program, body)
			}
			if body == "" {
				break
			}
			k.memory.Unpack(body, noted)
		}
		k.memory.UnpackDelta(cache.Read(root, renewedCache, k.program))
	}
	k.memory.Progress = k.course.at
	return k.memory.Read(source)
}

// program names this very program. The version does not: who works on it builds many of one
// version. Nothing of the file is read: of its 90 MB, that would take 60 ms.
func program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	info, _ := debug.ReadBuildInfo()
	return fmt.Sprintf("%s %s %v\n%v", runtime.GOOS, runtime.GOARCH, cache.MarkOf(file), info),
		nil
}

// close lets go of the source.
func (k *kept) close() {
	if k.folder != nil {
		k.folder.Close()
	}
}

// keepRegister keeps what the files were read as, and lets go of it. What cannot be written costs
// the next build time, and is no trouble of this one: a source may be read-only.
func (k *kept) keepRegister() {
	bodies, late := k.memory.Pack()
	if bodies != nil {
		n := 0
		for body := range bodies {
			n++
			k.write(bodyName(n), body)
		}
		k.remove(bodyName(n + 1)) // what was there before ends here
	}
	if late != nil {
		k.write(renewedCache, late)
	} else if bodies != nil {
		k.remove(renewedCache)
	}
	k.memory = register.Cache{}
}

// bodyName is the file of one body of the register's cache, from 1.
func bodyName(n int) string {
	if n == 1 {
		return registerCache
	}
	return fmt.Sprintf("%s_%d", registerCache, n)
}

// keepSite keeps what the site was made from.
func (k *kept) keepSite() {
	k.write(siteCache, k.pack())
}

func (k *kept) write(name string, body []byte) {
	if k.folder != nil && k.program != "" && k.folder.MakeState() == nil {
		_ = cache.Write(k.folder.Root(), name, k.program, k.started, body)
	}
}

func (k *kept) remove(name string) {
	if k.folder != nil {
		_ = k.folder.Root().Remove(name) // with what is left of it, reading takes longer
	}
}

func (k *kept) pack() []byte {
	p := &cache.Packer{}
	k.packLast(p)
	p.Number(int64(len(k.attached)))
	for _, name := range slices.Sorted(maps.Keys(k.attached)) {
		a := k.attached[name]
		p.Text(name)
		p.Text(a.as.URL)
		p.Text(a.as.Type)
		p.Number(a.as.Size)
		p.Mark(a.mark)
	}
	for _, name := range slices.Sorted(maps.Keys(k.made)) {
		p.Text(name)
		p.Digest(k.made[name])
		as := k.pages[name]
		if key, is := k.exports[name]; is {
			as.key = key
		}
		p.Digest(as.key)
		p.Digest(as.sheet)
	}
	return p.Bytes()
}

func (k *kept) unpack(body string) {
	if body == "" {
		return
	}
	u := cache.NewUnpacker(body)
	k.unpackLast(u)
	for n := u.Number(); n > 0 && !u.Broken(); n-- {
		k.attached[u.Text()] = attachment{
			register.File{URL: u.Text(), Type: u.Text(), Size: u.Number()}, u.Mark()}
	}
	for !u.Broken() && u.Err() != nil {
		name := u.Text()
		k.made[name] = u.Digest()
		switch as := (rendered{u.Digest(), u.Digest()}); {
		case as.sheet != (page.Key{}):
			k.pages[name] = as
		case as.key != (page.Key{}):
			k.exports[name] = as.key
		}
	}
	if u.Broken() {
		k.attached, k.pages = map[string]attachment{}, map[string]rendered{}
		k.made, k.exports, k.last = map[string]release.Digest{}, map[string]page.Key{}, last{}
	}
}

// attach names the attachments of a register. Those are not read that certainly have the bytes that
// they were published with.
func (k *kept) attach(source fs.FS, r *register.Register) (attachments, error) {
	now, known := map[string]attachment{}, register.Files{}
	for _, f := range r.All() {
		for _, name := range f.Attachments() {
			info, err := fs.Stat(source, name)
			if err != nil {
				return attachments{}, err
			}
			before, mark := k.attached[name], cache.MarkOf(info)
			now[name] = attachment{mark: mark}
			if before.mark == mark && mark.Holds(k.noted) {
				known[name] = before.as
			}
		}
	}
	files, err := attach(source, r, known)
	for name, a := range now {
		now[name] = attachment{files.published[name], a.mark}
	}
	k.attached = now
	return files, err
}

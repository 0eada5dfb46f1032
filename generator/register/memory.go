package register

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"strings"
	"time"

	"gongshi/generator/cache"
	"gongshi/generator/problem"
)

// Memory keeps what each file was read as, so that reading a source again costs what has changed in
// it. Its registers share their texts, which nobody changes, and nothing else. The zero Memory is
// ready for use, by one reader at a time. [Memory.Pack] and [Memory.Unpack] carry it from one
// process to the next.
type Memory struct {
	files map[string]*remembered
	walk  int  // counts readings
	news  bool // what was read is not what was unpacked
	gone  int  // files that are no more, and may still be packed

	// Progress hears of the findings that were looked at, of so many, while they are read; it may
	// be called by several goroutines at once, and be nil.
	Progress func(done, total int)
}

// remembered is one file's share of a register.
type remembered struct {
	digest   [sha256.Size]byte // of the file's bytes
	value    any               // a Register, Inspection, Category or Finding; its own file alone
	problems problem.List
	stale    bool // the file may have changed
	walk     int  // in which the file was last there

	mark   cache.Mark // of the file when it was read
	noted  time.Time  // when the mark was, of an unpacked one
	packed string     // the value, as it was unpacked
	late   bool       // it is not as [Memory.Unpack] unpacked it
}

// Forget has the next reading look at the files again that lie at a path or below it: those that
// may have changed. What has the same bytes is still not parsed again.
func (m *Memory) Forget(path string) {
	for file, known := range m.files {
		if file == path || strings.HasPrefix(file, path+"/") || path == "." {
			known.stale, known.mark = true, cache.Mark{}
		}
	}
}

// Read is [Read], but for files that are known and not forgotten.
func (m *Memory) Read(fsys fs.FS) (*Register, error) {
	if m.files == nil {
		m.files = map[string]*remembered{}
	}
	m.walk++
	r, err := newReader(fsys, m).read()
	var problems problem.List
	if err == nil || errors.As(err, &problems) { // no file was left out
		maps.DeleteFunc(m.files, func(_ string, known *remembered) bool {
			gone := known.walk != m.walk
			if gone {
				m.news = true
				m.gone++
			}
			return gone
		})
	}
	return r, err
}

// progress tells how many findings were looked at.
func (m *Memory) progress(done, total int) {
	if m != nil && m.Progress != nil {
		m.Progress(done, total)
	}
}

// known gives what a file was read as, and whether that may be taken without looking at the file;
// nil where it was not read.
func (m *Memory) known(file string) (known *remembered, fresh bool) {
	if m == nil || m.files[file] == nil {
		return nil, false
	}
	m.files[file].walk = m.walk
	return m.files[file], !m.files[file].stale
}

// remember keeps what a file was read as. It is news too where the mark holds from now on.
func (m *Memory) remember(file string, read *remembered) {
	if m == nil {
		return
	}
	known := m.files[file]
	news := known == nil || known.digest != read.digest || known.mark != read.mark ||
		!read.mark.Holds(known.noted)
	m.news = m.news || news
	read.walk, read.late = m.walk, news || known.late
	m.files[file] = read
}

// look is what was found out about a file as it is now.
type look struct {
	mark   cache.Mark
	digest [sha256.Size]byte
	data   []byte // nil where the mark told its digest
}

// look reads a file, where its mark does not tell that it is the one that is known.
func (r *reader) look(file string, known *remembered) (look, error) {
	var now look
	if info, err := fs.Stat(r.fsys, file); err == nil && r.memory != nil {
		now.mark = cache.MarkOf(info)
	}
	if known != nil && known.mark == now.mark && now.mark.Holds(known.noted) {
		now.digest = known.digest
		return now, nil
	}
	var err error
	if now.data, err = fs.ReadFile(r.fsys, file); err != nil {
		return now, err
	}
	now.digest = sha256.Sum256(now.data)
	return now, nil
}

// bytes gives the bytes of a file that must be parsed.
func (l look) bytes(fsys fs.FS, file string) ([]byte, error) {
	if l.data != nil {
		return l.data, nil
	}
	return fs.ReadFile(fsys, file)
}

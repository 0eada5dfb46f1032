package sign

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"gongshi/generator/problem"
	"gongshi/generator/source"
)

// The places of what is kept, in a source.
const (
	keptSums       = source.RecordDir + "/" + SumsFile
	keptSignature  = source.RecordDir + "/" + SignatureFile
	keptLog        = source.RecordDir + "/log"
	keptEntries    = keptLog + "/entries"
	keptCheckpoint = keptLog + "/checkpoint"
)

const checkpointName = "checkpoint"

// kept is what a source keeps of its signed releases; nil bytes where there is no such file.
type kept struct {
	files map[string][]byte // by place, as they are
	log   log
}

// text is a file without what git makes of line ends on Windows.
func (k *kept) text(name string) []byte {
	return bytes.ReplaceAll(k.files[name], []byte("\r\n"), []byte("\n"))
}

// readKept reads it. Entries that its checkpoint does not count are those of a release that was not
// finished, and are left out; anything else that does not fit is a problem.List: to go on would
// fork the log.
func readKept(fsys fs.FS) (kept, error) {
	k := kept{files: map[string][]byte{}}
	for _, name := range []string{keptSums, keptSignature, keptEntries, keptCheckpoint} {
		data, err := fs.ReadFile(fsys, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return k, err
		}
		if err == nil {
			k.files[name] = data
		}
	}
	if k.files[keptCheckpoint] == nil {
		if k.files[keptEntries] != nil {
			return k, damaged(keptEntries, 1, "没有检查点", "it has no checkpoint")
		}
		return k, nil
	}
	return k, k.readLog()
}

// damaged is a log that cannot be continued, and why.
func damaged(file string, line int, zh, en string) error {
	why := problem.Phrase{"zh": zh, "en": en}
	return problem.List{{File: file, Line: line, Column: 1, Rule: "log-damaged", Args: []any{why}}}
}

func (k *kept) readLog() error {
	c, err := ReadCheckpoint(k.text(keptCheckpoint))
	if err != nil {
		return damaged(keptCheckpoint, 1, "检查点无法读取",
			"its checkpoint cannot be read")
	}
	line := 0
	for text := range strings.Lines(string(k.text(keptEntries))) {
		if line++; int64(line) > c.N {
			break
		}
		text, whole := strings.CutSuffix(text, "\n")
		_, err := parseEntry(text)
		if err == nil {
			err = k.log.add(text)
		}
		if err != nil || !whole {
			return damaged(keptEntries, line, "这一条无法读取", "this entry cannot be read")
		}
	}
	if int64(len(k.log.entries)) < c.N {
		return damaged(keptEntries, line+1, "条数少于检查点所记",
			"it ends before its checkpoint does")
	}
	if tree, err := k.log.tree(c.N); err != nil || tree.Hash != c.Hash {
		return damaged(keptEntries, 1, "与检查点签名时的内容不同",
			"it is not the one that its checkpoint was signed for")
	}
	return nil
}

// fits says whether the signature is over some sums.
func (k *kept) fits(sums []byte) bool {
	_, err := verifySignature(sums, k.files[keptSignature])
	return err == nil
}

// published gives what a site with some sums shows of it, by name.
func (k *kept) published(sums []byte) (map[string][]byte, error) {
	all := map[string][]byte{SumsFile: sums}
	if k.files[keptCheckpoint] != nil {
		files, err := k.log.files()
		if err != nil {
			return nil, err
		}
		files[checkpointName] = k.text(keptCheckpoint)
		for name, data := range files {
			all[path.Join(LogDir, name)] = data
		}
	}
	if k.fits(sums) {
		all[SignatureFile] = k.files[keptSignature]
	}
	return all, nil
}

// Stage is a site that is built and not released yet.
type Stage interface {
	Digests() map[string]Digest // of its files
	Differing() []string        // files that the output has not, has otherwise, or has alone
	Has(name string, digest Digest) bool
}

// Site is one to be signed.
type Site struct {
	Stage    Stage
	Folder   *source.Folder
	Output   string
	Identity string // of its register
	Key      string // the fingerprint that config.toml names
	Day      string // 2006-01-02
}

// Prove adds what proves a site to its stage: its sums, the log, and the signature where it fits.
// Before, sign is called, which may be nil: see [Release]. stale says that there is a signature that
// does not fit, since the site is not the one that was signed. The error is sign's own, or a
// problem.List where record/ is at fault.
func Prove(s Site, sign func(Site) error, put func(name string, data []byte) error) (stale bool,
	err error) {
	if sign != nil {
		err = sign(s)
	}
	if err != nil {
		return false, err
	}
	k, err := readKept(s.Folder.FS())
	if err != nil {
		return false, err
	}
	files, err := k.published(Sums(s.Stage.Digests()).Bytes())
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err == nil {
			err = put(name, files[name])
		}
	}
	return k.files[keptSignature] != nil && files[SignatureFile] == nil, err
}

// An UnbuiltError is the refusal to sign an output that is not what its source builds: it names the
// files that differ.
type UnbuiltError struct{ Files []string }

func (e *UnbuiltError) Error() string { return "the output is not what the source builds" }

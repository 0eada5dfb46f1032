package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

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

// The reasons why a site is not signed; any other is the system's own.
var (
	ErrNoKey    = errors.New("config.toml names no key")
	ErrOtherKey = errors.New("config.toml names another key")
	// ErrOtherLog says that the log in record/ is that of another register.
	ErrOtherLog = errors.New("the log is another register's")
	// ErrForked says that the site shows releases that record/ does not have: an old copy of the
	// source.
	ErrForked = errors.New("the published log is not the beginning of this one")
	// ErrSigned says that the site is signed with this key already, and nothing was done.
	ErrSigned = errors.New("signed already")
)

// Release signs a site and appends it to the log, both or neither, in record/ of its source. Once
// more for the same site and key it only gives [ErrSigned]. What is published [Prove] says.
func Release(s Site, key ssh.Signer) (Entry, error) {
	var e Entry
	switch {
	case s.Key == "":
		return e, ErrNoKey
	case s.Key != ssh.FingerprintSHA256(key.PublicKey()):
		return e, ErrOtherKey
	}
	sums := Sums(s.Stage.Digests()).Bytes()
	if err := s.asBuilt(sums); err != nil {
		return e, err
	}
	k, err := readKept(s.Folder.FS())
	if err == nil {
		err = k.continues(s)
	}
	if err != nil {
		return e, err
	}
	e = k.entry(s, sums)
	by, err := verifySignature(sums, k.files[keptSignature])
	if n := len(k.log.entries); err == nil && n > 0 {
		last, _ := parseEntry(k.log.entries[n-1])
		if last.Sums == e.Sums && ssh.FingerprintSHA256(by) == s.Key {
			return last, ErrSigned
		}
	}
	files, err := k.append(s, e, sums, key)
	if err != nil {
		return e, err
	}
	return e, s.Folder.Commit(files)
}

func (s Site) asBuilt(sums []byte) error {
	differing := slices.DeleteFunc(s.Stage.Differing(), IsProof)
	if len(differing) == 0 && !s.Stage.Has(SumsFile, sha256.Sum256(sums)) {
		differing = []string{SumsFile}
	}
	if len(differing) > 0 {
		return &UnbuiltError{differing}
	}
	return nil
}

// continues refuses a log that is not that of the site: to append to it would fork the history.
func (k *kept) continues(s Site) error {
	own, err := ReadCheckpoint(k.text(keptCheckpoint))
	if err == nil && own.Origin != Origin(s.Identity) {
		return ErrOtherLog
	}
	published, err := os.ReadFile(filepath.Join(s.Output, filepath.FromSlash(CheckpointFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	shown, broken := ReadCheckpoint(published)
	if err != nil {
		return err
	}
	if broken != nil || shown.Origin != Origin(s.Identity) || shown.N > int64(len(k.log.entries)) {
		return ErrForked
	}
	tree, err := k.log.tree(shown.N)
	if err == nil && tree.Hash != shown.Hash {
		err = ErrForked
	}
	return err
}

// entry compares a site with the one that was signed before.
func (k *kept) entry(s Site, sums []byte) Entry {
	digest := sha256.Sum256(sums)
	now, _ := ParseSums(sums)
	before, _ := ParseSums(k.text(keptSums))
	e := Entry{Day: s.Day, Sums: hex.EncodeToString(digest[:]), Files: len(now)}
	for name, d := range now {
		switch was, there := before[name]; {
		case !there:
			e.Added++
		case was != d:
			e.Changed++
		}
	}
	e.Removed = len(before) + e.Added - len(now)
	return e
}

// append gives the files of record/ as they are with one release more.
func (k *kept) append(s Site, e Entry, sums []byte, key ssh.Signer) ([]source.File, error) {
	signature, err := signatureOver(sums, key)
	if err != nil {
		return nil, err
	}
	line, err := json.Marshal(e)
	if err == nil {
		err = k.log.add(string(line))
	}
	if err != nil {
		return nil, err
	}
	tree, err := k.log.tree(int64(len(k.log.entries)))
	if err != nil {
		return nil, err
	}
	checkpoint, err := Checkpoint{Origin(s.Identity), tree}.signed(key)
	if err != nil {
		return nil, err
	}
	entries := []byte(strings.Join(k.log.entries, "\n") + "\n")
	var files []source.File
	for _, f := range []struct {
		name string
		data []byte
	}{{keptSums, sums}, {keptSignature, signature}, {keptEntries, entries},
		{keptCheckpoint, checkpoint}} {
		if old := k.files[f.name]; old == nil || !bytes.Equal(old, f.data) {
			files = append(files, source.File{Name: f.name, Data: f.data, Old: old})
		}
	}
	return files, nil
}

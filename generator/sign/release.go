package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

	"gongshi/generator/source"
)

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

// Key is one to sign with: a file's or an agent's.
type Key = ssh.Signer

// PublicKey is its public half.
type PublicKey = ssh.PublicKey

// Release signs a site and appends it to the log, both or neither, in record/ of its source, and
// gives its entry and how many there are. Once more for the same site and key it only gives
// [ErrSigned]. What is published [Prove] says.
func Release(s Site, key Key) (e Entry, releases int, err error) {
	switch {
	case s.Key == "":
		return e, 0, ErrNoKey
	case s.Key != ssh.FingerprintSHA256(key.PublicKey()):
		return e, 0, ErrOtherKey
	}
	sums := Sums(s.Stage.Digests()).Bytes()
	if err := s.asBuilt(sums); err != nil {
		return e, 0, err
	}
	k, err := readKept(s.Folder.FS())
	if err == nil {
		err = k.continues(s)
	}
	if err != nil {
		return e, 0, err
	}
	e = k.entry(s, sums)
	by, err := verifySignature(sums, k.files[keptSignature])
	if n := len(k.log.entries); err == nil && n > 0 {
		last, _ := parseEntry(k.log.entries[n-1])
		if last.Sums == e.Sums && ssh.FingerprintSHA256(by) == s.Key {
			return last, n, ErrSigned
		}
	}
	files, err := k.append(s, e, sums, key)
	if err != nil {
		return e, 0, err
	}
	return e, len(k.log.entries), s.Folder.Commit(files)
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
func (k *kept) append(s Site, e Entry, sums []byte, key Key) ([]source.File, error) {
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

// Package cache keeps on disk what would take long to find out again.
//
// A cache is one file, read and written whole: [Read] gives its body only where the file is of this
// format and of the program that reads it, and its checksum is right. Whatever else it finds, a
// file that is cut, damaged or somebody else's, is as if there were none: that costs time and
// nothing else. [Packer] and [Unpacker] put values into a body; an Unpacker takes no count or
// length for true that the body is too short for. [Stamp] tells without reading a file whether it
// is still the one that was read.
//
// A checksum shows damage, not malice: who can write a cache can as well write the register beside
// it. The package does not know what is kept.
package cache

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"
)

// magic begins every file; its number is that of the format.
const magic = "gongshi cache 2\n"

// limit is the largest file that is read: the largest register that was tried, 100,000 findings,
// takes 300 MB.
const limit = 1 << 30

// head is what stands before the body: the magic, the checksum of all that follows it, the time
// that the stamps hold since, the lengths of the body and of the program's name.
const head = len(magic) + 4 + 8 + 8 + 4

// Read gives the body of a cache that a program wrote, and when its stamps were noted, see
// [Stamp.Holds]; nothing where there is none that can be trusted.
func Read(root *os.Root, name, program string) (body string, noted time.Time) {
	// A pipe under the name would wait for ever, a link may lead anywhere.
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > limit {
		return "", time.Time{}
	}
	f, err := root.Open(name)
	if err != nil {
		return "", time.Time{}
	}
	defer f.Close()
	// What is foreign is seen before there is memory for all of it, which is then had once.
	front := make([]byte, head+len(program))
	if _, err := io.ReadFull(f, front); err != nil {
		return "", time.Time{}
	}
	rest := front[len(magic):]
	noted = time.Unix(0, int64(binary.LittleEndian.Uint64(rest[4:])))
	length := info.Size() - int64(len(front))
	right := frontOf(program, noted, length)
	copy(right[len(magic):], rest[:4]) // the checksum
	if length < 0 || !bytes.Equal(front, right) {
		return "", time.Time{}
	}
	var text strings.Builder
	text.Grow(int(length))
	sum := crc32.New(castagnoli())
	sum.Write(rest[4:])
	if _, err := io.CopyN(io.MultiWriter(&text, sum), f, length); err != nil ||
		sum.Sum32() != binary.LittleEndian.Uint32(rest) {
		return "", time.Time{}
	}
	if info.ModTime().Before(noted) { // the file system has a clock of its own
		noted = info.ModTime()
	}
	return text.String(), noted
}

// castagnoli is for CRC-32C, for which processors have an instruction: 20 MB, the cache of 10,000
// findings, take 2 ms; SHA-256 takes 14 to 60.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// frontOf is what stands before a body, without the checksum.
func frontOf(program string, noted time.Time, length int64) []byte {
	front := append([]byte(magic), 0, 0, 0, 0)
	front = binary.LittleEndian.AppendUint64(front, uint64(noted.UnixNano()))
	front = binary.LittleEndian.AppendUint64(front, uint64(length))
	front = binary.LittleEndian.AppendUint32(front, uint32(len(program)))
	return append(front, program...)
}

// Write puts a cache in the place of the one before, in one step. noted is when the first of its
// stamps was: what was changed at that time, or later, may have been changed once more. Nothing is
// synced: what a crash leaves of it, Read will not take.
func Write(root *os.Root, name, program string, noted time.Time, body []byte) error {
	front := frontOf(program, noted, int64(len(body)))
	sum := crc32.Checksum(front[len(magic)+4:], castagnoli())
	sum = crc32.Update(sum, castagnoli(), body)
	binary.LittleEndian.PutUint32(front[len(magic):], sum)
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	sweep(root, name)
	// Each process has a draft of its own: of two that write at once, the later one counts.
	// In two containers both may have one number.
	draft := fmt.Sprintf("%s.%d.%d%s", name, os.Getpid(), time.Now().UnixNano(), draftEnd)
	f, err := root.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(front)
	if err == nil {
		_, err = f.Write(body)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = root.Rename(draft, name)
	}
	if err != nil {
		_ = root.Remove(draft) // the first error is the one to tell
	}
	return err
}

const draftEnd = ".tmp"

// sweep removes the drafts of processes that were killed. None takes a minute to write.
func sweep(root *os.Root, name string) {
	drafts, _ := fs.Glob(root.FS(), name+".*"+draftEnd)
	for _, draft := range drafts {
		if info, err := root.Lstat(draft); err == nil && time.Since(info.ModTime()) > time.Minute {
			_ = root.Remove(draft)
		}
	}
}

package cache

import (
	"encoding/binary"
	"io"
	"os"
)

// State says what became of a cache, which explains how long a build took.
type State string

// The states. All but the first cost time and nothing else.
const (
	Used     State = "used"
	Unneeded State = "unneeded" // nothing had changed, so that it was not even opened
	Missing  State = "missing"
	Foreign  State = "foreign" // another format, or no cache at all
	Other    State = "other"   // another program's, such as an older version's
	Damaged  State = "damaged"
)

// Judge says why [Read] gave the body that it gave. It looks at the beginning of the file alone.
func Judge(root *os.Root, name, program, body string) State {
	if body != "" {
		return Used
	}
	info, err := root.Lstat(name)
	if err != nil {
		return Missing
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return Foreign
	}
	f, err := root.Open(name)
	if err != nil {
		return Foreign
	}
	defer f.Close()
	front := make([]byte, head+len(program))
	n, _ := io.ReadFull(f, front) // an error is a file that is too short
	switch {
	case n < len(magic) || string(front[:len(magic)]) != magic:
		return Foreign
	case n < head:
		return Damaged
	case binary.LittleEndian.Uint32(front[len(magic)+20:]) != uint32(len(program)),
		n == len(front) && string(front[head:]) != program:
		return Other
	}
	return Damaged
}

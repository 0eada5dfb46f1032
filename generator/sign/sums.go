package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Where the proof of a site lies, relative to its root.
const (
	SumsFile      = "SHA256SUMS"
	SignatureFile = SumsFile + ".sig"
	LogDir        = "data/log"

	// CheckpointFile is the state of the log.
	CheckpointFile = LogDir + "/" + checkpointName
)

// Digest is that of a file's bytes.
type Digest = [sha256.Size]byte

// Sums are the digests of the files of a site, by slash-separated name.
type Sums map[string]Digest

// Names are the addresses of what [Prove] adds; the log stands for all in its folder.
func Names() []string { return []string{SumsFile, SignatureFile, LogDir} }

// IsProof says whether a file is not in the sums of its site, since it is made of them.
func IsProof(name string) bool {
	return name == SumsFile || name == SignatureFile || strings.HasPrefix(name, LogDir+"/")
}

// The escapes of coreutils: a line with one begins with a backslash.
var escape, unescape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`),
	strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")

// Bytes is the form that sha256sum writes and checks, sorted by name. What [IsProof] is left out.
func (s Sums) Bytes() []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if IsProof(name) {
			continue
		}
		escaped := escape.Replace(name)
		if escaped != name {
			b.WriteByte('\\')
		}
		digest := s[name]
		fmt.Fprintf(&b, "%x  %s\n", digest, escaped)
	}
	return b.Bytes()
}

// A BrokenError is a line that cannot be read: it counts from 1.
type BrokenError struct{ Line int }

func (e BrokenError) Error() string { return fmt.Sprintf("line %d cannot be read", e.Line) }

// ParseSums reads what sha256sum writes. It refuses a name that leads out of the site or stands
// there twice, with a [BrokenError].
func ParseSums(data []byte) (Sums, error) {
	sums, n := Sums{}, 0
	for line := range strings.Lines(string(data)) {
		n++
		name, digest, ok := parseLine(line)
		if _, twice := sums[name]; !ok || twice {
			return nil, BrokenError{n}
		}
		sums[name] = digest
	}
	if n == 0 {
		return nil, BrokenError{1}
	}
	return sums, nil
}

func parseLine(line string) (name string, d Digest, ok bool) {
	line, whole := strings.CutSuffix(line, "\n")
	line, escaped := strings.CutPrefix(line, `\`)
	digits, name, cut := strings.Cut(line, " ")
	sum, err := hex.DecodeString(digits)
	if err != nil || len(sum) != len(d) || !cut || !whole || name == "" {
		return "", d, false
	}
	if name[0] != ' ' && name[0] != '*' { // text or binary, which is one
		return "", d, false
	}
	written := name[1:]
	if name = written; escaped {
		name = unescape.Replace(written)
	}
	if escaped != (escape.Replace(name) != name) || escaped && escape.Replace(name) != written {
		return "", d, false
	}
	return name, Digest(sum), fs.ValidPath(name) && name != "." && !strings.Contains(name, "\x00")
}

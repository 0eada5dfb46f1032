package metadata

import (
	"bytes"
	"strings"

	"gongshi/generator/document"
)

// gif looks through the blocks of a GIF (89a). A copy holds those that say how the picture looks,
// byte for byte.
func gif(data []byte) (found, error) {
	var t tally
	const head = 13 // signature, version and the screen
	if len(data) < head {
		return found{}, unreadable(document.FileDamaged, "gif")
	}
	at := head + colours(data[head-3])
	if at > len(data) {
		return found{}, unreadable(document.FileDamaged, "gif")
	}
	out := bytes.NewBuffer(bytes.Clone(data[:at]))
	const end = 0x3b
	for at < len(data) && data[at] != end {
		raw := gifBlock(data[at:])
		if raw == nil {
			return found{}, unreadable(document.FileDamaged, "gif")
		}
		at += len(raw)
		out.Write(keptBlock(raw, &t))
	}
	if at+1 < len(data) {
		t.add(Trailer)
	}
	out.WriteByte(end)
	return found{t.sorted(), func() ([]byte, error) { return out.Bytes(), nil }}, nil
}

// colours is how many bytes a table of colours has, by the flags before it.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifBlock is the block that data begins with: an extension or a picture; nil where it is damaged.
func gifBlock(data []byte) []byte {
	at := 0
	const picture = 10 // where it lies, and its flags
	switch {
	case data[0] == '!' && len(data) > 2:
		at = 2
	case data[0] == ',' && len(data) > picture:
		at = picture + colours(data[picture-1]) + 1
	default:
		return nil
	}
	for at < len(data) {
		size := int(data[at])
		at += size + 1
		if size == 0 {
			return data[:at]
		}
	}
	return nil
}

// keptBlock gives what a copy has of a block.
func keptBlock(raw []byte, t *tally) []byte {
	const comment, application = 0xfe, 0xff
	switch {
	case raw[0] == '!' && raw[1] == comment:
		t.add(Note)
		return nil
	case raw[0] == '!' && raw[1] == application:
		for _, loop := range []string{"\x0bNETSCAPE2.0", "\x0bANIMEXTS1.0"} {
			if strings.HasPrefix(string(raw[2:]), loop) {
				return raw
			}
		}
		t.add(PictureData)
		return nil
	}
	return raw
}

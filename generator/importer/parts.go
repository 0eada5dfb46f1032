package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Parts names the parts in which two forms of a file differ: the keys of its front matter, and its
// body.
func Parts(a, b []byte) []string {
	var names []string
	before, after := partsOf(a), partsOf(b)
	for _, p := range slices.Concat(before, after) {
		x, _ := named(before, p.name)
		y, _ := named(after, p.name)
		if x.digest() != y.digest() && !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names
}

// part is a key of a front matter with its value and the comments above it, or a body. A file
// without front matter is one body.
type part struct {
	name string
	text string // with its last newline
}

func (p part) digest() string {
	if p.text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(p.text)))
	return hex.EncodeToString(sum[:16])
}

func named(parts []part, name string) (part, bool) {
	for _, p := range parts {
		if p.name == name {
			return p, true
		}
	}
	return part{}, false
}

var keyLine = pattern(`^([A-Za-z_][A-Za-z0-9_-]*):(?:\s|$)`)

// partsOf cuts a file into its parts. Line ends, and spaces at them, are no part of a text.
func partsOf(data []byte) []part {
	text := string(bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"),
		[]byte("\n")))
	front, cut := strings.CutPrefix(text, "---\n")
	before, body, closed := strings.Cut("\n"+front, "\n---\n")
	if !cut || !closed {
		return []part{{BodyPart, text}}
	}
	var parts []part
	above := ""
	for _, line := range strings.SplitAfter(strings.TrimPrefix(before, "\n")+"\n", "\n") {
		line = strings.TrimRight(line, " \t\n") + "\n"
		m := keyLine().FindStringSubmatch(line)
		switch {
		case m != nil:
			parts = append(parts, part{m[1], above + line})
			above = ""
		case strings.HasPrefix(line, "#"):
			above += line
		case len(parts) > 0 && strings.TrimSpace(line) != "":
			parts[len(parts)-1].text += above + line
			above = ""
		}
	}
	if strings.TrimSpace(body) != "" || len(parts) == 0 {
		parts = append(parts, part{BodyPart, body})
	}
	return parts
}

func join(parts []part) []byte {
	var front, body strings.Builder
	for _, p := range parts {
		if p.name == BodyPart {
			body.WriteString(p.text)
			continue
		}
		front.WriteString(p.text)
	}
	if front.Len() == 0 {
		return []byte(body.String())
	}
	return []byte("---\n" + front.String() + "---\n" + body.String())
}

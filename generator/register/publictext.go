package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"gongshi/generator/source"
)

// private are the keys of a finding that no site shows.
var private = []string{"author", "approved", "draft"}

// PublicText gives all that is published of a finding, as a file in one form: its keys in the order
// of the table, those of the site's own, the body, the category that it lies in, and the digests of
// the files that it names. Comments, author, approved and draft are left out. The error is a problem.List, or the file
// system's.
func PublicText(fsys fs.FS, f *Finding) ([]byte, error) {
	data, err := fs.ReadFile(fsys, f.Body.File)
	if err != nil {
		return nil, err
	}
	files, err := fileDigests(fsys, f)
	if err != nil {
		return nil, err
	}
	s, ok := open(f.Body.File, data)
	if !ok || !s.isMapping() {
		return nil, s.problems
	}
	s.canonical(s.root, Keys("finding"))
	return s.publicText(categoryOf(f.Body.File), files), nil
}

// placeMark begins the comment that names a finding's category.
const placeMark = "# in "

// categoryOf is the category that a file lies in: inspection/category.
func categoryOf(file string) string {
	return path.Dir(strings.TrimPrefix(file, source.ContentDir+"/"))
}

// approvedIn is the category that a public text names; empty where it was approved before texts did.
func approvedIn(text string) string {
	rest, _ := strings.CutPrefix(text, "---\n")
	line, _, _ := strings.Cut(rest, "\n")
	place, is := strings.CutPrefix(line, placeMark)
	if !is {
		return ""
	}
	return place
}

// ApprovalDigest is that of a public text.
func ApprovalDigest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// fileDigests gives a comment for each file that a finding names, by which it is known to be the one
// that was approved.
func fileDigests(fsys fs.FS, f *Finding) ([]string, error) {
	var lines []string
	for _, a := range f.Attached() {
		data, err := fs.ReadFile(fsys, a.File)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err // one that is missing has been reported
		}
		line := fmt.Sprintf("# sha256 %x %s\n", sha256.Sum256(data), a.Name)
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// publicText is [PublicText] of a text in canonical form whose body has not been read. What it
// writes is read as the same values: in YAML, JSON is a value.
func (s *textFile) publicText(place string, files []string) []byte {
	values := map[string]ast.Node{}
	var order, own []string
	for _, v := range s.root.(*ast.MappingNode).Values {
		key := v.Key.GetToken().Value
		if values[key] = v.Value; strings.HasPrefix(key, "x_") {
			own = append(own, key)
		}
	}
	for _, k := range Keys("finding") {
		if values[k.Name] != nil && !slices.Contains(private, k.Name) {
			order = append(order, k.Name)
		}
	}
	slices.Sort(own)
	var b bytes.Buffer
	b.WriteString("---\n")
	if place != "" {
		b.WriteString(placeMark + place + "\n")
	}
	b.WriteString(strings.Join(files, ""))
	for _, key := range slices.Concat(order, own) {
		b.WriteString(key + ":")
		if list, is := values[key].(*ast.SequenceNode); is && len(list.Values) > 0 {
			for _, item := range list.Values {
				b.WriteString("\n  - ")
				writeFlow(&b, item)
			}
		} else {
			b.WriteByte(' ')
			writeFlow(&b, values[key])
		}
		b.WriteByte('\n')
	}
	b.WriteString("---\n" + s.body.Text)
	return b.Bytes()
}

// writeFlow writes a value on one line.
func writeFlow(b *bytes.Buffer, n ast.Node) {
	switch n := n.(type) {
	case *ast.MappingNode:
		b.WriteByte('{')
		for i, v := range n.Values {
			if i > 0 {
				b.WriteString(", ")
			}
			writeText(b, v.Key.GetToken().Value)
			b.WriteString(": ")
			writeFlow(b, v.Value)
		}
		b.WriteByte('}')
	case *ast.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Values {
			if i > 0 {
				b.WriteString(", ")
			}
			writeFlow(b, item)
		}
		b.WriteByte(']')
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode:
		b.WriteString(n.GetToken().Value)
	default:
		writeText(b, scalarText(n))
	}
}

func writeText(b *bytes.Buffer, text string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a text is written, and a buffer takes it
	b.Truncate(b.Len() - 1)
}

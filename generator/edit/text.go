package edit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gongshi/generator/register"
)

// NewText gives a whole text: its front matter, of fields as [Set] takes them, and its body. The
// error is ErrValue.
func NewText(front Fields, body string) ([]byte, error) {
	v, err := recordValue(front)
	if err != nil {
		return nil, err
	}
	return []byte("---" + v.block(0) + "\n---\n" + body), nil
}

type text struct {
	file string
	data []byte
	tree *register.Tree
	eol  string
}

func (t *text) read(data []byte) error {
	tree, err := register.Spans(t.file, data)
	if err != nil {
		return err
	}
	t.data, t.tree, t.eol = data, tree, "\n"
	if i := bytes.IndexAny(data, "\r\n"); data[i] == '\r' {
		t.eol = "\r"
		if bytes.HasPrefix(data[i:], []byte("\r\n")) {
			t.eol = "\r\n"
		}
	}
	return nil
}

// splice puts lines into the place of a span, and reads the text again: what YAML would read
// otherwise than meant is no text any more, or has lost its body.
func (t *text) splice(at register.Span, lines string) error {
	lines = strings.ReplaceAll(lines, "\n", t.eol)
	body := t.data[t.tree.Body.Start:]
	data := slices.Concat(t.data[:at.Start], []byte(lines), t.data[at.End:])
	if err := t.read(data); err != nil {
		return fmt.Errorf("%w: %w", ErrText, err)
	}
	if !bytes.Equal(t.data[t.tree.Body.Start:], body) {
		return ErrText
	}
	return nil
}

// keepsDeadline holds the law of first deadlines.
func (t *text) keepsDeadline(after *text) error {
	first := t.tree.At("deadline.date")
	if first == nil || first.Text == "" {
		return nil
	}
	if now := after.tree.At("deadline.date"); now == nil || now.Text != first.Text {
		return ErrFirstDeadline
	}
	return nil
}

func (t *text) insert(at int, lines string) error {
	return t.splice(register.Span{Start: at, End: at}, lines)
}

func (t *text) cut(from, to int) error {
	return t.splice(register.Span{Start: from, End: to}, "")
}

func (t *text) lineStart(at int) int { return bytes.LastIndexAny(t.data[:at], "\r\n") + 1 }

func (t *text) lineEnd(at int) int {
	end := at + bytes.IndexAny(t.data[at:], "\r\n") + 1
	if bytes.HasPrefix(t.data[end-1:], []byte("\r\n")) {
		end++
	}
	return end
}

// column is how many bytes stand before one on its line.
func (t *text) column(at int) int { return at - t.lineStart(at) }

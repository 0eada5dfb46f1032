// Package edit changes keys of a text of the register and leaves every other byte alone: comments,
// order, line ends, byte order mark, quotes of untouched values, blank lines. It is the only room
// that changes keys of an existing file, and holds the law of first deadlines: a date that was
// promised is extended, never edited. It neither reads nor writes files, and does not check what
// the register's rules say of a value.
package edit

import (
	"errors"
	"strings"

	"gongshi/generator/register"
)

// The reasons why a change is refused.
var (
	ErrFirstDeadline = errors.New("the first date promised is not edited: extend it")
	ErrPath          = errors.New("no such key")
	ErrValue         = errors.New("no value of a register")
	ErrText          = errors.New("the text cannot be edited")
)

// Change is one change of a text's front matter. Paths are those of [register.Tree.At].
type Change struct {
	path  string
	apply func(*text, string) error
}

// Fields is a record whose keys are written in this order.
type Fields []Field

// Field is a key of a record, and a value as [Set] takes it.
type Field struct {
	Key   string
	Value any
}

// Set gives a key a value: a text, a number, a flag, [Fields], or a struct, or slice of structs, of
// the room register, whose empty fields are left out. A key that is not there is added in its place.
func Set(path string, value any) Change {
	return Change{path, func(t *text, path string) error {
		v, err := valueOf(value)
		if err != nil {
			return err
		}
		if err = t.set(path, v); err != nil || v.shape != register.Scalar {
			return err
		}
		if n := t.tree.At(path); n == nil || n.Text != v.text {
			return ErrText // YAML reads it otherwise there
		}
		return nil
	}}
}

// Append adds an item to the end of a list, which is made where there is none.
func Append(path string, item any) Change {
	return Change{path, func(t *text, path string) error {
		v, err := valueOf(item)
		if err != nil {
			return err
		}
		return t.append(path, v)
	}}
}

// Prepend adds an item to the beginning of a list, which is made where there is none.
func Prepend(path string, item any) Change {
	return Change{path, func(t *text, path string) error {
		v, err := valueOf(item)
		if err != nil {
			return err
		}
		return t.prepend(path, v)
	}}
}

// Leave adds a key without a value, for a person to fill: the checker names its place.
func Leave(path string) Change {
	return Change{path, func(t *text, path string) error {
		if t.tree.At(path) != nil {
			return nil
		}
		return t.set(path, value{literal: true})
	}}
}

// Remove takes a key or an item away, and what is left empty by that.
func Remove(path string) Change {
	return Change{path, func(t *text, path string) error { return t.remove(path) }}
}

// Move puts an item of a list, such as measures[3], at another position.
func Move(path string, to int) Change {
	return Change{path, func(t *text, path string) error { return t.move(path, to) }}
}

// Body gives the text below the front matter, as [ReadBody] reads it.
func Body(markdown string) Change {
	return Change{"text", func(t *text, _ string) error { return t.setBody(markdown) }}
}

// ReadBody is the text below the front matter of a file, with plain line ends and without the empty
// lines around it.
func ReadBody(data []byte, tree *register.Tree) string {
	text := strings.ReplaceAll(string(data[tree.Body.Start:]), "\r\n", "\n")
	return strings.Trim(strings.ReplaceAll(text, "\r", "\n"), "\n")
}

// Error is a change that was refused. Err is a reason of this room, or a problem.List of a text
// that cannot be read.
type Error struct {
	Path string
	Err  error
}

func (e *Error) Error() string { return e.Path + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Apply makes changes to a text, each to what the one before left. file is its path relative to the
// source, which says what kind of text it is. The errors are an *[Error], or problems of a text
// that cannot be read.
func Apply(file string, data []byte, changes ...Change) ([]byte, error) {
	t := &text{file: file}
	if err := t.read(data); err != nil {
		return nil, err
	}
	for _, c := range changes {
		before := *t
		err := c.apply(t, c.path)
		if err == nil {
			err = before.keepsDeadline(t)
		}
		if err != nil {
			return nil, &Error{c.path, err}
		}
	}
	return t.data, nil
}

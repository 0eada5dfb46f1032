package bench

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// peer is what a plain Hugo site has beside its content: settings and layouts, which show what
// Gongshi shows of a finding, in lists of the same length.
//
//go:embed all:peer
var peer embed.FS

// published is a day to us and a yes or no to Hugo, which takes a day for a no.
var published = regexp.MustCompile(`(?m)^published:.*\n`)

// Peer writes the plain Hugo site of a source into a directory: the same Markdown files, with
// layouts as Hugo's own documentation has them.
func Peer(dir, source string) error {
	face, err := fs.Sub(peer, "peer")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, face); err != nil {
		return err
	}
	content := filepath.Join(source, "content")
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(content)); err != nil {
		return err
	}
	indexes, err := filepath.Glob(filepath.Join(dir, "content", "*", "_index.md"))
	if err != nil {
		return err
	}
	for _, index := range indexes {
		text, err := os.ReadFile(index)
		if err != nil {
			return err
		}
		if err := os.WriteFile(index, published.ReplaceAll(text, nil), 0o644); err != nil {
			return err
		}
	}
	return nil
}

package synthetic

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// peer is what a plain Hugo site has beside its content: settings and layouts, which show what
// Gongshi shows of a finding, in lists of the same length, and give the same to be taken away.
//
// What plain Hugo does not easily do it is spared: updates and feeds are in the order of the
// register, not of the days, there is no schema, and its pages have less around them, so that its
// site has 0.6 times the bytes. [Same] holds it to the rest.
//
//go:embed all:peer
var peer embed.FS

// published is a day to us and a yes or no to Hugo, which takes a day for a no.
var published = regexp.MustCompile(`(?m)^published:`)

// Peer writes the plain Hugo site of a source into a directory: the same Markdown files and
// attachments, with layouts as Hugo's own documentation has them.
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
	indexes, err := filepath.Glob(filepath.Join(content, "*", "_index.md"))
	if err != nil {
		return err
	}
	permalinks := "\n[permalinks.page]\n"
	for _, index := range indexes {
		inspection := filepath.Base(filepath.Dir(index))
		permalinks += inspection + " = \"/findings/:contentbasename\"\n"
		text, err := os.ReadFile(index)
		if err != nil {
			return err
		}
		text = published.ReplaceAll(text, []byte("released:"))
		copied := filepath.Join(dir, "content", inspection, "_index.md")
		if err := os.WriteFile(copied, text, 0o644); err != nil {
			return err
		}
	}
	settings, err := os.ReadFile(filepath.Join(dir, "hugo.toml"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "hugo.toml"), append(settings, permalinks...), 0o644)
}

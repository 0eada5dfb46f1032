package main

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/generator/register"
	"gongshi/generator/source"
)

// What init lays down: a register for each language, with one example. Nothing of the theme is in
// it: a copy would grow old, and the binary brings its own.
//
//go:embed all:starter
var starters embed.FS

// The example's two years. They are put off to the last year and this one, so that it is not
// overdue on the day when somebody first looks at it.
const (
	starterPast = "2025"
	starterNow  = "2026"
)

func (c *command) init() *cobra.Command {
	cmd := c.verb("init", func(cmd *cobra.Command) error {
		options, err := c.options()
		if err != nil {
			return err
		}
		files, err := starter(c.lang, options.Now.Year())
		if err != nil {
			return err
		}
		dir := cmd.Flags().Arg(0)
		if err := c.layDown(dir, files); err != nil {
			return err
		}
		c.print("init.done", len(files), shownDir(dir))
		return nil
	})
	cmd.Use = "init DIR"
	cmd.Args = c.one("dir-missing")
	cmd.ValidArgsFunction = folders
	return cmd
}

// one asks for exactly one argument; missing is what is said where there is none.
func (c *command) one(missing string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 || args[0] == "" {
			return misuse{missing, nil, ""}
		}
		return atMost(1)(nil, args)
	}
}

// starter gives the files of a new register, as of a year. config.toml comes last: what lies
// there before it is no register yet.
func starter(lang string, year int) ([]source.File, error) {
	root := "starter/" + lang
	years := strings.NewReplacer(starterPast, strconv.Itoa(year-1), starterNow, strconv.Itoa(year))
	var files []source.File
	err := fs.WalkDir(starters, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := starters.ReadFile(name)
		name = years.Replace(strings.TrimPrefix(name, root+"/"))
		text := years.Replace(string(data))
		if name == source.ConfigFile {
			text = register.AddUUID(text, register.NewUUID())
		}
		files = append(files, source.File{Name: name, Data: []byte(text)})
		return err
	})
	slices.SortStableFunc(files, func(a, b source.File) int {
		return depth(b.Name) - depth(a.Name)
	})
	return files, err
}

func depth(name string) int { return strings.Count(name, "/") }

// layDown writes files into a folder, all of them or none; none takes the place of another file.
func (c *command) layDown(dir string, files []source.File) error {
	made, err := makeDirs(filepath.Clean(dir))
	if err == nil {
		err = commit(dir, files)
	}
	if err == nil {
		return nil
	}
	for _, d := range made {
		err = errors.Join(err, os.Remove(d))
	}
	return taken(dir, err)
}

// taken says of a file that would be replaced that it is there.
func taken(dir string, err error) error {
	if name, is := errors.AsType[source.TakenError](err); is {
		return misuse{"file-taken", []any{filepath.ToSlash(filepath.Join(dir, string(name)))}, ""}
	}
	return err
}

func commit(dir string, files []source.File) error {
	folder, err := source.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Commit(files)
}

// makeDirs makes a folder and those above it, and gives the ones that were not there, the lowest
// first.
func makeDirs(dir string) ([]string, error) {
	info, err := os.Stat(dir)
	switch {
	case err == nil && info.IsDir():
		return nil, nil
	case err == nil:
		return nil, misuse{"file-taken", []any{filepath.ToSlash(dir)}, ""}
	}
	parent := filepath.Dir(dir)
	if parent == dir { // a disk that is not there
		return nil, err
	}
	made, err := makeDirs(parent)
	if err != nil {
		return made, err
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return made, err
	}
	return append([]string{dir}, made...), nil
}

package main

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
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

// init lays down a new register.
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
		switch {
		case len(args) == 0 || args[0] == "":
			return misuse{missing, nil, ""}
		case len(args) > 1:
			return misuse{"argument-unknown", []any{args[1]}, ""}
		}
		return nil
	}
}

// file is one that is to be written.
type file struct {
	name string // slash-separated, relative to where it goes
	data []byte
}

// starter gives the files of a new register, as of a year. config.toml comes last: what lies
// there before it is no register yet.
func starter(lang string, year int) ([]file, error) {
	root := "starter/" + lang
	years := strings.NewReplacer(starterPast, strconv.Itoa(year-1), starterNow, strconv.Itoa(year))
	var files []file
	err := fs.WalkDir(starters, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := starters.ReadFile(name)
		name = years.Replace(strings.TrimPrefix(name, root+"/"))
		files = append(files, file{name, []byte(years.Replace(string(data)))})
		return err
	})
	slices.SortStableFunc(files, func(a, b file) int { return depth(b.name) - depth(a.name) })
	return files, err
}

func depth(name string) int { return strings.Count(name, "/") }

// layDown writes files into a folder, all of them or none; none takes the place of another file.
func (c *command) layDown(dir string, files []file) error {
	made, err := makeDirs(filepath.Clean(dir))
	if err == nil {
		var root *os.Root
		if root, err = os.OpenRoot(dir); err == nil {
			defer root.Close()
			err = place(root, files)
		}
	}
	if err == nil {
		return nil
	}
	for _, d := range made {
		err = errors.Join(err, os.Remove(d))
	}
	var taken takenError
	if errors.As(err, &taken) {
		return misuse{"file-taken", []any{filepath.ToSlash(filepath.Join(dir, string(taken)))}, ""}
	}
	return err
}

// takenError is the name of something that is there already.
type takenError string

func (t takenError) Error() string { return string(t) + " is there already" }

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

// place writes files below a root. Where one cannot be written, those before it are taken away
// again.
func place(root *os.Root, files []file) (err error) {
	for i := len(files) - 1; i >= 0; i-- { // the uppermost is the one that explains the others
		if _, err := root.Lstat(files[i].name); err == nil {
			return takenError(files[i].name)
		}
	}
	var made []string
	defer func() {
		for i := len(made) - 1; err != nil && i >= 0; i-- {
			err = errors.Join(err, root.Remove(made[i]))
		}
	}()
	for _, f := range files {
		if err := above(root, path.Dir(f.name), &made); err != nil {
			return err
		}
		if err := create(root, f, &made); err != nil {
			return err
		}
	}
	return nil
}

// above makes the folders that a file lies in, and notes those that were not there.
func above(root *os.Root, dir string, made *[]string) error {
	if dir == "." {
		return nil
	}
	if err := above(root, path.Dir(dir), made); err != nil {
		return err
	}
	err := root.Mkdir(dir, 0o777)
	if err == nil {
		*made = append(*made, dir)
		return nil
	}
	info, statErr := root.Stat(dir)
	switch {
	case !errors.Is(err, fs.ErrExist):
		return err
	case statErr != nil:
		return statErr
	case !info.IsDir():
		return takenError(dir)
	}
	return nil
}

// create writes one file that is not there yet, to the disk itself.
func create(root *os.Root, f file, made *[]string) error {
	out, err := root.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return takenError(f.name)
	}
	if err != nil {
		return err
	}
	*made = append(*made, f.name)
	_, err = out.Write(f.data)
	return errors.Join(err, out.Sync(), out.Close())
}

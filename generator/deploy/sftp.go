package deploy

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// sftp leads to another machine that may have nothing but ssh's file transfer. Passwords cannot be
// asked for: it takes keys.
type sftp struct{ program }

// split gives the host, and the folder there.
func (s sftp) split() (host, dir string) {
	n := strings.LastIndex(s.rest, ":")
	return s.rest[:n], s.rest[n+1:]
}

func (s sftp) far(name string) string {
	_, dir := s.split()
	return quoted(dir + "/" + name)
}

// quoted is a name in a batch: within quotes, no character stands for others.
func quoted(name string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}

// batch runs commands, each a line, until one fails that does not begin with a hyphen. begun hears
// the number of every command that begins.
func (s sftp) batch(ctx context.Context, dir string, commands []string, begun func(n int),
	hear func(line string)) error {
	host, _ := s.split()
	n := 0
	return s.run(ctx, dir, strings.Join(commands, "\n")+"\n", func(line string) {
		if !strings.HasPrefix(line, "sftp> ") {
			if hear != nil {
				hear(line)
			}
			return
		}
		if begun != nil {
			begun(n)
		}
		n++
	}, "-b", "-", "--", host)
}

func (s sftp) read(ctx context.Context, name string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "gongshi-deploy-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	err = s.batch(ctx, dir, []string{"-get " + s.far(name) + " " + quoted(name)}, nil, nil)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, name))
}

func (s sftp) vacant(ctx context.Context) (bool, error) {
	_, dir := s.split()
	found := 0
	err := s.batch(ctx, ".", []string{"-ls -1a " + quoted(dir)}, nil, func(line string) {
		if base := path.Base(strings.TrimSpace(line)); base != "." && base != ".." {
			found++
		}
	})
	return found == 0, err
}

// put sends each file under another name and then gives it its own, which replaces one that is
// there: an extension that OpenSSH's servers and most others have. Else a file had the mode that it
// has here.
func (s sftp) put(ctx context.Context, from tree, names []string, done func(string)) error {
	_, dir := s.split()
	commands := []string{"-mkdir " + quoted(dir)}
	for _, folder := range foldersOf(names) {
		commands = append(commands, "-mkdir "+s.far(folder))
	}
	first := len(commands)
	for _, name := range names {
		draft := s.far(draftOf(name))
		commands = append(commands, "put "+quoted("./"+name)+" "+draft, "-chmod 644 "+draft,
			"rename "+draft+" "+s.far(name))
	}
	told := 0
	tell := func(upTo int) {
		for ; told < upTo; told++ {
			done(names[told])
		}
	}
	err := s.batch(ctx, from.dir, commands, func(n int) { tell(max(0, n-first) / 3) }, nil)
	if err == nil {
		tell(len(names))
	}
	return err
}

// foldersOf are the folders that names lie in, each behind the one that it lies in.
func foldersOf(names []string) []string {
	var folders []string
	for _, name := range names {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			folders = append(folders, dir)
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}

// remove lets missing files pass, and then looks whether one is still there. Folders go that are
// empty then.
func (s sftp) remove(ctx context.Context, names []string) error {
	if len(names) == 0 {
		return nil
	}
	var commands []string
	for _, name := range names {
		commands = append(commands, "-rm "+s.far(name), "-rm "+s.far(draftOf(name)))
	}
	for _, folder := range slices.Backward(foldersOf(names)) {
		commands = append(commands, "-rmdir "+s.far(folder))
	}
	for _, name := range names {
		commands = append(commands, "-ls -1 "+s.far(name))
	}
	left := ""
	err := s.batch(ctx, ".", commands, nil, func(line string) {
		if !strings.HasPrefix(line, "Removing ") {
			left = strings.TrimSpace(line)
		}
	})
	if err == nil && left != "" {
		err = &fs.PathError{Op: "remove", Path: left, Err: errors.New("still there")}
	}
	return err
}

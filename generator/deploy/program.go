package deploy

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// ProgramError says that a program is not installed.
type ProgramError struct{ Program string }

func (e *ProgramError) Error() string { return e.Program + " is not installed" }

// FailedError is what a program says when it fails.
type FailedError struct{ Program, Said string }

func (e *FailedError) Error() string { return e.Program + ": " + e.Said }

const (
	// remote is [user@]host:path, without anything that ssh, a remote shell or a batch would obey.
	remote = `^(?:(?:\w[\w.-]*@)?(?:[A-Za-z0-9][\w.-]*|\[[0-9A-Fa-f:.]+\]):)?` +
		`([\p{L}\p{N}/.~_][\p{L}\p{N}/._~@+ -]*)$`
	// daemon is rsync's own server.
	daemon = `^//(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d+)?/[\p{L}\p{N}/._~@+-]+$`
)

// openProgram gives a place that an installed program reaches. The error is a *ProgramError, too.
func (s Setting) openProgram(name, rest string) (*Target, error) {
	form := &AddressError{"deploy-remote-form", []any{name}}
	isDaemon := name == "rsync" && regexp.MustCompile(daemon).MatchString(rest)
	if strings.Count(rest, "@") > 0 && strings.Contains(strings.SplitN(rest, "@", 2)[0], ":") {
		return nil, &AddressError{"deploy-key-in-address", nil}
	}
	m := regexp.MustCompile(remote).FindStringSubmatch(rest)
	if strings.HasPrefix(rest, "//") {
		m = nil
	}
	local := m != nil && m[1] == rest
	switch {
	case m == nil && !isDaemon || local && name == "sftp" || runtime.GOOS != "windows" && local &&
		!filepath.IsAbs(rest):
		return nil, form
	}
	if local {
		for _, other := range s.Apart {
			if overlap(rest, other) {
				return nil, &AddressError{"deploy-overlap", []any{rest, other}}
			}
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, &ProgramError{name}
	}
	p := program{name, path, strings.TrimSuffix(rest, "/")}
	if isDaemon {
		p.rest = "rsync:" + p.rest
	}
	shown := name + ":" + strings.TrimPrefix(p.rest, "rsync:") + "/"
	if name == "sftp" {
		return &Target{sftp{p}, shown}, nil
	}
	return &Target{rsync{p}, shown}, nil
}

// program is one that is installed, and where it is to lead to.
type program struct{ name, path, rest string }

// run runs the program in a folder, with its words in English, and gives each line of its output to
// hear.
func (p program) run(ctx context.Context, dir, input string, hear func(line string),
	args ...string) error {
	c := exec.CommandContext(ctx, p.path, args...)
	c.Dir, c.Stdin = dir, strings.NewReader(input)
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "LANGUAGE=")
	c.WaitDelay = 5 * time.Second // for an ssh that it has started
	said := &lastLines{}
	c.Stderr = said
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if hear != nil {
			hear(lines.Text())
		}
	}
	_, _ = io.Copy(io.Discard, out)
	err = c.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return &FailedError{p.name, said.String(err)}
	}
	return nil
}

// lastLines keeps the end of what a program says: it may say much.
type lastLines struct{ text []byte }

const saidLimit = 600

func (l *lastLines) Write(data []byte) (int, error) {
	l.text = append(l.text, data...)
	if n := len(l.text) - saidLimit; n > 0 {
		l.text = l.text[n:]
	}
	return len(data), nil
}

func (l *lastLines) String(err error) string {
	text := strings.Join(strings.Fields(strings.ToValidUTF8(string(l.text), "")), " ")
	if text == "" {
		return err.Error()
	}
	return text
}

// rsync leads to another machine by ssh or by rsync's own server, or to a folder of this one.
type rsync struct{ program }

// far is the place with a slash, which means what is in it.
func (r rsync) far(name string) string { return r.rest + "/" + name }

func (r rsync) read(ctx context.Context, name string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "gongshi-deploy-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	err = r.run(ctx, dir, "", nil, "--ignore-missing-args", "--protect-args", "--", r.far(name),
		"./")
	if isMissing(err) {
		return nil, fs.ErrNotExist // the folder is not there either
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, name))
}

// isMissing knows the number that every system gives what is not there.
func isMissing(err error) bool {
	failed, is := errors.AsType[*FailedError](err)
	return is && strings.Contains(failed.Said, "No such file or directory (2)")
}

func (r rsync) vacant(ctx context.Context) (bool, error) {
	found := 0
	err := r.run(ctx, ".", "", func(line string) {
		if !strings.HasSuffix(line, " .") && line != "" {
			found++
		}
	}, "--list-only", "--dirs", "--protect-args", "--", r.far(""))
	if isMissing(err) {
		return true, nil
	}
	return found == 0, err
}

// put has rsync compare the bytes, not the times, and tell each file once it is there.
func (r rsync) put(ctx context.Context, from tree, names []string, done func(string)) error {
	err := r.run(ctx, from.dir, strings.Join(names, "\x00"), nil, "--files-from=-", "--from0",
		"--checksum", "--chmod=D755,F644", "--protect-args", "--", "./", r.far(""))
	if err != nil {
		return err
	}
	for _, name := range names {
		done(name)
	}
	return nil
}

// remove names files that are not here, which rsync then removes there.
func (r rsync) remove(ctx context.Context, names []string) error {
	if len(names) == 0 {
		return nil
	}
	dir, err := os.MkdirTemp("", "gongshi-deploy-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, folder := range foldersOf(names) { // it warns of those that are not here either
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(folder)), 0o755); err != nil {
			return err
		}
	}
	return r.run(ctx, dir, strings.Join(names, "\x00"), nil, "--files-from=-", "--from0",
		"--delete-missing-args", "--protect-args", "--", "./", r.far(""))
}

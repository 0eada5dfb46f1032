package document

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Tools turn formats that have no reader here into formats that have one. A tool that is not
// installed is nil. Both give [*Unreadable] where they cannot.
type Tools struct {
	// PDF gives the words of a PDF with their places, as `pdftotext -bbox-layout` writes them.
	PDF func(ctx context.Context, data []byte) ([]byte, error)
	// Rules draws the pages of a PDF, as `pdftocairo -svg` does: the rules of its tables are in it.
	Rules func(ctx context.Context, data []byte) ([]byte, error)
	// Docx gives a docx; ending is that of the name that data had, such as .doc.
	Docx func(ctx context.Context, ending string, data []byte) ([]byte, error)
}

// toolTime is how long a tool may take. LibreOffice's first start takes ten seconds on an old
// machine; a hundred pages take one more.
const toolTime = 2 * time.Minute

// Installed gives the tools that this machine has. LibreOffice is not on the path of Windows and
// macOS.
func Installed() Tools {
	var t Tools
	if program, err := exec.LookPath("pdftotext"); err == nil {
		t.PDF = tool{"pdftotext", program}.pdf
	}
	if program, err := exec.LookPath("pdftocairo"); err == nil {
		t.Rules = tool{"pdftocairo", program}.rules
	}
	for _, name := range []string{"soffice", "libreoffice",
		filepath.Join(os.Getenv("ProgramFiles"), "LibreOffice", "program", "soffice.exe"),
		"/Applications/LibreOffice.app/Contents/MacOS/soffice"} {
		if program, err := exec.LookPath(name); err == nil {
			t.Docx = tool{"LibreOffice", program}.docx
			break
		}
	}
	return t
}

type tool struct{ name, program string }

func (t tool) pdf(ctx context.Context, data []byte) ([]byte, error) {
	return t.print(ctx, data, "-q", "-bbox-layout", "-enc", "UTF-8")
}

func (t tool) rules(ctx context.Context, data []byte) ([]byte, error) {
	return t.print(ctx, data, "-q", "-svg")
}

// print turns a PDF into text by one of the programs of poppler.
func (t tool) print(ctx context.Context, data []byte, flags ...string) ([]byte, error) {
	return inFolder(func(dir string) ([]byte, error) {
		in, out := filepath.Join(dir, "notice.pdf"), filepath.Join(dir, "notice.xml")
		if err := os.WriteFile(in, data, 0o600); err != nil {
			return nil, err
		}
		if err := t.run(ctx, dir, append(flags, in, out)...); err != nil {
			return nil, err
		}
		return t.read(out)
	})
}

func (t tool) docx(ctx context.Context, ending string, data []byte) ([]byte, error) {
	return inFolder(func(dir string) ([]byte, error) {
		profile := filepath.Join(dir, "profile")
		in := filepath.Join(dir, "notice"+ending)
		out := filepath.Join(dir, "out", "notice.docx")
		if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"),
			hardened, 0o600); err != nil {
			return nil, err
		}
		if err := os.WriteFile(in, data, 0o600); err != nil {
			return nil, err
		}
		url := "file://" + filepath.ToSlash(profile)
		if !strings.HasPrefix(filepath.ToSlash(profile), "/") { // a drive of Windows
			url = "file:///" + filepath.ToSlash(profile)
		}
		err := t.run(ctx, dir, "-env:UserInstallation="+url, "--headless", "--norestore",
			"--convert-to", "docx:Office Open XML Text", "--outdir", filepath.Dir(out), in)
		if err != nil {
			return nil, err
		}
		return t.read(out)
	})
}

// hardened makes LibreOffice follow no link and run no macro of the file that it converts.
//
//go:embed hardened.xcu
var hardened []byte

// inFolder runs a tool in a new folder, which goes when it is done.
func inFolder(use func(dir string) ([]byte, error)) ([]byte, error) {
	dir, err := os.MkdirTemp("", "gongshi-import-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	return use(dir)
}

// run waits for the program. It gets no input and no proxy that works, so that it reaches nothing.
func (t tool) run(ctx context.Context, dir string, args ...string) error {
	timed, cancel := context.WithTimeout(ctx, toolTime)
	defer cancel()
	var said bytes.Buffer
	cmd := limited(timed, t.program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "http_proxy=http://127.0.0.1:9",
		"https_proxy=http://127.0.0.1:9", "LC_ALL=C.UTF-8")
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = 5 * time.Second // its children may hold the pipe, where they are not ended
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case timed.Err() != nil:
		return unreadable(ConverterSlow, t.name, int(toolTime.Seconds()))
	case err != nil:
		return t.broken(said.String(), err)
	}
	return nil
}

// read gives what the program wrote. LibreOffice reports success also where it wrote nothing.
func (t tool) read(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, t.broken("", err)
	}
	if info.Size() > Limit {
		return nil, unreadable(FileLarge, Limit>>20)
	}
	return os.ReadFile(file)
}

// broken quotes the first line of what a program said, else how it ended.
func (t tool) broken(said string, err error) error {
	first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	var path *os.PathError
	var ended *exec.ExitError
	switch {
	case first != "":
	case errors.As(err, &ended):
		return unreadable(ConverterFailed, t.name, ended.ExitCode())
	case errors.As(err, &path):
		first = path.Err.Error()
	default:
		first = err.Error()
	}
	return unreadable(ConverterBroken, t.name, first)
}

package main

import (
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// commitTime refuses a tree that is not the commit it claims to be, and gives the time that all
// files of the release carry: SOURCE_DATE_EPOCH, else that of the commit.
func commitTime() (time.Time, error) {
	changed, err := output(nil, "git", "status", "--porcelain")
	if err != nil {
		return time.Time{}, err
	}
	if len(changed) > 0 {
		return time.Time{}, fmt.Errorf("commit these first, a release is made from a commit:\n%s",
			changed)
	}
	epoch := []byte(os.Getenv("SOURCE_DATE_EPOCH"))
	if len(epoch) == 0 {
		if epoch, err = output(nil, "git", "log", "-1", "--format=%ct"); err != nil {
			return time.Time{}, err
		}
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(epoch)), 10, 64)
	return time.Unix(seconds, 0).UTC(), err
}

// release gives the archive for a target, and its bill once more beside it for those who scan
// bills.
func (t target) release(scratch string, made time.Time) ([]entry, error) {
	binary, info, err := t.build(scratch)
	if err != nil {
		return nil, err
	}
	packages, err := t.packages()
	if err != nil {
		return nil, err
	}
	parts, err := collect(info, packages)
	if err != nil {
		return nil, err
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return nil, err
	}
	guide, err := guide()
	if err != nil {
		return nil, err
	}
	own := part{info.Main.Path, info.Main.Version, "",
		[]text{{"LICENSE", licence, identify(licence)}}}
	bill, err := bill(own, info, parts, binary)
	if err != nil {
		return nil, err
	}
	files := append(guide, []entry{
		{t.executable(), binary, 0o755},
		{"LICENSE", licence, 0o644},
		{"gongshi.cdx.json", bill, 0o644},
		{"licences.txt", licences(parts), 0o644},
	}...)
	name := fmt.Sprintf("gongshi-%s-%s-%s", info.Main.Version, t.system, t.processor)
	pack, kind := tarball, ".tar.gz"
	if t.system == "windows" {
		pack, kind = zipped, ".zip"
	}
	archive, err := pack(name, files, made)
	return []entry{{name + kind, archive, 0o644}, {name + ".cdx.json", bill, 0o644}}, err
}

// guide is what a reader has beside the program: the READMEs, and what they lead to and show.
func guide() ([]entry, error) {
	var files []entry
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/pictures/*.png"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			files = append(files, entry{filepath.ToSlash(name), data, 0o644})
		}
	}
	return files, nil
}

func (t target) executable() string {
	if t.system == "windows" {
		return "gongshi.exe"
	}
	return "gongshi"
}

// build gives the binary, and what it says about itself: its version and commit, and the modules
// that are linked in.
func (t target) build(scratch string) ([]byte, *debug.BuildInfo, error) {
	path := filepath.Join(scratch, t.system+"-"+t.processor)
	_, err := output(t.environment(), "go", "build", "-trimpath", "-buildvcs=true",
		"-ldflags="+t.linking(), "-o", path, program)
	if err != nil {
		return nil, nil, err
	}
	binary, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		return nil, nil, err
	}
	if setting(info, "vcs.modified") != "false" || setting(info, "vcs.revision") == "" {
		return nil, nil, errors.New("the binary names no commit, or one that it was not made from")
	}
	return binary, info, nil
}

// linking leaves out the tables of symbols, and the build id, which differs between two Gos that
// give the same code otherwise. macOS 26 starts no program without an LC_UUID, and Go makes that
// from the build id: https://github.com/golang/go/issues/68678.
func (t target) linking() string {
	if t.system == "darwin" {
		return "-s -w"
	}
	return "-s -w -buildid="
}

// environment sets all that changes what the compiler writes. GOFLAGS is not emptied: an empty
// one would be replaced by the user's own, from `go env -w`.
func (t target) environment() []string {
	return append(os.Environ(), "GOOS="+t.system, "GOARCH="+t.processor, "CGO_ENABLED=0",
		"GOFLAGS=-mod=readonly", "GOWORK=off", "GOAMD64=v1", "GOARM64=v8.0", "GOFIPS140=off")
}

func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// output runs a program; where it fails, what it said is the error.
func output(environment []string, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = environment
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, said.Bytes())
	}
	return out, nil
}

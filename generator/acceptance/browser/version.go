package browser

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongshi/generator/acceptance/program"
)

// Version is a Chromium: one of those that old telephones and office machines still have, or
// today's.
type Version struct {
	Name   string
	module string // of npm, that has it; none for today's
}

// Versions are the oldest Chromium that the pages are made for, one of 2020, which knows grids and
// variables but no gap in a flex box, and today's.
var Versions = []Version{
	{"Chromium 69", "chromium-69"}, {"Chromium 81", "chromium-81"}, {"today's Chromium", ""},
}

// unpack has Node's zlib, which knows brotli, write one file out of another.
const unpack = `const fs = require('fs')
fs.createReadStream(process.argv[1]).pipe(require('zlib').createBrotliDecompress())
	.pipe(fs.createWriteStream(process.argv[2], {mode: 0o755}))`

// find gives the path of the program. An old one is unpacked beside its archive, once. Where the
// machine lacks it the test is left out, but never in CI.
func (v Version) find(t testing.TB) string {
	t.Helper()
	if v.module == "" {
		return program.Find(t, "chromium")
	}
	folder, err := filepath.Abs(filepath.Join(program.Modules(), v.module, "bin"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "chromium")
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		program.Need(t, v.Name, err)
		return path
	}
	archives, err := filepath.Glob(filepath.Join(folder, "chromium*.br"))
	if len(archives) == 0 {
		err = errors.Join(err, fs.ErrNotExist)
	}
	program.Need(t, v.Name, err)
	part := path + ".part"
	said, err := exec.Command(program.Find(t, "node"), "-e", unpack, archives[0], part).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if err := os.Rename(part, path); err != nil {
		t.Fatal(err)
	}
	return path
}

package source_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"gongshi/generator/source"
)

func TestOverwritePutsAllBytesOrLeavesWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	file, folder := filepath.Join(dir, "notice.docx"), filepath.Join(dir, "taken.docx")
	for _, text := range []string{"first", "second"} {
		if err := source.Overwrite(file, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(file); err != nil || string(data) != text {
			t.Errorf("%q, %v, want %q", data, err, text)
		}
	}
	if err := os.MkdirAll(filepath.Join(folder, "kept"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := source.Overwrite(folder, []byte("third")); err == nil {
		t.Error("a folder was written over")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v: something was left beside the files", entries, err)
	}
}

func TestAnErrorNamesTheFileThatWasAskedFor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nowhere", "a.txt")
	for name, put := range map[string]func(string, []byte) error{"create": source.Create,
		"overwrite": source.Overwrite} {
		var wrong *fs.PathError
		if err := put(file, nil); !errors.As(err, &wrong) || wrong.Path != file {
			t.Errorf("%s: %v", name, err)
		}
	}
}

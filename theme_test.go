package gongshi

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"slices"
	"testing"
)

func TestThemeEqualsTheDisk(t *testing.T) {
	for _, folder := range []string{"layouts", "static", "i18n"} {
		disk, embedded := tree(t, os.DirFS("."), folder), tree(t, Theme, folder)
		for _, path := range slices.Sorted(maps.Keys(disk)) {
			got, exists := embedded[path]
			switch {
			case !exists:
				t.Errorf("%s is not embedded", path)
			case !bytes.Equal(got, disk[path]):
				t.Errorf("%s differs from the disk", path)
			}
			delete(embedded, path)
		}
		for path := range embedded {
			t.Errorf("%s is embedded but not on the disk", path)
		}
	}
}

func tree(t *testing.T, root fs.FS, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(root, folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(root, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

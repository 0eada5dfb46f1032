package canary

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/acceptance/site"
	"gongshi/generator/bundle"
	"gongshi/generator/office"
	"gongshi/generator/register"
)

// What is passed on as one file holds no more than the site does.
func TestNothingHiddenIsInABundle(t *testing.T) {
	for _, name := range []string{"hidden", "unapproved"} {
		t.Run(name, func(t *testing.T) {
			g := newGarden()
			source := golden.Unpack(t,
				approved(g.archive(golden.Parse(t, "testdata/"+name+".txtar"))))
			published := found(t, site.Build(t, source))
			dir, _ := site.Single(t, source)
			packed := t.TempDir()
			unpackBundle(t, source, site.Build(t, source), packed)
			for _, at := range []string{dir, packed} {
				shown := 0
				for word, files := range found(t, at) {
					if strings.HasPrefix(word, "canary") {
						t.Errorf("%s is in %v", word, files)
					}
					if published[word] != nil {
						shown++
					}
				}
				if shown == 0 {
					t.Errorf("%s shows nothing", at)
				}
			}
		})
	}
}

// unpackBundle packs a built site as the command does, and unpacks it.
func unpackBundle(t *testing.T, source, output, to string) {
	t.Helper()
	r, err := register.Read(os.DirFS(source))
	if err != nil {
		t.Fatal(err)
	}
	day, _ := register.ParseDay(site.AsOf)
	public := r.Published().AsOf(day)
	b := bundle.Bundle{Site: os.DirFS(output), Source: os.DirFS(source), Register: public,
		Papers: map[string][]byte{}}
	for _, i := range public.Inspections {
		paper, err := office.Notice(public.Register, i)
		if err == nil {
			b.Papers[i.ID+".docx"], err = paper.As("docx")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if _, err := b.Write(context.Background(), &data); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data.Bytes()), int64(data.Len()))
	if err == nil {
		err = os.CopyFS(filepath.Join(to, "bundle"), z)
	}
	if err != nil {
		t.Fatal(err)
	}
}

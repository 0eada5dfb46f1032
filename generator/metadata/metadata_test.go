package metadata_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/metadata"
)

// An archive holds the parts of a zip, or one PDF, and what is found in it and becomes of it in a
// copy. @jpeg and @png are pictures with traces.
func TestTracesAreFoundAndCleaned(t *testing.T) {
	golden.Archives(t, "testdata/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		isWant := func(f txtar.File) bool { return f.Name == "want" }
		return describe(t, file(t, slices.DeleteFunc(slices.Clone(a.Files), isWant)))
	})
}

// file is one PDF as it is, or a zip.
func file(t testing.TB, parts []txtar.File) []byte {
	if len(parts) == 1 && strings.HasSuffix(parts[0].Name, ".pdf") {
		return parts[0].Data
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		data := p.Data
		switch string(data) {
		case "@jpeg\n":
			data = jpegWith(t, everything())
		case "@png\n":
			data = pngWith(t, everything())
		}
		part, err := w.Create(p.Name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// describe lists what is found, and the parts of a copy that are not as they were.
func describe(t testing.TB, data []byte) string {
	before := bytes.Clone(data)
	traces, err := metadata.Find(data)
	if err != nil {
		return err.Error() + "\n"
	}
	out := metadata.Describe(traces, "en") + "\n" + metadata.Describe(traces, "zh") + "\n"
	copied, err := metadata.Clean(data)
	if !bytes.Equal(before, data) {
		t.Error("the original is changed")
	}
	switch {
	case errors.Is(err, metadata.ErrByHand):
		return out + "by hand\n"
	case err != nil:
		return out + err.Error() + "\n"
	case copied == nil:
		return out + "nothing to clean\n"
	}
	if left, err := metadata.Find(copied); err != nil || len(left) > 0 {
		t.Errorf("left: %v %v", left, err)
	}
	if again, err := metadata.Clean(copied); err != nil || again != nil {
		t.Errorf("cleaned twice: %v", err)
	}
	return out + changed(t, unpacked(t, data), unpacked(t, copied))
}

type part struct{ name, data string }

func unpacked(t testing.TB, data []byte) []part {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part{f.Name, string(text)})
	}
	return parts
}

func changed(t testing.TB, before, after []part) string {
	var b strings.Builder
	for _, p := range before {
		i := slices.IndexFunc(after, func(o part) bool { return o.name == p.name })
		switch {
		case i < 0:
			fmt.Fprintf(&b, "- %s\n", p.name)
		case after[i].data == p.data:
		case strings.HasPrefix(p.data, "\xff\xd8") || strings.HasPrefix(p.data, "\x89PNG"):
			samePixels(t, []byte(p.data), []byte(after[i].data))
			fmt.Fprintf(&b, "~ %s\n", p.name)
		default:
			fmt.Fprintf(&b, "~ %s\n%s\n", p.name, strings.TrimSpace(after[i].data))
		}
	}
	return b.String()
}

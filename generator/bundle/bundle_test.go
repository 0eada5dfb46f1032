package bundle

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"gongshi/generator/register"
	"gongshi/generator/sign"
)

// sources are registers that have, together, all that one can have.
var sources = []string{"../testdata/every-key", "../testdata/withdrawn", "../testdata/english", "../.."}

// read gives the public view of a register without problems.
func read(t *testing.T, fsys fs.FS) *register.Snapshot {
	t.Helper()
	r, err := register.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r.Published().AsOf(register.Day(738000))
}

// rewrite gives a register as it is written anew, attachments with their bytes.
func rewrite(t *testing.T, fsys fs.FS) fstest.MapFS {
	t.Helper()
	b := Bundle{Source: fsys, Register: read(t, fsys)}
	texts, attached, err := b.rewritten(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for name, data := range texts {
		out[name] = &fstest.MapFile{Data: data}
	}
	for name, from := range attached {
		data, err := fs.ReadFile(fsys, from)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

func TestWhatIsWrittenAnewIsReadAsTheSame(t *testing.T) {
	for _, dir := range sources {
		t.Run(dir, func(t *testing.T) {
			anew := rewrite(t, os.DirFS(dir))
			before, after := read(t, os.DirFS(dir)), read(t, anew)
			if len(before.Filed()) != len(after.Filed()) {
				t.Fatalf("%d findings became %d", len(before.Filed()), len(after.Filed()))
			}
			for i, f := range before.Filed() {
				same(t, f, after.Filed()[i])
			}
			if again := rewrite(t, anew); !reflect.DeepEqual(again, anew) {
				t.Error("written once more, it is another")
			}
		})
	}
}

// same compares two findings key by key; links to files lead elsewhere.
func same(t *testing.T, a, b *register.Finding) {
	t.Helper()
	if a.ID != b.ID || !slices.Equal(a.NotStated, b.NotStated) && a.Withdrawn == nil {
		t.Errorf("%s became %s", a.ID, b.ID)
	}
	x, y := reflect.ValueOf(*a), reflect.ValueOf(*b)
	written := map[string]any{}
	for key, value := range register.Written(y) {
		written[key] = value
	}
	for key, value := range register.Written(x) {
		hidden := !isPublic("finding", key) ||
			a.Withdrawn != nil && slices.Contains(hiddenWithdrawn, key)
		filed := key == "evidence" || key == "documents"
		if got := written[key]; hidden && got != nil || !hidden && !filed &&
			!reflect.DeepEqual(got, value) {
			t.Errorf("%s: %s was %v, and is %v", a.ID, key, value, got)
		}
	}
	if len(a.Links()) == 0 && a.Body.Text != b.Body.Text {
		t.Errorf("%s: the text was %q, and is %q", a.ID, a.Body.Text, b.Body.Text)
	}
}

// private are the keys that do not leave.
var private = map[string]string{"finding": "drafted author approved draft", "inspection": "draft",
	"category": "draft"}

func TestEveryKeyIsPublicOrPrivate(t *testing.T) {
	seen := 0
	var look func(of string)
	look = func(of string) {
		for _, k := range register.Keys(of) {
			seen++
			if isPublic(of, k.Name) == slices.Contains(strings.Fields(private[of]), k.Name) {
				t.Errorf("is %s of %s public?", k.Name, of)
			}
			if k.Of != "" && isPublic(of, k.Name) {
				look(k.Of)
			}
		}
	}
	for _, kind := range register.Kinds() {
		look(kind)
	}
	if seen < 80 {
		t.Errorf("%d keys", seen)
	}
}

// Each archive is a source, what none of its rewritten files may have (a line each, file hidden),
// and what comes out.
func TestOnlyWhatIsPublicIsWritten(t *testing.T) {
	a, err := txtar.ParseFile("testdata/hidden.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	anew := rewrite(t, fsys)
	for name, file := range anew {
		if text := name + string(file.Data); strings.Contains(text, "HIDDEN") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
	for _, name := range []string{"config.toml", "content/audit/money/rent.md", "record/allow.yml",
		"static/mark.png"} {
		if anew[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
	if allow := anew["record/allow.yml"]; allow != nil &&
		strings.Count(string(allow.Data), "digest") != 1 {
		t.Errorf("%s", allow.Data)
	}
}

func TestABundleIsTheSameWheneverItIsPacked(t *testing.T) {
	fsys := os.DirFS("../testdata/every-key")
	site := fstest.MapFS{"index.html": {Data: []byte("<p>")}, "空.txt": {},
		"data/findings.csv": {Data: []byte("a,b")}, sign.SumsFile: {Data: []byte("0  a\n")}}
	b := Bundle{Site: site, Source: fsys, Register: read(t, fsys),
		Papers: map[string][]byte{"audit.docx": []byte("PK")}}
	var first, second bytes.Buffer
	n, err := b.Write(context.Background(), &first)
	if _, again := b.Write(context.Background(), &second); err != nil || again != nil {
		t.Fatal(err, again)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("twice the same site gives two bundles")
	}
	z, err := zip.NewReader(bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil || len(z.File) != n {
		t.Fatal(n, err)
	}
	var names []string
	sums := sign.Sums{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
		if f.Name == sign.SumsFile {
			sums, err = sign.ParseSums(data)
			if err != nil || len(sums) != n-1 {
				t.Errorf("%d sums, %v", len(sums), err)
			}
		}
		if f.NonUTF8 || f.Flags&0x800 == 0 != isASCII(f.Name) {
			t.Errorf("%s is not flagged as what it is", f.Name)
		}
	}
	for _, name := range []string{"README.html", "data/findings.csv", "papers/audit.docx",
		"site/空.txt", "site/SHA256SUMS", "register/config.toml"} {
		if _, is := sums[name]; !is || !slices.Contains(names, name) {
			t.Errorf("there is no %s", name)
		}
	}
}

func isASCII(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return r > 126 })
}

func TestNamesThatNotEverySystemCanHaveAreRefused(t *testing.T) {
	for name, able := range map[string]bool{
		"site/index.html": true, "site/通报.html": true, "site/.well-known/x": true,
		"site/con.html": false, "site/NUL": false, "aux/x": false, "site/com1.tar.gz": false,
		"site/console.html": true, "site/x.": false, "site/x ": false, "site/a:b": false,
		"site/../x": false, "site/a\\b": false, "site/a\tb": false, "site/a?": false,
		"site/" + strings.Repeat("长", 86): false, "site/" + strings.Repeat("a", 255): true,
	} {
		if unpackable(name) != able {
			t.Errorf("%q: %v", name, !able)
		}
	}
	b := Bundle{Site: fstest.MapFS{"nul.png": {}}, Source: os.DirFS(sources[0]),
		Register: read(t, os.DirFS(sources[0]))}
	if _, err := b.Write(context.Background(), io.Discard); err == nil ||
		err.Error() != `"site/nul.png" is no name on every system` {
		t.Error(err)
	}
}

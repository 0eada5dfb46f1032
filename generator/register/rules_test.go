package register_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/problem"
	"gongshi/generator/register"
)

// Each archive in testdata/rules holds files that lie over those of testdata/base.txtar, and
// under want what is said of them. Lines of its comment change a file in a way that text cannot
// show: "bom FILE", "crlf FILE", "gb18030 FILE", "latin1 FILE" (~ is é), "utf16 FILE" (its mark alone), "utf16le FILE", "nul
// FILE", "cut FILE" (its last byte), "link FILE" (a symbolic link), "pipe FILE", "large
// FILE", "lines FILE" and "marks FILE" (10,000 more), "rename FILE" (GBK in its name is two characters in GBK, ESC that one) and "remove FILE".
func TestEachRuleSaysWhereAndHow(t *testing.T) {
	golden.Archives(t, rules, func(t *testing.T, a *txtar.Archive) string {
		return said(source(t, a))
	})
}

const rules = "testdata/rules/*.txtar"

// said is what reading says of a source, in English: its problems, then its remarks.
func said(fsys fs.FS) string {
	r, err := register.Read(fsys)
	list, ok := err.(problem.List)
	if err != nil && !ok {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	slices.Concat(list, r.Remarks).Text(&b, "en")
	return b.String()
}

// source is the base register with an archive over it.
func source(t testing.TB, over *txtar.Archive) fstest.MapFS {
	t.Helper()
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range slices.Concat(base.Files, over.Files) {
		if f.Name != "want" {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	for _, line := range strings.Split(string(over.Comment), "\n") {
		if how, name, ok := strings.Cut(line, " "); ok && fsys[name] != nil {
			change(t, fsys, how, name)
		}
	}
	return fsys
}

func change(t testing.TB, fsys fstest.MapFS, how, name string) {
	t.Helper()
	f := fsys[name]
	var err error
	switch how {
	case "bom":
		f.Data = append([]byte("\ufeff"), f.Data...)
	case "crlf":
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
	case "gb18030":
		f.Data, err = simplifiedchinese.GB18030.NewEncoder().Bytes(f.Data)
	case "latin1":
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "~", "\xe9"))
	case "utf16":
		f.Data = append([]byte("\xff\xfe"), f.Data...)
	case "utf16le":
		f.Data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(f.Data)
	case "nul":
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "NUL", "\x00"))
	case "cut":
		f.Data = f.Data[:len(f.Data)-1]
	case "link":
		f.Mode = fs.ModeSymlink
	case "pipe":
		f.Mode = fs.ModeNamedPipe
	case "lines":
		f.Data = append(f.Data, strings.Repeat("A line.\n", 10_000)...)
	case "marks":
		f.Data = append(f.Data, strings.Repeat("[", 10_001)...)
	case "large":
		f.Data = append(f.Data, make([]byte, 1<<20)...)
	case "rename":
		delete(fsys, name)
		fsys[strings.NewReplacer("GBK", "\xd5\xd5", "ESC", "\x1b").Replace(name)] = f
	case "remove":
		delete(fsys, name)
	default:
		t.Fatalf("unknown change %q", how)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// elsewhere are the rules that other rooms hold; they have tests of their own.
var elsewhere = []string{"file-changed", "url-twice", "log-damaged"}

func TestEveryRuleHasAnArchive(t *testing.T) {
	var all strings.Builder
	for _, file := range golden.Files(t, rules) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	for _, rule := range rulesInSource(t) {
		unknown := rule == "yaml-broken" || // of each fault that is known another rule speaks
			rule == "file-linked" // TestHardLinksToHiddenFilesAreRefused
		if !unknown && !strings.Contains(all.String(), "["+rule+"]\n") {
			t.Errorf("no archive shows %s", rule)
		}
	}
	for _, rule := range problem.Rules() {
		known := slices.Contains(rulesInSource(t), rule) || slices.Contains(elsewhere, rule)
		if !known && !strings.Contains(rule, "broken") && !rendering.MatchString(rule) {
			t.Errorf("no code reports %s", rule)
		}
	}
}

// rendering are the rules of the rooms render, privacy and record.
var rendering = regexp.MustCompile(
	`^(record|template|layout|render|style|script|word|personal|attachment|allowance)-`)

// rulesInSource are the rules that the code names of this package and of the rooms it reads with.
func rulesInSource(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, room := range []string{"register", "encoding", "markdown"} {
		more, err := filepath.Glob("../" + room + "/*.go")
		if err != nil || len(more) == 0 {
			t.Fatal(more, err)
		}
		files = append(files, more...)
	}
	files = append(files, "keys.toml")
	var found []string
	quoted := regexp.MustCompile(`"[a-z0-9-]+"`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range quoted.FindAllString(string(data), -1) {
			rule := strings.Trim(word, `"`)
			if slices.Contains(problem.Rules(), rule) && !slices.Contains(found, rule) {
				found = append(found, rule)
			}
		}
	}
	return found
}

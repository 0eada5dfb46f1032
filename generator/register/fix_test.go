package register_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/tools/txtar"

	"gongshi/generator/acceptance/golden"
	"gongshi/generator/register"
)

// Each archive in testdata/fix is as those in testdata/rules; what it wants are the lines that
// are mended, by their numbers, with the ends of lines and the tabs made visible.
func TestFixMendsWhatHasOneRightAnswer(t *testing.T) {
	golden.Archives(t, "testdata/fix/*.txtar", func(t *testing.T, a *txtar.Archive) string {
		fsys := source(t, a)
		got := mended(fixes(t, fsys))
		write(fsys, fixes(t, fsys))
		if again := mended(fixes(t, fsys)); again != "" {
			t.Errorf("a second time:\n%s", again)
		}
		return got
	})
}

func fixes(t testing.TB, fsys fs.FS) []register.Fix {
	t.Helper()
	all, err := register.Fixes(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func write(fsys fstest.MapFS, fixes []register.Fix) {
	for _, f := range fixes {
		fsys[f.File] = &fstest.MapFile{Data: f.After, Mode: 0o644}
	}
}

// mended lists what changes, line by line; where lines are added, as a diff.
func mended(fixes []register.Fix) string {
	var b strings.Builder
	visible := strings.NewReplacer("\t", "→")
	for _, f := range fixes {
		fmt.Fprintf(&b, "%s %s\n", f.File, f.Form)
		before, after := strings.Split(f.Text, "\n"), strings.Split(string(f.After), "\n")
		if len(before) != len(after) {
			_, hunks, _ := strings.Cut(string(diff.Diff("", []byte(f.Text), "", f.After)), "\n@@")
			for line := range strings.Lines(hunks) {
				if line[0] == '-' || line[0] == '+' {
					b.WriteString(visible.Replace(line))
				}
			}
			continue
		}
		for i, line := range before {
			if line != after[i] {
				fmt.Fprintf(&b, "%d- %s|\n%d+ %s|\n", i+1, visible.Replace(line), i+1,
					visible.Replace(after[i]))
			}
		}
	}
	return b.String()
}

// A text that is damaged in every way that can be mended comes back as it was, byte by byte.
func TestFixGivesBackWhatWasMeant(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	whole := fstest.MapFS{}
	if err := fs.WalkDir(os.DirFS("../.."), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join("../..", name))
		whole[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if untouched := mended(fixes(t, whole)); untouched != "" {
		t.Fatalf("the register itself is mended:\n%s", untouched)
	}
	for range 20 {
		hurt := fstest.MapFS{}
		for _, name := range slices.Sorted(maps.Keys(whole)) {
			data := damage(t, random, string(whole[name].Data))
			hurt[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
		write(hurt, fixes(t, hurt))
		for name := range whole {
			if string(hurt[name].Data) != string(whole[name].Data) {
				t.Fatalf("%s became\n%s", name, hurt[name].Data)
			}
		}
	}
}

var (
	plainKey = regexp.MustCompile(`^( *(?:- )?[a-z_]+): (.*)$`)
	plainDay = regexp.MustCompile(`^( +(?:- )?date: )(\d{4})-(\d\d)-(\d\d)$`)
)

func damage(t *testing.T, random *rand.Rand, text string) []byte {
	t.Helper()
	front, body, _ := strings.Cut(text[4:], "\n---\n")
	lines := strings.Split(front, "\n")
	for i, line := range lines {
		if m := plainDay.FindStringSubmatch(line); m != nil && random.IntN(2) == 0 {
			line = m[1] + m[2] + "年" + strings.TrimPrefix(m[3], "0") + "月" + m[4] + "日"
		}
		if m := plainKey.FindStringSubmatch(line); m != nil && random.IntN(3) == 0 {
			line = m[1] + "：" + m[2]
		}
		lines[i] = line + strings.Repeat(" ", random.IntN(3))
	}
	text = "---\n" + strings.Join(lines, "\n") + "\n--- \n" + body
	if random.IntN(2) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if random.IntN(2) == 0 {
		return append([]byte("\ufeff"), text...)
	}
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzFix holds that to fix twice is to fix once, and that what could be read before is read the
// same after.
func FuzzFix(f *testing.F) {
	for _, text := range findings(f) {
		f.Add(text)
	}
	archives, err := filepath.Glob("testdata/fix/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for name, file := range source(f, archive) {
			if register.IsFinding(name) {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		const name = "content/audit/money/sample.md"
		fsys := fstest.MapFS{name: {Data: text, Mode: 0o644}}
		once := fixes(t, fsys)
		if len(once) == 0 {
			return
		}
		before, err := read(t, text)
		write(fsys, once)
		if again := fixes(t, fsys); len(again) > 0 {
			t.Errorf("a second time:\n%s\n%q", mended(again), once[0].After)
		}
		after, afterErr := read(t, once[0].After)
		if err == nil && (afterErr != nil || written(t, before) != written(t, after)) {
			t.Errorf("read otherwise: %v\n%s", afterErr, mended(once))
		}
	})
}

// written is all that the findings' authors wrote, without its place.
func written(t *testing.T, r *register.Register) string {
	t.Helper()
	var b strings.Builder
	for _, f := range r.All() {
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %v %q %v\n", data, f.Draft, f.Body.Text, f.Own)
		for _, l := range f.Links() {
			fmt.Fprintln(&b, l.Raw, l.To, l.Finding, l.File)
		}
	}
	return b.String()
}

// A UTF-8 file that has lost a byte can mostly be read as GB18030 too; to convert it would be to
// lose its text.
func TestDamagedTextIsNotTakenForGB18030(t *testing.T) {
	const name = "content/audit/money/sample.md"
	text := "---\ntitle: 盘活闲置国有资产力度不够\nsummary: 建了台账\n---\n正文用“Markdown”写。\n"
	for i := range text {
		for end := i + 1; end <= i+3 && end < len(text); end++ {
			data := []byte(text[:i] + text[end:])
			for _, f := range fixes(t, fstest.MapFS{name: {Data: data, Mode: 0o644}}) {
				if slices.Contains(f.Form, "GB18030") {
					t.Errorf("without bytes %d to %d:\n%s", i, end, f.After)
				}
			}
		}
	}
}

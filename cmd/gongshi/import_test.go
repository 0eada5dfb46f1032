package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongshi/generator/importer"
	"gongshi/generator/source"
)

// whole is where the room that reads keeps a whole notice: as an outline, and as programs have
// written it. A line of the outline is title, a level from 1 to 4, p or row, a tab, and the text.
const whole = "../../generator/document/testdata/whole/"

// typed is the whole notice as a text with its numbers typed.
func typed(t *testing.T) string {
	t.Helper()
	outline, err := os.ReadFile(whole + "notice.outline")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var counts [5]int
	for line := range strings.Lines(string(outline)) {
		kind, text, _ := strings.Cut(line, "\t")
		if level := strings.Index("1234", kind) + 1; level > 0 {
			counts[level]++
			clear(counts[level+1:])
			n := counts[level]
			chinese := string([]rune("一二三四五六七八九十")[n-1])
			b.WriteString([]string{chinese + "、", "（" + chinese + "）", fmt.Sprintf("%d.", n),
				fmt.Sprintf("(%d)", n)}[level-1])
		}
		b.WriteString(strings.ReplaceAll(text, "\t", "，"))
	}
	return b.String()
}

// tried is the JSON of a trial import, without what depends on the format: places, and the table
// that the text has not.
func tried(t *testing.T, file string) map[string]any {
	t.Helper()
	var out, said bytes.Buffer
	code := run(t.Context(), []string{"import", file, "--dry-run", "--format", "json",
		"--lang", "en", "--source", t.TempDir()}, &out, &said)
	var all map[string]any
	if err := json.Unmarshal(out.Bytes(), &all); err != nil || code != exitDone {
		t.Fatalf("%s: exit %d, %v\n%s%s", file, code, err, &out, &said)
	}
	delete(all, "leftover")
	delete(all, "questions")
	return all
}

func TestOneNoticeInManyFormatsIsTheSameImport(t *testing.T) {
	text, dir := typed(t), t.TempDir()
	chinese, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	page := "<!doctype html><meta charset=utf-8><title>x</title><body><article><p>" +
		strings.ReplaceAll(html.EscapeString(strings.TrimSpace(text)), "\n", "</p>\n<p>") +
		"</p></article>"
	files := []string{whole + "libreoffice.docx"}
	for name, data := range map[string]string{"notice.txt": text, "windows.txt": "\ufeff" +
		strings.ReplaceAll(text, "\n", "\r\n"), "chinese.txt": chinese, "page.html": page} {
		file := filepath.Join(dir, name)
		writeText(t, file, data)
		files = append(files, file)
	}
	if _, err := exec.LookPath("soffice"); err == nil {
		files = append(files, whole+"notice.doc")
	}
	want := tried(t, filepath.Join(dir, "notice.txt"))
	if items := want["items"].([]any); len(items) != 12 {
		t.Fatalf("%d findings", len(items))
	}
	for _, file := range files {
		if got := tried(t, file); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%v\nwant\n%v", file, got, want)
		}
	}
}

func TestImportedFormatIsRefusedWhereItsProgramIsMissing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("LibreOffice is looked for in other places than PATH")
	}
	t.Setenv("PATH", t.TempDir())
	var out, said bytes.Buffer
	code := run(t.Context(), []string{"import", whole + "notice.doc", "--lang", "en"}, &out, &said)
	if code != exitMachine || !strings.Contains(said.String(), "LibreOffice") || out.Len() > 0 {
		t.Errorf("exit %d: %s%s", code, &out, &said)
	}
}

// long is a notice of n findings; change is in the account of each.
func long(n int, change string) string {
	var b strings.Builder
	b.WriteString("某县林场关于巡察整改进展情况的通报\n一、整改进展情况\n（一）管护方面\n")
	for i := range n {
		fmt.Fprintf(&b, "%d.关于第%d林班巡护不到位的问题\n整改进展情况：一是补巡%d次%s。二是%s。\n",
			i+1, i+1, i+2, change, strings.Repeat("登记到人", 50))
	}
	b.WriteString("二、未完成整改的问题\n（一）关于第1林班巡护不到位的问题\n原因：道路未通。\n" +
		"下一步措施：修路。\n完成时限：2025年6月30日前\n联系电话：0999-5550177\n某县林场\n2024年9月2日\n")
	return b.String()
}

// What an import writes, a check reads: a text that is too large is refused as a whole.
func TestImportWritesNothingThatACheckCallsTooLarge(t *testing.T) {
	const begin = "某县林场关于巡察整改进展情况的通报\n一、整改进展情况\n（一）管护方面\n" +
		"1.关于巡护不到位的问题\n整改进展情况：一是补巡了。"
	for rule, text := range map[string]string{
		"file-large": strings.Repeat("字", 400_000),
		"signs-many": strings.Repeat("[", 20_000),
		"file-lines": strings.Repeat("\n补巡了一次。", 20_000),
	} {
		source, notice := t.TempDir(), filepath.Join(t.TempDir(), "notice.txt")
		writeText(t, notice, begin+text+"\n")
		out, err := exec.Command("gongshi", "import", notice, "--source", source).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "["+rule+"]\n") {
			t.Errorf("%s: %v\n%.300s", rule, err, out)
		}
		if left := registerIn(source); len(left) > 0 {
			t.Errorf("%s: %d files were written", rule, len(left))
		}
	}
}

// registerIn is a tree without Gongshi's own folder.
func registerIn(dir string) map[string][]byte {
	files := tree(dir)
	maps.DeleteFunc(files, func(name string, _ []byte) bool {
		return strings.HasPrefix(name, ".gongshi"+string(filepath.Separator))
	})
	config := filepath.FromSlash(source.ConfigFile)
	if text, is := files[config]; is { // its uuid is random
		files[config] = regexp.MustCompile(`(?m)^uuid = ".+"$`).ReplaceAll(text, nil)
	}
	return files
}

func TestKilledImportLeavesAllOfItsFilesOrNone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	kills := 25 // imports of each kind that are killed at a random moment
	if testing.Short() {
		kills = 5
	}
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first.txt"), filepath.Join(dir, "second.txt")
	writeText(t, first, long(120, ""))
	writeText(t, second, long(120, "，夜巡也在内"))
	random := rand.New(rand.NewPCG(3, 4))
	for _, kind := range [][]string{{first}, {second, "--update"}} {
		start := t.TempDir()
		if len(kind) > 1 {
			imported(t, start, first)
		}
		end := t.TempDir()
		if err := os.CopyFS(end, os.DirFS(start)); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		imported(t, end, kind...)
		took := time.Since(began)
		before, after := registerIn(start), registerIn(end)
		outcomes := [2]int{}
		for range kills {
			source := t.TempDir()
			if err := os.CopyFS(source, os.DirFS(start)); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("gongshi", append([]string{"import", "--source", source}, kind...)...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(random.Int64N(int64(took))))
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			switch got := settled(t, source); {
			case equal(got, before):
				outcomes[0]++
			case equal(got, after):
				outcomes[1]++
			default:
				t.Fatalf("%v leaves %d files, neither %d nor %d", kind, len(got), len(before),
					len(after))
			}
		}
		t.Logf("%v: nothing %d times, all %d times", kind, outcomes[0], outcomes[1])
	}
}

// imported imports to the end.
func imported(t *testing.T, source string, args ...string) {
	t.Helper()
	cmd := exec.Command("gongshi", append([]string{"import", "--source", source}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// settled is a register after the next import has looked at it.
func settled(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	folder, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	unlock, err := importer.Lock(folder)
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	return registerIn(dir)
}

func TestOfManyImportsAtOnceOneWritesAndNoneMixes(t *testing.T) {
	dir, source := t.TempDir(), t.TempDir()
	notice := filepath.Join(dir, "notice.txt")
	writeText(t, notice, long(200, ""))
	alone := t.TempDir()
	imported(t, alone, notice)
	var running []*exec.Cmd
	var said [8]strings.Builder
	for n := range said {
		cmd := exec.Command("gongshi", "import", notice, "--source", source, "--lang", "en")
		cmd.Stdout, cmd.Stderr = &said[n], &said[n]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	wrote := 0
	for n, cmd := range running {
		var exit *exec.ExitError
		switch err := cmd.Wait(); {
		case err == nil && strings.Contains(said[n].String(), "nothing is to be done"):
		case err == nil:
			wrote++
		case errors.As(err, &exit) && exit.ExitCode() == exitMachine &&
			strings.Contains(said[n].String(), "another import"):
		default:
			t.Errorf("import %d: %v\n%s", n, err, said[n].String())
		}
	}
	if wrote != 1 {
		t.Errorf("%d imports wrote", wrote)
	}
	if !equal(registerIn(source), registerIn(alone)) {
		t.Error("the register is not that of one import")
	}
}

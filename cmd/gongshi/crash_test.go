package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// sources are two states of a register, each of n findings, which differ on every page.
func sources(t *testing.T, n int) [2]string {
	t.Helper()
	var dirs [2]string
	for i := range dirs {
		dirs[i] = t.TempDir()
		if err := base(dirs[i]); err != nil {
			t.Fatal(err)
		}
		config := "language = \"en\"\ntimeZone = \"Asia/Shanghai\"\n"
		writeText(t, filepath.Join(dirs[i], "config.toml"),
			config+fmt.Sprintf("title = \"State %d\"\n", i))
		for f := range n {
			name := fmt.Sprintf("f-%d-%d.md", i, f)
			writeText(t, filepath.Join(dirs[i], "content/audit/money", name),
				fmt.Sprintf("---\ntitle: Finding\nnumber: f%d\nsummary: Text.\nstatus: completed\n"+
					"basis: inferred\n---\n%s", f, strings.Repeat("Some text. ", 100)))
		}
	}
	return dirs
}

func writeText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestKilledBuildLeavesTheOldSiteOrTheNewOne(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	kills := 60 // builds that are killed at a random moment
	if testing.Short() {
		kills = 10
	}
	dirs, output := sources(t, 10), filepath.Join(t.TempDir(), "public")
	run := func(source, output string) *exec.Cmd {
		return exec.Command("gongshi", "build", "--as-of", "2024-01-01", "--source", source,
			"--output", output)
	}
	var whole [2]map[string][]byte
	var took time.Duration
	for i, source := range dirs {
		start := time.Now()
		if out, err := run(source, output).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		took = time.Since(start)
		whole[i] = tree(output)
	}
	random := rand.New(rand.NewPCG(1, 2))
	outcomes, stands := [2]int{}, 1
	for n := range kills {
		// What stands there is the other state, so that a build changes every file.
		build := run(dirs[1-stands], output)
		if err := build.Start(); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		time.Sleep(time.Duration(random.Int64N(int64(took * 5 / 4))))
		_ = build.Process.Kill()
		// A machine that has other work is slower: about a fifth of the builds shall get to their
		// end.
		if build.Wait() == nil {
			took = min(took, time.Since(start))
		} else {
			took += took / 32
		}
		got := tree(output)
		switch {
		case equal(got, whole[0]):
			stands = 0
		case equal(got, whole[1]):
			stands = 1
		default:
			t.Fatalf("kill %d leaves a site of %d files that is neither", n, len(got))
		}
		outcomes[stands]++
	}
	t.Logf("%d kills left the states %d and %d times", kills, outcomes[0], outcomes[1])
	// A draft of the cache is left for a minute to the process that may be writing it.
	for i, source := range dirs {
		states, err := filepath.Glob(filepath.Join(source, ".gongshi", "releases", "*"))
		if err != nil || len(states) != 1 {
			t.Fatal(states, err)
		}
		drafts, _ := filepath.Glob(filepath.Join(states[0], "*.tmp"))
		for _, draft := range drafts {
			if err := os.Chtimes(draft, time.Time{}, time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
		}
		out, err := run(source, output).CombinedOutput()
		if err != nil || !equal(tree(output), whole[i]) {
			t.Errorf("the build after all kills: %v\n%s", err, out)
		}
		onlyIn(t, states[0], "output", "released", "touched", "kept", "log", "trees")
	}
	onlyIn(t, filepath.Dir(output), "public", ".public.gongshi.lock")
}

// onlyIn looks that a folder holds nothing but what has some names.
func onlyIn(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("%s is left behind in %s", e.Name(), dir)
		}
	}
}

func equal(a, b map[string][]byte) bool {
	if len(a) != len(b) {
		return false
	}
	for name, data := range a {
		if string(b[name]) != string(data) {
			return false
		}
	}
	return true
}

// builders is how many builds start at once; the register is large enough for the first to be at
// work while the last one starts.
const builders = 20

func TestOfManyBuildsAtOnceTheOthersAreToldWhoIsAtIt(t *testing.T) {
	dirs, output := sources(t, 300), filepath.Join(t.TempDir(), "public")
	var running []*exec.Cmd
	var said [builders]strings.Builder
	for i := range builders {
		build := exec.Command("gongshi", "build", "--lang", "en", "--source", dirs[0],
			"--output", output)
		build.Stderr = &said[i]
		if err := build.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, build)
	}
	won, told := 0, 0
	for i, build := range running {
		var exit *exec.ExitError
		switch err := build.Wait(); {
		case err == nil:
			won++
		case errors.As(err, &exit) && exit.ExitCode() == exitMachine &&
			strings.Contains(said[i].String(), "is writing to"):
			told++
		default:
			t.Errorf("build %d: %v\n%s", i, err, said[i].String())
		}
	}
	if won < 1 || won+told != builders {
		t.Errorf("%d won, %d were told", won, told)
	}
	t.Logf("%d won, %d were told", won, told)
	if n := len(tree(output)); n < 300 {
		t.Errorf("the site has %d files", n)
	}
}

// A check whose output nobody takes waits, and hears of no signal: the first is for what can be
// ended in order.
func TestSecondInterruptEndsAProgramThatWaits(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGINT to be sent")
	}
	dir := sources(t, 1)[0]
	writeText(t, filepath.Join(dir, "content/audit/money/bills.md"), "---\ntitle: Bills\n---\n"+
		strings.Repeat("# Heading\n", 9_000))
	check := exec.Command("gongshi", "check", "--source", dir)
	out, err := check.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // it has much more to say than a pipe holds
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- check.Wait() }()
	for {
		_ = check.Process.Signal(os.Interrupt)
		select {
		case err := <-ended:
			if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.Exited() {
				t.Errorf("it ended by itself: %v", err)
			}
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

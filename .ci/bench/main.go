// Command bench measures gongshi beside the hugo command, of the version in go.mod, which does the
// same work on a plain Hugo site of the same findings.
//
//	go run ./.ci/bench builds [-findings 36,200,2000,10000,100000,200000] [-rounds 5]
//	go run ./.ci/bench watch [-findings 36,2000,10000] [-rounds 30]
//	go run ./.ci/bench deploy [-findings 2000]
//
// builds measures whole builds by fresh processes: cold, with one finding edited, with nothing
// edited. watch measures the time from the save of a finding to its changed HTML being served. 36
// findings are the project's own register, any other number a synthetic one. deploy counts the
// requests that a deployment to an object store takes; hugo has no part in it. Without a word, all
// are measured.
//
// It downloads and builds hugo, keeps nothing, and prints tables. It is no test: nothing is
// expected of a number, only that both programs have done the same.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
)

const hugoModule = "github.com/gohugoio/hugo"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type task struct {
	name    string
	sizes   string
	rounds  int
	measure func(ctx context.Context, t tools, sizes []int, rounds int) error
}

func run(ctx context.Context, args []string) error {
	tasks := []task{
		{"builds", "36,200,2000,10000,100000,200000", 5, measureBuilds},
		{"watch", "36,2000,10000", 30, measureWatch},
		{"deploy", "2000", 1, measureDeploy},
	}
	if len(args) == 0 {
		var all error
		for _, t := range tasks {
			all = errors.Join(all, t.run(ctx, nil))
		}
		return all
	}
	for _, t := range tasks {
		if t.name == args[0] {
			return t.run(ctx, args[1:])
		}
	}
	return fmt.Errorf("%q is none of builds, watch and deploy", args[0])
}

func (t task) run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet(t.name, flag.ExitOnError)
	rounds := flags.Int("rounds", t.rounds, "how often each is measured")
	findings := flags.String("findings", t.sizes, "sizes of the registers")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var sizes []int
	for size := range strings.SplitSeq(*findings, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		sizes = append(sizes, n)
	}
	dir, err := os.MkdirTemp("", "gongshi-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	both, err := makeTools(ctx, dir)
	if err != nil {
		return err
	}
	return t.measure(ctx, both, sizes, *rounds)
}

// tools are both programs, in one directory, and hugo's version.
type tools struct{ dir, version string }

func makeTools(ctx context.Context, dir string) (tools, error) {
	out, err := command(ctx, "go", "list", "-m", "-f", "{{.Version}}", hugoModule).Output()
	if err != nil {
		return tools{}, err
	}
	version := strings.TrimSpace(string(out))
	ours := command(ctx, "go", "build", "-o", filepath.Join(dir, "gongshi"), "./cmd/gongshi")
	theirs := command(ctx, "go", "install", hugoModule+"@"+version)
	theirs.Env = append(os.Environ(), "GOBIN="+dir)
	for _, build := range []*exec.Cmd{ours, theirs} {
		if err := build.Run(); err != nil {
			return tools{}, fmt.Errorf("%v: %w", build.Args, err)
		}
	}
	return tools{dir, version}, nil
}

// command is a program whose complaints are shown.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Stderr = os.Stderr
	return c
}

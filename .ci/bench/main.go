// Command bench measures watch mode: the time from the save of a finding to its changed HTML being
// served, by gongshi watch and, beside it, by hugo server on a plain Hugo site of the same
// findings.
//
//	go run ./.ci/bench [-rounds 30] [-findings 36,2000,10000]
//
// Both are whole processes that are asked over HTTP, as a browser does. They run at the same time
// and are measured in turn, each only once all of them rest: what the machine does besides hits
// them alike. 36 findings are the project's own register, any other number a synthetic one.
//
// It downloads and builds the hugo command of the version in go.mod, keeps nothing, and prints a
// table. It is no test: nothing is expected of a number.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"

	"gongshi/generator/bench"
)

const hugoModule = "github.com/gohugoio/hugo"

// ownFindings is how many the project's own register has.
const ownFindings = 36

func main() {
	rounds := flag.Int("rounds", 30, "how often each is measured")
	findings := flag.String("findings", "36,2000,10000", "sizes of the registers")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx, *rounds, *findings); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, rounds int, findings string) error {
	dir, err := os.MkdirTemp("", "gongshi-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	version, err := tools(ctx, dir)
	if err != nil {
		return err
	}
	head(version, rounds)
	for size := range strings.SplitSeq(findings, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := measureSize(ctx, dir, n, rounds); err != nil {
			return err
		}
	}
	return nil
}

// tools builds both programs into a directory and gives hugo's version.
func tools(ctx context.Context, dir string) (version string, err error) {
	out, err := command(ctx, "go", "list", "-m", "-f", "{{.Version}}", hugoModule).Output()
	if err != nil {
		return "", err
	}
	version = strings.TrimSpace(string(out))
	ours := command(ctx, "go", "build", "-o", filepath.Join(dir, "gongshi"), "./cmd/gongshi")
	theirs := command(ctx, "go", "install", hugoModule+"@"+version)
	theirs.Env = append(os.Environ(), "GOBIN="+dir)
	for _, build := range []*exec.Cmd{ours, theirs} {
		if err := build.Run(); err != nil {
			return "", fmt.Errorf("%v: %w", build.Args, err)
		}
	}
	return version, nil
}

// command is a program whose complaints are shown.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Stderr = os.Stderr
	return c
}

// measureSize measures one size, and prints its lines of the table.
func measureSize(ctx context.Context, dir string, findings, rounds int) error {
	servers := []*server{
		{name: "gongshi", flags: []string{"watch", "--no-open"}},
		{name: "hugo", flags: []string{"server"}},
		{name: "hugo", flags: []string{"server", "--disableFastRender"}},
	}
	work := filepath.Join(dir, strconv.Itoa(findings))
	defer os.RemoveAll(work)
	place, err := source(filepath.Join(work, "register"), findings)
	if err != nil {
		return err
	}
	for i, s := range servers {
		defer s.stop()
		if err := s.lay(filepath.Join(work, strconv.Itoa(i)), filepath.Join(work, "register"),
			place); err != nil {
			return err
		}
		if err := s.start(ctx, dir); err != nil {
			return err
		}
	}
	for round := range rounds + 1 { // the first warms up
		for _, s := range servers {
			if err := rest(ctx, servers); err != nil {
				return err
			}
			if err := s.measure(ctx, round); err != nil {
				return fmt.Errorf("%s %v, round %d: %w", s.name, s.flags, round, err)
			}
		}
	}
	lines(findings, servers)
	return nil
}

// source lays down a register and gives the place of the finding that is edited: one that begins a
// category, so that it stands on the first page of the category's list.
func source(dir string, findings int) (bench.Place, error) {
	if findings != ownFindings {
		place := bench.PlaceOf(findings / 2 / 250 * 250)
		return place, bench.Register(dir, findings)
	}
	place := bench.Place{Inspection: "quanzhou-2022", Category: "direction", ID: "asset-growth"}
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("content")); err != nil {
		return place, err
	}
	config, err := os.ReadFile("config.toml")
	if err != nil {
		return place, err
	}
	return place, os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644)
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"gongshi/.ci/bench/synthetic"
)

// ownFindings is how many the project's own register has.
const ownFindings = 36

// measureWatch measures the time from the save of a finding to its changed HTML being served, by
// gongshi watch and, beside it, by hugo server. Both are asked over HTTP, as a browser does. They
// run at the same time and are measured in turn, each only once all of them rest: what the machine
// does besides hits them alike.
func measureWatch(ctx context.Context, t tools, sizes []int, rounds int) error {
	head(t.version, rounds)
	for _, n := range sizes {
		if err := measureSize(ctx, t.dir, n, rounds); err != nil {
			return err
		}
	}
	return nil
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
func source(dir string, findings int) (synthetic.Place, error) {
	if findings != ownFindings {
		place := synthetic.PlaceOf(findings / 2 / 250 * 250)
		return place, synthetic.Register(dir, findings)
	}
	place := synthetic.Place{Inspection: "quanzhou-2022", Category: "direction", ID: "asset-growth"}
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("content")); err != nil {
		return place, err
	}
	config, err := os.ReadFile("config.toml")
	if err != nil {
		return place, err
	}
	return place, os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644)
}

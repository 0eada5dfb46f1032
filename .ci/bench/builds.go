package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"gongshi/.ci/bench/synthetic"
)

const (
	// alone is from where on gongshi is measured without hugo, which takes 64 KiB a finding, and
	// once: a cold build of 100,000 findings takes as long as ten of 10,000.
	alone = 20_000
	// breath lies between two builds, for the disk to be done with the one before.
	breath = 300 * time.Millisecond
	// clock is noon in the site's time zone.
	clock = synthetic.Today + "T04:00:00Z"
)

// cases are what is built again and again, in the order in which one leads to the next.
func cases() []string { return []string{"cold", "one finding edited", "nothing edited"} }

// cost is what one build took: seconds, seconds of CPU, and MiB at the peak.
type cost [3]float64

// builder is a program that builds a site, and its own source.
type builder struct {
	name   string
	path   string
	dir    string // of the source; the site is in public/
	args   []string
	caches []string // what a cold build has not got, in dir
	site   synthetic.Site
	list   string // a page of the category's list, in public/
	text   string // of the finding that is edited, at first
	place  synthetic.Place
	costs  map[string][]cost
	weight string // of the site, once it is built
}

// measureBuilds measures whole builds, interleaved: what the machine does besides hits both alike.
func measureBuilds(ctx context.Context, t tools, sizes []int, rounds int) error {
	r := report{tools: t, rounds: rounds}
	for _, n := range sizes {
		times := rounds
		if n >= alone {
			times = 1
		}
		builders, err := measureRegister(ctx, t, n, times)
		if err != nil {
			return fmt.Errorf("%d findings: %w", n, err)
		}
		r.add(n, builders)
	}
	fmt.Print(r.markdown())
	return nil
}

func measureRegister(ctx context.Context, t tools, findings, rounds int) ([]*builder, error) {
	work := filepath.Join(t.dir, strconv.Itoa(findings))
	source := filepath.Join(work, "register")
	if err := synthetic.Register(source, findings); err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	builders, err := lay(t, work, source, findings)
	if err != nil {
		return nil, err
	}
	warm := 1 // the first round warms up
	if findings >= alone {
		warm = 0
	}
	for round := range warm + rounds {
		for i, name := range cases() {
			for j := range builders {
				b := builders[(round+i+j)%len(builders)] // none is always the second
				c, err := b.measure(ctx, name, round)
				if err != nil {
					return nil, fmt.Errorf("%s, %s, round %d: %w", b.name, name, round, err)
				}
				if round >= warm {
					b.costs[name] = append(b.costs[name], c)
				}
			}
			if round == 0 && name == "cold" {
				if err := same(source, findings, builders); err != nil {
					return nil, err
				}
			}
		}
	}
	return builders, nil
}

// same weighs the sites, and ends the bench where not all builders have done all of the work.
func same(source string, findings int, builders []*builder) error {
	for _, b := range builders {
		files, size, err := b.site.Weight()
		if err != nil {
			return err
		}
		b.weight = fmt.Sprintf("%s %d files, %.1f MB", b.name, files, float64(size)/1e6)
	}
	if len(builders) == 1 {
		return builders[0].site.Whole(source, findings)
	}
	return synthetic.Same(source, findings, builders[0].site, builders[1].site)
}

// lay gives each builder its own source.
func lay(t tools, work, source string, findings int) ([]*builder, error) {
	place := synthetic.PlaceOf(findings / 2 / 250 * 250) // it begins a category, and so its list
	list := filepath.Join("public", place.Inspection, place.Category)
	ours := &builder{name: "gongshi", dir: filepath.Join(work, "gongshi"),
		args:   []string{"build", "--as-of", synthetic.Today},
		caches: []string{"public", ".gongshi"}, list: list + ".html"}
	ours.args = append(ours.args, "--source", ours.dir,
		"--output", filepath.Join(ours.dir, "public"))
	ours.site = synthetic.Ours(filepath.Join(ours.dir, "public"))
	builders := []*builder{ours}
	if err := os.CopyFS(ours.dir, os.DirFS(source)); err != nil {
		return nil, err
	}
	if findings < alone {
		theirs := &builder{name: "hugo", dir: filepath.Join(work, "hugo"),
			args:   []string{"build", "--quiet", "--clock", clock},
			caches: []string{"public", "resources", "cache", ".hugo_build.lock"},
			list:   filepath.Join(list, "index.html")}
		theirs.args = append(theirs.args, "--source", theirs.dir,
			"--cacheDir", filepath.Join(theirs.dir, "cache"))
		theirs.site = synthetic.Theirs(filepath.Join(theirs.dir, "public"))
		builders = append(builders, theirs)
		if err := synthetic.Peer(theirs.dir, source); err != nil {
			return nil, err
		}
	}
	for _, b := range builders {
		b.path, b.place, b.costs = filepath.Join(t.dir, b.name), place, map[string][]cost{}
		text, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(place.File())))
		if err != nil {
			return nil, err
		}
		b.text = string(text)
	}
	return builders, nil
}

// measure brings the source to what a case is, builds it, and looks whether the site is what it is
// to be.
func (b *builder) measure(ctx context.Context, name string, round int) (cost, error) {
	mark, edited := edit(b.text, round)
	switch name {
	case "cold":
		for _, cache := range b.caches {
			if err := os.RemoveAll(filepath.Join(b.dir, cache)); err != nil {
				return cost{}, err
			}
		}
	case "one finding edited":
		file := filepath.Join(b.dir, filepath.FromSlash(b.place.File()))
		if err := os.WriteFile(file, edited, 0o644); err != nil {
			return cost{}, err
		}
	}
	syscall.Sync()
	if err := pause(ctx, breath); err != nil {
		return cost{}, err
	}
	c, err := b.build(ctx)
	if err != nil || name == "cold" {
		return c, err
	}
	for _, page := range []string{filepath.Join("public", "findings", b.place.ID+".html"), b.list} {
		html, err := os.ReadFile(filepath.Join(b.dir, page))
		if err != nil {
			return cost{}, err
		}
		if !bytes.Contains(html, []byte(mark)) {
			return cost{}, fmt.Errorf("%s is not of this round", page)
		}
	}
	return c, nil
}

// build runs the program. HUGO_… and LANG of the surroundings are not for it.
func (b *builder) build(ctx context.Context) (cost, error) {
	c := exec.CommandContext(ctx, b.path, b.args...)
	c.Dir = b.dir
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + b.dir, "LANG=en"}
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%w\n%s", err, strings.TrimSpace(said.String()))
	}
	usage, is := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !is {
		return cost{}, errors.New("this system does not tell what a process takes")
	}
	peak := int64(usage.Maxrss) << 10
	if own := ownPeak(); peak <= own {
		// A process begins as its parent's image, and Linux counts that too.
		return cost{}, fmt.Errorf("the peak of %d bytes may be the bench's own, %d", peak, own)
	}
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return cost{wall.Seconds(), cpu.Seconds(), float64(peak) / (1 << 20)}, nil
}

// ownPeak is the most memory that this program has had, in bytes.
func ownPeak() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return int64(usage.Maxrss) << 10
}

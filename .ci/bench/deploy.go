package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"gongshi/.ci/bench/synthetic"
)

// counter counts what an object store is asked for.
type counter struct {
	store http.Handler

	mu    sync.Mutex
	asked map[string]int // by method
	bytes int64          // that were sent to it
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.asked[r.Method]++
	c.bytes += r.ContentLength
	c.mu.Unlock()
	c.store.ServeHTTP(w, r)
}

// row is what was asked for since the row before.
func (c *counter) row() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := 0
	for _, n := range c.asked {
		all += n
	}
	row := fmt.Sprintf("| %d | %d | %d | %d | %.1f |", all, c.asked[http.MethodPut],
		c.asked[http.MethodGet], c.asked[http.MethodPost]+c.asked[http.MethodDelete],
		float64(c.bytes)/1e6)
	c.asked, c.bytes = map[string]int{}, 0
	return row
}

// measureDeploy counts requests; how long they take is the network's.
func measureDeploy(ctx context.Context, t tools, sizes []int, _ int) error {
	fmt.Println("| findings | deployment | requests | PUT | GET | deletions | MB sent | s on loopback |")
	fmt.Println("|---:|---|---:|---:|---:|---:|---:|---:|")
	for _, n := range sizes {
		if err := deploySize(ctx, t, n); err != nil {
			return fmt.Errorf("%d findings: %w", n, err)
		}
	}
	return nil
}

func deploySize(ctx context.Context, t tools, findings int) error {
	dir := filepath.Join(t.dir, fmt.Sprintf("deploy-%d", findings))
	defer os.RemoveAll(dir)
	if err := synthetic.Register(dir, findings); err != nil {
		return err
	}
	backend := s3mem.New()
	if err := backend.CreateBucket("site"); err != nil {
		return err
	}
	c := &counter{store: gofakes3.New(backend).Server(), asked: map[string]int{}}
	server := httptest.NewServer(c)
	defer server.Close()
	file := filepath.Join(dir, filepath.FromSlash(synthetic.PlaceOf(findings/2).File()))
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	_, edited := edit(string(text), 1)
	for _, round := range []struct {
		name string
		text []byte
	}{{"first", text}, {"nothing edited", text}, {"one finding edited", edited}} {
		if err := os.WriteFile(file, round.text, 0o644); err != nil {
			return err
		}
		if err := gongshi(ctx, t, "build", dir); err != nil {
			return err
		}
		start := time.Now()
		if err := gongshi(ctx, t, "deploy", dir, "s3://site?endpoint="+server.URL); err != nil {
			return err
		}
		fmt.Printf("| %d | %s %s %.1f |\n", findings, round.name, c.row(), time.Since(start).Seconds())
	}
	return nil
}

// gongshi runs the program; its keys are anybody's.
func gongshi(ctx context.Context, t tools, verb, dir string, args ...string) error {
	run := command(ctx, filepath.Join(t.dir, "gongshi"), slices.Concat([]string{verb, "--source", dir,
		"--as-of", synthetic.Today}, args)...)
	run.Env = slices.DeleteFunc(os.Environ(), func(pair string) bool {
		return strings.HasPrefix(pair, "AWS_") || strings.HasPrefix(pair, "MINIO_")
	})
	run.Env = append(run.Env, "AWS_ACCESS_KEY_ID=bench", "AWS_SECRET_ACCESS_KEY=bench")
	return run.Run()
}

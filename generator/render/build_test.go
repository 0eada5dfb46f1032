package render

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/generator/problem"
)

// Of 14 broken pages and more, one build in eight would never have ended.
func TestFaultOnManyPagesEndsTheRendering(t *testing.T) {
	broken := small()
	broken["layouts/_partials/foot.html"] = &fstest.MapFile{Data: []byte(`{{ .NoSuch }}`)}
	r := mustNew(t, Theme{BuiltIn: broken}, plain)
	r.stopTimeout = 20 * time.Millisecond
	for range 60 {
		var list problem.List
		if err := r.Render(t.Context(), each(findings(25)), nil); !errors.As(err, &list) ||
			list[0].File != "(built in) layouts/_partials/foot.html" {
			t.Fatalf("got %v", err)
		}
	}
}

func TestFewPagesAtATimeAreTheSame(t *testing.T) {
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	pages := findings(2*retryBatch + 1)
	want, err := r.build(pages)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.buildInSmallBatches(pages)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprintf("%s", got) != fmt.Sprintf("%s", want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestContextEndsTheRenderingBetweenBatches(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r := onlyHugo(mustNew(t, Theme{BuiltIn: small()}, plain))
	r.limit.pages = 2
	emitted := 0
	err := r.Render(ctx, each(findings(5)), func(string, []byte) error {
		emitted++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || emitted != 2 {
		t.Errorf("%d pages and %v; want 2 and %v", emitted, err, context.Canceled)
	}
}

func TestEmitEndsTheRendering(t *testing.T) {
	full := errors.New("disk full")
	r := mustNew(t, Theme{BuiltIn: small()}, plain)
	if err := r.Render(context.Background(), each(findings(2)),
		func(string, []byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

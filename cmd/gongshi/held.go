package main

import (
	"context"
	"math"
	"slices"

	"gongshi/generator"
	"gongshi/generator/release"
	"gongshi/generator/sign"
)

// held calls do once while nobody else can release, where the output is what the source builds;
// else the error is a *sign.UnbuiltError. do may tell how far it is.
func (c *command) held(ctx context.Context, options generator.Options,
	do func(tell func(generator.Progress)) error) (generator.Result, error) {
	done, failed := false, error(nil)
	stop := c.progress(&options)
	defer stop()
	tell := options.Progress
	if tell == nil {
		tell = func(generator.Progress) {}
	}
	options.Keep = math.MaxInt // it removes no release
	options.Approve = func(c release.Changes) error {
		differing := slices.Concat(c.Added, c.Changed, c.Removed)
		switch {
		case done:
		case len(differing) > 0:
			failed = &sign.UnbuiltError{Files: differing}
		default:
			done, failed = true, do(tell)
		}
		return failed
	}
	return generator.Build(ctx, options)
}

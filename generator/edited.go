package generator

import (
	"context"

	"gongshi/generator/register"
)

// early renders the pages of edited findings before the register is read, where each of them can be
// read alone: it takes its place in the last plan. After a walk that has failed that plan says
// nothing of the other files.
func (p *pipeline) early(ctx context.Context, files []string) error {
	last := &p.latest
	if !p.reached || last.read == nil || !p.theme.clean ||
		last.site.Day != p.day(last.read.Config) {
		return nil
	}
	reread := map[*register.Finding]*register.Finding{}
	for _, file := range files {
		f := last.read.InFile(file)
		if f == nil {
			if p.memory.Unknown(p.fsys, file) {
				continue // it came and went with the save
			}
			return nil
		}
		reread[f] = p.gate.Reread(ctx, &p.memory, p.fsys, last.read, f, last.site.Day)
		if reread[f] == nil {
			return nil
		}
	}
	if len(reread) == 0 {
		return nil
	}
	p.reached = false // the other pages are still to be planned
	for f, now := range reread {
		*f = *now
	}
	p.now = p.latest
	return p.edited(ctx, files)
}

// edited renders the pages that somebody who edits some files looks at: see [page.Planner.Edited].
func (p *pipeline) edited(ctx context.Context, files []string) error {
	if len(files) == 0 {
		return nil
	}
	return p.into(func(to target) error {
		p.to = to
		return p.render(ctx, p.due(p.now.planner.Edited(files), p.isFast))
	})
}

package generator

import (
	"context"

	"gongshi/generator/register"
)

// early is edited for findings that are the same to all others, which the last plan takes up. Then
// nothing else has to be read again: an editor sees the page while that is done. After a walk that
// has failed the last plan says nothing of the other files.
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

// edited renders the pages that some files are edited for, long before all pages are planned.
func (p *pipeline) edited(ctx context.Context, files []string) error {
	if len(files) == 0 {
		return nil
	}
	return p.into(func(to target) error {
		p.to = to
		return p.render(ctx, p.due(p.now.planner.Edited(files), p.isFast))
	})
}

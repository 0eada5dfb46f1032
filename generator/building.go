package generator

import (
	"context"
	"crypto/sha256"
	"maps"
	"slices"

	"gongshi/generator/export"
	"gongshi/generator/page"
	"gongshi/generator/register"
	"gongshi/generator/release"
	"gongshi/generator/render"
)

// building is a site on its way to its output.
type building struct {
	*kept
	theme      render.Theme
	files      attachments
	pages      []page.Page
	taken      export.Site
	exported   []string // the names of all that taken gives
	everything page.Key // of the register as of the day

	stage *release.Stage
	added map[string]bool // what the site has so far, by name
}

// release puts the site in the place of the output.
func (b *building) release(ctx context.Context, o Options, result *Result) error {
	assets, err := render.Bundle(b.theme, render.ByContent)
	if err != nil {
		return err
	}
	b.exported = export.Names(b.taken)
	others := slices.Concat(b.exported, b.files.addresses())
	if err := overlaps(assets, b.pages, others); err != nil {
		return err
	}
	renderer, err := render.New(b.theme, site(b.taken.Snapshot, assets))
	if err != nil {
		return err
	}
	output, err := release.Open(o.Output)
	if err != nil {
		return err
	}
	defer output.Close()
	released, err := output.Publish(o.Keep, func(stage *release.Stage) error {
		b.stage, b.added = stage, map[string]bool{}
		if err := b.place(assets); err != nil {
			return err
		}
		if result.Rendered, err = b.render(ctx, renderer); err != nil {
			return err
		}
		if err := b.export(renderer); err != nil {
			return err
		}
		b.course.enter(Releasing, 0)
		return nil
	})
	if err == nil {
		b.made, result.Cost.Tally = b.stage.Digests(), b.stage.Tally()
	}
	result.Files, result.How, result.Edited = len(b.added), released.How, released.Edited
	return err
}

// add adds a file that may be new.
func (b *building) add(name string, data []byte) error {
	b.added[name] = true
	return b.stage.Add(name, data)
}

// again adds a file that is made from the same as before. It gives false where the output has not
// got it any more.
func (b *building) again(name string) bool {
	digest, was := b.made[name]
	if !was || !b.stage.Again(name, digest) {
		return false
	}
	b.added[name] = true
	return true
}

// place adds what is no page: the theme's files, and the attachments, which are named by what they
// hold.
func (b *building) place(assets render.Assets) error {
	for _, name := range slices.Sorted(maps.Keys(assets.Files)) {
		if err := b.add(name, assets.Files[name]); err != nil {
			return err
		}
	}
	// What was changed while it was being published lies there under the name of what it was.
	named := func(name string) bool { return register.FileURL(name, b.made[name]) == name }
	has := func(name string) bool { return b.added[name] || named(name) && b.again(name) }
	return b.files.add(has, b.add)
}

// render adds the pages, and gives the number of those that had to be rendered.
func (b *building) render(ctx context.Context, renderer *render.Renderer) (int, error) {
	urls := map[string]bool{}
	for _, p := range b.pages {
		urls[p.URL] = true
	}
	all := renderings{renderer.Digest(), b.kept.pages, func(url string) bool {
		digest, was := b.made[url]
		return was && b.stage.Has(url, digest)
	}}
	all.keep(func(url string) bool { return urls[url] })
	var due []page.Page
	for _, p := range b.pages {
		if all.due(p) {
			due = append(due, p)
		} else {
			b.again(p.URL)
		}
	}
	b.course.enter(Rendering, len(due))
	count, same := 0, 0
	r := all.render(func(url string) {
		b.again(url)
		same++
		b.course.at(count+same, len(due))
	})
	err := renderer.Render(ctx, r.written(due), func(url string, data []byte) error {
		count++
		r.done(url)
		b.course.at(count+same, len(due))
		return b.add(url, data)
	})
	return count, err
}

// export adds what can be taken away.
func (b *building) export(renderer *render.Renderer) error {
	shared := renderer.Digest() // of the words, among others
	exports, done, count := map[string]page.Key{}, 0, len(b.exported)
	b.course.enter(Exporting, count)
	known := func(name string, key export.Key) bool {
		done++
		b.course.at(done, count)
		if key == (export.Key{}) {
			key = b.everything
		}
		exports[name] = sha256.Sum256(slices.Concat(shared[:], key[:]))
		return b.exports[name] == exports[name] && b.again(name)
	}
	err := export.Write(b.taken, known, b.add)
	b.exports = exports
	return err
}

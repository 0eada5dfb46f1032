package render

import (
	"cmp"
	"runtime/debug"
	"sync"

	"gongshi/generator/problem"
)

// loadPercent is GOGC while a theme is loaded, and a small register read: most of what is allocated
// then stays, and each collection finds little. It takes a tenth off the CPU of 36 findings.
const loadPercent = 400

// Load begins to read all of a theme, which Hugo loads for a site whose params need not be known
// yet. wait gives its bundles, a renderer for the site, and what is wrong and stops nothing. The
// errors are those of [Bundle] and [New]; that the built-in layouts ask for no more than their page,
// tests have seen.
func (t Theme) Load(naming Naming, site Site) (
	wait func() (Assets, *Renderer, problem.List, error)) {
	var assets Assets
	var renderer *Renderer
	var remarks problem.List
	var bundling, reading error
	var both sync.WaitGroup
	percent := debug.SetGCPercent(loadPercent)
	both.Go(func() {
		defer recovered(&bundling)
		assets, bundling = Bundle(t, naming)
	})
	both.Go(func() {
		defer recovered(&reading)
		if renderer, reading = t.renderer(site, overlay.ownPaths); reading == nil {
			_ = renderer.loadSpare() // the first page that is rendered says what is wrong
			remarks, reading = t.Remarks()
		}
	})
	done := make(chan struct{})
	go func() {
		both.Wait()
		if percent != loadPercent { // or the theme that began to load before this one restores it
			debug.SetGCPercent(percent)
		}
		close(done)
	}()
	return func() (Assets, *Renderer, problem.List, error) {
		<-done
		return assets, renderer, remarks, cmp.Or(bundling, reading)
	}
}

package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-runewidth"

	"gongshi/generator"
)

const (
	// quiet is how long a build may take before anybody wonders whether it goes on.
	quiet = 2 * time.Second
	// redraw is often enough for a number to be seen running, and slow enough to be read.
	redraw = 200 * time.Millisecond
)

// progress has a build that takes long show how far it is, on a terminal. What stands there is gone
// once stop is called.
func (c *command) progress(o *generator.Options) (stop func()) {
	terminal, is := c.err.(*os.File)
	if !is || c.format == "json" || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" ||
		columns(terminal) == 0 {
		return func() {}
	}
	m := &meter{voice: &c.voice, now: time.Now, start: time.Now(),
		columns: func() int { return columns(terminal) }}
	o.Progress = m.hear
	ended, drawn := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(drawn)
		tick := time.NewTicker(redraw)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				m.draw()
			case <-ended:
				m.clear()
				return
			}
		}
	}()
	return sync.OnceFunc(func() { close(ended); <-drawn })
}

// meter is one line that says how far a build is, and is written over again and again.
type meter struct {
	*voice
	now     func() time.Time
	columns func() int // of the terminal
	start   time.Time
	width   int // columns of what stands there

	mu    sync.Mutex
	at    generator.Progress
	since time.Time // the stage began
	moved time.Time // as much as now was done
}

// hear notes how far the build is. It costs 60 ns, so that it need not be called more seldom.
func (m *meter) hear(p generator.Progress) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.moved = m.now()
	if p.Stage != m.at.Stage {
		m.since = m.moved
	} else {
		p.Done = max(p.Done, m.at.Done) // two goroutines may come in any order
	}
	m.at = p
}

// draw writes the line, once the build takes long.
func (m *meter) draw() {
	now := m.now()
	m.mu.Lock()
	at, took, waited := m.at, m.moved.Sub(m.since), now.Sub(m.moved)
	m.mu.Unlock()
	if now.Sub(m.start) < quiet || at.Stage == "" {
		return
	}
	m.write(m.progressLine(at, took, waited, m.columns()))
}

func (m *meter) clear() {
	if m.width > 0 {
		m.write("")
		fmt.Fprint(m.err, "\r")
	}
}

// write puts a text in the place of the one before. Blanks do it on every terminal.
func (m *meter) write(text string) {
	width := runewidth.StringWidth(text)
	fmt.Fprint(m.err, "\r"+text+strings.Repeat(" ", max(0, m.width-width)))
	m.width = width
}

// progressLine says in so many columns how far a stage is: its name, how much of it is done, how
// fast, and how long the rest will take. took is how long that much took, waited how long ago that
// was: pages come by the hundred, and between two batches the time left must not grow. What has no
// room is left out, the last first. The last column stays free: some terminals begin a new line
// behind it.
func (v *voice) progressLine(p generator.Progress, took, waited time.Duration, columns int) string {
	line := v.say("progress." + string(p.Stage))
	var more []string
	if p.Total == 0 {
		more = append(more, v.say("progress.open"))
	} else {
		more = append(more, v.say("progress.count", p.Done, p.Total))
	}
	if took >= time.Second && p.Done > 0 {
		each := took / time.Duration(p.Done)
		if rate := int(time.Second / max(each, 1)); rate > 0 {
			more = append(more, v.say("progress.rate", rate))
		}
		if p.Done < p.Total {
			left := each * time.Duration(p.Total-p.Done)
			more = append(more, v.say("progress.left", v.span(left-waited)))
		}
	}
	for _, text := range more {
		if runewidth.StringWidth(line+text) >= columns {
			break
		}
		line += text
	}
	return runewidth.Truncate(line, columns-1, "")
}

// span is a time that somebody waits, to the second, and never none.
func (v *voice) span(d time.Duration) string {
	seconds := max(1, int((d+time.Second/2)/time.Second))
	if seconds < 60 {
		return v.say("progress.seconds", seconds)
	}
	return v.say("progress.minutes", seconds/60, seconds%60)
}

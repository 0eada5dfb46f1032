package main

import (
	"time"

	"gongshi/generator"
	"gongshi/generator/release"
)

// verbose says what a build took, and what it was spared.
func (c *command) verbose(result generator.Result) {
	var rows [][2]string
	for _, t := range result.Cost.Took {
		rows = append(rows, [2]string{c.say("progress." + string(t.Stage)),
			c.say("verbose.seconds", t.Time.Seconds())})
	}
	of := result.Cost.Tally
	rows = append(rows,
		[2]string{c.say("verbose.pages"), c.say("verbose.pages-of", result.Pages, result.Rendered,
			result.Pages-result.Rendered)},
		[2]string{c.say("verbose.files"), c.say("verbose.files-of", of.Files, of.Written,
			of.Files-of.Written)},
		[2]string{c.say("verbose.bytes"), c.say("verbose.bytes-of", mebibytes(of.Bytes),
			mebibytes(of.WrittenBytes))},
		[2]string{c.say("verbose.memory"), c.say("verbose.mebibytes", mebibytes(peak()))},
		[2]string{c.say("verbose.register"),
			c.say("verbose.cache-" + string(result.Cost.Register))},
		[2]string{c.say("verbose.site"), c.say("verbose.cache-" + string(result.Cost.Site))},
	)
	align(c.err, "", rows)
}

func mebibytes(n int64) float64 { return float64(n) / (1 << 20) }

// outcome is what JSON tells of a build, besides what it tells of a check.
type outcome struct {
	Added     []string `json:"added,omitempty"`     // files that somebody had put into the output
	Gone      []string `json:"gone,omitempty"`      // addresses of the release before
	Forgotten int      `json:"forgotten,omitempty"` // releases that are kept no more
	*account
}

// outcomeOf is nil where there is nothing to tell.
func outcomeOf(result generator.Result, verbose bool) any {
	for i, name := range result.Added {
		result.Added[i] = string(masked(name))
	}
	o := outcome{Added: result.Added, Gone: result.Gone, Forgotten: result.Forgotten}
	if verbose {
		o.account = accountOf(result)
	} else if len(o.Added)+len(o.Gone)+o.Forgotten == 0 {
		return nil
	}
	return o
}

// account is what verbose says, as JSON has it: seconds and bytes.
type account struct {
	Stages   []stageTime `json:"stages"`
	Pages    int         `json:"pages"`
	Rendered int         `json:"rendered"`
	release.Tally
	PeakMemory int64  `json:"peak_memory"`
	Caches     caches `json:"caches"`
}

type stageTime struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}

type caches struct {
	Register string `json:"register"`
	Site     string `json:"site"`
}

func accountOf(result generator.Result) *account {
	a := &account{Pages: result.Pages, Rendered: result.Rendered, Tally: result.Cost.Tally,
		PeakMemory: peak(),
		Caches:     caches{string(result.Cost.Register), string(result.Cost.Site)}}
	for _, t := range result.Cost.Took {
		a.Stages = append(a.Stages,
			stageTime{string(t.Stage), t.Time.Round(time.Microsecond).Seconds()})
	}
	return a
}

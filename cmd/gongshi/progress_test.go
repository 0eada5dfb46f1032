package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"gongshi/generator"
	"gongshi/generator/progress"
)

func speaker(lang string) *voice { return &voice{lang: lang, words: readWords()} }

func TestProgressSaysStageCountRateAndTimeLeft(t *testing.T) {
	readingSome := generator.Progress{Stage: progress.Reading, Done: 4000, Total: 10000}
	for _, c := range []struct {
		at      generator.Progress
		took    time.Duration
		columns int
		zh, en  string
	}{
		{readingSome, 2 * time.Second, 80,
			"读取 4000/10000，每秒2000，还要3秒",
			"reading 4000/10000, 2000/s, 3 s left"},
		{generator.Progress{Stage: progress.Rendering, Done: 1000, Total: 101000}, time.Second, 80,
			"生成网页 1000/101000，每秒1000，还要1分40秒",
			"rendering pages 1000/101000, 1000/s, 1 min 40 s left"},
		{generator.Progress{Stage: progress.Rendering, Done: 2, Total: 3}, 10 * time.Second, 80,
			"生成网页 2/3，还要5秒",
			"rendering pages 2/3, 5 s left"},
		{generator.Progress{Stage: progress.Exporting, Done: 9, Total: 9}, 3 * time.Second, 80,
			"生成下载文件 9/9，每秒3",
			"writing downloads 9/9, 3/s"},
		// Too early to tell a rate from.
		{generator.Progress{Stage: progress.Reading, Done: 1, Total: 9}, time.Millisecond, 80,
			"读取 1/9", "reading 1/9"},
		{generator.Progress{Stage: progress.Releasing}, time.Minute, 80, "发布…", "releasing …"},
		// Narrow terminals: whole parts, from the left, and never the last column.
		{readingSome, 2 * time.Second, 27,
			"读取 4000/10000，每秒2000", "reading 4000/10000, 2000/s"},
		{readingSome, 2 * time.Second, 26,
			"读取 4000/10000，每秒2000", "reading 4000/10000"},
		{readingSome, 2 * time.Second, 25,
			"读取 4000/10000", "reading 4000/10000"},
		{readingSome, 2 * time.Second, 6,
			"读取", "readi"},
		{generator.Progress{Stage: progress.Rendering, Done: 4, Total: 9}, time.Second, 4,
			"生", "ren"},
		{generator.Progress{Stage: progress.Rendering, Done: 4, Total: 9}, time.Second, 1, "", ""},
	} {
		for lang, want := range map[string]string{"zh": c.zh, "en": c.en} {
			got := speaker(lang).progressLine(c.at, c.took, 0, c.columns)
			if got != want {
				t.Errorf("%v in %d columns: got %q, want %q", c.at, c.columns, got, want)
			}
			if width := runewidth.StringWidth(got); width >= c.columns {
				t.Errorf("%q takes %d of %d columns", got, width, c.columns)
			}
		}
	}
}

func TestTimeLeftRunsDownWhileABatchIsUnderWay(t *testing.T) {
	at := generator.Progress{Stage: progress.Rendering, Done: 500, Total: 1000}
	for waited, want := range map[time.Duration]string{
		0: "4 s", time.Second: "3 s", 3 * time.Second: "1 s", 9 * time.Second: "1 s",
	} {
		got := speaker("en").progressLine(at, 4*time.Second, waited, 80)
		if want = "rendering pages 500/1000, 125/s, " + want + " left"; got != want {
			t.Errorf("after %s: got %q, want %q", waited, got, want)
		}
	}
}

// clocked is a meter on a terminal of 60 columns, and its clock.
func clocked(out *bytes.Buffer) (*meter, *time.Time) {
	at := time.Unix(1700000000, 0)
	v := speaker("zh")
	v.err = out
	return &meter{voice: v, start: at, now: func() time.Time { return at },
		columns: func() int { return 60 }}, &at
}

func TestProgressIsSilentForTwoSeconds(t *testing.T) {
	var out bytes.Buffer
	m, clock := clocked(&out)
	m.hear(generator.Progress{Stage: progress.Reading, Done: 1, Total: 2})
	*clock = clock.Add(quiet - time.Millisecond)
	m.draw()
	m.clear()
	if out.Len() > 0 {
		t.Errorf("got %q", &out)
	}
	*clock = clock.Add(time.Millisecond)
	m.draw()
	if got := out.String(); got != "\r读取 1/2" {
		t.Errorf("got %q", got)
	}
}

// The line is written as often as it is drawn, however often it is heard of.
func TestProgressIsOneLineThatIsGoneAtTheEnd(t *testing.T) {
	var out bytes.Buffer
	m, clock := clocked(&out)
	*clock = clock.Add(time.Hour)
	for done := range 1000 {
		m.hear(generator.Progress{Stage: progress.Rendering, Done: done, Total: 1000})
	}
	m.hear(generator.Progress{Stage: progress.Rendering, Done: 7, Total: 1000}) // a late one
	m.draw()
	m.hear(generator.Progress{Stage: progress.Releasing})
	m.draw()
	m.clear()
	width := runewidth.StringWidth("发布…") // 5, or 6 where the system speaks Chinese
	want := "\r生成网页 999/1000" + "\r发布…" + strings.Repeat(" ", 17-width) +
		"\r" + strings.Repeat(" ", width) + "\r"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", &out, want)
	}
}

package watch

import (
	"fmt"
	"os"
	"testing"
	"time"
)

// BenchmarkSavedFile takes the time from the last write to the batch, in a register of 10,000.
func BenchmarkSavedFile(b *testing.B) {
	for way, poll := range map[string]time.Duration{"events": 0, "polling": defaults().poll} {
		b.Run(way, func(b *testing.B) {
			root := b.TempDir()
			for i := range 10_000 {
				name := fmt.Sprintf("%s/content/%02d/%04d.md", root, i/200, i)
				_ = os.MkdirAll(fmt.Sprintf("%s/content/%02d", root, i/200), 0o755)
				if err := os.WriteFile(name, []byte("text"), 0o644); err != nil {
					b.Fatal(err)
				}
			}
			w, err := Open(Options{Root: root, Names: []string{"content"}, Poll: poll})
			if err != nil {
				b.Fatal(err)
			}
			defer w.Close()
			for b.Loop() {
				err := os.WriteFile(root+"/content/07/1400.md", []byte("new"), 0o644)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.Next(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

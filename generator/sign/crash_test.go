package sign

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongshi/generator/source"
)

// record puts files into record/ of an office, and nothing else.
func (o *office) record(files map[string][]byte) {
	o.Helper()
	dir := filepath.Join(o.source, source.RecordDir)
	if err := os.RemoveAll(dir); err != nil {
		o.Fatal(err)
	}
	for name, data := range files {
		write(o.T, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
}

// A signing writes four files. Whichever of them a crash, a merge or half a checkout leaves behind,
// the next signing goes on with the log that was published, or refuses: it never forks it.
func TestAnyMixtureOfOldAndNewFilesGoesOnOrIsRefused(t *testing.T) {
	o := newOffice(t)
	o.mustPublish("1")
	old, shown := o.kept(), o.checkpoint()
	published := readAll(t, o.output)
	o.mustPublish("2")
	now := o.kept()
	names := slices.Sorted(maps.Keys(now))
	if len(names) != 4 {
		t.Fatal(names)
	}
	for mix := range 1 << len(names) {
		for _, text := range []string{"1", "2", "3"} {
			files := maps.Clone(old)
			for i, name := range names {
				if mix>>i&1 == 1 {
					files[name] = now[name]
				}
			}
			o.record(files)
			for name, data := range published { // the second was never released
				write(t, filepath.Join(o.output, filepath.FromSlash(name)), data)
			}
			err := o.publish(map[string]string{"index.html": text})
			if err != nil {
				if !strings.Contains(err.Error(), "log-damaged") {
					t.Errorf("mixture %04b, site %s: %v", mix, text, err)
				}
				continue
			}
			r := check(t, o.output, Wanted{Key: o.fingerprint, Since: shown})
			if len(r.Faults) > 0 || r.Number != r.Releases {
				t.Errorf("mixture %04b, site %s: %+v", mix, text, r)
			}
		}
	}
}

// Of several that sign at once each appends to what the others have, or is refused.
func TestSeveralThatSignAtOnceKeepOneLog(t *testing.T) {
	first := newOffice(t)
	first.mustPublish("0")
	shown := first.checkpoint()
	var all sync.WaitGroup
	errs := make([]error, 8)
	outputs := make([]string, len(errs))
	for i := range errs {
		outputs[i] = filepath.Join(t.TempDir(), "public")
		all.Go(func() {
			o := *first
			o.output = outputs[i]
			errs[i] = o.publish(map[string]string{"index.html": path.Join("site", outputs[i])})
		})
	}
	all.Wait()
	done := int64(0)
	for _, err := range errs {
		if err == nil {
			done++
		}
	}
	first.output = filepath.Join(t.TempDir(), "public")
	first.mustPublish("last")
	last := first.checkpoint()
	r := check(t, first.output, Wanted{Key: first.fingerprint, Since: shown})
	if done == 0 || len(r.Faults) > 0 || r.Releases != done+2 {
		t.Errorf("%d signed: %+v, %v", done, r, errs)
	}
	for i, output := range outputs {
		if errs[i] != nil {
			continue
		}
		own, err := os.ReadFile(filepath.Join(output, filepath.FromSlash(CheckpointFile)))
		if err != nil {
			t.Fatal(err)
		}
		if r := check(t, first.output, Wanted{Key: first.fingerprint, Since: own}); len(r.Faults) > 0 {
			t.Errorf("%s was forked: %+v", output, r.Faults)
		}
	}
	if c, err := ReadCheckpoint(last); err != nil || c.N != done+2 {
		t.Error(c, err)
	}
}

package sign

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"gongshi/generator/source"
)

// client is a reader of the log that knows it by its published files and x/mod alone.
type client struct {
	*testing.T
	files map[string][]byte
}

func (c client) Height() int { return tileHeight }

func (c client) ReadTiles(wanted []tlog.Tile) (all [][]byte, err error) {
	for _, t := range wanted {
		name := "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
		data, is := c.files[name]
		if !is {
			return nil, fmt.Errorf("%s is missing", name)
		}
		all = append(all, data)
	}
	return all, nil
}

func (c client) SaveTiles([]tlog.Tile, [][]byte) {}

func TestAThousandReleasesAreProvedByTheStandardClient(t *testing.T) {
	const releases = 1000
	var l log
	trees := []tlog.Tree{{}}
	for n := range releases {
		if err := l.add(fmt.Sprintf(`{"day":"2026-11-29","sums":"%064x"}`, n)); err != nil {
			t.Fatal(err)
		}
		tree, err := l.tree(int64(n + 1))
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
	}
	files, err := l.files()
	if err != nil {
		t.Fatal(err)
	}
	now := trees[releases]
	for n, entry := range l.entries {
		proof, err := tlog.ProveRecord(now.N, int64(n), tlog.TileHashReader(now, client{t, files}))
		if err == nil {
			err = tlog.CheckRecord(proof, now.N, now.Hash, int64(n), tlog.RecordHash([]byte(entry)))
		}
		if err != nil {
			t.Fatalf("release %d: %v", n, err)
		}
	}
	read := func(_ context.Context, name string) ([]byte, error) {
		data, is := files[strings.TrimPrefix(name, LogDir+"/")]
		if !is {
			return nil, os.ErrNotExist
		}
		return data, nil
	}
	published := tiles{context.Background(), read}
	for _, earlier := range trees {
		if err := published.extends(now, earlier); err != nil {
			t.Fatalf("after %d: %v", earlier.N, err)
		}
		rewritten := earlier
		rewritten.Hash[0] ^= 1
		if earlier.N > 0 && published.extends(now, rewritten) == nil {
			t.Fatalf("that the first %d were others is not seen", earlier.N)
		}
	}
	if at, _, err := published.find(now, fmt.Sprintf("%064x", 7)); at != 7 || err != nil {
		t.Errorf("release 7 is found at %d, %v", at, err)
	}
	for name, data := range files { // flip each file
		files[name] = slices.Clone(data)
		files[name][len(data)/2] ^= 1
		if _, _, err := published.find(now, "x"); err == nil {
			t.Errorf("that %s was changed is not seen", name)
		}
		files[name] = data
	}
}

// kept gives the files of record/ of an office.
func (o *office) kept() map[string][]byte {
	return readAll(o.T, filepath.Join(o.source, source.RecordDir))
}

func (o *office) checkpoint() []byte {
	data, err := os.ReadFile(filepath.Join(o.output, filepath.FromSlash(CheckpointFile)))
	if err != nil {
		o.Fatal(err)
	}
	return data
}

func (o *office) mustPublish(text string) {
	o.Helper()
	if err := o.publish(map[string]string{"index.html": text}); err != nil {
		o.Fatal(err)
	}
}

func TestHistoryThatWasRewrittenIsSeen(t *testing.T) {
	o := newOffice(t)
	o.mustPublish("1")
	first := o.checkpoint()
	o.mustPublish("2")
	second := o.checkpoint()
	o.mustPublish("2") // once more is no release
	if !bytes.Equal(second, o.checkpoint()) {
		t.Error("the same site got a second entry")
	}
	for _, since := range [][]byte{first, second} {
		r := check(t, o.output, Wanted{Key: o.fingerprint, Since: since})
		if len(r.Faults) > 0 || r.Releases != 2 || r.Entry.Changed != 1 || r.Entry.Removed != 0 {
			t.Errorf("%+v", r)
		}
	}
	if err := os.RemoveAll(filepath.Join(o.source, source.RecordDir)); err != nil {
		t.Fatal(err)
	}
	o.mustPublish("another 1")
	o.mustPublish("2")
	for how, since := range map[string][]byte{"one": first, "two": second} {
		r := check(t, o.output, Wanted{Key: o.fingerprint, Since: since})
		if !slices.Contains(r.Faults, Fault{Rewritten, LogDir, ""}) {
			t.Errorf("%s: %+v", how, r.Faults)
		}
	}
}

// An old copy of the source would fork the log.
func TestALogThatIsBehindIsNotContinued(t *testing.T) {
	o := newOffice(t)
	o.mustPublish("1")
	old := o.kept()
	o.mustPublish("2")
	shown := o.checkpoint()
	for name, data := range old {
		write(t, filepath.Join(o.source, source.RecordDir, name), data)
	}
	s := staged{o.output, map[string]Digest{"index.html": {}}}
	folder, err := source.Open(o.source)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	write(t, filepath.Join(o.output, filepath.FromSlash(CheckpointFile)), shown)
	site := Site{Stage: s, Folder: folder, Output: o.output, Identity: "an office",
		Key: o.fingerprint, Day: "2026-11-29"}
	if _, _, err := Release(site, o.key); err != ErrForked {
		t.Errorf("not %v", err)
	}
	site.Output, site.Identity = t.TempDir(), "another"
	if _, _, err := Release(site, o.key); err != ErrOtherLog {
		t.Errorf("not %v", err)
	}
}

func TestADamagedLogIsRefusedAndAnUnfinishedOneGoesOn(t *testing.T) {
	o := newOffice(t)
	o.mustPublish("1")
	o.mustPublish("2")
	for how, c := range map[string]struct{ name, old, new, rule string }{
		"an edited entry":      {keptEntries, `"files":1`, `"files":2`, "log-damaged"},
		"an entry less":        {keptEntries, "\n{", "\n", "log-damaged"},
		"a conflict":           {keptEntries, "{", "<<<<<<< HEAD\n{", "log-damaged"},
		"another checkpoint":   {keptCheckpoint, "\n2\n", "\n1\n", "log-damaged"},
		"a broken checkpoint":  {keptCheckpoint, "\n2\n", "\ntwo\n", "log-damaged"},
		"line ends of Windows": {keptEntries, "\n", "\r\n", ""},
		"an entry too many":    {keptEntries, "}\n{", "}\n{", ""},
	} {
		file := filepath.Join(o.source, filepath.FromSlash(c.name))
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.ReplaceAll(string(data), c.old, c.new)
		if how == "an entry too many" {
			changed += `{"day":"2026-11-30"}`
		}
		write(t, file, []byte(changed))
		folder, err := source.Open(o.source)
		if err != nil {
			t.Fatal(err)
		}
		_, err = readKept(folder.FS())
		_ = folder.Close()
		if (err != nil) != (c.rule != "") || err != nil && !strings.Contains(err.Error(), c.rule) {
			t.Errorf("%s: %v", how, err)
		}
		write(t, file, data)
	}
}

func TestAnotherOfficeCoSigns(t *testing.T) {
	o := newOffice(t)
	o.mustPublish("1")
	file, _ := newKeyFile(t)
	other, at := readKey(t, file), time.Unix(1_700_000_000, 0)
	signed, err := Cosign(o.checkpoint(), other, at)
	if err != nil {
		t.Fatal(err)
	}
	if got, is := cosignedAt(signed, other.PublicKey()); !is || !got.Equal(at) {
		t.Errorf("co-signed at %v, %t", got, is)
	}
	if _, is := cosignedAt(o.checkpoint(), other.PublicKey()); is {
		t.Error("co-signed before it was")
	}
	write(t, filepath.Join(o.source, keptCheckpoint), signed)
	o.mustPublish("1")
	r := check(t, o.output, Wanted{Key: o.fingerprint, Cosigner: other.PublicKey()})
	if len(r.Faults) > 0 || r.Cosigned != "2023-11-14T22:13:20Z" {
		t.Errorf("%+v", r)
	}
	o.mustPublish("2")
	r = check(t, o.output, Wanted{Key: o.fingerprint, Cosigner: other.PublicKey()})
	if !slices.Contains(r.Faults, Fault{Uncosigned, path.Join(LogDir, checkpointName), ""}) {
		t.Errorf("%+v", r)
	}
}

package register_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"gongshi/generator/cache"
	"gongshi/generator/register"
)

// Every archive of the rules is one state of a source: going from each to the next makes, changes,
// breaks, mends and deletes files of every kind.
func TestCacheReadsWhatAFreshReadingReads(t *testing.T) {
	archives, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil || len(archives) < 50 {
		t.Fatal(len(archives), err)
	}
	var c register.Cache
	before := fstest.MapFS{}
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		now := source(t, archive)
		for _, name := range differing(before, now) {
			c.Invalidate(name)
		}
		before = now
		want, wantErr := register.Read(now)
		got, gotErr := c.Read(now)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotErr, wantErr) {
			t.Errorf("%s: got %v\nwant %v", file, gotErr, wantErr)
		}
	}
}

// differing gives the paths whose files are not the same in both.
func differing(a, b fstest.MapFS) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	var names []string
	for name := range all {
		x, y := a[name], b[name]
		if x == nil || y == nil || !bytes.Equal(x.Data, y.Data) || x.Mode != y.Mode {
			names = append(names, name)
		}
	}
	return names
}

func TestCacheLooksAtInvalidatedFilesOnly(t *testing.T) {
	fsys := source(t, &txtar.Archive{})
	var c register.Cache
	if _, err := c.Read(fsys); err != nil {
		t.Fatal(err)
	}
	const name = "content/audit/money/_index.md"
	fsys[name].Data = bytes.Replace(fsys[name].Data, []byte("title: "), []byte("title: New "), 1)
	title := func() string {
		r, err := c.Read(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return r.Inspections[0].Categories[0].Title
	}
	known := title()
	c.Invalidate("content/audit")
	if now := title(); now != "New "+known {
		t.Errorf("%q, then %q", known, now)
	}
}

// A file is taken for the one that was read where its size and its time are the same, and the time
// is long past when they were noted; else its bytes tell.
func TestOnlyAMarkThatTellsSparesReadingAFile(t *testing.T) {
	const file = "content/_index.md"
	long, ago := time.Unix(1_700_000_000, 1), time.Now().Add(-time.Second)
	for _, c := range []struct {
		what  string
		title string
		when  time.Time
		noted time.Time
		taken bool
	}{
		{"same size and time", "Beta.", long, ago, true},
		{"another size", "Beta", long, ago, false},
		{"another time", "Beta.", long.Add(1), ago, false},
		{"noted in the same instant", "Beta.", long, long, false},
		{"noted by a clock that was set", "Beta.", long, ago.AddDate(1, 0, 0), false},
	} {
		fsys := source(t, &txtar.Archive{})
		at := func(title string, when time.Time) {
			fsys[file] = &fstest.MapFile{ModTime: when, Data: []byte("---\ntitle: " + title +
				"\ncontact:\n  phone: 0595-28008990\n---\n")}
		}
		at("Alpha", long)
		var before, after register.Cache
		if _, err := before.Read(fsys); err != nil {
			t.Fatal(err)
		}
		saved := store{bodies: map[string]string{}, noted: c.noted}
		before.Save(saved)
		after.Load(saved)
		at(c.title, c.when)
		r, _ := after.Read(fsys)
		if taken := r.Title == "Alpha"; taken != c.taken {
			t.Errorf("%s: the title is %q", c.what, r.Title)
		}
	}
}

// What was saved is read as a fresh reading reads it, for every rule.
func TestSavedCacheKeepsRemarks(t *testing.T) {
	archives, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil || len(archives) < 50 {
		t.Fatal(len(archives), err)
	}
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fsys := source(t, archive)
		want, wantErr := register.Read(fsys)
		saved := store{bodies: map[string]string{}, noted: time.Now()}
		for range 2 { // what was unpacked is packed once more
			var c register.Cache
			c.Load(saved)
			got, gotErr := c.Read(fsys)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotErr, wantErr) {
				t.Errorf("%s: got %v %v\nwant %v %v", file, got.Remarks, gotErr, want.Remarks, wantErr)
			}
			if got, _ := c.Read(fsys); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: read once more, got %v\nwant %v", file, got.Remarks, want.Remarks)
			}
			c.Save(saved)
		}
	}
}

// The text behind an unchanged stamp is another one, which only reading it would find out.
func TestFileWithRemarksIsNotReadAgain(t *testing.T) {
	const file = "content/_index.md"
	fsys := source(t, &txtar.Archive{})
	at := func(body string) {
		fsys[file] = &fstest.MapFile{ModTime: time.Unix(1_700_000_000, 1), Data: []byte("---\n" +
			"title: Alpha\ncontact:\n  phone: 0595-28008990\n---\n\n" + body + "\n")}
	}
	at("经费待补。")
	saved := store{bodies: map[string]string{}, noted: time.Now()}
	var before, after register.Cache
	r, err := before.Read(fsys)
	if err != nil || len(r.Remarks) == 0 || r.Remarks[len(r.Remarks)-1].Rule != "placeholder" {
		t.Fatal(r.Remarks, err)
	}
	before.Save(saved)
	after.Load(saved)
	at("经费到位。")
	if again, err := after.Read(fsys); err != nil || !reflect.DeepEqual(again, r) {
		t.Errorf("got %v %v, want %v", again.Remarks, err, r.Remarks)
	}
}

// A stamp that is known need not be asked for; where it is not that of what was read, the file is.
func TestStampThatIsKnownIsTaken(t *testing.T) {
	const file = "content/_index.md"
	fsys := source(t, &txtar.Archive{})
	was := time.Unix(1_700_000_000, 1)
	fsys[file].ModTime = was
	info, err := fsys.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	stamp := cache.StampOf(info)
	saved := store{bodies: map[string]string{}, noted: time.Now().Add(-time.Second)}
	var c register.Cache
	if _, err := c.Read(fsys); err != nil {
		t.Fatal(err)
	}
	c.Save(saved)
	fsys[file].Data = bytes.Replace(fsys[file].Data, []byte("title: "), []byte("title: New "), 1)
	other := stamp
	other.Modified++
	for known, want := range map[cache.Stamp]bool{stamp: false, other: true} {
		c := register.Cache{Stamps: map[string]cache.Stamp{file: known}}
		c.Load(saved)
		r, err := c.Read(fsys)
		if err != nil || strings.HasPrefix(r.Title, "New ") != want {
			t.Errorf("stamp %v: %q, %v", known, r.Title, err)
		}
	}
}

// store keeps bodies in memory, all noted at one time.
type store struct {
	bodies map[string]string
	noted  time.Time
}

func (s store) Read(name string) (string, time.Time, cache.State) {
	return s.bodies[name], s.noted, cache.Used
}

func (s store) Write(name string, body []byte) { s.bodies[name] = string(body) }

func (s store) Remove(name string) { delete(s.bodies, name) }
